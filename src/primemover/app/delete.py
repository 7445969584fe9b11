"""Take a session out of the history, and bring it back. Its bytes stay until ``erase``."""

from __future__ import annotations

from datetime import datetime

from primemover.journal import Journal, new_id
from primemover.session import Event, parse_event
from primemover.session.fields import time_text
from primemover.session.kinds import Kind


def delete(journal: Journal, session_id: str, now: datetime) -> Event:
    """Take a session out of the history, and return the event that says so. Raises ``NotFound``."""
    return _tell(journal, session_id, Kind.DELETED, now)


def undelete(journal: Journal, session_id: str, now: datetime) -> Event:
    """Bring back a session that was taken out, and return the event that says so. Raises ``NotFound``.

    It comes after the one that took it out, also where a clock was set back in between.
    """
    last = max(event.at for event in journal.events(session_id))
    return _tell(journal, session_id, Kind.UNDELETED, max(now, last))


def _tell(journal: Journal, session_id: str, kind: Kind, now: datetime) -> Event:
    event = parse_event(
        {
            "id": new_id(),
            "session": session_id,
            "person": journal.events(session_id)[0].person,
            "kind": str(kind),
            "at": time_text(now),
        }
    )
    journal.append([event])
    return event
