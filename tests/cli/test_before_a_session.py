"""What ``play`` asks first: nothing where the gate is closed, the morning after, and what follows from it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from terminal_home import Home

from lived import NONE, Life
from primemover.app.screen import screen
from primemover.journal import Journal
from primemover.session import fold

STOP_LIST = "Then stop here."
MORNING = "What was sore the morning after"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Somebody who did a session yesterday and has not told of the morning after."""
    home = Home.at(tmp_path)
    now = datetime.now(UTC)
    with Journal.open(home.database_url) as journal:
        life = Life(journal, now)
        screen(journal, life.person, NONE, now - timedelta(days=2))
        life.done_session(now - timedelta(hours=20))
    return home


def told(home: Home) -> list[str]:
    """Where it was sore, as the journal has it of the newest session with a morning."""
    with Journal.open(home.database_url) as journal:
        person = journal.people()[0].id
        states = [fold(journal.events(one.id)) for one in journal.sessions(person)]
    return [str(sore.region) for state in states if state.morning for sore in state.morning.sore]


def test_a_closed_gate_is_told_before_anything_is_asked(home: Home) -> None:
    ran = home.run("play", "--routine", "core-work", "--no-voice", typed="\n" * 9)
    assert ran.returncode != 0
    assert MORNING not in ran.stderr
    assert "is not open" in ran.stderr


def test_the_morning_after_is_heard_once(home: Home) -> None:
    first = home.run("play", "--no-voice", typed="\n")  # nothing was sore; then nobody is there any more
    assert MORNING in first.stderr
    assert told(home) == []
    again = home.run("play", "--no-voice", typed="\n")
    assert MORNING not in again.stderr


def test_an_alarming_morning_brings_the_stop_list_back(home: Home) -> None:
    ran = home.run("play", "--no-voice", typed="1\n2\n6\n\n")
    shown = ran.stderr
    assert told(home) != []
    assert shown.index(MORNING) < shown.index(STOP_LIST)
