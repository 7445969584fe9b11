"""What can be wrong with the storage, told so that a person can mend it."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError, IntegrityError

from primemover.errors import Conflict, PrimeMoverError, StorageProblem
from primemover.texts import text

_KEPT = "What was confirmed before is safe, and nothing of this was stored."


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
        f"The database does not answer as it should ({' '.join(str(error.orig).split())}).",
        where=place,
        remedy="See that the server runs and that the address and the password are right.",
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
                f"The disk does not read or write as it should ({error}).",
                where=place,
                remedy=f"See that it has room and is sound. {_KEPT}",
            )
    return StorageProblem(
        f"The database cannot do this ({error}).",
        where=place,
        remedy=f"{_KEPT} If it happens again, export an archive and report it.",
    )


def disk_full(place: str) -> StorageProblem:
    """The error for a full disk."""
    return StorageProblem("The disk is full.", where=place, remedy=f"Make room and try again. {_KEPT}")


def locked(place: str) -> StorageProblem:
    """The error for a database that another program holds."""
    return StorageProblem(
        "Another program holds the database.",
        where=place,
        remedy=f"Close it, or wait until it is done, and try again. {_KEPT}",
    )


def damaged(place: str) -> Damaged:
    """The error for a file whose bytes are not a sound database."""
    return Damaged(
        "The database file is damaged. Nothing in it was changed.",
        where=place,
        remedy="`primemover restore ARCHIVE` keeps the damaged file aside and starts from your last archive.",
    )


def no_access(place: str) -> StorageProblem:
    """The error for a file or folder that may not be written."""
    return StorageProblem(
        "The database cannot be opened for writing.",
        where=place,
        remedy="See that you may write to this folder, or name another one with --database-url.",
    )


def newer(place: str, revision: str) -> StorageProblem:
    """The error for a database that a later version of the program has changed."""
    return StorageProblem(
        f"The database is from a newer version of Prime Mover (revision {revision}).",
        where=place,
        remedy="Update Prime Mover and start it again. Nothing was changed.",
    )


def not_ours(place: str) -> StorageProblem:
    """The error for a database with the tables of another program."""
    return StorageProblem(
        "This database belongs to another program.",
        where=place,
        remedy="Name another one with --database-url. Nothing was changed.",
    )


def folder_problem(error: OSError, path: Path) -> StorageProblem:
    """The error for a folder or file that the system does not let us use."""
    return disk_full(str(path)) if _is_full(error) else no_access(str(path))


def file_problem(error: OSError, path: Path, done: str) -> StorageProblem:
    """The error for a file of the person's own that cannot be ``done``: read or written."""
    if _is_full(error):
        return disk_full(str(path))
    return StorageProblem(
        f"The file cannot be {done} ({error.strerror}).",
        where=str(path),
        remedy="See that its folder is there and that you may use it.",
    )


def _is_full(error: OSError) -> bool:
    return error.errno in {errno.ENOSPC, errno.EDQUOT}
