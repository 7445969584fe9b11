"""Take up a session where one left off."""

from __future__ import annotations

from datetime import datetime

from primemover.errors import Conflict
from primemover.journal import Journal
from primemover.session import SessionState, fold, resumable
from primemover.session.resume import RESUME_WITHIN


def unfinished(journal: Journal, person_id: str, now: datetime) -> SessionState | None:
    """The newest session of a person that may be taken up again, or None."""
    session_id = journal.open_session(person_id, now)
    return fold(journal.events(session_id)) if session_id else None


def resume(journal: Journal, session_id: str, now: datetime) -> SessionState:
    """A session to take up again: its ``controls`` and ``last_t_s`` tell ``position`` where it was left.

    Raises ``NotFound``, and ``Conflict`` where it is over or was left too long ago.
    """
    state = fold(journal.events(session_id))
    if not resumable(state, now):
        hours = RESUME_WITHIN.total_seconds() / 3600
        raise Conflict(
            f"This session is over, or was left more than {hours:.0f} hours ago.",
            where=f"session {session_id}",
            remedy="What was done is in the history. Begin a new session.",
        )
    return state
