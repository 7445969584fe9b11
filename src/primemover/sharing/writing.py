"""Write everything that is remembered into an archive."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from sqlalchemy import Connection

from primemover import __version__
from primemover.errors import Conflict
from primemover.journal import Journal
from primemover.journal.contents import all_answers, all_settings, count
from primemover.journal.events import every
from primemover.journal.people import everyone
from primemover.journal.problems import file_problem
from primemover.session import event_json
from primemover.sharing.layout import (
    ANSWERS,
    EVENTS,
    MANIFEST,
    PEOPLE,
    SETTINGS,
    FileNote,
    Manifest,
    answers_json,
    manifest_json,
    person_json,
)
from primemover.texts import text

Progress = Callable[[int, int], None]
"""Called now and then with how many lines are done, and of how many."""

TOLD_EVERY = 1000


def write_archive(journal: Journal, path: Path, now: datetime, progress: Progress | None = None) -> Manifest:
    """Write an archive of everybody to ``path``, readable by its owner only, and return its manifest.

    All of it is of one moment. It is written beside ``path`` and renamed when whole, so that there is
    never half an archive under this name. Raises ``Conflict`` where ``path`` is taken,
    ``StorageProblem`` where the disk is full or the folder read-only.
    """
    if path.exists():
        raise Conflict(text("problem.file_taken"), where=str(path), remedy=text("problem.archive_taken_do"))
    partial = path.with_name(f"{path.name}.partial")
    try:
        partial.unlink(missing_ok=True)
        handle = os.open(partial, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
        with os.fdopen(handle, "w+b") as file:
            with ZipFile(file, "w", ZIP_DEFLATED) as archive, journal.reading() as connection:
                manifest = _write(archive, connection, now, progress)
            file.flush()
            os.fsync(handle)
        partial.replace(path)
    except OSError as error:
        raise file_problem(error, path, "written") from error
    finally:
        partial.unlink(missing_ok=True)
    return manifest


def _write(archive: ZipFile, connection: Connection, now: datetime, progress: Progress | None) -> Manifest:
    lines: Mapping[str, Iterable[Mapping[str, Any]]] = {
        PEOPLE: map(person_json, everyone(connection)),
        ANSWERS: map(answers_json, all_answers(connection)),
        SETTINGS: ({"person": person, "data": data} for person, data in all_settings(connection)),
        EVENTS: map(event_json, every(connection)),
    }
    total = count(connection)
    files: dict[str, FileNote] = {}
    for name, records in lines.items():
        done = sum(note.lines for note in files.values())
        files[name] = _write_lines(archive, _member(name, now), records, _shift(progress, done, total))
    manifest = Manifest(now, __version__, files)
    archive.writestr(_member(MANIFEST, now), json.dumps(manifest_json(manifest), indent=1))
    return manifest


def _shift(progress: Progress | None, done: int, total: int) -> Callable[[int], None]:
    return lambda lines: progress(done + lines, total) if progress else None


def _member(name: str, now: datetime) -> ZipInfo:
    # The zip format knows no years before 1980.
    member = ZipInfo(name, (max(now.year, 1980), now.month, now.day, now.hour, now.minute, now.second))
    member.compress_type = ZIP_DEFLATED
    member.external_attr = 0o600 << 16
    return member


def _write_lines(
    archive: ZipFile, member: ZipInfo, records: Iterable[Mapping[str, Any]], told: Callable[[int], None]
) -> FileNote:
    digest, size, lines = hashlib.sha256(), 0, 0
    with archive.open(member, "w", force_zip64=True) as file:
        for record in records:
            line = json.dumps(record, separators=(",", ":"), allow_nan=False).encode() + b"\n"
            file.write(line)
            digest.update(line)
            size += len(line)
            lines += 1
            if lines % TOLD_EVERY == 0:
                told(lines)
    told(lines)
    return FileNote(lines, size, digest.hexdigest())
