"""The people of a household."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, Row, insert, select, update

from primemover.errors import Conflict, InvalidInput, NotFound
from primemover.journal.moments import from_ms, to_ms
from primemover.journal.tables import people
from primemover.session.fields import is_clean
from primemover.texts import text

COLOURS = 8
LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Person:
    """One person of the household."""

    id: str
    name: str
    created_at: datetime

    @property
    def initial(self) -> str:
        """The first letter of the name, as a capital."""
        return self.name[:1].upper()

    @property
    def colour(self) -> int:
        """Number of the person's colour, 0 to ``COLOURS`` − 1; it stays with the person."""
        return UUID(self.id).int % COLOURS


def everyone(connection: Connection) -> tuple[Person, ...]:
    """All people, the first one first."""
    rows = connection.execute(select(people).order_by(people.c.created_ms, people.c.id))
    return tuple(map(_person, rows))


def one(connection: Connection, person_id: str) -> Person:
    """A person. Raises ``NotFound``."""
    row = connection.execute(select(people).where(people.c.id == person_id)).one_or_none()
    if row is None:
        raise nobody(person_id)
    return _person(row)


def _person(row: Row[tuple[str, str, int]]) -> Person:
    return Person(row.id, row.name, from_ms(row.created_ms))


def nobody(person_id: str) -> NotFound:
    """The error for a person who is not here."""
    return NotFound(
        text("problem.no_person", id=person_id),
        remedy=text("problem.no_person_do"),
    )


def add(connection: Connection, person: Person) -> None:
    """Store a person. Raises ``InvalidInput`` for the name, ``Conflict`` where somebody has it."""
    _refuse_taken(connection, person)
    insert_row(connection, person)


def insert_row(connection: Connection, person: Person) -> None:
    """Store a person whoever else has the name."""
    row = {"id": person.id, "name": person.name, "created_ms": to_ms(person.created_at)}
    connection.execute(insert(people), row)


def rename(connection: Connection, person_id: str, name: str) -> Person:
    """Give a person another name; errors as for ``add``, and ``NotFound``."""
    before = one(connection, person_id)
    after = Person(person_id, good_name(name), before.created_at)
    _refuse_taken(connection, after)
    connection.execute(update(people).where(people.c.id == person_id).values(name=after.name))
    return after


def good_name(name: str) -> str:
    """The name without spaces around it. Raises ``InvalidInput`` where it is empty, too long or not text."""
    name = " ".join(name.split())
    if not 1 <= len(name) <= LONGEST_NAME or not is_clean(name):
        raise InvalidInput(
            text("problem.name", most=LONGEST_NAME), where="name", remedy=text("problem.name_do")
        )
    return name


def _refuse_taken(connection: Connection, person: Person) -> None:
    for other in everyone(connection):
        if other.id != person.id and other.name.casefold() == person.name.casefold():
            raise Conflict(
                text("problem.name_taken", name=other.name),
                where="name",
                remedy=text("problem.name_taken_do"),
            )
