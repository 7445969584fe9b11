"""The question of the morning after a session, and its answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from primemover.app.lately import Lately, ended_at
from primemover.coach.soreness import Sore, ask_red_flags
from primemover.journal import Journal, new_id
from primemover.session import Status, parse_event
from primemover.session.fields import time_text

SOONEST: Final = timedelta(hours=8)
"""Sooner than that there was no morning yet."""
LATEST: Final = timedelta(hours=72)
"""Later than that nobody remembers."""


@dataclass(frozen=True, slots=True)
class MorningDue:
    """The session whose morning after is asked for, and when that session ended."""

    session_id: str
    ended_at: datetime


def morning_due(lately: Lately, now: datetime) -> MorningDue | None:
    """The newest session, where it is over, its morning has passed and nobody has told of it yet."""
    newest = next(iter(lately.summaries), None)
    if newest is None or newest.logged or newest.status not in {Status.DONE, Status.STOPPED}:
        return None
    if not newest.holds or now - newest.started_at > LATEST + SOONEST:
        return None
    state = lately.state(newest.id)
    over = ended_at(state)
    if state.morning is not None or not SOONEST <= now - over <= LATEST:
        return None
    return MorningDue(newest.id, over)


def tell_morning(
    journal: Journal, person_id: str, session_id: str, sore: Sequence[Sore], now: datetime
) -> bool:
    """Keep the answer to "how was the morning after?"; nothing was sore where ``sore`` is empty.

    True where it is alarming, and the stop list comes first now. Raises ``NotFound`` for the session and
    ``InvalidInput`` for a level that is none.
    """
    journal.person(person_id)
    entries = [{"region": one.region.value, "kind": one.kind.value, "level": one.level} for one in sore]
    told = {
        "id": new_id(),
        "session": session_id,
        "person": journal.events(session_id)[0].person,
        "kind": "morning",
        "at": time_text(now),
        "data": {"sore": entries},
    }
    journal.append([parse_event(told)])
    return ask_red_flags(sore)
