"""After erase no byte of an id, a name or an answer is left in any file of the data folder."""

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from event_samples import MORNING, PERSON, event, whole_session
from primemover.errors import NotFound, StorageProblem
from primemover.journal import Journal, Person, erasing
from primemover.journal.place import set_aside
from primemover.sharing import write_archive


def _fill(journal: Journal, name: str) -> tuple[Person, list[str]]:
    """A person with history; returns every id that belongs to them, and their name."""
    person = journal.add_person(name)
    ids = [person.id]
    for number in range(20):
        told = whole_session(person.id, after_s=1000 * number)
        note = event(
            "closing", 1000 * number, {"note": f"{name} notes"}, person=person.id, session=told[0].session
        )
        journal.append([*told, note])
        ids += [told[0].session, note.id, *(each.id for each in told)]
        ids.append(journal.save_answers(person.id, {"who": name}, MORNING + timedelta(days=number)).id)
        journal.save_settings(person.id, {"called": name, "number": number})
    return person, ids


def _found(folder: Path, name: str, ids: Iterable[str]) -> list[str]:
    """Which files hold an id, as text, as digits or as 16 bytes, or the name."""
    needles = [name.encode()]
    for id_ in ids:
        needles += [id_.encode(), id_.replace("-", "").encode(), UUID(id_).bytes]
    files = [file for file in folder.rglob("*") if file.is_file()]
    return [file.name for file in files if any(needle in file.read_bytes() for needle in needles)]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The usual data folder, somewhere else."""
    monkeypatch.delenv("PRIMEMOVER_DATABASE_URL", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    return tmp_path / "primemover"


def test_a_removed_person_leaves_no_trace_and_the_others_stay(folder: Path) -> None:
    with Journal.open() as journal:
        ana, her_ids = _fill(journal, "Anastasia")
        ben, his_ids = _fill(journal, "Benjamin")
        journal.rename_person(ana.id, "Anastasia K")
        write_archive(journal, folder / "primemover-2026-01-31.zip", MORNING)
        assert _found(folder, "Anastasia", her_ids)
        removed = journal.erase_person(ana.id)
        assert [path.name for path in removed] == ["primemover-2026-01-31.zip"]
        assert _found(folder, "Anastasia", her_ids) == []
        assert journal.people() == (ben,)
        assert len(journal.sessions(ben.id, limit=100)) == 20
        assert _found(folder, "Benjamin", his_ids)
    assert _found(folder, "Anastasia", her_ids) == []


def test_erase_takes_everybody_and_every_copy(folder: Path) -> None:
    with Journal.open() as journal:
        _, her_ids = _fill(journal, "Anastasia")
    set_aside(folder / "primemover.db", MORNING)
    with Journal.open() as journal:
        _, his_ids = _fill(journal, "Benjamin")
        (folder / "primemover-2026-01-31.zip.partial").write_text("\n".join(his_ids))
        assert len(journal.erase_all()) == 2
        assert _found(folder, "Anastasia", her_ids) == _found(folder, "Benjamin", his_ids) == []
        assert journal.people() == ()
        assert journal.first_person("Me").name == "Me"


def test_archives_outside_the_data_folder_are_the_persons_own(folder: Path, journal: Journal) -> None:
    _fill(journal, "Anastasia")
    assert journal.file
    archive = journal.file.with_name("mine.zip")
    write_archive(journal, archive, MORNING)
    assert journal.erase_all() == ()
    assert archive.exists()
    assert not folder.exists()


def test_an_erase_that_was_cut_short_is_finished_at_the_next_opening(
    journal_url: str, tmp_path: Path
) -> None:
    with Journal.open(journal_url) as journal:
        ana, ids = _fill(journal, "Anastasia")
        file = journal.file
    assert file
    file.with_name(f"{file.name}.damaged-20260101T000000").write_bytes(file.read_bytes())
    with Journal.open(journal_url) as journal, journal.writing() as connection:
        connection.exec_driver_sql("PRAGMA secure_delete = OFF")
        erasing.erase_person(connection, ana.id)
    assert len(_found(tmp_path, "Anastasia", ids)) == 2
    with Journal.open(journal_url):
        assert _found(tmp_path, "Anastasia", ids) == []


def test_a_reader_elsewhere_is_named_and_the_erase_finished_later(journal_url: str, tmp_path: Path) -> None:
    with Journal.open(journal_url) as other, Journal.open(journal_url, busy_timeout_s=0.05) as journal:
        ana, ids = _fill(journal, "Anastasia")
        with other.reading() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM events").scalar()
            with pytest.raises(StorageProblem, match="Another program holds"):
                journal.erase_person(ana.id)
        assert journal.people() == ()
    with Journal.open(journal_url):
        assert _found(tmp_path, "Anastasia", ids) == []


def test_nobody_is_not_erased(journal: Journal) -> None:
    with pytest.raises(NotFound):
        journal.erase_person(PERSON)
