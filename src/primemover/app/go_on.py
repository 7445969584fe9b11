"""Go on with a test day: the routine or the walk between the holds, and then the holds after."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from primemover.app.begin import TestPart, Wishes, begin, prepare
from primemover.app.test_day import DayState, day
from primemover.app.test_offer import FIELD_TEST
from primemover.app.test_stage import Stage
from primemover.app.tests_told import EASY_WALK
from primemover.app.today import usual_wishes
from primemover.coach.soreness import Sore
from primemover.coach.trial import Arm
from primemover.errors import Conflict
from primemover.journal import Journal
from primemover.routine import Library
from primemover.session import Part


def go_on(journal: Journal, library: Library, person_id: str, day_id: str, now: datetime) -> str:
    """Begin the next part of a test day, or find the one that was begun; its session's id.

    Raises ``NotFound`` for the day, ``Conflict`` where it is over or waits for the draw, and as ``begin``.
    """
    found = day(journal, person_id, day_id, now)
    if found.session is not None:
        return found.session
    if found.stage is Stage.BETWEEN:
        wishes, part = _between(journal, library, person_id, found, now), Part.BETWEEN
    elif found.stage is Stage.AFTER:
        wishes, part = Wishes(FIELD_TEST, first_side=found.first_side), Part.AFTER
    else:
        raise Conflict(
            "There is nothing to go on with on this day.",
            where=f"test day {day_id}",
            remedy="What was held stays.",
        )
    return begin(journal, library, person_id, wishes, now, test=TestPart(part, day_id)).session_id


def _between(journal: Journal, library: Library, person_id: str, found: DayState, now: datetime) -> Wishes:
    """The usual routine, sparing what hurt in the holds; or a walk that lasts as long."""
    usual = usual_wishes(journal, person_id)
    lengths = library.routine(usual.routine).minutes
    usual = replace(
        usual,
        minutes=usual.minutes if usual.minutes in lengths else lengths[0],
        sore=tuple(
            Sore(pain.region, pain.kind, pain.level) for state in found.sessions for pain in state.pains
        ),
    )
    if found.arm is not Arm.WALKING:
        return usual
    routine_s = prepare(journal, library, person_id, usual, now).timeline.total_s
    return Wishes(EASY_WALK, minutes=round(routine_s / 60))
