"""Bring a database to our revision with Alembic."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from primemover.journal.problems import newer, not_ours
from primemover.journal.schema import REVISION, stored_revision


def migration_config() -> Config:
    """Alembic, pointed at our migrations."""
    config = Config()
    folder = Path(__file__).parent / "migrations"
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    return config


def migrate(connection: Connection) -> None:
    """Run the missing migrations in the transaction of ``connection``, which holds the write lock."""
    place = connection.engine.url.render_as_string()
    stored = stored_revision(connection)
    config = migration_config()
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if stored is None and inspect(connection).get_table_names():
        raise not_ours(place)
    if stored is not None and stored not in known:
        raise newer(place, stored)
    config.attributes["connection"] = connection
    command.upgrade(config, REVISION)
