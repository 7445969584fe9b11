"""The camera's pure scripts in Node: where the camera stands, which side is near, when a hold waits."""

from __future__ import annotations

import json
import math
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import primemover.web
from primemover.motion import Frame
from primemover.motion.landmarks import INDEX
from primemover.motion.side_view import SideView
from primemover.motion.simulation import Camera, simulate
from primemover.routine import library
from primemover.terms import Side
from primemover.web.frame_bytes import FRAME_BYTES

STATIC = Path(primemover.web.__file__).parent / "static"


def ask(*questions: dict[str, Any]) -> list[Any]:
    ran = subprocess.run(
        ["node", str(Path(__file__).parent / "camera_vectors.mjs"), str(STATIC)],
        input=json.dumps(questions),
        capture_output=True,
        text=True,
        check=True,
    )
    answers: list[Any] = json.loads(ran.stdout)
    return answers


def numbers(frame: Frame) -> list[float | None]:
    assert frame.world is not None
    flat = [*frame.image.ravel().tolist(), *frame.world[:, :3].ravel().tolist()]
    return [None if math.isnan(n) else n for n in flat]


def person(
    sees: Side = Side.RIGHT, *, off_side_deg: float = 0.0, exercise: str = "prone-recruitment"
) -> Frame:
    camera = Camera(sees=sees, off_side_deg=off_side_deg, noise=0.0)
    done = simulate(library().exercise(exercise), repetitions=1, camera=camera)
    frame = next(done.landmarks.frames())
    # The simulated person has no face to cut off; a camera's has.
    image = frame.image.copy()
    image[: INDEX["left shoulder"]] = image[INDEX["right shoulder"]]
    return frame._replace(image=image)


def framed(frame: Frame | None, **other: Any) -> dict[str, Any]:
    found = {"ask": "framing", "frame": frame and numbers(frame), "aspect": 16 / 9, "light": 120, "people": 1}
    return found | other


def moved(frame: Frame, scale: float, x: float = 0.0) -> Frame:
    image = frame.image.copy()
    image[:, :2] = (image[:, :2] - 0.5) * scale + 0.5
    image[:, 0] += x
    return frame._replace(image=image)


def test_the_first_thing_to_change_is_named() -> None:
    good = person()
    asked = {
        None: framed(good),
        "camera_black": framed(good, light=2),
        "camera_dark": framed(good, light=30),
        "camera_nobody": framed(None),
        "camera_two": framed(good, people=2),
        "camera_cut_off": framed(moved(good, 1.0, 0.6)),
        "camera_portrait": framed(moved(good, 1.9), aspect=9 / 16),
        "camera_far": framed(moved(good, 0.25)),
        "camera_near": framed(moved(good, 1.3)),
        "camera_not_sideways": framed(person(off_side_deg=70.0)),
    }
    answers = ask(*asked.values())
    assert [answer["first"] for answer in answers] == list(asked)


def test_a_second_person_is_there_who_is_found_in_some_pictures() -> None:
    often, once, gone = ask(
        {"ask": "company", "people": [1, 2, 1, 2, 1, 1, 2, 1, 1], "every_s": 0.2},
        {"ask": "company", "people": [1, 2, 2, 1, 0, 1], "every_s": 0.2},
        {"ask": "company", "people": [2, 2, 2, 1, 1, 1, 1], "every_s": 0.5},
    )
    assert often == [1, 1, 1, 1, 1, 1, 2, 2, 2]
    assert once == [1, 1, 1, 1, 0, 1]
    assert gone == [1, 1, 2, 2, 1, 1, 1]


def test_what_cannot_be_told_yet_is_left_open() -> None:
    (answer,) = ask(framed(None))
    assert {one["check"]: one["right"] for one in answer["findings"]} == {
        "light": True, "somebody": False, "alone": None, "whole": None, "distance": None, "side": None,
    }  # fmt: skip


@pytest.mark.parametrize("sees", [Side.LEFT, Side.RIGHT])
@pytest.mark.parametrize("exercise", ["prone-recruitment", "glute-bridge", "squat"])
def test_the_page_and_the_server_agree_on_the_nearer_side(sees: Side, exercise: str) -> None:
    frame = person(sees, exercise=exercise)
    assert ask({"ask": "near", "frame": numbers(frame)}) == [SideView().see(frame).near] == [sees]


def test_from_the_front_no_side_is_near_and_it_is_not_sideways() -> None:
    frame = person(off_side_deg=88.0)
    assert frame.world is not None
    flat = frame._replace(image=np.where(np.arange(4) == 2, 0.0, frame.image))
    flat.image[:, 3] = 0.9
    near, sideways, here = ask(
        *({"ask": question, "frame": numbers(flat)} for question in ("near", "sideways", "somebody"))
    )
    assert near is None
    assert sideways < 0.3
    assert here


def test_light_is_the_mean_brightness() -> None:
    assert ask({"ask": "brightness", "rgba": [255, 255, 255, 255, 0, 0, 0, 255]}) == [pytest.approx(127.5)]


def test_a_packed_frame_is_what_the_server_unpacks() -> None:
    frame = person()
    (sent,) = ask({"ask": "packed", "frame": numbers(frame), "time_s": 12.345, "aspect": 1.5})
    assert len(sent) == FRAME_BYTES
    time_s, aspect = np.frombuffer(bytes(sent), "<f8", 2)
    assert (time_s, aspect) == (12.345, 1.5)
    points = np.frombuffer(bytes(sent), "<f4", offset=16)
    assert frame.world is not None
    expected = np.concatenate([frame.image.ravel(), frame.world[:, :3].ravel()]).astype("<f4")
    np.testing.assert_array_equal(points, expected)


def fact(kind: str, at_s: float, lag_s: float = 0.35) -> dict[str, Any]:
    return {"kind": kind, "at_s": at_s, "heard_s": at_s + lag_s}


HOLD = {"length_s": 3.0, "seconds": 30, "facts": []}


def test_a_posture_that_is_there_in_time_never_waits() -> None:
    (answer,) = ask(HOLD | {"facts": [fact("reached", -0.5)]})
    assert answer == {"controls": [], "over_s": 3.0}
    (late,) = ask(HOLD | {"facts": [fact("reached", 0.2)]})
    assert late["controls"] == []


def test_a_late_posture_is_held_in_full_from_when_it_was_reached() -> None:
    (answer,) = ask(HOLD | {"facts": [fact("reached", 2.4)]})
    assert [one["kind"] for one in answer["controls"]] == ["pause", "resume"]
    assert answer["controls"][0]["t"] == pytest.approx(0.001)
    assert answer["controls"][1]["t"] == 2.4
    assert answer["over_s"] == pytest.approx(5.4, abs=0.01)


def test_a_posture_that_is_left_waits_from_when_it_was_left() -> None:
    facts = [fact("reached", -1.0), fact("left", 1.0), fact("reached", 3.0)]
    (answer,) = ask(HOLD | {"facts": facts})
    assert [(one["kind"], one["t"]) for one in answer["controls"]] == [("pause", 1.0), ("resume", 3.0)]
    assert answer["over_s"] == pytest.approx(5.0, abs=0.01)


def test_a_flicker_is_no_leaving() -> None:
    facts = [fact("reached", -1.0), fact("left", 1.0), fact("reached", 1.2)]
    (answer,) = ask(HOLD | {"facts": facts})
    assert answer == {"controls": [], "over_s": 3.0}


def test_eight_seconds_in_all_then_the_clock_goes_on() -> None:
    (never,) = ask(HOLD)
    assert [round(one["t"], 2) for one in never["controls"]] == [0.0, pytest.approx(8.0, abs=0.11)]
    assert never["over_s"] == pytest.approx(11.0, abs=0.15)
    twice = [fact("reached", 5.0), fact("left", 6.0)]
    (answer,) = ask(HOLD | {"facts": twice})
    waited = sum(
        b["t"] - a["t"] for a, b in zip(answer["controls"][::2], answer["controls"][1::2], strict=True)
    )
    assert waited == pytest.approx(8.0, abs=0.11)
    assert answer["over_s"] == pytest.approx(11.0, abs=0.15)


@pytest.mark.parametrize("other", [{"phases": ["bottom"]}, {"hold": False}, {"blind": True}])
def test_what_cannot_be_told_never_waits(other: dict[str, Any]) -> None:
    (answer,) = ask(HOLD | other)
    assert answer == {"controls": [], "over_s": 3.0}


@pytest.mark.parametrize("sees", [Side.LEFT, Side.RIGHT])
def test_a_camera_that_mirrors_is_turned_back_when_the_person_says_so(sees: Side) -> None:
    frame = person(sees)
    assert frame.world is not None
    partner = [
        INDEX[name.replace("left", "right") if "left" in name else name.replace("right", "left")]
        for name in INDEX
    ]
    image, world = frame.image[partner].copy(), frame.world[partner].copy()
    image[:, 0], world[:, 0] = 1.0 - image[:, 0], -world[:, 0]
    mirrored = frame._replace(image=image, world=world)
    turned, near = ask(
        {"ask": "unmirrored", "frame": numbers(mirrored)}, {"ask": "near", "frame": numbers(mirrored)}
    )
    assert near == sees.other
    assert turned == pytest.approx(numbers(frame), abs=1e-6)


@pytest.mark.parametrize(
    ("happens", "told"),
    [
        ([0, 1, "counted", 2, "counted", 3], [[3, 2]]),
        # A part of it went by unseen: fewer than planned is no count, all of them is one.
        ([0, 1, "counted", "missed", 2, "counted", 3], []),
        ([0, 1, "counted", "missed", 2, "counted", 3, "counted"], [[3, 3]]),
        # The camera came on in the middle.
        ([2, "counted", 3, "counted"], []),
        # Back to the start of the set: it is counted anew.
        ([0, 1, "counted", 2, "counted", 0, 1, "counted", 2, "counted", 3, "counted"], [[3, 2], [3, 3]]),
    ],
    ids=["seen", "partly seen", "partly seen and all counted", "from the middle", "done again"],
)
def test_a_count_is_told_of_what_was_seen_as_a_whole(happens: list[Any], told: list[list[int]]) -> None:
    assert ask({"ask": "told", "happens": happens}) == [told]
