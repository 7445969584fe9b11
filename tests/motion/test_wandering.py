"""How readings err together, against points that really wander; and ways read through that."""

from __future__ import annotations

import numpy as np
import pytest

from primemover.motion import Expectation, expectation
from primemover.motion.crossing import Ways
from primemover.motion.expectation import column
from primemover.motion.landmarks import INDEX
from primemover.motion.measures import USED_JOINTS, measured, points_of
from primemover.motion.simulation.person import figure_postures
from primemover.motion.wandering import OWN_DEG, OWN_LENGTHS, POINT_M, errors_together
from primemover.routine import library
from primemover.terms import Side

EXERCISE = library().exercise("prone-recruitment")
LEFT_TO_RIGHT = {Side.LEFT: 1.5, Side.RIGHT: 1.0}


def expected() -> Expectation:
    found = expectation(EXERCISE)
    assert isinstance(found, Expectation)
    return found


def wandered(phase: str, frames: int) -> np.ndarray:
    """The measures of a posture whose points err by themselves, (frames, measures looked at)."""
    rng = np.random.default_rng(3)
    posture = figure_postures(EXERCISE)[phase]
    rows = []
    for _ in range(frames):
        points = points_of(posture)
        for side, far in LEFT_TO_RIGHT.items():
            for joint in USED_JOINTS:
                place = INDEX[f"{side} {joint}"]
                point = points[place]
                assert point is not None
                points[place] = point + complex(*rng.normal(0, POINT_M * far, 2))
        rows.append(measured(points, posture.person.leg_m))
    return np.array(rows)[:, [column(name, Side.RIGHT) for name in expected().measures]]


def test_errors_together_are_those_of_wandering_points() -> None:
    columns = [column(name, Side.RIGHT) for name in expected().measures]
    told = errors_together(figure_postures(EXERCISE)["lift"], columns)
    own = [OWN_LENGTHS if name.endswith(("rise", "prop")) else OWN_DEG for name in expected().measures]
    seen = np.cov(wandered("lift", 4000).T) + np.diag(np.square(own))
    size = np.sqrt(np.outer(told.diagonal(), told.diagonal()))
    assert (np.abs(seen - told) / size).max() < 0.06


def test_progress_wanders_less_than_its_best_measure_alone() -> None:
    values = wandered("lift", 400)
    rest, lift = (0, 199), (200, 399)
    values[:200] += expected().targets[1] - expected().targets[2]
    progress = Ways(expected()).progress(values, 1, 2, rest, lift)
    rise = expected().measures.index("working rise")
    way = np.ptp(expected().targets[1:, rise])
    assert np.mean(progress[200:]) == pytest.approx(1.0, abs=0.03)
    assert progress[:200].std() < 0.8 * values[:200, rise].std() / way


def test_a_measure_that_should_stay_and_does_not_is_left_out() -> None:
    values = np.repeat(expected().targets[1:], 50, axis=0)
    values[50:, expected().measures.index("trunk")] += 25.0
    progress = Ways(expected()).progress(values, 1, 2, (0, 49), (50, 99))
    assert progress[50:] == pytest.approx(np.ones(50), abs=0.01)


def test_a_measure_that_is_hidden_for_a_while_moves_nothing() -> None:
    values = np.repeat(expected().targets[1:], 50, axis=0) + 3.0
    values[60:70, expected().measures.index("working hip")] = np.nan
    progress = Ways(expected()).progress(values, 1, 2, (0, 49), (50, 99))
    assert progress[50:] == pytest.approx(np.ones(50), abs=0.05)
