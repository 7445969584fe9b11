"""Log a session that was done without the program."""

from __future__ import annotations

from datetime import date, datetime, time

from primemover.errors import InvalidInput
from primemover.journal import Journal, new_id
from primemover.session import Event, parse_event
from primemover.session.fields import time_text
from primemover.texts import text


def log(
    journal: Journal,
    person_id: str,
    *,
    routine: str,
    minutes: float,
    day: date,
    now: datetime,
    note: str | None = None,
) -> Event:
    """Store a session done on ``day``, a day in the time zone of ``now``, and return its event.

    It stands at noon of that day, or now where that is earlier, so that it keeps its day when the time
    zone changes. Raises ``InvalidInput`` for a day in the future or another field that makes no sense,
    ``NotFound`` for the person.
    """
    if day > now.date():
        raise InvalidInput(text("problem.day_to_come"), where="day", remedy=text("problem.day_to_come_do"))
    done_at = min(datetime.combine(day, time(12), now.tzinfo), now)
    event = parse_event(
        {
            "id": new_id(),
            "session": new_id(),
            "person": person_id,
            "kind": "logged",
            "at": time_text(now),
            "data": {"routine": routine, "minutes": minutes, "done_at": time_text(done_at), "note": note},
        }
    )
    journal.append([event])
    return event
