"""Placement by contact: what a block names is kept, and what cannot be kept is said."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from primemover.body import Person, Posture, blend, postures, standing
from primemover.body.contacts import gaps_m
from primemover.errors import InvalidInput

LYING: dict[str, Any] = {
    "touches": ["back", "head", "heels"],
    "hands": "on floor at sides",
    "pose": {"pelvis": 180, "hips": 0, "knees": 2, "ankles": -10},
}
ON_ALL_FOURS: dict[str, Any] = {
    "touches": ["shins"],
    "hands": "under shoulders",
    "pose": {"pelvis": 16, "hips": 74, "knees": 90, "ankles": -68},
}


def solved(
    start: dict[str, Any], *phases: tuple[str, dict[str, Any]], height_m: float = 1.75
) -> dict[str, Posture]:
    return postures(start, phases, person=Person(height_m))


def assert_contacts_kept(posture: Posture) -> None:
    assert all(abs(gap) < 0.01 for gap in gaps_m(posture).values())


def test_standing_is_upright_on_both_soles() -> None:
    upright = standing()
    assert upright.trunk_deg == pytest.approx(90, abs=3)
    assert upright.joint("working ankle").imag == pytest.approx(0.065, abs=0.01)


@settings(max_examples=25)
@given(st.floats(1.3, 2.1), st.sampled_from([LYING, ON_ALL_FOURS]))
def test_contacts_are_kept_at_any_height_of_person(height_m: float, start: dict[str, Any]) -> None:
    assert_contacts_kept(solved(start, height_m=height_m)["start"])


@settings(max_examples=25)
@given(st.floats(-15, 25), st.floats(-10, 20), st.floats(60, 95))
def test_contacts_are_kept_however_the_angles_are_written(pelvis: float, spine: float, hips: float) -> None:
    pose = {**ON_ALL_FOURS["pose"], "pelvis": 16 + pelvis / 3, "spine": spine, "hips": hips}
    assert_contacts_kept(solved({**ON_ALL_FOURS, "pose": pose})["start"])


def test_a_contact_that_cannot_be_kept_is_refused_with_what_to_do() -> None:
    impossible = {"touches": ["soles", "back"], "pose": {"pelvis": 90, "hips": 0, "knees": 0}}
    with pytest.raises(InvalidInput, match=r"cm off") as refused:
        solved(impossible)
    assert refused.value.where == "start: touches"
    assert refused.value.remedy


def test_a_word_that_no_posture_knows_is_refused() -> None:
    with pytest.raises(InvalidInput, match="'bely'"):
        solved({"touches": ["bely"]})


@pytest.mark.parametrize("block", [{"like": "later"}, {"raise": {"working ankle_cm": 5, "from": "later"}}])
def test_a_phase_that_does_not_come_before_is_refused(block: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput, match="'later'"):
        solved(LYING, ("lift", block))


def test_a_phase_takes_over_what_it_does_not_name() -> None:
    found = solved(
        LYING, ("bend", {"touches": ["other leg free"], "pose": {"other hip": 80, "other knee": 90}})
    )
    bend = found["bend"]
    assert bend.angle_deg("working knee") == pytest.approx(found["start"].angle_deg("working knee"), abs=3)
    assert {contact.part.limb for contact in bend.contacts} == {
        *("trunk", "head", "working leg"),
        *("working arm", "other arm"),
    }


def test_a_phase_that_asks_for_nothing_new_is_the_start_itself() -> None:
    found = solved(LYING, ("rest", {}), ("again", {"pose": "start"}))
    assert found["rest"] is found["start"]
    assert found["again"] is found["start"]


def test_a_leg_is_raised_by_exactly_the_centimetres_of_the_file() -> None:
    lift = ("lift", {"raise": {"working ankle_cm": 12, "from": "start"}})
    found = solved(LYING, lift)
    rise = found["lift"].joint("working ankle").imag - found["start"].joint("working ankle").imag
    assert rise == pytest.approx(0.12, abs=0.001)


def test_feet_stand_where_the_file_puts_them() -> None:
    start = {**LYING, "touches": ["back", "head", "soles"], "feet": {"both": 40}}
    start["pose"] = {"pelvis": 180, "hips": 50, "knees": 110, "ankles": -20}
    found = solved(start)["start"]
    assert found.joint("working ankle").real - found.hip.real == pytest.approx(0.40, abs=0.005)


def test_a_part_bears_on_its_prop_and_the_prop_stands_under_it() -> None:
    start = {**LYING, "on": {"both knees": "pillow"}, "props": [{"name": "pillow", "height_cm": 20}]}
    start["pose"] = {"pelvis": 180, "hips": 25, "knees": 45}
    found = solved(start)["start"]
    assert_contacts_kept(found)
    (pillow,) = found.props
    assert pillow.height_m == pytest.approx(0.20)
    assert pillow.x_m == pytest.approx(found.joint("working knee").real, abs=0.08)


def test_an_optional_prop_is_left_to_the_person() -> None:
    start = {**LYING, "props": [{"name": "cushion", "under": "head", "optional": True}]}
    assert solved(start)["start"].props == ()


def test_a_roller_touches_the_thigh_that_lies_on_it() -> None:
    start = {
        "on": {"thighs": "roller"},
        "hands": "forearms flat",
        "pose": {"pelvis": 8, "hips": -4, "knees": 10},
    }
    found = solved(start)["start"]
    assert_contacts_kept(found)
    (roller,) = found.props
    assert found.joint("working knee").real < roller.x_m < found.hip.real
    assert found.hip.imag > roller.height_m


def test_a_blend_begins_and_ends_in_its_postures() -> None:
    found = solved(ON_ALL_FOURS, ("sag", {"pose": {"spine": -15}}))
    a, b = found["start"], found["sag"]
    assert blend(a, b, 0) is a
    assert blend(a, b, 1) is b
    between = blend(a, b, 0.5)
    assert a.angle_deg("lumbar") > between.angle_deg("lumbar") > b.angle_deg("lumbar")
