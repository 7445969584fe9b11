"""Take up a session where one left off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from primemover.app.steps_done import name_of, planned_timeline
from primemover.errors import Conflict
from primemover.journal import Journal
from primemover.routine import Library
from primemover.routine.position import position
from primemover.session import SessionState, fold, resumable
from primemover.session.controls import controls_of
from primemover.session.resume import RESUME_WITHIN
from primemover.texts import text


@dataclass(frozen=True, slots=True)
class LeftAt:
    """The step at which a session was left, counted from 1 as the player counts, of how many."""

    number: int
    count: int
    name: str


def unfinished(journal: Journal, person_id: str, now: datetime) -> SessionState | None:
    """The newest session of a person that may be taken up again, or None."""
    session_id = journal.open_session(person_id, now)
    return fold(journal.events(session_id)) if session_id else None


def left_at(state: SessionState, library: Library) -> LeftAt | None:
    """Where a session stood when it was left; None where its plan can no longer be laid out."""
    timeline = planned_timeline(state, library)
    if timeline is None:
        return None
    here = position(timeline, controls_of(state), state.last_t_s)
    segments = (timeline.track(here.track) or timeline.main).segments
    step = timeline.steps[segments[min(here.segment, len(segments) - 1)].step]
    numbers = sorted({one.number for one in timeline.steps})
    return LeftAt(numbers.index(step.number) + 1, len(numbers), name_of(step, library))


def resume(journal: Journal, session_id: str, now: datetime) -> SessionState:
    """A session to take up again: its ``controls`` and ``last_t_s`` tell ``position`` where it was left.

    Raises ``NotFound``, and ``Conflict`` where it is over or was left too long ago.
    """
    state = fold(journal.events(session_id))
    if not resumable(state, now):
        hours = RESUME_WITHIN.total_seconds() / 3600
        raise Conflict(
            text("problem.left_too_long", hours=round(hours)),
            where=f"session {session_id}",
            remedy=text("problem.left_too_long_do"),
        )
    return state
