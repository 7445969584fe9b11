"""Where the database lies, and that nobody else on the machine may read it."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import datetime
from glob import escape
from pathlib import Path

from platformdirs import user_data_path
from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from primemover.errors import InvalidInput
from primemover.journal.problems import folder_problem

ENVIRONMENT = "PRIMEMOVER_DATABASE_URL"
FILE_NAME = "primemover.db"


def data_folder() -> Path:
    """The folder of this program in the platform's place for data."""
    return user_data_path("primemover", appauthor=False)


def database_url(text: str | None) -> URL:
    """The database asked for: by argument, by environment, or the file in the data folder.

    Raises ``InvalidInput`` for anything but a SQLite file or a PostgreSQL database.
    """
    text = text or os.environ.get(ENVIRONMENT)
    if not text:
        return URL.create("sqlite", database=str(data_folder() / FILE_NAME))
    try:
        url = make_url(text)
    except ArgumentError:
        raise _not_a_database(text) from None
    kind = url.get_backend_name()
    in_memory = kind == "sqlite" and (not url.database or ":memory:" in url.database or "uri" in url.query)
    if kind not in {"sqlite", "postgresql"} or in_memory:
        raise _not_a_database(url.render_as_string())
    return url


def _not_a_database(text: str) -> InvalidInput:
    return InvalidInput(
        f"{text!r} is not a place for the database.",
        where="database URL",
        remedy="Name a file, as sqlite:////home/me/primemover.db, or a server, as postgresql+psycopg://…",
    )


def database_file(url: URL) -> Path | None:
    """The file of a SQLite database, or None where a server keeps it."""
    return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None


def make_room(path: Path) -> None:
    """Make the folder (0700) and an empty file (0600) where they are missing; close an open file to others.

    SQLite gives the mode of the file to those that it puts beside it. A file that is there is never opened
    here: closing it would drop the locks of every connection that this process has to it (POSIX), and another
    process, taking itself for the last, would remove the log that they still write to.
    """
    try:
        if not path.parent.exists():
            path.parent.mkdir(mode=0o700, parents=True)
        with suppress(FileExistsError):
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        with suppress(PermissionError):  # somebody else's file: they say who may read it
            path.chmod(0o600)
    except OSError as error:
        raise folder_problem(error, path) from error


def set_aside(path: Path, now: datetime) -> Path:
    """Rename a damaged database, with what SQLite put beside it, and return the new path.

    Not a byte is changed, so that somebody may still rescue it.
    """
    kept = path.with_name(f"{path.name}.damaged-{now:%Y%m%dT%H%M%S}")
    try:
        for tail in ("-wal", "-shm", ""):
            beside = path.with_name(path.name + tail)
            if beside.exists():
                beside.rename(kept.with_name(kept.name + tail))
    except OSError as error:
        raise folder_problem(error, path) from error
    return kept


def remove_copies(path: Path) -> tuple[Path, ...]:
    """Remove damaged databases that were set aside and, in our own folder, archives; return their paths."""
    patterns = [f"{escape(path.name)}.damaged-*"]
    if path.parent.resolve() == data_folder().resolve():
        patterns += ["*.zip", "*.zip.partial"]
    copies = sorted(copy for pattern in patterns for copy in path.parent.glob(pattern))
    try:
        for copy in copies:
            copy.unlink()
    except OSError as error:
        raise folder_problem(error, path) from error
    return tuple(copies)
