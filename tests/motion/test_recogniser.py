"""Repetitions, holds and what could not be seen: simulated people with a known truth."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from primemover.errors import InvalidInput
from primemover.motion import (
    Expectation,
    Fact,
    Landmarks,
    Left,
    NotMeasured,
    Reached,
    Repetition,
    Watcher,
    expectation,
    watch,
    watch_for,
)
from primemover.motion.simulation import Camera, Doer, Simulation, simulate
from primemover.motion.watching import NOTHING_MEASURED
from primemover.routine import library
from primemover.terms import CannotTell, Side

REPEATED = [
    exercise.id
    for exercise in library().exercises.values()
    if exercise.reps and any(phase.camera is not None for phase in exercise.phases)
]


@cache
def expected(exercise_id: str) -> Expectation:
    found = expectation(library().exercise(exercise_id).variant(None))
    assert isinstance(found, Expectation)
    return found


@cache
def set_of_three(exercise_id: str, side: Side = Side.RIGHT) -> Simulation:
    camera = Camera(fps_hz=15, sees=side)
    return simulate(library().exercise(exercise_id), repetitions=3, camera=camera, working=side)


def facts_of(landmarks: Landmarks, exercise_id: str) -> list[Fact]:
    watcher = Watcher(expected(exercise_id))
    facts = [fact for frame in landmarks.frames() for fact in watcher.take(frame)]
    return [*facts, *watcher.finish()]


@pytest.mark.parametrize("exercise_id", REPEATED)
def test_a_set_is_counted_exactly_with_its_times(exercise_id: str) -> None:
    simulation = set_of_three(exercise_id)
    watched = watch_for(simulation.landmarks, expected(exercise_id))
    assert watched.count == 3
    assert watched.not_measured == ()
    for repetition, done in zip(watched.repetitions, simulation.done, strict=True):
        assert repetition.start_s == pytest.approx(done.start_s, abs=0.35)
        assert repetition.end_s == pytest.approx(done.end_s, abs=0.35)
        assert repetition.faults == ()


@pytest.mark.parametrize("exercise_id", ["prone-recruitment", "plank-leg-lift", "rear-lunge-knee-drive"])
@pytest.mark.parametrize("side", [Side.LEFT, Side.RIGHT])
def test_the_working_side_is_named(exercise_id: str, side: Side) -> None:
    watched = watch_for(set_of_three(exercise_id, side).landmarks, expected(exercise_id))
    assert {repetition.side for repetition in watched.repetitions} == {side}


def test_where_both_sides_work_none_is_named() -> None:
    watched = watch_for(set_of_three("squat").landmarks, expected("squat"))
    assert {repetition.side for repetition in watched.repetitions} == {Side.BOTH}


def test_holds_are_told_for_every_phase_that_is_held_and_seen() -> None:
    simulation = set_of_three("prone-recruitment")
    watched = watch_for(simulation.landmarks, expected("prone-recruitment"))
    for repetition, done in zip(watched.repetitions, simulation.done, strict=True):
        assert list(repetition.holds) == ["straighten", "lift"]
        for phase, held_s in repetition.holds.items():
            start_s, end_s = done.spans_s[phase]
            assert held_s == pytest.approx(end_s - start_s, abs=0.4)


def test_a_long_hold_counts_once_it_has_lasted() -> None:
    exercise = library().exercise("supine-knee-to-chest")
    long = simulate(exercise, repetitions=1, doer=Doer(hold_s=14.0), camera=Camera(fps_hz=10))
    short = simulate(exercise, repetitions=1, doer=Doer(hold_s=3.0), camera=Camera(fps_hz=10))
    assert watch(long.landmarks, exercise).count == 1
    assert watch(short.landmarks, exercise).count == 0


def test_somebody_who_only_lies_there_does_nothing() -> None:
    simulation = simulate(library().exercise("glute-bridge"), repetitions=0, doer=Doer(rest_s=10))
    assert watch_for(simulation.landmarks, expected("glute-bridge")).count == 0


@pytest.mark.parametrize(
    ("done", "looked_for"),
    [
        ("squat", "glute-bridge"),
        ("glute-bridge", "squat"),
        ("push-up", "plank-leg-lift"),
        ("squat", "push-up"),
    ],
)
def test_another_exercise_is_not_counted(done: str, looked_for: str) -> None:
    assert watch_for(set_of_three(done).landmarks, expected(looked_for)).count == 0


@settings(max_examples=15)
@given(cuts=st.lists(st.integers(1, 200), max_size=6))
def test_any_chunking_gives_the_same_answer(cuts: list[int]) -> None:
    landmarks = set_of_three("squat").landmarks
    frames = list(landmarks.frames())
    edges = [0, *sorted(cut for cut in cuts if cut < len(frames)), len(frames)]
    watcher = Watcher(expected("squat"))
    told: list[Fact] = []
    for start, end in pairwise(edges):
        told += [fact for frame in frames[start:end] for fact in watcher.take(frame)]
    assert [*told, *watcher.finish()] == facts_of(landmarks, "squat")


@settings(max_examples=10)
@given(stop=st.integers(2, 200))
def test_what_was_told_is_never_taken_back(stop: int) -> None:
    frames = list(set_of_three("squat").landmarks.frames())
    whole, part = Watcher(expected("squat")), Watcher(expected("squat"))
    early = [fact for frame in frames[:stop] for fact in part.take(frame)]
    all_told = [fact for frame in frames for fact in whole.take(frame)]
    assert all_told[: len(early)] == early


def test_a_late_frame_is_refused_and_changes_nothing() -> None:
    frames = list(set_of_three("squat").landmarks.frames())
    watcher = Watcher(expected("squat"))
    told: list[Fact] = []
    for index, frame in enumerate(frames):
        told += watcher.take(frame)
        if index % 20 == 19:
            with pytest.raises(InvalidInput, match="comes after"):
                watcher.take(frames[index - 5])
    assert [*told, *watcher.finish()] == facts_of(set_of_three("squat").landmarks, "squat")


def test_facts_come_within_four_tenths_of_a_second() -> None:
    watcher = Watcher(expected("squat"))
    for frame in set_of_three("squat").landmarks.frames():
        for fact in watcher.take(frame):
            if isinstance(fact, Reached | Left):
                assert frame.time_s - fact.at_s <= 0.4 + 1 / 15


def test_reached_and_left_take_turns() -> None:
    kinds = [type(fact) for fact in facts_of(set_of_three("squat").landmarks, "squat") if _is_stay(fact)]
    assert kinds[::2] == [Reached] * len(kinds[::2])
    assert kinds[1::2] == [Left] * len(kinds[1::2])


def _is_stay(fact: Fact) -> bool:
    return isinstance(fact, Reached | Left)


@pytest.mark.parametrize(("fps_hz", "dropped"), [(60.0, 0.0), (10.0, 0.15), (5.0, 0.0)])
def test_few_or_many_frames_give_the_same_count(fps_hz: float, dropped: float) -> None:
    camera = Camera(fps_hz=fps_hz, dropped=dropped)
    simulation = simulate(library().exercise("glute-bridge"), repetitions=3, camera=camera)
    assert watch_for(simulation.landmarks, expected("glute-bridge")).count == 3


def test_a_person_who_goes_away_between_repetitions_is_told_as_not_measured() -> None:
    simulation = set_of_three("squat")
    landmarks = simulation.landmarks
    image = landmarks.image.copy()
    away = landmarks.time_s > simulation.done[1].end_s + 0.6
    image[away] = np.nan
    watched = watch_for(replace(landmarks, image=image), expected("squat"))
    assert watched.count == 2
    gap = watched.not_measured[0]
    assert gap.reason == "motion.not-measured.no-person"
    assert gap.start_s == pytest.approx(landmarks.time_s[away][0], abs=0.1)


def test_a_repetition_across_a_cut_does_not_count() -> None:
    simulation = set_of_three("squat")
    landmarks = simulation.landmarks
    middle_s = simulation.done[1].start_s + 0.1
    image = landmarks.image.copy()
    after = landmarks.time_s > middle_s
    image[after, :, 0] += 0.25
    watched = watch_for(replace(landmarks, image=image), expected("squat"))
    assert watched.count == 2
    assert [gap.reason for gap in watched.not_measured] == ["motion.not-measured.cut"]


def test_a_recording_without_anybody_is_declined_not_counted() -> None:
    landmarks = set_of_three("squat").landmarks
    empty = replace(landmarks, image=np.full_like(landmarks.image, np.nan))
    watched = watch_for(empty, expected("squat"))
    assert watched.count == CannotTell(NOTHING_MEASURED)
    assert watched.repetitions == ()
    assert len(watched.not_measured) == 1


def test_hidden_arms_decline_what_only_arms_show() -> None:
    landmarks = set_of_three("push-up").landmarks
    image = landmarks.image.copy()
    image[:, [15, 16], 0] = 1.1
    watched = watch_for(replace(landmarks, image=image), expected("push-up"))
    assert isinstance(watched.count, CannotTell)
    assert watched.not_measured[0].reason == "motion.not-measured.out-of-view"


@settings(max_examples=20)
@given(seed=st.integers(0, 10_000))
def test_noise_alone_never_counts_and_never_breaks(seed: int) -> None:
    rng = np.random.default_rng(seed)
    image = rng.random((120, 33, 4))
    image[rng.random((120, 33)) < 0.1] = np.nan
    world = rng.standard_normal((120, 33, 4))
    landmarks = Landmarks(np.arange(120) / 30.0, image, world, (640.0, 360.0))
    count = watch_for(landmarks, expected("glute-bridge")).count
    assert count == 0 or isinstance(count, CannotTell)


def test_an_unseen_exercise_is_not_measured_from_start_to_end() -> None:
    landmarks = set_of_three("squat").landmarks
    watched = watch(landmarks, library().exercise("prone-squeeze"))
    assert isinstance(watched.count, CannotTell)
    assert watched.not_measured == (
        NotMeasured(float(landmarks.time_s[0]), float(landmarks.time_s[-1]), "motion.cannot-tell.unseen"),
    )


def test_repetitions_follow_each_other() -> None:
    told = [
        f
        for f in facts_of(set_of_three("glute-bridge").landmarks, "glute-bridge")
        if isinstance(f, Repetition)
    ]
    assert len(told) == 3
    assert all(a.end_s <= b.start_s for a, b in pairwise(told))
    assert all(repetition.start_s < repetition.end_s for repetition in told)
