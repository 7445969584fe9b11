"""The household, and what leaves and comes back."""

from pathlib import Path

import pytest

from event_samples import MORNING, whole_session
from primemover.app import people
from primemover.app.archive import export_archive, restore, restore_into
from primemover.app.erase import erase
from primemover.app.history import history
from primemover.errors import InvalidInput
from primemover.journal import Journal


def test_the_first_person_is_there_without_being_asked(journal: Journal) -> None:
    (me,) = people.household(journal)
    assert people.household(journal) == (me,)
    assert people.rename(journal, me.id, "Ana").name == "Ana"
    ben = people.add(journal, "Ben")
    assert [person.name for person in people.household(journal)] == ["Ana", "Ben"]
    people.remove(journal, me.id)
    assert people.household(journal) == (ben,)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    with Journal.open(f"sqlite:///{tmp_path / 'before.db'}") as journal:
        ana = journal.add_person("Ana")
        for number in range(30):
            journal.append(whole_session(ana.id, after_s=1000 * number))
        export_archive(journal, tmp_path / "a.zip", MORNING)
    return tmp_path / "a.zip"


def test_what_was_erased_comes_back_from_the_archive(journal: Journal, archive: Path) -> None:
    assert restore_into(journal, archive).events == 30 * 28
    erase(journal)
    assert journal.people() == ()
    restore_into(journal, archive)
    assert len(history(journal, journal.people()[0].id, limit=100).sessions) == 30


def test_a_sound_database_is_restored_in_place(journal_url: str, archive: Path) -> None:
    with Journal.open(journal_url) as journal:
        journal.append(whole_session(journal.add_person("Ben").id))
    brought = restore(journal_url, archive, MORNING)
    assert (brought.set_aside, brought.restored.people) == (None, 1)
    with Journal.open(journal_url) as journal:
        assert {person.name for person in journal.people()} == {"Ana", "Ben"}


@pytest.mark.parametrize("first", [0, 60_000])
def test_a_damaged_database_is_set_aside_untouched_and_begun_anew(
    tmp_path: Path, archive: Path, first: int
) -> None:
    file = tmp_path / "before.db"
    content = bytearray(file.read_bytes())
    content[first : first + 40_000] = b"\xa5" * 40_000
    file.write_bytes(content)
    brought = restore(f"sqlite:///{file}", archive, MORNING)
    assert brought.restored.events == 30 * 28
    assert brought.set_aside
    assert brought.set_aside.read_bytes() == bytes(content)
    with Journal.open(f"sqlite:///{file}") as journal:
        journal.must_be_sound()


def test_nothing_is_set_aside_for_a_file_that_is_no_archive(tmp_path: Path) -> None:
    (tmp_path / "j.db").write_bytes(b"no database" * 100)
    (tmp_path / "a.zip").write_bytes(b"no archive")
    with pytest.raises(InvalidInput, match="not an archive"):
        restore(f"sqlite:///{tmp_path / 'j.db'}", tmp_path / "a.zip", MORNING)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.zip", "j.db"]
