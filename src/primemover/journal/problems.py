"""What can be wrong with the storage, told so that a person can mend it."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError, IntegrityError

from primemover.errors import Conflict, PrimeMoverError, StorageProblem
from primemover.texts import text


class Damaged(StorageProblem):
    """The database file is damaged. It is left as it is; ``restore`` sets it aside and starts anew."""


@contextmanager
def told_plainly(url: URL) -> Iterator[None]:
    """Turn what the database raises into an error that says what to do."""
    try:
        yield
    except DBAPIError as error:
        raise _told(error, url) from error
    except sqlite3.Error as error:  # from what runs on the driver itself
        raise _sqlite_problem(error, str(url.database)) from error


def _told(error: DBAPIError, url: URL) -> PrimeMoverError:
    place = url.database if url.get_backend_name() == "sqlite" else url.render_as_string()
    if isinstance(error, IntegrityError):
        return Conflict(text("problem.stored_twice"), remedy=text("problem.stored_twice_do"))
    if isinstance(error.orig, sqlite3.Error):
        return _sqlite_problem(error.orig, str(place))
    return StorageProblem(
        text("storage.server", why=" ".join(str(error.orig).split())),
        where=place,
        remedy=text("storage.server_do"),
    )


def _sqlite_problem(error: sqlite3.Error, place: str) -> StorageProblem:
    # The low byte is the primary result code; the rest tells where in SQLite it arose.
    match getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF:
        case sqlite3.SQLITE_FULL:
            return disk_full(place)
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED | sqlite3.SQLITE_PROTOCOL:
            return locked(place)
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return damaged(place)
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM | sqlite3.SQLITE_AUTH:
            return no_access(place)
        case sqlite3.SQLITE_IOERR:
            return StorageProblem(
                text("storage.disk", why=error),
                where=place,
                remedy=_kept(text("storage.disk_do")),
            )
    return StorageProblem(
        text("storage.cannot", why=error),
        where=place,
        remedy=_kept(text("storage.cannot_do")),
    )


def disk_full(place: str) -> StorageProblem:
    """The error for a full disk."""
    return StorageProblem(text("storage.full"), where=place, remedy=_kept(text("storage.full_do")))


def locked(place: str) -> StorageProblem:
    """The error for a database that another program holds."""
    return StorageProblem(
        text("storage.held"),
        where=place,
        remedy=_kept(text("storage.held_do")),
    )


def damaged(place: str) -> Damaged:
    """The error for a file whose bytes are not a sound database."""
    return Damaged(
        text("storage.damaged"),
        where=place,
        remedy=text("storage.damaged_do"),
    )


def no_access(place: str) -> StorageProblem:
    """The error for a file or folder that may not be written."""
    return StorageProblem(
        text("storage.no_access"),
        where=place,
        remedy=text("storage.no_access_do"),
    )


def newer(place: str, revision: str) -> StorageProblem:
    """The error for a database that a later version of the program has changed."""
    return StorageProblem(
        text("storage.newer", revision=revision),
        where=place,
        remedy=text("storage.newer_do"),
    )


def not_ours(place: str) -> StorageProblem:
    """The error for a database with the tables of another program."""
    return StorageProblem(
        text("storage.not_ours"),
        where=place,
        remedy=text("storage.not_ours_do"),
    )


def folder_problem(error: OSError, path: Path) -> StorageProblem:
    """The error for a folder or file that the system does not let us use."""
    return disk_full(str(path)) if _is_full(error) else no_access(str(path))


def file_problem(error: OSError, path: Path, done: Literal["read", "written"]) -> StorageProblem:
    """The error for a file of the person's own that cannot be ``done``: read or written."""
    if _is_full(error):
        return disk_full(str(path))
    told = "storage.unread" if done == "read" else "storage.unwritten"
    return StorageProblem(text(told, why=error.strerror), where=str(path), remedy=text("storage.file_do"))


def _kept(remedy: str) -> str:
    return f"{remedy} {text('storage.kept')}"


def _is_full(error: OSError) -> bool:
    return error.errno in {errno.ENOSPC, errno.EDQUOT}
