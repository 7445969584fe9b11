"""The events: added in batches, never changed, read back in order."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, Row, Select, func, insert, select

from primemover.errors import Conflict
from primemover.journal import people, sessions
from primemover.journal import tables as t
from primemover.journal.moments import from_ms, to_ms
from primemover.session.events import Event, data_text, in_order, two_contents
from primemover.session.fold import fold
from primemover.session.kinds import Kind

_AT_ONCE = 500
"""Ids asked for in one statement; databases cap how many values one may name."""


def append(connection: Connection, batch: Iterable[Event]) -> tuple[str, ...]:
    """Store a batch and what its sessions have become, in the transaction of ``connection``.

    Returns the ids that were not there before, in order. What is known already changes nothing.
    Raises ``Conflict`` for an id with other content or a session of somebody else, ``NotFound`` for a
    person who is not here; the transaction must then be rolled back.
    """
    told = in_order(batch)
    fresh = _unknown(connection, told)
    _hold_people(connection, fresh)
    by_session = attrgetter("session")
    for session_id, group in groupby(sorted(fresh, key=by_session), by_session):
        _add_to_session(connection, session_id, list(group))
    return tuple(event.id for event in fresh)


def _unknown(connection: Connection, told: Sequence[Event]) -> list[Event]:
    known: dict[str, Event] = {}
    for first in range(0, len(told), _AT_ONCE):
        ids = [event.id for event in told[first : first + _AT_ONCE]]
        rows = connection.execute(_with_person().where(t.events.c.id.in_(ids)))
        known.update((row.id, _event(row)) for row in rows)
    for event in told:
        if known.get(event.id, event) != event:
            raise two_contents(event.id)
    return [event for event in told if event.id not in known]


def _hold_people(connection: Connection, fresh: Sequence[Event]) -> None:
    # On a server this makes two writers of one person's sessions wait for each other, so that neither
    # folds without the other's events; SQLite has one writer anyway and leaves the lock out.
    for person_id in sorted({event.person for event in fresh}):
        found = select(t.people.c.id).where(t.people.c.id == person_id).with_for_update()
        if connection.execute(found).first() is None:
            raise people.nobody(person_id)


def _add_to_session(connection: Connection, session_id: str, fresh: list[Event]) -> None:
    known = of_session(connection, session_id)
    for event in fresh:
        if event.person != (known or fresh)[0].person:
            raise Conflict("belongs to somebody else.", where=f"session {session_id}")
    sessions.keep(connection, fold([*known, *fresh]), is_new=not known)
    connection.execute(insert(t.events), [_row(event) for event in fresh])


def of_session(connection: Connection, session_id: str) -> tuple[Event, ...]:
    """The events of a session by (``at``, ``id``); empty where there is no such session."""
    wanted = _with_person().where(t.events.c.session_id == session_id)
    return tuple(map(_event, connection.execute(wanted.order_by(t.events.c.at_ms, t.events.c.id))))


def of_kinds(
    connection: Connection, person_id: str, session_ids: Collection[str], kinds: Collection[Kind]
) -> dict[str, tuple[Event, ...]]:
    """Of each of these sessions that is the person's and has any: its events of these kinds, with what
    corrects or deletes, by (``at``, ``id``)."""
    words = sorted({str(kind) for kind in (*kinds, Kind.CORRECTED, Kind.DELETED, Kind.UNDELETED)})
    found: dict[str, list[Event]] = {}
    ids = sorted(session_ids)
    for first in range(0, len(ids), _AT_ONCE):
        wanted = _with_person().where(
            t.events.c.session_id.in_(ids[first : first + _AT_ONCE]),
            t.events.c.kind.in_(words),
            t.sessions.c.person_id == person_id,
        )
        for row in connection.execute(wanted.order_by(t.events.c.at_ms, t.events.c.id)):
            found.setdefault(row.session_id, []).append(_event(row))
    return {id_: tuple(told) for id_, told in found.items()}


def draws(connection: Connection, person_id: str) -> int:
    """How many draws were ever told of a person, those of deleted sessions among them."""
    told = select(func.count()).select_from(t.events).join(t.sessions)
    mine = told.where(t.sessions.c.person_id == person_id, t.sessions.c.test_day > "")
    return connection.execute(mine.where(t.events.c.kind == str(Kind.DRAWN))).scalar_one()


def every(connection: Connection) -> Iterator[Event]:
    """All events of everybody by id, fetched a few at a time."""
    stream = connection.execution_options(yield_per=_AT_ONCE)
    yield from map(_event, stream.execute(_with_person().order_by(t.events.c.id)))


def _with_person() -> Select[Any]:
    return select(t.events, t.sessions.c.person_id).join(t.sessions)


def _row(event: Event) -> dict[str, Any]:
    return {
        "id": event.id,
        "session_id": event.session,
        "kind": str(event.kind),
        "at_ms": to_ms(event.at),
        "t_s": event.t_s,
        "window": event.window,
        "data": data_text(event.data),
    }


def _event(row: Row[Any]) -> Event:
    return Event(
        id=row.id,
        session=row.session_id,
        person=row.person_id,
        kind=Kind(row.kind),
        at=from_ms(row.at_ms),
        t_s=row.t_s,
        window=row.window,
        data=json.loads(row.data),
    )
