"""A small seeded run of the study in ``validation/response``: the figures of the docs hold."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def study() -> dict[str, Any]:
    """60 runners, 120 sides, a cell; the command that the docs name."""
    command = ["-m", "validation.response.study", "--runners", "60", "--json", "--match"]
    outcomes: dict[str, Any] = {}
    for match in ("gain 0%, scatter 0.15", "gain 0%, scatter 0.25", "gain 40%, scatter 0.15"):
        told = subprocess.run(
            [sys.executable, *command, match, "--only", "main"], cwd=ROOT, capture_output=True, check=True
        )
        outcomes |= json.loads(told.stdout)
    return outcomes


def test_without_a_gain_responds_is_hardly_ever_said(study: dict[str, Any]) -> None:
    assert study["gain 0%, scatter 0.15"]["ever_responds"] <= 0.02
    # 120 sides at a true rate just under .02: five or more would be one chance in a hundred.
    assert study["gain 0%, scatter 0.25"]["ever_responds"] <= 4 / 120


def test_a_gain_of_forty_per_cent_is_told_after_six_tests_in_the_median(study: dict[str, Any]) -> None:
    outcome = study["gain 40%, scatter 0.15"]
    assert outcome["right_first"] >= 0.95
    assert outcome["tests_to_responds"] <= 6


def test_intervals_hold_the_truth_as_often_as_they_say(study: dict[str, Any]) -> None:
    for outcome in study.values():
        assert outcome["covered_last"] >= 0.92
        assert outcome["sides"] == 120


def test_the_answer_needs_no_numerical_library() -> None:
    loaded = (
        "import sys, primemover.coach.response, primemover.coach.gate;"
        "sys.exit(bool({'numpy', 'scipy'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", loaded], check=False).returncode == 0
