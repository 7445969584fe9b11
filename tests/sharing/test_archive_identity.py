"""Export then restore is the identity, once or twice, onto nothing or onto what is there."""

import hashlib
import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from event_samples import MORNING, sample_id, whole_session
from event_strategies import json_objects, sessions_told
from primemover.errors import Conflict, StorageProblem
from primemover.journal import Journal
from primemover.session import Event, event_json, parse_event
from primemover.sharing import restore_archive, write_archive


@contextmanager
def _journal(folder: str, name: str) -> Iterator[Journal]:
    with Journal.open(f"sqlite:///{folder}/{name}.db") as journal:
        yield journal


def _content(journal: Journal) -> Any:
    people = journal.people()
    with journal.reading() as connection:
        rows = {
            table: sorted(map(tuple, connection.exec_driver_sql(f"SELECT * FROM {table}")))
            for table in ("people", "answers", "settings", "sessions", "events")
        }
    return people, rows


def _tell_as(person: str, told: list[Event]) -> list[Event]:
    return [parse_event({**event_json(each), "person": person}) for each in told]


@settings(max_examples=25)
@given(
    st.lists(sessions_told(session=sample_id(0x21), most=9), max_size=1),
    st.lists(sessions_told(session=sample_id(0x22), most=9), max_size=1),
    st.lists(json_objects(), max_size=3),
)
def test_export_then_restore_is_the_identity(
    hers: list[list[Event]], his: list[list[Event]], answers: list[dict[str, Any]]
) -> None:
    with tempfile.TemporaryDirectory() as folder, _journal(folder, "one") as one:
        ana, ben = one.add_person("Ana"), one.add_person("李 – Ben")
        for told in hers:
            one.append(_tell_as(ana.id, told))
        for told in his:
            one.append(_tell_as(ben.id, told))
        for day, said in enumerate(answers):
            one.save_answers(ben.id, said, MORNING + timedelta(days=day))
            one.save_settings(ana.id, said)
        write_archive(one, Path(folder, "a.zip"), MORNING)
        with _journal(folder, "two") as two:
            first = restore_archive(two, Path(folder, "a.zip"))
            assert _content(two) == _content(one)
            assert (first.people, first.answers, first.known, first.kept) == (2, len(answers), 0, ())
            assert first.events == sum(map(len, hers + his))
            again = restore_archive(two, Path(folder, "a.zip"))
            assert (again.people, again.answers, again.events, again.kept) == (0, 0, 0, ())
            assert _content(two) == _content(one)
            write_archive(two, Path(folder, "b.zip"), MORNING)
        assert Path(folder, "b.zip").read_bytes() == Path(folder, "a.zip").read_bytes()


@pytest.fixture
def filled(journal: Journal) -> Journal:
    person = journal.add_person("Ana")
    for number in range(60):
        journal.append(whole_session(person.id, after_s=1000 * number))
    journal.save_answers(person.id, {"stop": []}, MORNING)
    journal.save_settings(person.id, {"voice": True})
    return journal


def test_the_manifest_says_what_each_file_holds(filled: Journal, tmp_path: Path) -> None:
    write_archive(filled, tmp_path / "a.zip", MORNING)
    with ZipFile(tmp_path / "a.zip") as archive:
        manifest = json.loads(archive.read("manifest.json"))
        assert (manifest["format"], manifest["version"]) == ("primemover-archive", 2)
        for name, note in manifest["files"].items():
            content = archive.read(name)
            assert note["sha256"] == hashlib.sha256(content).hexdigest()
            assert (note["bytes"], note["lines"]) == (len(content), content.count(b"\n"))
        events = [json.loads(line) for line in archive.read("events.jsonl").splitlines()]
    assert {parse_event(each).session for each in events} == {
        row.id for row in filled.sessions(filled.people()[0].id, limit=100)
    }


def test_an_archive_is_its_owners_only_and_never_half_there(filled: Journal, tmp_path: Path) -> None:
    path = tmp_path / "a.zip"

    def nothing_yet(_done: int, _total: int) -> None:
        assert not path.exists()

    write_archive(filled, path, MORNING, nothing_yet)
    assert path.stat().st_mode & 0o777 == 0o600
    assert not path.with_name("a.zip.partial").exists()


def test_an_export_that_breaks_off_leaves_nothing(filled: Journal, tmp_path: Path) -> None:
    def stop(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_archive(filled, tmp_path / "a.zip", MORNING, stop)
    assert [path.name for path in tmp_path.glob("a.zip*")] == []


def test_an_archive_is_not_written_over_another(filled: Journal, tmp_path: Path) -> None:
    write_archive(filled, tmp_path / "a.zip", MORNING)
    before = (tmp_path / "a.zip").read_bytes()
    with pytest.raises(Conflict, match="Choose another name"):
        write_archive(filled, tmp_path / "a.zip", MORNING)
    assert (tmp_path / "a.zip").read_bytes() == before


def test_a_folder_that_is_not_there_is_said(filled: Journal, tmp_path: Path) -> None:
    with pytest.raises(StorageProblem, match=r"cannot be written.*No such file.*folder"):
        write_archive(filled, tmp_path / "nowhere" / "a.zip", MORNING)


def test_progress_rises_to_the_total(filled: Journal, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    write_archive(filled, tmp_path / "a.zip", MORNING, lambda *step: told.append(step))
    assert told == sorted(told)
    assert told[-1] == (60 * 28 + 3, 60 * 28 + 3)
    told.clear()
    with Journal.open(f"sqlite:///{tmp_path / 'new.db'}") as new:
        restore_archive(new, tmp_path / "a.zip", lambda *step: told.append(step))
    assert told == sorted(told)
    assert told[-1] == (2 * (60 * 28 + 3),) * 2


def test_what_is_here_with_other_content_stays_and_is_named(filled: Journal, tmp_path: Path) -> None:
    write_archive(filled, tmp_path / "a.zip", MORNING)
    (ana,) = filled.people()
    filled.rename_person(ana.id, "Anna")
    filled.save_settings(ana.id, {"voice": False})
    restored = restore_archive(filled, tmp_path / "a.zip")
    assert restored.kept == (f"the name of person {ana.id}", f"the settings of person {ana.id}")
    assert filled.people()[0].name == "Anna"
    assert filled.settings(ana.id) == {"voice": False}


def test_an_event_with_other_content_is_named_and_nothing_is_restored(
    filled: Journal, tmp_path: Path
) -> None:
    write_archive(filled, tmp_path / "a.zip", MORNING)
    (ana,) = filled.people()
    row = filled.sessions(ana.id)[0]
    other = filled.events(row.id)[3]
    with Journal.open(f"sqlite:///{tmp_path / 'new.db'}") as new:
        ben = new.add_person("Ben")
        new.append([parse_event({**event_json(other), "person": ben.id, "t_s": 1.25})])
        before = _content(new)
        with pytest.raises(Conflict, match=other.id):
            restore_archive(new, tmp_path / "a.zip")
        assert _content(new) == before


def test_the_silent_first_person_gives_way_to_the_one_who_returns(filled: Journal, tmp_path: Path) -> None:
    (ana,) = filled.people()
    write_archive(filled, tmp_path / "a.zip", MORNING)
    with Journal.open(f"sqlite:///{tmp_path / 'new.db'}") as new:
        new.first_person("Ana")
        restore_archive(new, tmp_path / "a.zip")
        assert new.people() == (ana,)


def test_a_namesake_with_a_history_stays_beside(filled: Journal, tmp_path: Path) -> None:
    write_archive(filled, tmp_path / "a.zip", MORNING)
    with Journal.open(f"sqlite:///{tmp_path / 'new.db'}") as new:
        new.append(whole_session(new.add_person("Ana").id))
        restore_archive(new, tmp_path / "a.zip")
        assert [person.name for person in new.people()] == ["Ana", "Ana"]
