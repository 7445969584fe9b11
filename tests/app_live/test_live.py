"""The eyes on a session, without a wire: simulated people whose truth is known."""

from __future__ import annotations

import math

import numpy as np
import pytest

from primemover.app.live import Hidden, Live, Told, Visible, Watching
from primemover.errors import InvalidInput, NotFound
from primemover.motion import Frame, Reached, Repetition
from primemover.motion.simulation import Camera, Doer, Simulation, simulate
from primemover.routine import library
from primemover.terms import CannotTell, Side

PRONE = library().exercise("prone-recruitment")
LED = ("straighten", "lift")


def seen(live: Live, simulation: Simulation) -> list[Told]:
    return [fact for frame in simulation.landmarks.frames() for fact in live.take(frame)]


def repetitions(told: list[Told]) -> list[Repetition]:
    return [fact for fact in told if isinstance(fact, Repetition)]


def blank(time_s: float) -> Frame:
    return Frame(time_s, np.full((33, 4), math.nan), None, 1.6)


def test_what_cannot_be_seen_is_said_before_it_begins() -> None:
    found = Live().watch("release-glutes", Side.LEFT)
    assert isinstance(found, CannotTell)


def test_an_exercise_that_is_not_there_is_named() -> None:
    with pytest.raises(NotFound, match="prone-recrutment"):
        Live().watch("prone-recrutment", Side.LEFT)


def test_nothing_is_told_until_something_is_watched() -> None:
    live = Live()
    assert seen(live, simulate(PRONE, repetitions=1)) == []


def test_a_guided_first_repetition_is_counted_once_and_teaches_the_rest() -> None:
    doer = Doer(height_m=1.8, range=0.8, offsets_deg={"working knee": 7.0, "working hip": 4.0})
    simulation = simulate(PRONE, repetitions=5, doer=doer, camera=Camera(sees=Side.LEFT), working=Side.LEFT)
    live = Live()
    watching = live.watch("prone-recruitment", Side.LEFT)
    assert isinstance(watching, Watching)
    assert not watching.taught
    first = simulation.done[0]
    told: list[Told] = []
    learnt = False
    for frame in simulation.landmarks.frames():
        told += live.take(frame)
        if not learnt and frame.time_s > first.spans_s["start"][0] + 0.3:
            learnt = True
            live.led("start", *simulation.rest_s)
            for phase in LED:
                live.led(phase, *first.spans_s[phase])
            taught, more = live.learn()
            assert isinstance(taught, Watching)
            assert taught.taught
            told += more
    assert len(repetitions(told)) == 5
    again = live.watch("prone-recruitment", Side.LEFT)
    assert isinstance(again, Watching)
    assert again.taught
    other = live.watch("prone-recruitment", Side.RIGHT)
    assert isinstance(other, Watching)
    assert not other.taught


def test_what_was_not_led_teaches_nothing_and_the_count_goes_on() -> None:
    simulation = simulate(PRONE, repetitions=2)
    live = Live()
    live.watch("prone-recruitment", Side.RIGHT)
    live.led("lift", 1.0, 2.0)
    found, told = live.learn()
    assert isinstance(found, CannotTell)
    assert told == []
    assert len(repetitions(seen(live, simulation))) == 2


def test_a_person_who_goes_is_missed_once_and_found_again() -> None:
    live = Live()
    live.watch("squat", Side.BOTH)
    simulation = simulate(library().exercise("squat"), repetitions=1)
    told: list[Told] = []
    for index in range(150):
        told += live.take(blank(index / 30))
    assert [type(fact) for fact in told] == [Hidden]
    assert isinstance(told[0], Hidden)
    assert told[0].reason == "motion.not-measured.no-person"
    for frame in simulation.landmarks.frames():
        told += live.take(frame._replace(time_s=frame.time_s + 5.0))
    assert sum(isinstance(fact, Visible) for fact in told) == 1
    assert sum(isinstance(fact, Hidden) for fact in told) == 1
    assert len(repetitions(told)) == 1


def test_frames_out_of_order_are_left_out_and_change_nothing() -> None:
    simulation = simulate(library().exercise("squat"), repetitions=3, seed=4)
    live, spoilt = Live(), Live()
    for one in (live, spoilt):
        one.watch("squat", Side.BOTH)
    clean = seen(live, simulation)
    told: list[Told] = []
    for index, frame in enumerate(simulation.landmarks.frames()):
        told += spoilt.take(frame)
        if index % 7 == 0:
            with pytest.raises(InvalidInput, match="comes after"):
                spoilt.take(frame._replace(time_s=frame.time_s - 0.5))
        if index % 11 == 0:
            with pytest.raises(InvalidInput):
                spoilt.take(frame._replace(time_s=frame.time_s + 1e6))
    assert told == clean
    assert any(isinstance(fact, Reached) for fact in told)


def test_a_clock_that_was_set_back_begins_anew_after_ten_frames() -> None:
    live = Live()
    live.watch("squat", Side.BOTH)
    live.take(blank(5000.0))
    simulation = simulate(library().exercise("squat"), repetitions=2)
    refused = 0
    told: list[Told] = []
    for frame in simulation.landmarks.frames():
        try:
            told += live.take(frame)
        except InvalidInput:
            refused += 1
    assert refused == 10
    assert len(repetitions(told)) == 2
