"""Recordings of signals that are kept: the file as it came, which muscle is which, and what was made of it.

Each is a handful of files in the person's folder: the signals, a document of what is known, the muscle map,
the report. They stay until the person removes them, or is erased.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path

from primemover.errors import NotFound
from primemover.journal import new_id
from primemover.journal.problems import folder_problem
from primemover.session.fields import is_uuid7, parse_time, time_text
from primemover.texts import text

REPORTS = (".html", ".pdf")


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a recording, in seconds since its first sample, and what was done in it.

    ``exercise`` and ``phase`` are ids, or None where only the cue is marked; ``cued`` says whether the spoken
    cue to use the glute was given, None where nobody said.
    """

    start_s: float
    end_s: float
    exercise: str | None = None
    phase: str | None = None
    side: str | None = None
    rep: int | None = None
    cued: bool | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """What is known about one recording. ``at`` is when it began, or came here."""

    id: str
    owner: str
    name: str
    suffix: str
    at: datetime
    live: bool = False
    session: str | None = None
    failed: str | None = None
    """Why its analysis failed, in a line."""
    marks: tuple[Mark, ...] = ()


class Recordings:
    """The recordings of everybody, in ``folder``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def new(self, owner: str, name: str, suffix: str, at: datetime, *, live: bool = False) -> Kept:
        """Make room for a recording. Its signals go to ``signals``; it is not there until ``keep``.

        Raises:
            StorageProblem: there is no room.
        """
        one = Kept(new_id(), owner, name, suffix, at, live)
        place = self._folder / owner
        try:
            place.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise folder_problem(error, place) from error
        return one

    def signals(self, one: Kept) -> Path:
        """The file with the signals."""
        return self._beside(one, one.suffix)

    def muscles(self, one: Kept) -> Path | None:
        """The file that corrects which channel is which muscle, where there is one."""
        path = self._beside(one, ".muscles.yaml")
        return path if path.is_file() else None

    def report(self, one: Kept, suffix: str) -> Path:
        """Where the report of one kind is, or will be."""
        return self._beside(one, suffix)

    def analysed(self, one: Kept) -> bool:
        """True where there is a report."""
        return self.report(one, ".html").is_file()

    def keep(self, one: Kept) -> None:
        """Write down what is known; whole or not at all."""
        found = asdict(one) | {"at": time_text(one.at)}
        self._write(self._beside(one, ".json"), json.dumps(found, ensure_ascii=False))

    def keep_muscles(self, one: Kept, entries: Mapping[str, str]) -> None:
        """Write the muscle map beside the recording: ``channel: muscle side unit``, as --muscles takes it."""
        # A JSON object is a YAML mapping, and no name of a channel can break it.
        self._write(
            self._beside(one, ".muscles.yaml"), json.dumps(dict(entries), ensure_ascii=False, indent=1)
        )

    def one(self, id_: str, owner: str) -> Kept:
        """One of this person's.

        Raises:
            NotFound: there is none with this id, or it is somebody else's.
        """
        found = self._read(self._folder / owner / f"{id_}.json") if is_uuid7(id_) else None
        if found is None:
            raise NotFound(text("sensors.gone"), remedy=text("sensors.gone_do"))
        return found

    def of(self, owner: str) -> list[Kept]:
        """This person's, the newest first."""
        found = [self._read(path) for path in (self._folder / owner).glob("*.json")]
        return sorted((one for one in found if one), key=lambda one: (one.at, one.id), reverse=True)

    def of_session(self, owner: str, session: str) -> list[Kept]:
        """Those that were made during one session, the oldest first."""
        return [one for one in reversed(self.of(owner)) if one.session == session]

    def forget_reports(self, one: Kept) -> None:
        """Remove what was made of a recording: it is going to be made anew."""
        for suffix in REPORTS:
            self.report(one, suffix).unlink(missing_ok=True)
        self.keep(replace(one, failed=None))

    def remove(self, one: Kept) -> None:
        """Remove a recording with all that was made of it."""
        for path in (self._folder / one.owner).glob(f"{one.id}.*"):
            path.unlink(missing_ok=True)

    def _beside(self, one: Kept, suffix: str) -> Path:
        return self._folder / one.owner / f"{one.id}{suffix}"

    def _read(self, path: Path) -> Kept | None:
        """None for a file that is not there, or that no version of ours wrote."""
        try:
            found = json.loads(path.read_text("utf-8"))
            at = parse_time(found["at"])
            marks = tuple(Mark(**mark) for mark in found["marks"])
            return Kept(**(found | {"at": at, "marks": marks})) if at else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def _write(self, path: Path, content: str) -> None:
        partial = path.with_name(path.name + ".partial")
        try:
            handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(content)
                file.flush()
                os.fsync(handle)
            partial.replace(path)
        except OSError as error:
            raise folder_problem(error, path) from error
