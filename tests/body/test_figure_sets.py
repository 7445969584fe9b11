"""Figure sets: what the faces are given, the same in Python and in the page."""

from __future__ import annotations

import json
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import primemover.web
from primemover.body.curve import path_of
from primemover.errors import NotFound
from primemover.routine import library
from primemover.routine.exercise import Exercise
from primemover.routine.figures import figure_set

WAYS: list[tuple[Exercise, str | None]] = [
    (exercise, way.tool)
    for exercise in library().exercises.values()
    for way in (exercise.variants or (exercise,))
]
every_way = pytest.mark.parametrize(
    ("exercise", "tool"), WAYS, ids=[f"{e.id} {t or ''}".strip() for e, t in WAYS]
)
_SETS: dict[tuple[str, str | None], dict[str, Any]] = {}


def figures(exercise: Exercise, tool: str | None) -> dict[str, Any]:
    key = (exercise.id, tool)
    if key not in _SETS:
        _SETS[key] = figure_set(exercise, tool)
    return _SETS[key]


@every_way
def test_every_frame_has_every_point_of_every_shape(exercise: Exercise, tool: str | None) -> None:
    found = figures(exercise, tool)
    numbers = 2 * sum(shape["points"] for shape in found["shapes"])
    frames = [*found["postures"].values(), *(frame for move in found["moves"].values() for frame in move)]
    for frame in frames:
        assert len(frame) == numbers
        assert all(type(value) is int for value in frame)


@every_way
def test_moves_begin_and_end_in_their_postures(exercise: Exercise, tool: str | None) -> None:
    found = figures(exercise, tool)
    for name, frames in found["moves"].items():
        a, b = name.split(">")
        assert frames[0] == found["postures"][a]
        assert frames[-1] == found["postures"][b]
        assert len(frames) >= 4


@every_way
def test_no_point_jumps_between_neighbouring_frames(exercise: Exercise, tool: str | None) -> None:
    for name, frames in figures(exercise, tool)["moves"].items():
        for one, other in pairwise(frames):
            assert max(abs(a - b) for a, b in zip(one, other, strict=True)) < 330, name


@every_way
def test_nothing_is_drawn_below_the_floor_or_outside_the_view(exercise: Exercise, tool: str | None) -> None:
    found = figures(exercise, tool)
    left, top, width, height = found["view"]
    for frame in (frame for move in found["moves"].values() for frame in move):
        assert max(frame[1::2]) <= 0
        assert left < min(frame[0::2]) <= max(frame[0::2]) < left + width
        assert top < min(frame[1::2])
        assert top + height > 0


@every_way
def test_every_phase_has_its_posture_its_words_and_shapes_for_its_marks(
    exercise: Exercise, tool: str | None
) -> None:
    found, done = figures(exercise, tool), exercise.variant(tool)
    shapes = {shape["name"] for shape in found["shapes"] if shape["class"] == "muscle"}
    for phase in done.phases:
        assert phase.id in found["postures"]
        assert phase.say in found["describe"][phase.id]
        for mark in found["marks"][phase.id]:
            side, muscle = mark.split(" ")
            assert f"{muscle} {side}" in shapes
        assert bool(found["marks"][phase.id]) == bool(phase.works or phase.lengthens)


@every_way
def test_a_set_is_small_enough_for_a_page(exercise: Exercise, tool: str | None) -> None:
    assert len(json.dumps(figures(exercise, tool), separators=(",", ":"))) < 150_000


def test_the_roller_rolls_and_moves() -> None:
    found = figures(library().exercise("release-quads"), "roller")
    first = 0
    for shape in found["shapes"]:
        if shape["name"] == "roller":
            break
        first += 2 * shape["points"]
    near, far = found["postures"]["roll"], found["postures"]["roll~"]
    body_shift = abs(near[first] - far[first])
    assert body_shift > 15
    assert "roll>roll~" in found["moves"]


def test_a_tool_that_the_exercise_does_not_know_is_refused() -> None:
    with pytest.raises(NotFound):
        figure_set(library().exercise("release-quads"), "hammer")


@given(
    st.lists(st.integers(-3000, 3000), min_size=6, max_size=40).filter(lambda points: len(points) % 2 == 0)
)
def test_a_path_is_closed_and_passes_every_point(points: list[int]) -> None:
    path = path_of(points)
    assert path.startswith(f"M{points[0]} {points[1]}C")
    assert path.endswith("Z")
    ends = [piece.split()[-2:] for piece in path.rstrip("Z").split("C")[1:]]
    expected = [[str(x), str(y)] for x, y in zip(points[2::2], points[3::2], strict=True)]
    assert ends == [*expected, [str(points[0]), str(points[1])]]


@pytest.mark.skipif(shutil.which("node") is None, reason="Node is not installed")
def test_python_and_the_page_draw_the_same_paths_and_frames() -> None:
    found = figures(library().exercise("low-lunge"), None)
    paths: list[list[float]] = [
        [0, 0, 10, 0, 10, 10, 0, 10],
        [-5, 3, 7.25, -8, 1e3, 0.05, -0.04, -0.06],
        [1, 2, 3, 4],
        [],
    ]
    paths += [found["postures"]["upright"][:60], [x / 7 for x in found["postures"]["start"][:60]]]
    wanted = [["hands-down", "knee-lifted", share] for share in (-1, 0, 0.1, 0.5, 1 / 3, 1, 2)]
    wanted += [["knee-lifted", "hands-down", 0.25], ["start", "upright", 0.5]]
    given_ = {"paths": paths, "set": found, "frames": wanted}
    static = Path(primemover.web.__file__).parent / "static"
    ran = subprocess.run(
        ["node", str(Path(__file__).parent / "figure_vectors.mjs"), str(static / "figure.js")],
        input=json.dumps(given_),
        capture_output=True,
        text=True,
        check=True,
    )
    page = json.loads(ran.stdout)
    assert page["paths"] == [path_of(points) for points in paths]
    for (a, b, share), frame in zip(wanted, page["frames"], strict=True):
        assert frame == pytest.approx(_frame(found, str(a), str(b), float(share))), (a, b, share)


def _frame(found: dict[str, Any], a: str, b: str, share: float) -> list[float]:
    """The specified mixing: even between neighbours, a move backwards where there is none forwards."""
    frames = found["moves"].get(f"{a}>{b}") or found["moves"].get(f"{b}>{a}", [])[::-1]
    frames = frames or [found["postures"][a], found["postures"][b]]
    place = min(max(share, 0), 1) * (len(frames) - 1)
    index = min(int(place), len(frames) - 2)
    return [x + (y - x) * (place - index) for x, y in zip(frames[index], frames[index + 1], strict=True)]
