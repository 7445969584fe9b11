"""Read an archive and believe nothing of it: every mistake is found before anything is stored."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn, TypeVar
from zipfile import BadZipFile, ZipFile, ZipInfo

from primemover.errors import InvalidInput, PrimeMoverError
from primemover.journal.answers import Answers, checked
from primemover.journal.people import Person
from primemover.journal.problems import file_problem
from primemover.session import Event, parse_event
from primemover.sharing.layout import (
    ANSWERS,
    EVENTS,
    LARGEST_MANIFEST,
    LARGEST_RATIO,
    LARGEST_TOTAL,
    LONGEST_LINE,
    MANIFEST,
    MEMBERS,
    PEOPLE,
    SETTINGS,
    SMALL,
    Manifest,
    parse_answers,
    parse_manifest,
    parse_person,
    parse_settings,
)
from primemover.texts import text

T = TypeVar("T")

_ZIP = b"PK"


@dataclass(frozen=True, slots=True)
class Archive:
    """An opened archive whose names, sizes and manifest are in order; its lines come out checked."""

    path: Path
    manifest: Manifest
    _zip: ZipFile

    def people(self) -> Iterator[Person]:
        """The people of the archive."""
        return self._records(PEOPLE, parse_person)

    def answers(self) -> Iterator[Answers]:
        """All safety answers."""
        return self._records(ANSWERS, _answers)

    def settings(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Ids of people with their settings."""
        return self._records(SETTINGS, _settings)

    def events(self) -> Iterator[Event]:
        """All events by id."""
        return self._records(EVENTS, parse_event)

    def _records(self, name: str, parse: Callable[[dict[str, Any]], T]) -> Iterator[T]:
        """The lines of one file, parsed. Raises ``InvalidInput`` with the line, or, at the end, where
        their number or hash is not what the manifest says."""
        digest, lines = hashlib.sha256(), 0
        with _told(self.path, name), self._zip.open(name) as file:
            while line := file.readline(LONGEST_LINE + 1):
                lines += 1
                digest.update(line)
                yield _parsed(line, parse, f"{self.path}, {name}, line {lines}")
        note = self.manifest.files[name]
        if (lines, digest.hexdigest()) != (note.lines, note.sha256):
            _refuse("The file is not the one that was written.", f"{self.path}, {name}")


def _parsed(line: bytes, parse: Callable[[dict[str, Any]], T], where: str) -> T:
    if len(line) > LONGEST_LINE:
        _refuse(text("archive.long_line", most=LONGEST_LINE), where)
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        _refuse(text("archive.not_json"), where)
    if not isinstance(found, dict):
        _refuse(text("archive.not_object"), where)
    try:
        return parse(found)
    except InvalidInput as error:
        _refuse(error.what, where)


def _answers(found: dict[str, Any]) -> Answers:
    told = parse_answers(found)
    checked(told.data)
    return told


def _settings(found: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    person, data = parse_settings(found)
    checked(data)
    return person, data


@contextmanager
def open_archive(path: Path) -> Iterator[Archive]:
    """Open an archive and check its names, sizes and manifest.

    Raises ``InvalidInput`` where the file is no archive, damaged, too large, or of a later format,
    ``StorageProblem`` where it cannot be read.
    """
    if not path.is_file():
        _refuse(text("problem.no_file"), str(path))
    with _told(path):
        _must_begin_as_a_zip(path)
    with _told(path), ZipFile(path) as archive:
        _check_members(path, archive.infolist())
        manifest = _manifest(path, archive)
        for name, note in manifest.files.items():
            if archive.getinfo(name).file_size != note.bytes:
                _refuse(text("archive.size"), f"{path}, {name}")
        yield Archive(path, manifest, archive)


def _must_begin_as_a_zip(path: Path) -> None:
    with path.open("rb") as file:
        begins = file.read(len(_ZIP))
    if begins != _ZIP:
        raise InvalidInput(
            text("problem.archive"),
            where=str(path),
            remedy=text("problem.archive_do"),
        )


@contextmanager
def _told(path: Path, name: str | None = None) -> Iterator[None]:
    where = f"{path}, {name}" if name else str(path)
    try:
        yield
    except PrimeMoverError:
        raise
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, UnicodeDecodeError) as error:
        raise InvalidInput(text("archive.damaged"), where=where, remedy=text("archive.nothing")) from error
    except OSError as error:
        raise file_problem(error, path, "read") from error


def _check_members(path: Path, members: list[ZipInfo]) -> None:
    names = [member.filename for member in members]
    for name in sorted(set(names)):
        if name not in {MANIFEST, *MEMBERS} or names.count(name) > 1:
            _refuse(text("archive.stranger", name=repr(name)), str(path))
    if MANIFEST not in names:
        _refuse(text("archive.no_manifest", name=MANIFEST), str(path))
    for name in MEMBERS:
        if name not in names:
            _refuse(text("archive.missing", name=name), str(path))
    if any(member.flag_bits & 1 for member in members):
        _refuse(text("archive.encrypted"), str(path))
    _check_sizes(path, members)


def _check_sizes(path: Path, members: list[ZipInfo]) -> None:
    # The reader gives no more than the declared size, so what is declared is what can come.
    total = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    is_bomb = total > SMALL and total > LARGEST_RATIO * packed
    if (
        total > LARGEST_TOTAL
        or is_bomb
        or any(m.file_size > LARGEST_MANIFEST for m in members if m.filename == MANIFEST)
    ):
        _refuse(text("archive.bomb", bytes=total), str(path))


def _manifest(path: Path, archive: ZipFile) -> Manifest:
    try:
        found = json.loads(archive.read(MANIFEST))
    except (ValueError, RecursionError):
        _refuse(text("archive.manifest_not_json"), f"{path}, {MANIFEST}")
    if not isinstance(found, dict):
        _refuse(text("archive.manifest_not_object"), f"{path}, {MANIFEST}")
    try:
        return parse_manifest(found)
    except InvalidInput as error:
        raise InvalidInput(error.what, where=f"{path}, {error.where}", remedy=error.remedy) from None


def _refuse(what: str, where: str) -> NoReturn:
    raise InvalidInput(what, where=where, remedy=text("archive.nothing"))
