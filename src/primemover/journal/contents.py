"""Everything that is remembered of everybody, for an archive."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, func, select

from primemover.journal import tables as t
from primemover.journal.answers import Answers, from_row


def all_answers(connection: Connection) -> Iterator[Answers]:
    """All safety answers of everybody by id."""
    yield from map(from_row, connection.execute(select(t.answers).order_by(t.answers.c.id)))


def all_settings(connection: Connection) -> Iterator[tuple[str, dict[str, Any]]]:
    """Ids of people with their settings."""
    for row in connection.execute(select(t.settings).order_by(t.settings.c.person_id)):
        yield row.person_id, json.loads(row.data)


def count(connection: Connection) -> int:
    """How many people, answers, settings and events there are, together."""
    tables = (t.people, t.answers, t.settings, t.events)
    return sum(connection.execute(select(func.count()).select_from(table)).scalar_one() for table in tables)
