"""Which part of a test day comes next, from the sessions that it has so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from primemover.app.tests_told import as_hold, main_tests
from primemover.coach.field_test import Moment
from primemover.coach.pain import is_alarming
from primemover.coach.thresholds import RETEST_LATEST
from primemover.routine.prescription import Reason
from primemover.session import Part, SessionState, Status
from primemover.session.kinds import EndReason
from primemover.session.resume import RESUME_WITHIN


class Stage(StrEnum):
    """Which part of a test day comes next."""

    BEFORE = "before"
    DRAW = "draw"
    BETWEEN = "between"
    AFTER = "after"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a test day stands. ``session`` is the session of this stage that was begun and may be gone on
    with; ``ended`` says how the day came to its end, and is None while it goes on."""

    stage: Stage
    session: str | None = None
    ended: Reason | None = None


def standing_of(sessions: Sequence[SessionState], by_lot: bool, now: datetime) -> Standing:
    """Where the day of these ``sessions`` stands; the first is that of the holds before, with its status at
    ``now`` (``app.history.detail``).

    What was begun in time may be finished. What would begin too late for a hold after to count is not begun.
    """
    first = sessions[0]
    if any(map(_hurt, sessions)):
        return _over("pain")
    if is_ahead(first):
        fresh = first.status is not Status.PLANNED or now - first.last_at <= RESUME_WITHIN
        return Standing(Stage.BEFORE, first.id) if fresh else _over("not-begun")
    until = counts_until(first)
    if until is None:
        return _over("nothing-counts" if main_tests(first) else "nothing-held")
    in_time = now < until
    if by_lot and first.drawn is None:
        return Standing(Stage.DRAW) if in_time else _over("late")
    return _after_the_draw(sessions, in_time)


def _after_the_draw(sessions: Sequence[SessionState], in_time: bool) -> Standing:
    between, after = part_of(sessions, Part.BETWEEN), part_of(sessions, Part.AFTER)
    for stage, part in ((Stage.AFTER, after), (Stage.BETWEEN, between)):
        if part is not None and is_ahead(part):
            return Standing(stage, part.id)
    if after is not None:
        return _over("whole")
    if between is not None and between.status is not Status.DONE:
        return _over("between-stopped")
    following = Stage.BETWEEN if between is None else Stage.AFTER
    return Standing(following) if in_time else _over("late")


def counts_until(first: SessionState) -> datetime | None:
    """Until when a hold after still belongs to the holds before; None where none of those counts."""
    holds = [as_hold(test) for test in main_tests(first) if test.moment is Moment.BEFORE]
    return min((hold.at + RETEST_LATEST for hold in holds if hold.is_valid), default=None)


def part_of(sessions: Sequence[SessionState], part: Part) -> SessionState | None:
    """The session that is this part of its day: the one that was done where there are several."""
    found = [state for state in sessions if state.plan and state.plan.test and state.plan.test.part is part]
    return next((state for state in found if state.status is Status.DONE), found[-1] if found else None)


def is_ahead(session: SessionState) -> bool:
    """True while a session is still to be begun or finished."""
    return session.status in {Status.PLANNED, Status.RUNNING, Status.PAUSED}


def _hurt(session: SessionState) -> bool:
    # What alarms ends the day, whichever way the session itself went on.
    return session.end_reason is EndReason.PAIN or any(
        is_alarming(pain.region, pain.kind) for pain in session.pains
    )


def _over(how: str) -> Standing:
    return Standing(Stage.OVER, ended=Reason(f"tests.over.{how}"))
