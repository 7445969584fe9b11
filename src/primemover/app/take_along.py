"""Sessions that a device takes along, to be done where there is no network."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import product
from typing import Any, Final

from primemover.app.begin import Prepared, planned_data, prepare
from primemover.app.known import Known
from primemover.app.today import usual_wishes
from primemover.app.usual import USUAL_ROUTINE
from primemover.coach import List
from primemover.coach.standing import RENEW_AFTER
from primemover.journal import Journal
from primemover.routine import Library
from primemover.terms import Side

LASTS: Final = timedelta(days=7)
"""The next days: later the plan may be another."""


@dataclass(frozen=True, slots=True)
class Taken:
    """One session as it may be begun: ``planned`` is the data of its first event."""

    prepared: Prepared
    planned: dict[str, Any]


@dataclass(frozen=True, slots=True)
class TakenAlong:
    """What a device takes along, and until when it may be begun."""

    sessions: tuple[Taken, ...]
    until: datetime
    first_side: Side
    """The side that begins the next session; after it they take turns."""


def take_along(journal: Journal, library: Library, person_id: str, now: datetime) -> TakenAlong:
    """The usual routine in each of its lengths, beginning with either side.

    Raises ``InvalidInput`` where the answers block or are missing: then nothing is taken along.
    """
    known = Known.of(journal, person_id, now)
    wishes = usual_wishes(journal, person_id)
    routine = library.routine(USUAL_ROUTINE)
    sessions = []
    for minutes, side in product(routine.minutes, (Side.LEFT, Side.RIGHT)):
        wanted = replace(wishes, minutes=minutes, first_side=side)
        prepared = prepare(journal, library, person_id, wanted, now, known=known)
        if prepared.prescription.steps:
            sessions.append(Taken(prepared, planned_data(prepared, wanted)))
    given = known.standing.given
    # Answers to the safety questions hold four weeks; a plan on them holds no longer.
    until = min([now + LASTS, *(given[name] + RENEW_AFTER for name in List if name in given)])
    return TakenAlong(tuple(sessions), until, known.lately.next_first_side())
