"""What a side camera measures, against geometry that can be done by hand."""

from __future__ import annotations

import cmath
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from primemover.body import standing
from primemover.motion.landmarks import INDEX, POINTS
from primemover.motion.measures import MEASURE_INDEX, MEASURES, Points, measured, points_of, targets_of
from primemover.routine import library
from primemover.terms import Side

ANGLE = st.floats(-120, 120)


def a_body(*, trunk: float, hip: float, knee: float, elbow: float = 10.0) -> Points:
    """A right side with unit segments: trunk inclination and joint angles in degrees."""
    points: list[complex | None] = [None] * POINTS

    def at(name: str, where: complex) -> None:
        points[INDEX[f"right {name}"]] = where

    up = cmath.rect(1, math.radians(trunk))
    thigh = -up * cmath.rect(1, math.radians(hip))
    shank = thigh * cmath.rect(1, math.radians(-knee))
    at("hip", 0j)
    at("shoulder", up)
    at("knee", thigh)
    at("ankle", thigh + shank)
    at("elbow", up - up)
    at("wrist", -up * cmath.rect(1, math.radians(elbow)))
    return points


def value(points: Points, name: str, leg: float | None = 2.0) -> float:
    return measured(points, leg)[MEASURE_INDEX[name]]


@given(trunk=st.floats(-80, 250), hip=st.floats(-25, 130), knee=st.floats(0, 150))
def test_angles_read_as_they_were_set(trunk: float, hip: float, knee: float) -> None:
    points = a_body(trunk=trunk, hip=hip, knee=knee)
    assert value(points, "trunk") == pytest.approx(trunk, abs=1e-6)
    assert value(points, "right hip") == pytest.approx(hip, abs=1e-6)
    assert value(points, "right knee") == pytest.approx(knee, abs=1e-6)


def test_the_rise_is_the_ankle_above_the_hip_in_leg_lengths() -> None:
    lying = a_body(trunk=0, hip=0, knee=0)
    lifted = a_body(trunk=0, hip=-10, knee=0)
    assert value(lying, "right rise") == pytest.approx(0.0, abs=1e-9)
    assert value(lifted, "right rise") == pytest.approx(math.sin(math.radians(10)), abs=1e-9)


def test_without_a_leg_length_there_is_no_rise() -> None:
    assert math.isnan(value(a_body(trunk=0, hip=0, knee=0), "right rise", leg=None))


def test_a_hidden_knee_takes_hip_and_knee_with_it_and_nothing_else() -> None:
    points = list(a_body(trunk=90, hip=20, knee=30))
    points[INDEX["right knee"]] = None
    assert math.isnan(value(points, "right hip"))
    assert math.isnan(value(points, "right knee"))
    assert value(points, "trunk") == pytest.approx(90)


def test_the_other_side_is_not_seen() -> None:
    points = a_body(trunk=90, hip=20, knee=30)
    assert all(
        math.isnan(v) for name, v in zip(MEASURES, measured(points, 2.0), strict=True) if "left" in name
    )


@given(scale=st.floats(0.01, 100), x=st.floats(-5, 5), y=st.floats(-5, 5))
def test_measures_do_not_depend_on_size_or_place(scale: float, x: float, y: float) -> None:
    posture = standing()
    points = points_of(posture)
    moved = [None if p is None else p * scale + complex(x, y) for p in points]
    there = measured(moved, posture.person.leg_m * scale)
    for one, other in zip(measured(points, posture.person.leg_m), there, strict=True):
        assert math.isclose(one, other, abs_tol=1e-4) or (math.isnan(one) and math.isnan(other))


def test_a_figure_reads_as_it_was_drawn() -> None:
    readings = targets_of(standing())
    assert readings[MEASURE_INDEX["trunk"]] == pytest.approx(90, abs=3)
    assert readings[MEASURE_INDEX["right hip"]] == pytest.approx(0, abs=4)
    assert readings[MEASURE_INDEX["right knee"]] == pytest.approx(0, abs=4)


def test_the_working_side_may_be_either() -> None:
    exercise = library().exercise("single-leg-bridge")
    from primemover.body import postures

    lift = postures(exercise.start, exercise.phases)["lift"]
    right, left = targets_of(lift, Side.RIGHT), targets_of(lift, Side.LEFT)
    assert right[MEASURE_INDEX["right knee"]] == left[MEASURE_INDEX["left knee"]]
    assert right[MEASURE_INDEX["left knee"]] == left[MEASURE_INDEX["right knee"]]
