"""What an archive holds: docs/archive.md in code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from primemover import texts
from primemover.errors import InvalidInput
from primemover.journal.answers import Answers
from primemover.journal.people import LONGEST_NAME, Person
from primemover.session.fields import (
    Field,
    known_time,
    mistakes_in,
    named_values,
    text,
    time_text,
    utc_time,
    uuid7,
    whole,
)

FORMAT = "primemover-archive"
VERSION = 2
"""1 knew nothing of test days; it is read as before."""
MANIFEST = "manifest.json"
PEOPLE, ANSWERS, SETTINGS, EVENTS = "people.jsonl", "answers.jsonl", "settings.jsonl", "events.jsonl"
MEMBERS = (PEOPLE, ANSWERS, SETTINGS, EVENTS)
"""In the order in which they are written and restored."""

LONGEST_LINE = 131_072
LARGEST_MANIFEST = 65_536
LARGEST_TOTAL = 16 * 2**30
"""Bytes. Four people with a session a day for fifty years stay under 8 GiB."""
LARGEST_RATIO = 100
"""Unpacked to packed, beyond ``SMALL`` bytes. Ids are random, so honest archives stay under 30."""
SMALL = 100 * 2**20

_FILE: Mapping[str, Field] = {
    "lines": whole(0, 2**40),
    "bytes": whole(0, LARGEST_TOTAL),
    "sha256": text(64, shortest=64),
}
_MANIFEST: Mapping[str, Field] = {
    "format": text(40),
    "version": whole(1, 10_000),
    "made_at": utc_time(),
    "app_version": text(100),
    "files": named_values(),
}
_PERSON: Mapping[str, Field] = {"id": uuid7(), "name": text(LONGEST_NAME), "created_at": utc_time()}
_ANSWERS: Mapping[str, Field] = {"id": uuid7(), "person": uuid7(), "at": utc_time(), "data": named_values()}
_SETTINGS: Mapping[str, Field] = {"person": uuid7(), "data": named_values()}


@dataclass(frozen=True, slots=True)
class FileNote:
    """What the manifest says of one file of JSON lines."""

    lines: int
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive says of itself."""

    made_at: datetime
    app_version: str
    files: Mapping[str, FileNote]

    @property
    def lines(self) -> int:
        """Lines of all files."""
        return sum(note.lines for note in self.files.values())


def manifest_json(manifest: Manifest) -> dict[str, Any]:
    """The content of ``manifest.json``."""
    notes = manifest.files.items()
    return {
        "format": FORMAT,
        "version": VERSION,
        "made_at": time_text(manifest.made_at),
        "app_version": manifest.app_version,
        "files": {name: {"lines": n.lines, "bytes": n.bytes, "sha256": n.sha256} for name, n in notes},
    }


def parse_manifest(found: Mapping[str, Any]) -> Manifest:
    """The manifest from its JSON. Raises ``InvalidInput``, naming every mistake."""
    if found.get("format") != FORMAT:
        raise InvalidInput(texts.text("problem.archive"), where=MANIFEST)
    version = found.get("version")
    if isinstance(version, int) and version > VERSION:
        raise InvalidInput(
            texts.text("archive.later", version=version, known=VERSION),
            where=MANIFEST,
            remedy=texts.text("archive.later_do"),
        )
    _refuse(mistakes_in(found, _MANIFEST), MANIFEST)
    files = found["files"]
    _refuse([f"{name}: missing" for name in MEMBERS if name not in files], f"{MANIFEST}, files")
    for name, note in files.items():
        if name not in MEMBERS or not isinstance(note, dict):
            raise InvalidInput(texts.text("archive.stranger", name=repr(name)), where=f"{MANIFEST}, files")
        _refuse(mistakes_in(note, _FILE), f"{MANIFEST}, files, {name}")
    notes = {name: FileNote(**note) for name, note in files.items()}
    return Manifest(known_time(found["made_at"]), found["app_version"], notes)


def person_json(person: Person) -> dict[str, Any]:
    """A line of ``people.jsonl``."""
    return {"id": person.id, "name": person.name, "created_at": time_text(person.created_at)}


def parse_person(found: Mapping[str, Any]) -> Person:
    """A person from a line. Raises ``InvalidInput``."""
    _refuse(mistakes_in(found, _PERSON))
    return Person(found["id"], found["name"], known_time(found["created_at"]))


def answers_json(told: Answers) -> dict[str, Any]:
    """A line of ``answers.jsonl``."""
    return {"id": told.id, "person": told.person, "at": time_text(told.at), "data": told.data}


def parse_answers(found: Mapping[str, Any]) -> Answers:
    """Answers from a line. Raises ``InvalidInput``."""
    _refuse(mistakes_in(found, _ANSWERS))
    return Answers(found["id"], found["person"], known_time(found["at"]), found["data"])


def parse_settings(found: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """A person's id and settings from a line. Raises ``InvalidInput``."""
    _refuse(mistakes_in(found, _SETTINGS))
    return found["person"], found["data"]


def _refuse(mistakes: list[str], where: str | None = None) -> None:
    if mistakes:
        raise InvalidInput("; ".join(mistakes) + ".", where=where)
