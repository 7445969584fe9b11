"""A person's last sessions, each read and folded once however many questions a page has."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from primemover.coach.pain import is_alarming
from primemover.coach.progression import MOST_SESSIONS
from primemover.coach.sides import first_side
from primemover.journal import Journal, SessionSummary
from primemover.routine import Library
from primemover.routine.exercise import ExerciseKind
from primemover.session import Part, SessionState, fold
from primemover.terms import Side

LOOK_BACK: Final = 20
"""How many sessions are looked through for the side that began the last one."""


class Lately:
    """The newest sessions of one person, for the length of one request."""

    def __init__(self, journal: Journal, person_id: str) -> None:
        self.journal = journal
        self.person_id = person_id
        self._summaries: tuple[SessionSummary, ...] | None = None
        self._states: dict[str, SessionState] = {}

    @property
    def summaries(self) -> tuple[SessionSummary, ...]:
        """The newest sessions, newest first."""
        if self._summaries is None:
            self._summaries = self.journal.sessions(self.person_id, limit=LOOK_BACK)
        return self._summaries

    def state(self, session_id: str) -> SessionState:
        """One session, folded. Raises ``NotFound``."""
        if session_id not in self._states:
            self._states[session_id] = fold(self.journal.events(session_id))
        return self._states[session_id]

    def states(self) -> Iterator[SessionState]:
        """The sessions that the coach looks at, newest first, each read when it is asked for."""
        return (self.state(session.id) for session in self.summaries[:MOST_SESSIONS])

    @property
    def newest(self) -> SessionState | None:
        """The newest session that was begun, or None."""
        return next(self.states(), None)

    def next_first_side(self) -> Side:
        """The side that begins the next session: not the one that began the last.

        The tests of a test day take turns by themselves.
        """
        for session in self.summaries:
            if not session.logged and session.test_part in {None, Part.BETWEEN}:
                plan = self.state(session.id).plan
                side = plan.prescription.get("first_side") if plan else None
                return first_side([Side(side)] if side in {Side.LEFT, Side.RIGHT} else [])
        return first_side([])

    def alarmed_at(self) -> datetime | None:
        """When something alarming was felt in the newest session or the morning after it, or None."""
        state = self.newest
        if state is None:
            return None
        times = [pain.at for pain in state.pains if is_alarming(pain.region, pain.kind)]
        sore = state.morning.sore if state.morning else ()
        if state.morning and any(is_alarming(entry.region, entry.kind) for entry in sore):
            times.append(state.morning.at)
        return max(times, default=None)

    def recruited(self, state: SessionState, library: Library) -> bool:
        """True where the glutes were made to work in that session, or earlier on its test day."""
        if recruited(state, library):
            return True
        if state.plan is None or state.plan.test is None:
            return False
        day = state.plan.test.day
        same_day = (session.id for session in self.summaries if session.test_day == day)
        return any(recruited(self.state(session_id), library) for session_id in same_day)


def ended_at(state: SessionState) -> datetime:
    """When a session was over; what was told of it later does not count."""
    if state.ended_at or state.logged:
        return state.ended_at or (state.logged.done_at if state.logged else state.last_at)
    played = [hold.at for hold in state.holds] + [control.at for control in state.controls]
    return max(played, default=state.started_at or state.last_at)


def recruited(state: SessionState, library: Library) -> bool:
    """True where the glutes were made to work, so that soreness is to be expected."""
    done = {hold.exercise for hold in state.holds if not hold.skipped} & set(library.exercises)
    return any(library.exercise(exercise).kind is ExerciseKind.ACTIVATE for exercise in done)
