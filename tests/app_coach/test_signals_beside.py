"""What recordings come to is kept among the answers, and no verdict, gate or plan reads it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from primemover.app.keep_figures import EMG, forget_figures, kept_figures
from primemover.app.progress import progress
from primemover.app.recordings import Kept
from primemover.app.screen import screen
from primemover.app.today import today
from primemover.journal import Journal, new_id
from primemover.routine import library
from primemover.session.fields import time_text
from primemover.sharing import restore_archive, write_archive

NOW = datetime(2026, 3, 2, 7, 30, tzinfo=UTC)
GMAX, BF = "gluteus-maximus left", "biceps-femoris left"


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with Journal.open(f"sqlite:///{tmp_path / 'a.db'}") as opened:
        yield opened


@pytest.fixture
def person(journal: Journal) -> str:
    one = journal.first_person("Ana").id
    screen(journal, one, {"stop": ["none"], "adapt": ["none"]}, NOW - timedelta(days=1))
    return one


def figures(recording: str, length_s: float = 1.0) -> dict[str, Any]:
    length = {"muscle": "gluteus-maximus", "side": "left", "bursts": 6, "value_s": length_s}
    length |= {"low_s": length_s - 0.1, "high_s": length_s + 0.1}
    late = {"value_s": 0.2, "low_s": 0.19, "high_s": 0.21}
    return {
        "recording": recording, "name": "prone.csv", "at": time_text(NOW), "session": None,
        "lengths": [length],
        "order": [{"first": BF, "second": GMAX, "sure": 0.99, **late}],
        "cue": [{"first": GMAX, "second": BF, "sure": 0.95, **late}], "unusable": 0,
    }  # fmt: skip


def seen(journal: Journal, person: str) -> tuple[object, ...]:
    """Verdicts, gate and what is next; today's wishes, standing answers and plan."""
    plan = today(journal, library(), person, NOW)
    return (
        asdict(progress(journal, library(), person, NOW)),
        plan.standing,
        plan.wishes,
        plan.ask,
        plan.plan.prescription if plan.plan else None,
    )


def test_no_verdict_gate_or_plan_changes_by_a_recording(journal: Journal, person: str) -> None:
    before = seen(journal, person)
    assert seen(journal, person) == before
    journal.save_answers(person, {EMG: figures(new_id(), 3.0)}, NOW)
    assert seen(journal, person) == before
    assert len(kept_figures(journal, person)) == 1


def test_the_newest_of_a_recording_holds_and_one_that_was_removed_is_gone(
    journal: Journal, person: str
) -> None:
    one = Kept(new_id(), person, "prone.csv", ".csv", NOW)
    for length_s in (1.0, 1.2):
        journal.save_answers(person, {EMG: figures(one.id, length_s)}, NOW)
    assert [found.lengths[0].value_s for found in kept_figures(journal, person)] == [1.2]
    forget_figures(journal, one, NOW)
    assert kept_figures(journal, person) == ()


def test_what_another_version_wrote_is_left_out(journal: Journal, person: str) -> None:
    journal.save_answers(person, {EMG: figures(new_id()) | {"lengths": [{"muscle": "x"}]}}, NOW)
    journal.save_answers(person, {EMG: ["strange"]}, NOW)
    assert kept_figures(journal, person) == ()


def test_an_archive_takes_the_figures(journal: Journal, person: str, tmp_path: Path) -> None:
    journal.save_answers(person, {EMG: figures(new_id())}, NOW)
    write_archive(journal, tmp_path / "a.zip", NOW)
    with Journal.open(f"sqlite:///{tmp_path / 'b.db'}") as other:
        restore_archive(other, tmp_path / "a.zip")
        assert kept_figures(other, person) == kept_figures(journal, person)
