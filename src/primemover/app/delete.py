"""Take a session out of the history. Its bytes stay until ``erase``."""

from __future__ import annotations

from datetime import datetime

from primemover.journal import Journal, new_id
from primemover.session import Event, parse_event
from primemover.session.fields import time_text


def delete(journal: Journal, session_id: str, now: datetime) -> Event:
    """Take a session out of the history, and return the event that says so. Raises ``NotFound``."""
    person_id = journal.events(session_id)[0].person
    event = parse_event(
        {
            "id": new_id(),
            "session": session_id,
            "person": person_id,
            "kind": "deleted",
            "at": time_text(now),
        }
    )
    journal.append([event])
    return event
