"""What a person sees when the program itself is at fault, and what is kept of it.

The kept lines name files and functions only. An exception's own message may carry a name, a note or
an id out of the database, and those have no place in a log that ``erase`` does not know.
"""

from __future__ import annotations

import logging
import traceback
from datetime import UTC, datetime
from pathlib import Path

import platformdirs

import primemover


def log_path() -> Path:
    """The file that mishaps are appended to, in the platform's folder for logs."""
    return platformdirs.user_log_path("primemover", appauthor=False) / "mishaps.log"


def keep(error: BaseException) -> Path | None:
    """Append where ``error`` came from, without its message; None where the folder cannot be written."""
    frames = "".join(traceback.format_tb(error.__traceback__))
    moment = datetime.now(UTC).isoformat(timespec="seconds")
    entry = f"{moment} primemover {primemover.__version__}\n{frames}{type(error).__name__}\n\n"
    path = log_path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as log:
            log.write(entry)
    except OSError:
        return None
    return path


class Keeper(logging.Handler):
    """Sends the exceptions that a server logs to the same file, rather than to the terminal."""

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the exception of ``record``; a record without one says nothing a person could use."""
        if record.exc_info and record.exc_info[1] is not None:
            keep(record.exc_info[1])
