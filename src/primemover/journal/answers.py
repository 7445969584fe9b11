"""What a person has answered: the safety questions, each time anew, and the settings, as they are now.

Safety answers are rows that are only ever added: what somebody was told to do rests on what they had
said by then. Settings are one row that changes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from primemover.errors import InvalidInput
from primemover.journal import people
from primemover.journal.moments import from_ms, to_ms
from primemover.journal.tables import answers, settings
from primemover.session.events import LONGEST_DATA, data_text


@dataclass(frozen=True, slots=True)
class Answers:
    """What one person answered at one time."""

    id: str
    person: str
    at: datetime
    data: Mapping[str, Any]


def latest(connection: Connection, person_id: str) -> dict[str, Any]:
    """The newest answers of a person; empty where there are none."""
    newest = select(answers.c.data).where(answers.c.person_id == person_id)
    row = connection.execute(newest.order_by(answers.c.at_ms.desc(), answers.c.id.desc()).limit(1)).first()
    return dict(json.loads(row.data)) if row else {}


def of_person(connection: Connection, person_id: str) -> tuple[Answers, ...]:
    """All answers of a person, oldest first."""
    wanted = select(answers).where(answers.c.person_id == person_id)
    return tuple(map(from_row, connection.execute(wanted.order_by(answers.c.at_ms, answers.c.id))))


def from_row(row: Row[tuple[str, str, int, str]]) -> Answers:
    """Answers from a row of their table."""
    return Answers(row.id, row.person_id, from_ms(row.at_ms), json.loads(row.data))


def add(connection: Connection, told: Answers) -> None:
    """Store answers. Raises ``NotFound`` for the person, ``InvalidInput`` where JSON cannot say them."""
    people.one(connection, told.person)
    row = {"id": told.id, "person_id": told.person, "at_ms": to_ms(told.at), "data": checked(told.data)}
    connection.execute(insert(answers), row)


def settings_of(connection: Connection, person_id: str) -> dict[str, Any]:
    """The settings of a person; empty where there are none."""
    row = connection.execute(select(settings.c.data).where(settings.c.person_id == person_id)).first()
    return dict(json.loads(row.data)) if row else {}


def keep_settings(connection: Connection, person_id: str, data: Mapping[str, Any]) -> None:
    """Store settings in place of those before; errors as for ``add``."""
    people.one(connection, person_id)
    row = {"person_id": person_id, "data": checked(data)}
    changed = connection.execute(update(settings).where(settings.c.person_id == person_id).values(row))
    if changed.rowcount == 0:
        connection.execute(insert(settings), row)


def checked(data: Mapping[str, Any]) -> str:
    """JSON text of answers or settings. Raises ``InvalidInput``."""
    try:
        text = data_text(data)
    except (TypeError, ValueError, RecursionError):
        raise InvalidInput("Answers hold what JSON cannot say.", where="answers") from None
    if len(text) > LONGEST_DATA:
        raise InvalidInput(f"Answers are longer than {LONGEST_DATA} characters.", where="answers")
    return text
