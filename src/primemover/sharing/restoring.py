"""Bring an archive back: into an empty journal, or over what is there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection

from primemover.errors import InvalidInput
from primemover.journal import Journal, arriving, events
from primemover.journal.arriving import Arrival
from primemover.sharing.checking import Archive, open_archive
from primemover.sharing.layout import ANSWERS, EVENTS, SETTINGS
from primemover.sharing.writing import TOLD_EVERY, Progress
from primemover.texts import text

T = TypeVar("T")

_BATCH = 500


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore brought. ``known`` was here already, whole; ``kept`` names what is here with other
    content and stayed as it is (a name or settings that were changed since)."""

    people: int
    answers: int
    events: int
    known: int
    kept: tuple[str, ...]


def check_archive(path: Path, progress: Progress | None = None) -> None:
    """Read all of an archive. Raises ``InvalidInput`` at the first thing that is not as it should be."""
    with open_archive(path) as archive:
        _check(archive, _Steps(progress, archive.manifest.lines))


def restore_archive(journal: Journal, path: Path, progress: Progress | None = None) -> Restored:
    """Read all of an archive, and only then store it, whole or not at all.

    Doing it twice changes nothing. Raises ``InvalidInput`` as ``check_archive`` does, ``Conflict`` that
    names the event or answers whose id has other content here.
    """
    with open_archive(path) as archive:
        steps = _Steps(progress, 2 * archive.manifest.lines)
        _check(archive, steps)
        with journal.writing() as connection:
            return _store(connection, archive, steps)


class _Steps:
    """Counts lines and tells now and then."""

    def __init__(self, progress: Progress | None, total: int) -> None:
        self._progress, self._total, self._done = progress, total, 0

    def through(self, records: Iterable[T]) -> Iterator[T]:
        """The same records, counted as they pass."""
        for record in records:
            yield record
            self._done += 1
            if self._progress and (self._done % TOLD_EVERY == 0 or self._done == self._total):
                self._progress(self._done, self._total)


def _check(archive: Archive, steps: _Steps) -> None:
    ids = Counter(person.id for person in steps.through(archive.people()))
    if any(times > 1 for times in ids.values()):
        raise InvalidInput(text("problem.person_twice"), where=str(archive.path))
    owners: dict[str, Callable[[], Iterator[str]]] = {
        ANSWERS: lambda: (told.person for told in archive.answers()),
        SETTINGS: lambda: (person for person, _ in archive.settings()),
        EVENTS: lambda: (event.person for event in archive.events()),
    }
    for name, people in owners.items():
        for person in steps.through(people()):
            if person not in ids:
                raise InvalidInput(
                    text("problem.person_not_there", id=person), where=f"{archive.path}, {name}"
                )


def _store(connection: Connection, archive: Archive, steps: _Steps) -> Restored:
    people = [
        (arriving.person(connection, person), f"the name of person {person.id}")
        for person in steps.through(archive.people())
    ]
    answers = [arriving.told_answers(connection, told) for told in steps.through(archive.answers())]
    settings = [
        (arriving.settings(connection, person, data), f"the settings of person {person}")
        for person, data in steps.through(archive.settings())
    ]
    new_events = known_events = 0
    for batch in _batches(steps.through(archive.events())):
        fresh = len(events.append(connection, batch))
        new_events += fresh
        known_events += len(batch) - fresh
    became = Counter([arrival for arrival, _ in people + settings] + answers)
    return Restored(
        people=[arrival for arrival, _ in people].count(Arrival.NEW),
        answers=answers.count(Arrival.NEW),
        events=new_events,
        known=known_events + became[Arrival.KNOWN],
        kept=tuple(name for arrival, name in people + settings if arrival is Arrival.KEPT),
    )


def _batches(records: Iterator[T]) -> Iterator[list[T]]:
    while batch := list(islice(records, _BATCH)):
        yield batch
