from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from terminal_home import Home

from primemover.app.doctor import Check, State, examine, sessions_can_run
from primemover.errors import getting
from primemover.journal import Journal
from primemover.journal.schema import REVISION


def url_of(path: Path) -> str:
    return f"sqlite:///{path}"


def part(name: str, checks: tuple[Check, ...]) -> Check:
    return next(check for check in checks if check.part == name)


def test_a_fresh_machine_can_run_sessions_and_nothing_is_made(tmp_path: Path) -> None:
    file = tmp_path / "data" / "primemover.db"
    checks = examine(url_of(file))
    assert sessions_can_run(checks)
    assert not file.parent.exists()


def test_a_database_in_use_is_told_with_its_revision(tmp_path: Path) -> None:
    file = tmp_path / "primemover.db"
    with Journal.open(url_of(file)) as journal:
        journal.first_person("Me")
        found = part("database", examine(url_of(file)))
    assert found.state is State.GOOD
    assert f"revision {REVISION}" in found.found
    assert "WAL" in found.found


def test_a_damaged_database_stops_sessions_and_names_restore(tmp_path: Path) -> None:
    file = tmp_path / "primemover.db"
    file.write_bytes(b"this is no database" * 100)
    before = file.read_bytes()
    checks = examine(url_of(file))
    assert not sessions_can_run(checks)
    assert "restore" in (part("database", checks).remedy or "")
    assert file.read_bytes() == before


def test_a_database_from_a_newer_version_says_update(tmp_path: Path) -> None:
    file = tmp_path / "primemover.db"
    Journal.open(url_of(file)).close()
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    found = part("database", examine(url_of(file)))
    assert found.state is State.BROKEN
    assert "git pull" in (found.remedy or "")


def test_a_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("in the way")
    checks = examine(url_of(tmp_path / "data" / "primemover.db"))
    assert part("data folder", checks).state is State.BROKEN


def test_a_missing_voice_is_told_with_its_command_and_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / "brew").write_text("#!/bin/sh\n")
    (tmp_path / "brew").chmod(0o700)
    checks = examine(url_of(tmp_path / "primemover.db"))
    voice = part("espeak-ng", checks)
    assert (voice.state, voice.remedy) == (State.ABSENT, "brew install espeak-ng")
    assert sessions_can_run(checks)


def test_the_document_and_the_status_agree(tmp_path: Path) -> None:
    home = Home.at(tmp_path)
    good = home.run("doctor", "--json")
    assert good.returncode == 0
    assert json.loads(good.stdout)["sessions_can_run"] is True
    file = tmp_path / "damaged.db"
    file.write_bytes(b"this is no database" * 100)
    bad = home.run("doctor", "--json", "--database-url", url_of(file))
    assert bad.returncode == 1
    assert json.loads(bad.stdout)["sessions_can_run"] is False


@pytest.mark.parametrize("columns", ["30", "80", "200"])
def test_the_table_fits_the_window(tmp_path: Path, columns: str) -> None:
    ended = Home.at(tmp_path).run("doctor", COLUMNS=columns)
    assert ended.returncode == 0
    assert max(len(line.rstrip()) for line in ended.stdout.splitlines()) <= int(columns)
    assert "Sessions can run here." in " ".join(ended.stdout.split())


def test_what_videos_need_is_told_with_the_way_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("primemover.app.doctor._version", lambda name: None if name == "mediapipe" else "1")
    found = part("videos", examine(url_of(tmp_path / "new.db")))
    assert (found.state, found.remedy) == (State.ABSENT, getting("mediapipe"))
