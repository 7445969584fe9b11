"""People for test days: before their first session, and after it."""

from __future__ import annotations

import pytest
from day_runner import HEALTHY, NOW, Runner

from primemover.app.screen import screen
from primemover.journal import Journal


@pytest.fixture
def fresh(journal: Journal) -> Runner:
    """Before their first session."""
    runner = Runner(journal, journal.first_person("Me").id)
    screen(journal, runner.person, HEALTHY, NOW)
    return runner


@pytest.fixture
def runner(fresh: Runner) -> Runner:
    fresh.trains()
    return fresh
