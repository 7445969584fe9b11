"""Erasing: not a byte of an id, a name or an answer stays in the files of the database."""

from __future__ import annotations

from sqlalchemy import Connection, Engine, delete, select

from primemover.journal import people
from primemover.journal import tables as t
from primemover.journal.problems import locked

UNFINISHED = 1
"""``user_version`` of a SQLite file whose rows are gone but not yet their traces in free pages and copies.
It is set with the rows' end in one transaction, so that an erase that was killed is finished at the next
opening."""


def erase_person(connection: Connection, person_id: str) -> None:
    """Delete a person with all that is theirs. Raises ``NotFound``."""
    people.one(connection, person_id)
    theirs = select(t.sessions.c.id).where(t.sessions.c.person_id == person_id)
    connection.execute(delete(t.events).where(t.events.c.session_id.in_(theirs)))
    for table in (t.sessions, t.answers, t.settings, t.subscriptions):
        connection.execute(delete(table).where(table.c.person_id == person_id))
    connection.execute(delete(t.people).where(t.people.c.id == person_id))
    _leave_unfinished(connection)


def erase_everybody(connection: Connection) -> None:
    """Delete everything of everybody."""
    for table in reversed(t.metadata.sorted_tables):
        connection.execute(delete(table))
    _leave_unfinished(connection)


def _leave_unfinished(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA user_version = {UNFINISHED}")


def say_finished(connection: Connection) -> None:
    """Note that nothing is left of what was erased."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA user_version = 0")


def is_unfinished(connection: Connection) -> bool:
    """True where an erase was cut short after its rows were gone."""
    if connection.dialect.name != "sqlite":
        return False
    return connection.exec_driver_sql("PRAGMA user_version").scalar() == UNFINISHED


def wipe_free_space(engine: Engine) -> None:
    """Rewrite the file without its free pages and empty the log beside it.

    Raises ``StorageProblem`` where another program reads the database all the while.
    """
    if engine.dialect.name == "sqlite":
        _wipe_file(engine)
    else:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM FULL")


def _wipe_file(engine: Engine) -> None:
    connection = engine.raw_connection()  # none of this may run inside a transaction
    try:
        cursor = connection.cursor()
        for step in ("PRAGMA secure_delete = ON", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
            cursor.execute(step)
        is_busy, *_ = cursor.fetchone() or (1,)
        if is_busy:
            raise locked(str(engine.url.database))
        cursor.close()
    finally:
        connection.close()
