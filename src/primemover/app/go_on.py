"""Go on with a test day: the routine or the walk between the holds, and then the holds after."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from primemover.app.begin import Prepared, TestPart, Wishes, begin, prepare
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
from primemover.routine.compiling import compile as lay_out_in_time
from primemover.session import Part
from primemover.texts import text


def go_on(journal: Journal, library: Library, person_id: str, day_id: str, now: datetime) -> str:
    """Begin the next part of a test day, or find the one that was begun; its session's id.

    Raises ``NotFound`` for the day, ``Conflict`` where it is over or waits for the draw, and as ``begin``.
    """
    found = day(journal, person_id, day_id, now)
    if found.session is not None:
        return found.session
    if found.stage is Stage.AFTER:
        wishes = Wishes(FIELD_TEST, first_side=found.first_side)
        after = TestPart(Part.AFTER, day_id)
        return begin(journal, library, person_id, wishes, now, test=after).session_id
    if found.stage is not Stage.BETWEEN:
        raise Conflict(
            text("problem.day_over"),
            where=f"test day {day_id}",
            remedy=text("problem.day_over_do"),
        )
    wishes = _usual(journal, library, person_id, found)
    prepared = prepare(journal, library, person_id, wishes, now)
    if found.arm is Arm.WALKING:
        wishes = Wishes(EASY_WALK)
        walk = prepare(journal, library, person_id, wishes, now)
        prepared = lasting(walk, prepared.timeline.total_s, library)
    between = TestPart(Part.BETWEEN, day_id)
    return begin(journal, library, person_id, wishes, now, test=between, prepared=prepared).session_id


def lasting(walk: Prepared, seconds: float, library: Library) -> Prepared:
    """The same walk, ``seconds`` long in all: what is compared with the routine takes as long as it."""
    changed = []
    for step in walk.prescription.steps:
        longer_s = seconds - walk.timeline.total_s
        holds = {phase: held_s + longer_s for phase, held_s in step.doses.holds.items()}
        changed.append(replace(step, doses=replace(step.doses, holds=holds)))
    prescription = replace(walk.prescription, steps=tuple(changed))
    timeline = lay_out_in_time(library.routine(prescription.routine), prescription, library)
    return replace(walk, prescription=prescription, timeline=timeline)


def _usual(journal: Journal, library: Library, person_id: str, found: DayState) -> Wishes:
    """The usual routine, sparing what hurt in the holds."""
    usual = usual_wishes(journal, person_id)
    lengths = library.routine(usual.routine).minutes
    return replace(
        usual,
        minutes=usual.minutes if usual.minutes in lengths else lengths[0],
        sore=tuple(
            Sore(pain.region, pain.kind, pain.level) for state in found.sessions for pain in state.pains
        ),
    )
