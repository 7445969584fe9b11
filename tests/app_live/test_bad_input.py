"""Over the wire, what is no side view of one whole person: named, never a wrong count, and it goes on."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import pytest

from primemover.motion import Frame
from primemover.motion.landmarks import INDEX, NAMES, VISIBILITY, X, Y
from primemover.motion.simulation import Camera, Doer, simulate
from primemover.routine import library
from primemover.web.live_wire import Wire
from wired import packed

REPETITIONS = 3


def filmed(exercise: str = "glute-bridge", fps_hz: float = 15.0, **camera: Any) -> list[Frame]:
    """Three repetitions of the right side."""
    done = simulate(
        library().exercise(exercise),
        repetitions=REPETITIONS,
        doer=Doer(height_m=1.75),
        camera=Camera(fps_hz=fps_hz, **camera),
        seed=3,
    )
    return list(done.landmarks.frames())


def told_of(
    frames: Iterable[Frame | bytes], exercise: str = "glute-bridge", side: str = "both"
) -> list[dict[str, Any]]:
    """All that the wire answers: facts, and problems as ``{"kind": "problem", …}``."""
    wire = Wire()
    wire.wish(json.dumps({"kind": "watch", "exercise": exercise, "side": side}))
    answers = [
        json.loads(answer)
        for frame in frames
        for answer in wire.frames(frame if isinstance(frame, bytes) else packed(frame))
    ]
    answers += [json.loads(answer) for answer in wire.wish('{"kind": "stop"}')]
    found: list[dict[str, Any]] = []
    for answer in answers:
        found += answer["facts"] if answer["kind"] == "facts" else [answer]
    return found


def counted(told: list[dict[str, Any]]) -> int:
    return sum(fact["kind"] == "repetition" for fact in told)


def hidden(told: list[dict[str, Any]]) -> list[str]:
    return [fact["reason"].rpartition(".")[2] for fact in told if fact["kind"] == "hidden"]


def other_side_of(name: str) -> str:
    return name.replace("left", "right") if "left" in name else name.replace("right", "left")


def mirror(frame: Frame) -> Frame:
    """The picture the other way round: a network then takes the right leg for the left one."""
    assert frame.world is not None
    partner = [INDEX[other_side_of(name)] for name in NAMES]
    image, world = frame.image[partner].copy(), frame.world[partner].copy()
    image[:, X], world[:, X] = 1.0 - image[:, X], -world[:, X]
    return frame._replace(image=image, world=world)


def upright(frame: Frame) -> Frame:
    """The same view in a portrait picture, with as much above and below."""
    image = frame.image.copy()
    image[:, Y] = 0.5 + (image[:, Y] - 0.5) * (9 / 16) / frame.aspect
    return frame._replace(image=image, aspect=9 / 16)


def feet_cut_off(frame: Frame) -> Frame:
    """Knees, shins and feet outside the picture, where the network guesses on with all confidence."""
    image = frame.image.copy()
    for name in NAMES:
        if name.endswith(("knee", "ankle", "heel", "foot index")):
            image[INDEX[name], X] += 2.0
    return frame._replace(image=image)


def dog(frame: Frame) -> Frame:
    """Something with legs, of which hardly anything is sure."""
    rng = np.random.default_rng(round(frame.time_s * 1000))
    image = frame.image.copy()
    image[:, VISIBILITY] = 0.1
    image[:, [X, Y]] = 0.5 + 0.1 * rng.standard_normal((len(image), 2))
    return frame._replace(image=image)


def nobody(frame: Frame) -> Frame:
    """A black picture, an empty room."""
    return frame._replace(image=np.full((33, 4), np.nan), world=None)


def smaller(frame: Frame) -> Frame:
    """Somebody further off, in a corner."""
    image = frame.image.copy()
    image[:, [X, Y]] = 0.1 + 0.3 * image[:, [X, Y]]
    return frame._replace(image=image)


@pytest.mark.parametrize("exercise", ["glute-bridge", "squat", "push-up"])
def test_five_pictures_a_second_are_enough(exercise: str) -> None:
    assert counted(told_of(filmed(exercise, 5.0), exercise)) == REPETITIONS


@pytest.mark.parametrize("spoil", [upright, mirror], ids=["portrait", "mirrored"])
def test_what_both_sides_do_counts_in_portrait_and_mirrored(spoil: Callable[[Frame], Frame]) -> None:
    told = told_of(map(spoil, filmed()))
    assert counted(told) == REPETITIONS
    assert hidden(told) == []


def test_a_mirrored_picture_names_the_other_side_and_never_counts_for_the_one_asked() -> None:
    frames = filmed("single-leg-bridge")
    sides = {
        fact["side"]
        for fact in told_of(map(mirror, frames), "single-leg-bridge", "right")
        if fact["kind"] == "repetition"
    }
    assert sides == {"left"}
    assert {
        fact["side"] for fact in told_of(frames, "single-leg-bridge", "right") if fact["kind"] == "repetition"
    } == {"right"}


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [(nobody, "no-person"), (feet_cut_off, "out-of-view"), (dog, "out-of-view")],
    ids=["black or empty", "feet out of the picture", "a dog"],
)
def test_what_cannot_be_seen_is_named_once_and_counts_nothing(
    spoil: Callable[[Frame], Frame], reason: str
) -> None:
    told = told_of(map(spoil, filmed()))
    assert counted(told) == 0
    assert hidden(told) == [reason]


def test_from_the_front_it_is_said_and_nothing_counts() -> None:
    told = told_of(filmed("single-leg-bridge", off_side_deg=80.0), "single-leg-bridge", "right")
    assert counted(told) == 0
    assert set(hidden(told)) == {"not-from-the-side"}


def test_somebody_else_who_takes_over_ends_what_was_begun() -> None:
    frames = filmed()
    # Before the second bridge the network holds on to somebody else, who lies still.
    taken = [
        frame if frame.time_s < 13.5 else smaller(frames[0])._replace(time_s=frame.time_s) for frame in frames
    ]
    assert counted(told_of(taken)) == 1


def test_two_people_between_whom_the_network_jumps_count_for_nobody() -> None:
    frames = filmed()
    told = told_of(smaller(frame) if int(frame.time_s / 0.7) % 2 else frame for frame in frames)
    assert counted(told) == 0


def test_pictures_that_stop_in_the_middle_and_come_back_cost_only_what_was_missed() -> None:
    frames = filmed()
    told = told_of(frame for frame in frames if not 11.0 < frame.time_s < 22.0)
    assert counted(told) == 2
    assert not [fact for fact in told if fact["kind"] == "problem"]


def test_numbers_that_are_none_and_times_out_of_order_are_told_and_the_count_goes_on() -> None:
    sent: list[Frame | bytes] = []
    for number, frame in enumerate(filmed()):
        sent.append(frame)
        if number % 10 == 4:
            sent.append(frame._replace(time_s=frame.time_s - 1.0))
        if number % 10 == 7:
            sent += [b"\x00" * 100, struct.pack("<dd", float("nan"), 1.0) + b"\xff" * 924]
    told = told_of(sent)
    assert counted(told) == REPETITIONS
    assert [fact for fact in told if fact["kind"] == "problem"]
