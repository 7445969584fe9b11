"""A person's first days with the program: what tests of today, of a beginning and of an end share."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from primemover.app.begin import Wishes, begin
from primemover.journal import Journal, new_id
from primemover.routine import library
from primemover.session import parse_event
from primemover.session.fields import time_text

NOW = datetime(2026, 3, 10, 7, 30, tzinfo=UTC)
LIBRARY = library()
HEALTHY = {"stop": ["none"], "adapt": ["none"]}


def tell(journal: Journal, session: str, person: str, kind: str, at: datetime, **fields: Any) -> None:
    event = {
        "id": new_id(),
        "session": session,
        "person": person,
        "kind": kind,
        "at": time_text(at),
        **fields,
    }
    journal.append([parse_event(event)])


def play(journal: Journal, person: str, at: datetime, *, ends: bool = True) -> str:
    """Begin a session and start it; end it too."""
    session = begin(journal, LIBRARY, person, Wishes(minutes=12), at).session_id
    tell(journal, session, person, "start", at, t_s=0)
    if ends:
        tell(journal, session, person, "end", at + timedelta(minutes=12), t_s=720, data={"reason": "done"})
    return session


def hold(exercise: str, skipped: bool = False) -> dict[str, Any]:
    return {
        "track": "main",
        "segment": 3,
        "exercise": exercise,
        "phase": "lift",
        "side": "right",
        "set": 1,
        "rep": 1,
        "planned_s": 3,
        "held_s": 0 if skipped else 3,
        "skipped": skipped,
    }
