"""A full disk, a lock, damage or a closed folder: said plainly, and nothing confirmed is lost."""

import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from event_samples import event, hold_data, sample_id, whole_session
from primemover.errors import StorageProblem
from primemover.journal import Journal
from primemover.journal.place import set_aside
from primemover.journal.problems import Damaged
from primemover.session import Event


def _holds(person: str, session: str) -> Iterator[Event]:
    number = 0
    while True:
        yield event("hold", number, hold_data(number), person=person, session=session)
        number += 1


def _fill(journal: Journal) -> tuple[str, list[str]]:
    """Append until the disk is full; return the session and the ids that were confirmed."""
    session, confirmed = sample_id(), list[str]()
    with pytest.raises(StorageProblem, match=r"disk is full.*Make room"):
        for told in _holds(journal.people()[0].id, session):
            confirmed += journal.append([told])
    return session, confirmed


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip("only the system's administrator may make a tiny disk")
    yield disk
    subprocess.run(["umount", disk], check=True)


def test_a_full_disk_is_said_and_what_was_confirmed_stays(tiny_disk: Path) -> None:
    url = f"sqlite:///{tiny_disk / 'j.db'}"
    with Journal.open(url) as journal:
        journal.add_person("Ana")
        (tiny_disk / "ballast").write_bytes(bytes(500_000))
        session, confirmed = _fill(journal)
    (tiny_disk / "ballast").unlink()
    with Journal.open(url) as journal:
        assert [told.id for told in journal.events(session)] == confirmed
        journal.must_be_sound()
        journal.append([event("window", 9999, person=journal.people()[0].id, session=session)])


def test_a_database_that_may_not_grow_is_full(journal: Journal) -> None:
    journal.add_person("Ana")
    with journal.reading() as connection:  # the pool hands this one connection out again
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 4}")
    session, confirmed = _fill(journal)
    assert [told.id for told in journal.events(session)] == confirmed


def test_a_locked_database_is_said_and_works_again_afterwards(journal: Journal, journal_url: str) -> None:
    person = journal.add_person("Ana")
    with Journal.open(journal_url, busy_timeout_s=0.05) as other:
        with journal.writing(), pytest.raises(StorageProblem, match=r"Another program holds.*try again"):
            other.append(whole_session(person.id))
        other.append(whole_session(person.id))
        assert len(other.sessions(person.id)) == 1


def _spoil(file: Path, first: int, last: int) -> bytes:
    with sqlite3.connect(file) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw.close()
    with file.open("r+b") as handle:
        handle.seek(first)
        handle.write(b"\xa5" * (last - first))
    return file.read_bytes()


@pytest.fixture
def filled(journal_url: str) -> Path:
    with Journal.open(journal_url) as journal:
        person = journal.add_person("Ana")
        for _ in range(30):
            journal.append(whole_session(person.id))
        assert journal.file
        return journal.file


def test_a_file_that_is_no_database_is_said_and_left_as_it_is(filled: Path, journal_url: str) -> None:
    spoilt = _spoil(filled, 0, 100)
    with pytest.raises(Damaged, match=r"damaged.*restore"):
        Journal.open(journal_url)
    assert filled.read_bytes() == spoilt


def test_damage_deep_inside_is_said_where_it_is_met(filled: Path, journal_url: str) -> None:
    _spoil(filled, 40 * 1024, filled.stat().st_size)
    with Journal.open(journal_url) as journal, pytest.raises(Damaged):
        journal.must_be_sound()
    with Journal.open(journal_url) as journal, pytest.raises(Damaged, match="damaged"):
        for row in journal.sessions(journal.people()[0].id, limit=100):
            journal.events(row.id)


def test_a_damaged_file_is_set_aside_byte_for_byte(filled: Path, journal_url: str) -> None:
    spoilt = _spoil(filled, 0, 100)
    kept = set_aside(filled, datetime(2026, 1, 31, 8, 15, tzinfo=UTC))
    assert kept.name == "primemover.db.damaged-20260131T081500"
    assert kept.read_bytes() == spoilt
    with Journal.open(journal_url) as journal:
        assert journal.people() == ()


_OPEN_AS_NOBODY = """
import os, sys
from primemover.errors import StorageProblem
from primemover.journal import Journal
from primemover.texts import text
Journal.open(sys.argv[2]).close()  # nobody may not read the code that is still to be imported,
text("storage.no_access")          # nor the texts
if os.getuid() == 0:
    os.setuid(65534)
try:
    with Journal.open(sys.argv[1]) as journal:
        journal.add_person("Ben")
except StorageProblem as error:
    print(error.line())
"""


@pytest.mark.parametrize(("folder_mode", "file_mode"), [(0o555, 0o666), (0o755, 0o444)])
def test_a_closed_folder_or_file_is_said(filled: Path, folder_mode: int, file_mode: int) -> None:
    with tempfile.TemporaryDirectory() as outer:
        Path(outer).chmod(0o755)
        folder = Path(outer) / "data"
        shutil.copytree(filled.parent, folder)
        (folder / filled.name).chmod(file_mode)
        folder.chmod(folder_mode)
        urls = [f"sqlite:///{folder / filled.name}", f"sqlite:///{filled.parent / 'scratch.db'}"]
        program = [sys.executable, "-W", "error", "-c", _OPEN_AS_NOBODY, *urls]
        shown = subprocess.run(program, capture_output=True, text=True, check=False)
        folder.chmod(0o700)
    assert shown.stderr == ""
    assert shown.stdout.startswith(f"{folder / filled.name}: The database cannot be opened for writing.")
    assert "--database-url" in shown.stdout


def test_a_folder_that_is_a_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "data").touch()
    with pytest.raises(StorageProblem, match="cannot be opened"):
        Journal.open(f"sqlite:///{tmp_path / 'data' / 'j.db'}")


def test_a_closed_journal_leaves_nothing_open(filled: Path) -> None:
    assert [beside.name for beside in filled.parent.iterdir()] == [filled.name]
    open_files = [link.resolve() for link in Path("/proc/self/fd").iterdir()]
    assert filled.resolve() not in open_files
