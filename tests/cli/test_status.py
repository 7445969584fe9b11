"""`primemover status`: a table for people, one JSON document for programs."""

import json
import os
import subprocess
import sys
from datetime import datetime
from typing import Any

import pytest
from sample_year import one_session, sample_year

from primemover.journal import Journal


def status(url: str, *more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "primemover", "status", "--database-url", url, *more],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "COLUMNS": "200", "NO_COLOR": "1"},
        timeout=240,
    )


@pytest.fixture
def told(journal: Journal, journal_url: str) -> str:
    ana, bo = journal.add_person("Ana"), journal.add_person("Bo")
    now = datetime.now().astimezone()
    sample_year(journal, ana.id, now, days=120)
    one_session(journal, bo.id, now)
    return journal_url


def document(url: str, *more: str) -> dict[str, Any]:
    said = status(url, "--json", *more)
    assert (said.returncode, said.stderr) == (0, "")
    found: dict[str, Any] = json.loads(said.stdout)
    return found


def test_the_document_has_every_figure_with_its_interval(told: str) -> None:
    found = document(told)
    assert (found["person"], found["interval_level"], set(found["sides"])) == ("Ana", 0.95, {"left", "right"})
    for side in found["sides"].values():
        assert side["verdict"] in {"responds", "cannot-tell", "no-immediate-gain"}
        assert side["reason"]
        gain, capacity = side["gain"], side["capacity"]
        assert gain["low_fraction"] < gain["fraction"] < gain["high_fraction"]
        assert 0 <= gain["probability_over_10_percent"] <= 1
        assert gain["routine_days"] + gain["walking_days"] <= found["test_days"]
        assert capacity["low_s"] < capacity["hold_s"] < capacity["high_s"]
        assert (side["more"] is None) == (side["verdict"] != "cannot-tell")
    assert {one["id"] for one in found["gate"]["conditions"]} == {"practised", "no-pain", "even", "extension"}
    assert found["gate"]["standing"] in {"open", "not-yet", "cannot-tell"}
    assert found["gate"]["passed_by"]["reason"].startswith("My physiotherapist")
    assert set(found["next"]["test"]) == {"due", "may", "earliest_at", "reason"}
    assert found["next"]["session"] == {"routine": "glute-activation", "minutes": 12}
    assert found["difference"]["evenness"] in {"even", "uneven", "cannot-tell"}
    assert any("drawn by lot" in remark["text"] for remark in found["remarks"])


def test_where_nothing_can_be_told_there_is_null_and_a_reason(told: str, journal: Journal) -> None:
    found = document(told, "--person", "bo")
    assert [found["sides"][side]["gain"] for side in ("left", "right")] == [None, None]
    assert found["sides"]["left"]["verdict"] == "cannot-tell"
    assert found["sides"]["left"]["capacity"]["tests"] == 1
    journal.add_person("Cy")
    nothing = document(told, "--person", "Cy")
    assert nothing["sides"]["right"]["capacity"] is None
    assert nothing["difference"] is None
    assert nothing["gate"]["passed_by"] is None


def test_the_table_names_sides_verdicts_conditions_and_what_is_next(told: str) -> None:
    said = status(told)
    assert said.returncode == 0
    for words in ("Left", "Right", "Routine practised", "No pain", "Both sides alike", "Hips extend"):
        assert words in said.stdout
    assert "Any other day: Glute activation, 12 min." in said.stdout
    assert "You went on with a reason of your own: My physiotherapist" in said.stdout


def test_somebody_who_is_not_here_is_one_line_and_status_2(told: str) -> None:
    said = status(told, "--person", "Dee", "--json")
    assert (said.returncode, said.stdout) == (2, "")
    assert "Ana, Bo" in said.stderr
