"""Take everything out into an archive, and bring it back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from primemover.journal import Journal
from primemover.journal.place import database_file, database_url, set_aside
from primemover.journal.problems import Damaged
from primemover.sharing import Manifest, Restored, check_archive, restore_archive, write_archive
from primemover.sharing.writing import Progress


@dataclass(frozen=True, slots=True)
class Brought:
    """What a restore brought, and where a damaged database was set aside, or None."""

    restored: Restored
    set_aside: Path | None


def export_archive(journal: Journal, path: Path, now: datetime, progress: Progress | None = None) -> Manifest:
    """Write everything of everybody to a new archive at ``path``; errors as for ``write_archive``."""
    return write_archive(journal, path, now, progress)


def restore_into(journal: Journal, path: Path, progress: Progress | None = None) -> Restored:
    """Bring an archive into an open journal; errors as for ``restore_archive``."""
    return restore_archive(journal, path, progress)


def restore(url: str | None, path: Path, now: datetime, progress: Progress | None = None) -> Brought:
    """Bring an archive into the database at ``url``, by default the usual one.

    Where that is damaged it is set aside, untouched, and a new one is made; not before the archive has
    been read to its end. Errors as for ``restore_archive`` and ``Journal.open``.
    """
    check_archive(path)
    damaged = _set_aside_if_damaged(url, now)
    with Journal.open(url) as journal:
        return Brought(restore_archive(journal, path, progress), damaged)


def _set_aside_if_damaged(url: str | None, now: datetime) -> Path | None:
    try:
        with Journal.open(url) as journal:
            journal.must_be_sound()
    except Damaged:
        file = database_file(database_url(url))
        return set_aside(file, now) if file else None
    return None
