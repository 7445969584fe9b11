"""The form of the database: read its revision, and change it only where it differs."""

from __future__ import annotations

from sqlalchemy import Connection, Engine, inspect, text

REVISION = "0004"
"""The revision that this version of the program reads and writes; a test holds it to the migrations."""


def stored_revision(connection: Connection) -> str | None:
    """The revision of the database, or None for a new one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()


def bring_up_to_date(reader: Engine, writer: Engine) -> None:
    """Migrate the database where its revision is not ours.

    Raises ``StorageProblem`` where it is from a newer version or of another program.
    """
    with reader.connect() as connection:
        if stored_revision(connection) == REVISION:
            return
    # Alembic costs as much start-up as all the rest, so it is only fetched where there is work for it.
    from primemover.journal.migrate import migrate  # noqa: PLC0415

    with writer.begin() as connection:
        migrate(connection)
