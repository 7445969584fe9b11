"""A test day as it stands: what was held, what comes next, and what was drawn once it may be known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from primemover.app.history import detail
from primemover.app.test_stage import Stage, counts_until, part_of, standing_of
from primemover.app.tests_told import main_tests, told_of
from primemover.coach.field_test import DayReading, Moment, read_day
from primemover.coach.trial import Arm
from primemover.errors import NotFound
from primemover.journal import Journal
from primemover.routine.prescription import Reason
from primemover.session import Part, SessionState
from primemover.session.state import Tested
from primemover.terms import Side
from primemover.texts import text

BY_LOT: Final = "by_lot"
"""Stands with the prescription of the holds before: whether something is drawn on this day."""


@dataclass(frozen=True, slots=True)
class DayState:
    """A test day. ``id`` is that of its first session; ``sessions`` are what was begun of it, in order."""

    id: str
    at: datetime
    by_lot: bool
    """False for a day that only frames a session: it gets the routine, and nothing is drawn."""
    first_side: Side
    sessions: tuple[SessionState, ...]
    stage: Stage
    session: str | None
    """The session of this stage that may be gone on with; None where it is still to begin."""
    arm: Arm | None
    """What stands between the holds; None until it may be known."""
    held: tuple[Tested, ...]
    """Every hold that was told, in order."""
    counts_until: datetime | None
    """Until when a hold after still belongs to the holds before; None where none of those counts."""
    ended: Reason | None
    """How the day came to its end; None while it goes on."""
    reading: DayReading | None
    """What of the day counts. None while it goes on: an earlier result stays hidden until the last hold."""

    def has_held(self, moment: Moment, side: Side) -> bool:
        """True where that hold of the test that verdicts rest on was told, whatever it is worth."""
        return any(
            test.moment is moment and test.side is side for part in self.sessions for test in main_tests(part)
        )

    def part(self, part: Part) -> SessionState | None:
        """The session that is this part of the day, or None where it was not begun."""
        return part_of(self.sessions, part)


def day(journal: Journal, person_id: str, day_id: str, now: datetime) -> DayState:
    """The test day that began with the session ``day_id``.

    Raises ``NotFound`` where there is none of this person, or it was taken out of the history.
    """
    first = detail(journal, day_id, now=now)
    planned = first.plan
    if first.person != person_id or planned is None or planned.test is None or planned.test.day != day_id:
        raise NotFound(text("problem.no_test_day"), remedy=text("problem.no_session_do"))
    begun = (session.id for session in journal.test_sessions(person_id, day=day_id))
    sessions = (first, *(detail(journal, id_, now=now) for id_ in begun if id_ != day_id))
    by_lot = bool(planned.prescription.get(BY_LOT))
    standing = standing_of(sessions, by_lot, now)
    return DayState(
        id=day_id,
        at=first.started_at or first.last_at,
        by_lot=by_lot,
        first_side=Side(planned.prescription["first_side"]),
        sessions=sessions,
        stage=standing.stage,
        session=standing.session,
        arm=_arm(first, by_lot, standing.stage),
        held=tuple(test for state in sessions for test in state.tests),
        counts_until=counts_until(first),
        ended=standing.ended,
        reading=read_day(told_of(journal, person_id, day_id)) if standing.ended else None,
    )


def _arm(first: SessionState, by_lot: bool, stage: Stage) -> Arm | None:
    if by_lot:
        return first.drawn.arm if first.drawn else None
    return None if stage is Stage.BEFORE else Arm.ROUTINE
