"""What is looked for, compiled from exercise files alone."""

from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import primemover.motion
from primemover.motion import Expectation, expectation
from primemover.motion.expectation import UNSEEN
from primemover.routine import library
from primemover.terms import CannotTell

SEEN = [
    exercise.id
    for exercise in library().exercises.values()
    if any(phase.camera is not None for phase in exercise.variant(None).phases)
]


def expected(exercise_id: str) -> Expectation:
    found = expectation(library().exercise(exercise_id).variant(None))
    assert isinstance(found, Expectation)
    return found


def test_no_exercise_is_named_in_the_code() -> None:
    ids = set(library().exercises)
    folder = Path(primemover.motion.__file__).parent
    for file in folder.rglob("*.py"):
        strings = {
            node.value
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
        assert not strings & ids, file.name


def test_an_exercise_that_no_camera_sees_is_not_looked_for() -> None:
    assert expectation(library().exercise("prone-squeeze")) == CannotTell(UNSEEN)


def test_a_phase_that_is_unseen_is_no_look() -> None:
    assert [look.phase for look in expected("prone-recruitment").looks] == ["start", "straighten", "lift"]


def test_a_posture_that_cannot_be_told_from_the_start_replaces_it() -> None:
    assert [look.phase for look in expected("low-lunge").looks] == ["hands-down", "knee-lifted", "upright"]
    assert [look.phase for look in expected("half-kneeling-hip-flexor-stretch").looks] == ["upright"]


def test_the_rise_of_a_step_is_its_centimetres_in_leg_lengths() -> None:
    found = expected("prone-recruitment")
    rise = found.targets[:, found.measures.index("working rise")]
    assert (rise[2] - rise[1]) * found.person.leg_m * 100 == pytest.approx(7.5, abs=0.3)
    assert found.rise_from == 1


def test_tolerances_of_the_file_are_taken_and_targets_never_are() -> None:
    exercise = library().exercise("quadruped-hip-extension")
    wide = replace(exercise.phases[1], camera={"working hip": 30.0})
    loosened = expectation(replace(exercise, phases=(exercise.phases[0], wide, exercise.phases[2])))
    assert isinstance(loosened, Expectation)
    found = expected("quadruped-hip-extension")
    hip = found.measures.index("working hip")
    assert (found.tolerances[1, hip], loosened.tolerances[1, hip]) == (20.0, 30.0)
    assert np.array_equal(found.targets, loosened.targets)


@pytest.mark.parametrize("exercise_id", SEEN)
def test_looks_of_one_exercise_can_be_told_apart(exercise_id: str) -> None:
    found = expected(exercise_id)
    for a, b in zip(range(len(found.looks) - 1), range(1, len(found.looks)), strict=True):
        away = np.abs(found.targets[a] - found.targets[b]) / found.tolerances[a]
        assert away.max() > 0.5


@pytest.mark.parametrize("exercise_id", SEEN)
def test_no_slack_reaches_another_look_that_a_measure_tells_apart(exercise_id: str) -> None:
    found = expected(exercise_id)
    for look in range(len(found.looks)):
        for other in range(len(found.looks)):
            way = found.targets[other] - found.targets[look]
            far = np.abs(way) > 20.0
            reach = np.where(way > 0, found.slack_above[look], -found.slack_below[look])
            assert (reach[far] < np.abs(way)[far]).all()
