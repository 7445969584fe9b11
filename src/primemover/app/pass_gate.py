"""Pass the gate for core work by, with a reason that is kept; take that back; show when it was done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from primemover.coach.gate import Override
from primemover.errors import InvalidInput
from primemover.journal import Journal
from primemover.journal.answers import Answers
from primemover.session.fields import is_clean
from primemover.texts import text

GATE: Final = "gate"
"""The key among the answers; see docs/architecture.md."""
LONGEST_REASON: Final = 500


@dataclass(frozen=True, slots=True)
class GatePassing:
    """One entry of the history: passed by with ``reason``, or taken back (None)."""

    at: datetime
    reason: str | None


def pass_by(journal: Journal, person_id: str, reason: str, now: datetime) -> None:
    """Pass the gate by. Raises ``NotFound``, and ``InvalidInput`` for no reason or too long a one."""
    told = Override(reason.strip(), now)
    if len(told.reason) > LONGEST_REASON or not is_clean(told.reason):
        raise InvalidInput(
            text("problem.long_reason", most=LONGEST_REASON),
            where="gate",
            remedy=text("problem.long_reason_do"),
        )
    journal.save_answers(person_id, {GATE: {"reason": told.reason}}, now)


def take_back(journal: Journal, person_id: str, now: datetime) -> None:
    """Stand before the gate again. Raises ``NotFound``."""
    journal.save_answers(person_id, {GATE: None}, now)


def passings(told: Iterable[Answers]) -> tuple[GatePassing, ...]:
    """Every time the gate was passed by or that was taken back, the oldest first."""
    return tuple(GatePassing(one.at, _reason(one)) for one in told if GATE in one.data)


def standing_override(told: Iterable[Answers]) -> Override | None:
    """The passing that holds, from all answers, the oldest first."""
    last = next(reversed(passings(told)), None)
    return Override(last.reason, last.at) if last and last.reason else None


def _reason(told: Answers) -> str | None:
    kept = told.data[GATE]
    reason = kept.get("reason") if isinstance(kept, dict) else None
    return reason.strip() or None if isinstance(reason, str) else None
