"""Take everything out, bring it back, erase it."""

from __future__ import annotations

import sys
from pathlib import Path

from primemover.app import archive, people
from primemover.app.erase import erase as erase_everything
from primemover.app.reminders.calendar import calendar_file
from primemover.app.reminders.reminder import reminder_of
from primemover.cli import mishap
from primemover.cli.persons import person_named
from primemover.cli.words import note, say
from primemover.errors import InvalidInput, NotFound
from primemover.journal import Journal
from primemover.journal.moments import now_utc
from primemover.journal.problems import file_problem
from primemover.sharing.writing import Progress
from primemover.texts import text


def export_archive(database_url: str | None, out: Path) -> None:
    """Write everything of everybody to a new archive."""
    with Journal.open(database_url) as journal:
        manifest = archive.export_archive(journal, out, now_utc(), _progress())
    _end_progress()
    say("cli.export.done", path=out, lines=manifest.lines)


def export_ics(database_url: str | None, name: str | None, out: Path) -> None:
    """Write a person's reminder to a new calendar file."""
    with Journal.open(database_url) as journal:
        person = person_named(journal, name)
        reminder = reminder_of(journal, person.id)
        if reminder is None:
            raise NotFound(text("reminder.not_set"), remedy=text("reminder.not_set_do"))
        content = calendar_file(reminder, person.id, now_utc())
    try:
        with out.open("xb") as file:
            file.write(content)
    except OSError as error:
        raise file_problem(error, out, "written") from error
    say("cli.export.written", path=out)


def restore(database_url: str | None, path: Path) -> None:
    """Bring an archive into the database, beside what is there."""
    brought = archive.restore(database_url, path, now_utc(), _progress())
    _end_progress()
    if brought.set_aside is not None:
        note("cli.restore.set_aside", path=brought.set_aside)
    done = brought.restored
    say(
        "cli.restore.done",
        people=text("cli.restore.people", count=done.people),
        events=text("cli.restore.events", count=done.events),
        known=text("cli.restore.known", count=done.known),
    )
    for name in done.kept:
        note("cli.restore.kept", name=name)


def erase(database_url: str | None, name: str | None, *, yes: bool) -> None:
    """Erase everything, or one person with all that is theirs, once the person has said so."""
    with Journal.open(database_url) as journal:
        person = person_named(journal, name) if name is not None else None
        if not yes:
            _must_be_meant(person.name if person else None)
        copies = people.remove(journal, person.id) if person else erase_everything(journal)
    if person is None:
        mishap.log_path().unlink(missing_ok=True)
    for copy in copies:
        note("cli.erase.copy", path=copy)
    say("cli.erase.done_person" if person else "cli.erase.done", name=person.name if person else "")


def _must_be_meant(name: str | None) -> None:
    """Ask for the word itself: a single key is pressed too easily."""
    if not sys.stdin.isatty():
        raise InvalidInput(text("cli.erase.unasked"), remedy=text("cli.erase.unasked.do"))
    word = text("cli.erase.word")
    note("cli.erase.sure_person" if name else "cli.erase.sure", name=name, word=word)
    if input("> ").strip().casefold() != word:
        raise InvalidInput(text("cli.erase.kept"))


def _progress() -> Progress | None:
    """Shows how far it is, on standard error, where somebody watches."""
    return _show_progress if sys.stderr.isatty() else None


def _show_progress(done: int, total: int) -> None:
    sys.stderr.write(f"\r{text('cli.progress', done=done, total=total)}")
    sys.stderr.flush()


def _end_progress() -> None:
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")
