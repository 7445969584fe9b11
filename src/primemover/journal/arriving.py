"""What comes back from an archive, beside what is already here."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from primemover.errors import Conflict
from primemover.journal import answers, people
from primemover.journal import tables as t
from primemover.journal.answers import Answers
from primemover.journal.people import Person


class Arrival(StrEnum):
    """What became of something that arrived."""

    NEW = "new"
    KNOWN = "known"
    KEPT = "kept"
    """It is here with other content that may be newer; what is here stays."""


def person(connection: Connection, arriving: Person) -> Arrival:
    """Take in a person. Names may be double then: it is the id that says who somebody is.

    A person of the same name who has nothing yet, as the first run makes one, gives way.
    """
    here = {present.id: present for present in people.everyone(connection)}
    if known := here.get(arriving.id):
        return Arrival.KNOWN if known == arriving else Arrival.KEPT
    for present in here.values():
        if present.name == arriving.name and _has_nothing(connection, present.id):
            connection.execute(delete(t.people).where(t.people.c.id == present.id))
    people.insert_row(connection, arriving)
    return Arrival.NEW


def _has_nothing(connection: Connection, person_id: str) -> bool:
    owned = (t.sessions, t.answers, t.settings)
    return not any(
        connection.execute(select(table.c.person_id).where(table.c.person_id == person_id).limit(1)).first()
        for table in owned
    )


def told_answers(connection: Connection, arriving: Answers) -> Arrival:
    """Take in safety answers. Raises ``Conflict`` where their id has other content here."""
    row = connection.execute(select(t.answers).where(t.answers.c.id == arriving.id)).one_or_none()
    if row is None:
        answers.add(connection, arriving)
        return Arrival.NEW
    if answers.from_row(row) != arriving:
        raise Conflict("are already there with other content.", where=f"answers {arriving.id}")
    return Arrival.KNOWN


def settings(connection: Connection, person_id: str, arriving: Mapping[str, Any]) -> Arrival:
    """Take in the settings of a person."""
    row = connection.execute(
        select(t.settings.c.data).where(t.settings.c.person_id == person_id)
    ).one_or_none()
    if row is None:
        connection.execute(insert(t.settings), {"person_id": person_id, "data": answers.checked(arriving)})
        return Arrival.NEW
    return Arrival.KNOWN if row.data == answers.checked(arriving) else Arrival.KEPT
