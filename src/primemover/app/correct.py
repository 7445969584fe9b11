"""Correct what was told wrongly, by telling what is right."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from primemover.errors import InvalidInput, NotFound
from primemover.journal import Journal, new_id
from primemover.session import Event, parse_event
from primemover.session.fields import time_text
from primemover.session.fold import corrected, with_correction
from primemover.session.kinds import CORRECTABLE, mistakes_in_data
from primemover.texts import text


def correct(
    journal: Journal, session_id: str, event_id: str, data: Mapping[str, Any], now: datetime
) -> Event:
    """Replace the named fields of an event's data and return the correction.

    What was told first stays in the journal. Raises ``NotFound`` for the session or event,
    ``InvalidInput`` where the event may not be corrected or would no longer make sense.
    """
    target = _target(journal, session_id, event_id)
    mistakes = mistakes_in_data(target.kind, {**target.data, **data})
    if mistakes:
        raise InvalidInput("; ".join(mistakes) + ".", where=f"event {event_id}")
    correction = parse_event(
        {
            "id": new_id(),
            "session": session_id,
            "person": target.person,
            "kind": "corrected",
            "at": time_text(now),
            "data": {"event": event_id, "data": dict(data)},
        }
    )
    if with_correction(target, correction).data != {**target.data, **data}:
        raise InvalidInput(text("problem.day_to_come"), where=f"event {event_id}")
    journal.append([correction])
    return correction


def _target(journal: Journal, session_id: str, event_id: str) -> Event:
    for event in corrected(journal.events(session_id)):
        if event.id == event_id:
            if event.kind not in CORRECTABLE:
                kinds = ", ".join(sorted(CORRECTABLE))
                raise InvalidInput(f"Only {kinds} may be corrected.", where=f"event {event_id}")
            return event
    raise NotFound(f"There is no event {event_id} in this session.")
