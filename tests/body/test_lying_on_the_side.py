"""A body that lies on its side is drawn as it is seen from behind."""

from __future__ import annotations

import cmath
import math
from typing import Any

import pytest

from primemover.body import Drawing, Mark, Posture, check_pose, postures
from primemover.errors import InvalidInput
from primemover.terms import Muscle

START: dict[str, Any] = {
    "lying": "on other side",
    "touches": ["side", "other outer leg", "working leg free"],
    "hands": {"working": "before the belly", "other": "under the head"},
    "pose": {"pelvis": 180, "working abduction": -8, "other abduction": 0},
}


def lifted(degrees: float, **start: Any) -> Posture:
    lift = {"pose": {"working abduction": degrees}}
    return postures({**START, **start}, [("lift", lift)])["lift"]


@pytest.mark.parametrize("degrees", [0, 15, 28, 40])
def test_the_upper_leg_is_lifted_by_what_is_written(degrees: float) -> None:
    posture = lifted(degrees)
    leg = posture.joint("working ankle") - posture.joint("working hip")
    trunk = posture.joint("neck") - posture.hip
    assert math.degrees(cmath.phase(leg / -trunk)) == pytest.approx(degrees, abs=2)


def test_hips_and_shoulders_lie_above_each_other() -> None:
    posture = lifted(28)
    apart = posture.joint("working hip") - posture.joint("other hip")
    assert apart.imag == pytest.approx(2 * 0.0486 * 1.75, abs=0.005)
    assert abs(apart.real) < 0.01
    assert posture.joint("working shoulder").imag > posture.joint("other shoulder").imag + 0.2


def test_neither_spine_nor_knees_bend_where_their_bending_is_not_seen() -> None:
    posture = lifted(28)
    for joint in ("lumbar", "thoracic", "working knee", "other knee"):
        assert abs(posture.angle_deg(joint)) < 1


def test_the_lower_leg_goes_out_downwards() -> None:
    on_block = {**START, "touches": ["side", "legs free"], "pose": {**START["pose"], "other abduction": -12}}
    leg = postures(on_block, [])["start"]
    assert leg.joint("other ankle").imag > leg.joint("other hip").imag


def test_on_the_working_side_the_other_leg_is_up() -> None:
    start = {
        "lying": "on working side",
        "touches": ["side", "working outer leg", "other leg free"],
        "pose": {"pelvis": 180, "other abduction": 20, "working abduction": 0},
    }
    posture = postures(start, [])["start"]
    assert posture.joint("other ankle").imag > posture.joint("working ankle").imag + 0.3


@pytest.mark.parametrize(
    ("block", "lying", "path"),
    [
        ({"pose": {"working hip": 20}}, True, ("pose", "working hip")),
        ({"pose": {"knees": 20}}, True, ("pose", "knees")),
        ({"pose": {"spine": 20}}, True, ("pose", "spine")),
        ({"pose": {"working abduction": 20}}, False, ("pose", "working abduction")),
        ({"touches": ["side"]}, False, ("touches", 0)),
        ({"touches": ["other outer leg"]}, False, ("touches", 0)),
        ({"then": {"after_s": 1, "pose": {"knees": 5}}}, True, ("then", "pose", "knees")),
        ({"glide": {"to": {"pose": {"hips": 5}}, "pass_s": 1}}, True, ("glide", "to", "pose", "hips")),
        ({"lying": "on the back"}, False, ("lying",)),
        ({"pose": {"working abduction": 80}}, True, ("pose", "working abduction")),
    ],
)
def test_a_word_of_the_other_view_is_named(
    block: dict[str, Any], lying: bool, path: tuple[str | int, ...]
) -> None:
    assert [problem.path for problem in check_pose(block, lying=lying)] == [path]


def test_what_the_checker_would_name_is_refused_rather_than_drawn_wrong() -> None:
    with pytest.raises(InvalidInput, match="not seen"):
        lifted(28, pose={"pelvis": 180, "hips": 20})
    with pytest.raises(InvalidInput, match="not seen"):
        postures({"touches": ["side"]}, [])


def test_a_muscle_that_is_not_seen_from_behind_is_refused() -> None:
    person = lifted(28).person
    assert any(
        shape.name == "gluteus-medius near"
        for shape in Drawing(person, [Mark("near", Muscle.GLUTEUS_MEDIUS)], []).shapes
    )
    with pytest.raises(InvalidInput, match="not seen from behind"):
        Drawing(person, [Mark("near", Muscle.PSOAS)], [])
