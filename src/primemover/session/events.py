"""An event: one thing that happened in a session, told once and never changed.

A session is its events; what a person sees of it is ``fold`` over them. Ids are made by whoever tells
the event, so telling it twice changes nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from primemover.errors import Conflict, InvalidInput
from primemover.session.fields import (
    Field,
    is_uuid7,
    known_time,
    mistakes_in,
    named_values,
    number,
    one_of,
    optional,
    parse_time,
    shown,
    text,
    time_text,
    utc_time,
    uuid7,
)
from primemover.session.kinds import CONTROLS, LONGEST_S, Kind, mistakes_in_data

LONGEST_DATA = 65_536
"""Characters of JSON that the data of one event may take."""

_ENVELOPE: Mapping[str, Field] = {
    "id": uuid7(),
    "session": uuid7(),
    "person": uuid7(),
    "kind": one_of(Kind),
    "at": utc_time(),
    "t_s": optional(number(0, LONGEST_S)),
    "window": optional(text(64)),
    "data": optional(named_values()),
}


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened. ``at`` is UTC in whole milliseconds; ``t_s`` are seconds on the
    session's wall clock, or None; ``window`` is the page that told it, or None."""

    id: str
    session: str
    person: str
    kind: Kind
    at: datetime
    t_s: float | None
    window: str | None
    data: Mapping[str, Any]


def parse_event(found: Mapping[str, object]) -> Event:
    """An event from its JSON form.

    Raises ``InvalidInput`` that names every field with a mistake, and the event where it has an id.
    """
    mistakes = mistakes_in(found, _ENVELOPE)
    kind = found.get("kind")
    data = found.get("data")
    if isinstance(kind, str) and kind in set(Kind) and (data is None or isinstance(data, dict)):
        mistakes += _mistakes_of_kind(Kind(kind), found, data or {})
    if mistakes:
        raise InvalidInput(
            "; ".join(mistakes) + ".", where=_place(found.get("id")), remedy="Nothing of it was stored."
        )
    return _event(found)


def _mistakes_of_kind(kind: Kind, found: Mapping[str, object], data: Mapping[str, object]) -> list[str]:
    mistakes = mistakes_in_data(kind, data)
    if kind in CONTROLS and found.get("t_s") is None:
        mistakes.append(f"t_s: missing, a {kind} needs the seconds on the session's clock")
    at, done_at = parse_time(found.get("at")), parse_time(data.get("done_at"))
    if kind is Kind.LOGGED and at and done_at and done_at > at:
        mistakes.append("data.done_at: lies in the future")
    try:
        if len(data_text(data)) > LONGEST_DATA:
            mistakes.append(f"data: longer than {LONGEST_DATA} characters")
    except (TypeError, ValueError, RecursionError):
        mistakes.append("data: holds what JSON cannot say")
    return mistakes


def _place(id_: object) -> str:
    return f"event {id_}" if is_uuid7(id_) else f"event with id {shown(id_)}"


def _event(found: Mapping[str, Any]) -> Event:
    t_s = found.get("t_s")
    return Event(
        id=found["id"],
        session=found["session"],
        person=found["person"],
        kind=Kind(found["kind"]),
        at=known_time(found["at"]),
        t_s=None if t_s is None else float(t_s),
        window=found.get("window"),
        # Through JSON and back: what is held is what will be stored, and nobody else's to change.
        data=json.loads(data_text(found.get("data") or {})),
    )


def event_json(event: Event) -> dict[str, Any]:
    """The JSON form of an event; ``parse_event`` gives the event back."""
    return {
        "id": event.id,
        "session": event.session,
        "person": event.person,
        "kind": str(event.kind),
        "at": time_text(event.at),
        "t_s": event.t_s,
        "window": event.window,
        "data": dict(event.data),
    }


def data_text(data: Mapping[str, Any]) -> str:
    """Data as the one JSON text that equal data share. Raises ``ValueError`` for what JSON cannot say."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"), allow_nan=False)


def in_order(events: Iterable[Event]) -> tuple[Event, ...]:
    """Events by (``at``, ``id``), each once. Raises ``Conflict`` where one id has two contents."""
    once: dict[str, Event] = {}
    for event in events:
        if once.setdefault(event.id, event) != event:
            raise two_contents(event.id)
    return tuple(sorted(once.values(), key=lambda event: (event.at, event.id)))


def two_contents(event_id: str) -> Conflict:
    """The error for an id that was told twice with different content."""
    return Conflict(
        "is already there with other content.",
        where=f"event {event_id}",
        remedy="Nothing was stored. To change what was told, send a `corrected` event with an id of its own.",
    )
