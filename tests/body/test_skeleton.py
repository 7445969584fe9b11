"""Proportions and forward kinematics."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from primemover.body import skeleton
from primemover.body.skeleton import ANGLES, FRACTIONS, SEGMENT_INDEX, Person, frames, radians
from primemover.body.vocabulary import JOINT_RANGES_DEG, SIDES

WINTER_2009 = {"thigh": 0.245, "shank": 0.246, "foot height": 0.039, "foot": 0.152} | {
    "upper arm": 0.186,
    "forearm": 0.146,
    "hand": 0.108,
    "trunk": 0.288,
}
IN_PLANE = (1.0, 1.0)


def at(angles_deg: dict[str, float], person: Person = skeleton.ADULT) -> dict[str, complex]:
    placed = frames(person, 0j, radians(angles_deg), IN_PLANE)
    return {name: placed.origins[index] for name, index in SEGMENT_INDEX.items()}


STANDING = {"pelvis": 90.0}


def any_angles() -> st.SearchStrategy[dict[str, float]]:
    limits = {name: JOINT_RANGES_DEG[name.rpartition(" ")[2]] for name in ANGLES}
    return st.fixed_dictionaries(
        {name: st.floats(limit.low, limit.high, allow_nan=False) for name, limit in limits.items()}
    )


def test_segments_have_the_published_fractions() -> None:
    assert FRACTIONS == WINTER_2009


def test_hip_to_shoulder_is_the_published_trunk_when_standing() -> None:
    shoulder = at(STANDING)["working upper arm"]
    assert abs(shoulder) / 1.75 == pytest.approx(WINTER_2009["trunk"], abs=0.006)


def test_a_standing_person_is_as_tall_as_their_height() -> None:
    placed = frames(skeleton.ADULT, 0j, radians(STANDING), IN_PLANE)
    crown_m = (placed.origins[skeleton.HEAD] + placed.directions[skeleton.HEAD] * 0.166).imag
    sole_m = -(skeleton.ADULT.leg_m + FRACTIONS["foot height"] * 1.75)
    assert crown_m - sole_m == pytest.approx(1.75, rel=0.01)


def test_a_straight_leg_hangs_straight_down() -> None:
    ankle = at(STANDING)["working foot"]
    assert ankle == pytest.approx(complex(0.0, -(0.245 + 0.246) * 1.75))


@pytest.mark.parametrize(
    ("joint", "segment", "expected"),
    [
        ("working hip", "working shank", complex(0.245, 0.0)),
        ("working knee", "working foot", complex(-0.246, -0.245)),
        ("other hip", "other shank", complex(0.245, 0.0)),
    ],
)
def test_flexion_by_a_right_angle_goes_where_anatomy_says(
    joint: str, segment: str, expected: complex
) -> None:
    assert at({**STANDING, joint: 90.0})[segment] / 1.75 == pytest.approx(expected, abs=1e-9)


def test_dorsiflexion_lifts_the_toes() -> None:
    flat, lifted = (at({**STANDING, "working ankle": angle})["working toes"].imag for angle in (0.0, 20.0))
    assert lifted > flat


def test_spine_flexion_brings_the_shoulders_forward() -> None:
    bent = at({**STANDING, "lumbar": 30.0})["working upper arm"]
    assert bent.real > at(STANDING)["working upper arm"].real + 0.1


def test_lying_on_the_belly_the_head_is_forward_and_the_feet_behind() -> None:
    lying = at({"pelvis": 0.0})
    assert lying["head"].real > 0.5
    assert lying["working foot"].real < -0.8


@given(any_angles(), st.floats(1.3, 2.1))
def test_segments_keep_their_lengths_whatever_the_angles(angles: dict[str, float], height_m: float) -> None:
    person = Person(height_m)
    joints = at(angles, person)
    for side in SIDES:
        for upper, lower, name in (
            ("thigh", "shank", "thigh"),
            ("shank", "foot", "shank"),
            ("upper arm", "forearm", "upper arm"),
            ("forearm", "hand", "forearm"),
        ):
            length = abs(joints[f"{side} {lower}"] - joints[f"{side} {upper}"])
            assert length == pytest.approx(FRACTIONS[name] * height_m)


@given(any_angles())
def test_the_derivatives_of_the_turns_are_those_of_the_kinematics(angles: dict[str, float]) -> None:
    """The solver's Jacobian against a difference quotient, for the far end of every segment."""
    values, step = radians(angles), 1e-6
    base = frames(skeleton.ADULT, 0j, values, IN_PLANE)
    pivots = skeleton.pivots(base)
    for index in range(len(ANGLES)):
        nudged = list(values)
        nudged[index] += step
        moved = frames(skeleton.ADULT, 0j, nudged, IN_PLANE)
        for segment, turns in enumerate(skeleton.TURNS):
            point = base.origins[segment] + base.directions[segment] * 0.1
            after = moved.origins[segment] + moved.directions[segment] * 0.1
            expected = sum(
                (turn.gain * 1j * (point - pivots[turn.pivots]) for turn in turns if turn.angle == index), 0j
            )
            assert abs((after - point) / step - expected) < 1e-4


@given(any_angles())
def test_swapping_the_sides_mirrors_near_and_far(angles: dict[str, float]) -> None:
    swapped = {_other(name): angle for name, angle in angles.items()}
    here, there = at(angles), at(swapped)
    assert all(there[_other(name)] == joint for name, joint in here.items())


def _other(name: str) -> str:
    side, _, rest = name.partition(" ")
    return f"{'other' if side == 'working' else 'working'} {rest}" if side in SIDES else name


def test_a_height_that_nobody_has_is_refused() -> None:
    with pytest.raises(ValueError, match=r"3\.0 m"):
        Person(3.0)


def test_angles_are_radians_of_degrees() -> None:
    assert radians({"pelvis": 180.0})[0] == math.pi
