"""Connections to the database, set so that what is confirmed is on the disk."""

from __future__ import annotations

from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event

from primemover.errors import MissingPart

_SQLITE_SETTINGS = (
    "PRAGMA journal_mode = WAL",  # readers and the writer do not wait for each other
    "PRAGMA synchronous = FULL",  # a commit returns once its bytes are on the disk
    "PRAGMA foreign_keys = ON",
    "PRAGMA temp_store = MEMORY",  # no trace of what was sorted in files elsewhere
)


def open_engines(url: URL, busy_timeout_s: float) -> tuple[Engine, Engine]:
    """A reader and a writer over one pool of connections.

    A transaction of the writer takes SQLite's write lock as it begins, waiting ``busy_timeout_s`` at most:
    one that asked for it half-way could be refused after it had read.
    """
    if url.get_backend_name() == "sqlite":
        engine = create_engine(
            url,
            pool_size=5,
            max_overflow=45,
            connect_args={"timeout": busy_timeout_s, "isolation_level": None, "check_same_thread": False},
        )
        event.listen(engine, "connect", _set_up)
        event.listen(engine, "begin", _begin)
        return engine, engine.execution_options(writes=True)
    engine = _server_engine(url)
    return engine, engine.execution_options(isolation_level="READ COMMITTED")


def _set_up(connection: Any, _record: object) -> None:
    for setting in _SQLITE_SETTINGS:
        connection.execute(setting)


def _begin(connection: Connection) -> None:
    # The driver's own way opens transactions late and not at all for some statements, so we say it ourselves.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _server_engine(url: URL) -> Engine:
    # A reader sees one moment for as long as it reads, as it does on SQLite.
    try:
        return create_engine(url, isolation_level="REPEATABLE READ", pool_pre_ping=True)
    except ImportError as error:
        raise MissingPart(
            "The driver for PostgreSQL is not installed.", remedy="pip install 'psycopg[binary]'"
        ) from error
