"""The journal: one object over one database, for any number of threads."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import URL, Connection

from primemover.errors import NotFound
from primemover.journal import answers, devices, erasing, events, people, sessions, subscriptions
from primemover.journal.answers import Answers
from primemover.journal.devices import Device
from primemover.journal.engine import open_engines
from primemover.journal.moments import new_id, now_utc
from primemover.journal.people import Person
from primemover.journal.place import database_file, database_url, make_room, remove_copies
from primemover.journal.problems import damaged, told_plainly
from primemover.journal.recordings import recordings_folder, remove_strangers
from primemover.journal.schema import bring_up_to_date
from primemover.journal.sessions import SessionSummary
from primemover.journal.subscriptions import Subscription
from primemover.session.events import Event
from primemover.session.kinds import Kind
from primemover.texts import text


class Journal:
    """What is remembered. Every method is one transaction: it has happened on the disk, or not at all.

    Methods raise ``StorageProblem`` where the disk is full or the database is locked, damaged, read-only
    or newer than this program.
    """

    def __init__(self, url: URL, busy_timeout_s: float) -> None:
        self.url = url
        self.file = database_file(url)
        self.recordings = recordings_folder(url)
        """Where recordings of signals lie."""
        self._reader, self._writer = open_engines(url, busy_timeout_s)

    @classmethod
    def open(cls, url: str | None = None, *, busy_timeout_s: float = 5.0) -> Self:
        """Open the database at ``url``, by default the environment's or the one in the data folder.

        Makes it where it is missing and migrates it where it is older.
        """
        journal = cls(database_url(url), busy_timeout_s)
        if journal.file:
            make_room(journal.file)
        try:
            with told_plainly(journal.url):
                bring_up_to_date(journal._reader, journal._writer)
            with journal.reading() as connection:
                erase_was_cut_short = erasing.is_unfinished(connection)
            if erase_was_cut_short:
                journal._leave_no_trace()
        except BaseException:
            journal.close()
            raise
        return journal

    def close(self) -> None:
        """Close every connection."""
        self._reader.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one moment of the database."""
        with told_plainly(self.url), self._reader.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is on the disk when the block ends, or undone where it raises."""
        with told_plainly(self.url), self._writer.begin() as connection:
            yield connection

    def append(self, batch: Iterable[Event]) -> tuple[str, ...]:
        """Store a batch, whole or not at all; return the ids of all its events, each now on the disk.

        Raises ``Conflict`` for an id with other content, ``NotFound`` for a person who is not here.
        """
        told = list(batch)
        with self.writing() as connection:
            events.append(connection, told)
        return tuple(event.id for event in told)

    def events(self, session_id: str) -> tuple[Event, ...]:
        """The events of a session by (``at``, ``id``). Raises ``NotFound``."""
        with self.reading() as connection:
            found = events.of_session(connection, session_id)
        if not found:
            raise NotFound(text("problem.no_session", id=session_id), remedy=text("problem.no_session_do"))
        return found

    def sessions(
        self, person_id: str, limit: int = 20, before: str | None = None, since: datetime | None = None
    ) -> tuple[SessionSummary, ...]:
        """Sessions of a person, newest first: those begun and not deleted. ``before`` is a summary's
        ``cursor``. Raises ``InvalidInput`` for a broken cursor."""
        with self.reading() as connection:
            return sessions.page(connection, person_id, limit, before, since)

    def test_sessions(
        self, person_id: str, since: datetime | None = None, day: str | None = None
    ) -> tuple[SessionSummary, ...]:
        """Sessions of a person that are part of a test day, oldest first: those begun and not deleted.
        ``since`` is the earliest start; ``day`` asks for one test day."""
        with self.reading() as connection:
            return sessions.of_test_days(connection, person_id, since, day)

    def facts(
        self, person_id: str, session_ids: Collection[str], kinds: Collection[Kind]
    ) -> Mapping[str, tuple[Event, ...]]:
        """By session, the events of these kinds, with what corrects or deletes, so that ``fold`` gives
        these facts as the whole session would (not its status or its start).

        A session that is not the person's, or has no such event, is left out.
        """
        with self.reading() as connection:
            return events.of_kinds(connection, person_id, session_ids, kinds)

    def draws(self, person_id: str) -> int:
        """How many draws were ever told of a person, those of deleted sessions among them."""
        with self.reading() as connection:
            return events.draws(connection, person_id)

    def open_session(self, person_id: str, now: datetime) -> str | None:
        """Id of the newest session of a person that may be resumed at ``now``, or None."""
        with self.reading() as connection:
            return sessions.open_session(connection, person_id, now)

    def window(self, session_id: str) -> str | None:
        """The window that holds a session, or None."""
        with self.reading() as connection:
            return sessions.window_of(connection, session_id)

    def people(self) -> tuple[Person, ...]:
        """Everybody of the household, the first one first."""
        with self.reading() as connection:
            return people.everyone(connection)

    def person(self, person_id: str) -> Person:
        """One person. Raises ``NotFound``."""
        with self.reading() as connection:
            return people.one(connection, person_id)

    def add_person(self, name: str) -> Person:
        """Add a person. Raises ``InvalidInput`` for the name, ``Conflict`` where somebody has it."""
        person = Person(new_id(), people.good_name(name), now_utc())
        with self.writing() as connection:
            people.add(connection, person)
        return person

    def first_person(self, name: str) -> Person:
        """The first person of the household; where there is nobody yet, a new one of this name."""
        if present := self.people():
            return present[0]
        person = Person(new_id(), people.good_name(name), now_utc())
        with self.writing() as connection:
            if present := people.everyone(connection):  # another window was faster
                return present[0]
            people.add(connection, person)
        return person

    def rename_person(self, person_id: str, name: str) -> Person:
        """Give a person another name; errors as for ``add_person``, and ``NotFound``."""
        with self.writing() as connection:
            return people.rename(connection, person_id, name)

    def answers(self, person_id: str) -> dict[str, Any]:
        """The newest safety answers of a person; empty where there are none."""
        with self.reading() as connection:
            return answers.latest(connection, person_id)

    def answers_so_far(self, person_id: str) -> tuple[Answers, ...]:
        """All safety answers of a person, oldest first."""
        with self.reading() as connection:
            return answers.of_person(connection, person_id)

    def save_answers(self, person_id: str, data: Mapping[str, Any], at: datetime) -> Answers:
        """Add safety answers to those before. Raises ``NotFound`` and ``InvalidInput``."""
        told = Answers(new_id(), person_id, at, dict(data))
        with self.writing() as connection:
            answers.add(connection, told)
        return told

    def settings(self, person_id: str) -> dict[str, Any]:
        """The settings of a person; empty where there are none."""
        with self.reading() as connection:
            return answers.settings_of(connection, person_id)

    def save_settings(self, person_id: str, data: Mapping[str, Any]) -> None:
        """Store settings in place of those before. Raises ``NotFound`` and ``InvalidInput``."""
        with self.writing() as connection:
            answers.keep_settings(connection, person_id, data)

    def devices(self) -> tuple[Device, ...]:
        """Every paired device, the first one first."""
        with self.reading() as connection:
            return devices.everything(connection)

    def add_device(self, name: str, token_hash: str, at: datetime) -> Device:
        """Remember a device by the hash of its token. Raises ``InvalidInput`` for the name."""
        device = Device(new_id(), devices.good_name(name), token_hash, at)
        with self.writing() as connection:
            devices.add(connection, device)
        return device

    def remove_device(self, device_id: str) -> None:
        """Forget a device, and where its browser was reached; one that is not here is no mistake."""
        with self.writing() as connection:
            subscriptions.remove(connection, device_id)
            devices.remove(connection, device_id)

    def subscriptions(self) -> tuple[Subscription, ...]:
        """Every browser that may be sent a message, the first one first."""
        with self.reading() as connection:
            return subscriptions.everything(connection)

    def keep_subscription(self, subscription: Subscription) -> None:
        """Remember a browser in place of what was known of it."""
        with self.writing() as connection:
            subscriptions.keep(connection, subscription)

    def remove_subscription(self, subscription_id: str) -> None:
        """Forget a browser; one that is not here is no mistake."""
        with self.writing() as connection:
            subscriptions.remove(connection, subscription_id)

    def erase_person(self, person_id: str) -> tuple[Path, ...]:
        """Erase a person with all that is theirs, from every file; return the copies that had to go too.

        Raises ``NotFound``.
        """
        with self.writing() as connection:
            erasing.erase_person(connection, person_id)
        return self._leave_no_trace()

    def erase_all(self) -> tuple[Path, ...]:
        """Erase everything of everybody, from every file; return the copies that had to go too."""
        with self.writing() as connection:
            erasing.erase_everybody(connection)
        return self._leave_no_trace()

    def _leave_no_trace(self) -> tuple[Path, ...]:
        with told_plainly(self.url):
            erasing.wipe_free_space(self._reader)
        copies = remove_copies(self.file) if self.file else ()
        remove_strangers(self.recordings, {person.id for person in self.people()})
        with self.writing() as connection:
            erasing.say_finished(connection)
        return copies

    def must_be_sound(self) -> None:
        """Read the whole file once. Raises ``Damaged``; costs seconds where there are many sessions."""
        if self.file is None:
            return
        with self.reading() as connection:
            if connection.exec_driver_sql("PRAGMA quick_check(1)").scalar() != "ok":
                raise damaged(str(self.file))
