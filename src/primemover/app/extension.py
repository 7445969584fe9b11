"""Keep an extension test, and say which one holds: the newest of each side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from primemover.coach.gate import ExtensionTest, Method
from primemover.errors import InvalidInput
from primemover.journal import Journal
from primemover.journal.answers import Answers
from primemover.terms import Side
from primemover.texts import text

EXTENSION: Final = "extension"
"""The key among the answers; see docs/architecture.md."""


def tell_extension(
    journal: Journal, person_id: str, angles_deg: Mapping[Side, float], method: Method, now: datetime
) -> None:
    """Keep the angle of the hanging thigh (below level negative) of one side or of both.

    Raises ``InvalidInput`` where there is none, or one beyond ±60°, of which nothing is kept; ``NotFound``.
    """
    if not angles_deg:
        raise InvalidInput(text("problem.no_side"), where="extension", remedy=text("problem.no_side_do"))
    tests = {side: ExtensionTest(deg, method) for side, deg in angles_deg.items()}
    told = {
        side.value: {"deg": round(test.hip_flexion_deg, 1), "method": test.method.value}
        for side, test in tests.items()
    }
    journal.save_answers(person_id, {EXTENSION: told}, now)


def standing_extension(told: Iterable[Answers], now: datetime) -> dict[Side, ExtensionTest]:
    """The newest test of each side, from all answers, the oldest first.

    What an older version stored and this one cannot read counts as not measured; a test of the future comes
    from a clock that was wrong, and counts as of today.
    """
    found: dict[Side, ExtensionTest] = {}
    for answers in told:
        measured = answers.data.get(EXTENSION)
        for side, one in measured.items() if isinstance(measured, Mapping) else ():
            if side in {"left", "right"} and (read := _read(one, max(0, (now - answers.at).days))):
                found[Side(side)] = read
    return found


def _read(one: Any, days_ago: int) -> ExtensionTest | None:
    try:
        return ExtensionTest(float(one["deg"]), Method(one["method"]), days_ago)
    except (InvalidInput, KeyError, TypeError, ValueError):
        return None
