"""Mistakes in posture blocks are all named, with their place and a suggestion."""

from __future__ import annotations

from typing import Any

import pytest

from primemover.body import check_pose

GOOD: dict[str, Any] = {
    "touches": ["belly", "tops of feet", "working leg free"],
    "on": {"working thigh": "roller near the knee"},
    "hands": "beside head",
    "feet": {"other": 45, "working": "flat"},
    "pose": {"pelvis": 0, "spine": 0, "working hip": -6.5, "knees": 8},
    "props": [{"name": "cushion", "under": "working knee", "optional": True}],
    "raise": {"working ankle_cm": 7.5, "from": "straighten", "min": 5, "max": 10},
    "then": {"after_s": 0.5, "pose": {"working ankle": -56}},
    "glide": {"to": {"hands": "near working knee"}, "pass_s": 3},
    "like": "straighten",
}


def test_a_good_block_has_no_mistakes() -> None:
    assert check_pose(GOOD) == ()
    assert check_pose({"pose": "start"}) == ()


@pytest.mark.parametrize(
    ("block", "path", "suggestion"),
    [
        ({"touchs": []}, ("touchs",), "touches"),
        ({"touches": ["belly", "thigs"]}, ("touches", 1), "thighs"),
        ({"touches": ["working leg fre"]}, ("touches", 0), "working leg free"),
        ({"touches": "belly"}, ("touches",), None),
        ({"pose": {"workin hip": 5}}, ("pose", "workin hip"), "working hip"),
        ({"pose": {"hips": "five"}}, ("pose", "hips"), None),
        ({"pose": {"hips": True}}, ("pose", "hips"), None),
        ({"pose": [1]}, ("pose",), None),
        ({"hands": "beside hed"}, ("hands",), "beside head"),
        ({"hands": {"left": "at sides"}}, ("hands", "left"), None),
        ({"hands": {"working": "at side"}}, ("hands", "working"), "at sides"),
        ({"on": {"working thigh": "rollar"}}, ("on", "working thigh"), "roller"),
        ({"on": {"workng thigh": "roller"}}, ("on", "workng thigh"), "working thigh"),
        ({"on": ["roller"]}, ("on",), None),
        ({"feet": {"both": "flatt"}}, ("feet", "both"), "flat"),
        ({"feet": "flat"}, ("feet",), None),
        ({"props": [{"name": "pilow"}]}, ("props", 0, "name"), "pillow"),
        ({"props": [{"under": "knees"}]}, ("props", 0), None),
        ({"props": [{"name": "chair", "optional": "yes"}]}, ("props", 0, "optional"), None),
        ({"props": [{"name": "pillow", "height_cm": 500}]}, ("props", 0, "height_cm"), None),
        ({"props": "chair"}, ("props",), None),
        ({"raise": {"working ankl_cm": 5, "from": "a"}}, ("raise", "working ankl_cm"), "working ankle_cm"),
        ({"raise": {"working ankle_cm": 5}}, ("raise",), None),
        ({"raise": 7.5}, ("raise",), None),
        ({"then": {"pose": {"hps": 1}}}, ("then", "pose", "hps"), "hips"),
        ({"then": {"after_s": -1, "pose": {}}}, ("then", "after_s"), None),
        ({"glide": {"to": {"hands": "nowhere"}}}, ("glide", "to", "hands"), None),
        ({"glide": {"pass_s": 3}}, ("glide", "to"), None),
        ({"like": 3}, ("like",), None),
        ("standing", (), None),
    ],
)
def test_a_mistake_is_named_with_its_path(
    block: object, path: tuple[str | int, ...], suggestion: str | None
) -> None:
    (problem,) = check_pose(block)
    assert problem.path == path
    assert problem.suggestion == suggestion
    assert problem.expected


def test_an_angle_outside_its_range_says_the_range() -> None:
    (problem,) = check_pose({"pose": {"working knee": 190}})
    assert problem.path == ("pose", "working knee")
    assert problem.found == "190"
    assert problem.expected == "0 to 160 degrees"


def test_the_spine_as_a_whole_bends_no_further_than_its_parts() -> None:
    assert check_pose({"pose": {"spine": 70}}) == ()
    assert check_pose({"pose": {"spine": 90}})


def test_a_phase_that_is_not_there_is_named() -> None:
    (problem,) = check_pose({"like": "strait"}, phases=("straight", "lift"))
    assert problem.suggestion == "straight"


def test_every_mistake_is_reported_at_once() -> None:
    block = {"touches": ["bely"], "hands": "beside hed", "pose": {"hipz": 1, "knees": 300}}
    assert {problem.path for problem in check_pose(block)} == {
        ("touches", 0),
        ("hands",),
        ("pose", "hipz"),
        ("pose", "knees"),
    }
