"""The guided first repetition teaches a person's own range."""

from __future__ import annotations

import numpy as np

from primemover.motion import Expectation, expectation, watch_for
from primemover.motion.simulation import Camera, Doer, Simulation, simulate
from primemover.motion.simulation.people import filmed, somebody
from primemover.motion.teaching import NO_MOVEMENT, NOT_SEEN, teach
from primemover.routine import Exercise, library
from primemover.terms import CannotTell, Side

CAMERA = Camera(fps_hz=15)


def expected(exercise: Exercise) -> Expectation:
    found = expectation(exercise)
    assert isinstance(found, Expectation)
    return found


def taught_by(simulation: Simulation, exercise: Exercise) -> Expectation:
    led_s = {**simulation.done[0].spans_s, "start": simulation.rest_s}
    own = teach(expected(exercise), simulation.landmarks, led_s, Side.RIGHT)
    assert isinstance(own, Expectation)
    return own


def test_what_the_figure_keeps_still_is_learnt_once_however_the_camera_wanders() -> None:
    exercise = library().exercise("prone-recruitment")
    seed = 5049
    simulation = simulate(
        exercise,
        repetitions=7,
        doer=somebody(seed),
        camera=filmed(seed, "25 fps, twice the noise"),
        seed=seed,
    )
    own = taught_by(simulation, exercise)
    still = own.measures.index("other hip")
    assert np.ptp(own.targets[:, still]) == 0.0
    assert np.ptp(own.targets[:, own.measures.index("working rise")]) > 0.1
    assert watch_for(simulation.landmarks, own).count == 7


def test_teaching_finds_the_range_of_a_person_far_from_the_figure() -> None:
    exercise = library().exercise("prone-recruitment")
    drawn = expected(exercise)
    doer = Doer(offsets_deg={"working hip": 9.0, "working knee": 8.0, "pelvis": -6.0})
    simulation = simulate(exercise, repetitions=4, doer=doer, camera=CAMERA)
    led_s = {**simulation.done[0].spans_s, "start": simulation.rest_s}
    own = teach(drawn, simulation.landmarks, led_s, Side.RIGHT)
    assert isinstance(own, Expectation)
    assert watch_for(simulation.landmarks, own).count == 4


def test_one_cannot_learn_from_a_person_who_does_not_move() -> None:
    exercise = library().exercise("glute-bridge")
    simulation = simulate(exercise, repetitions=1, doer=Doer(range=0.0), camera=CAMERA)
    led_s = {**simulation.done[0].spans_s, "start": simulation.rest_s}
    assert teach(expected(exercise), simulation.landmarks, led_s, Side.RIGHT) == CannotTell(NO_MOVEMENT)


def test_one_cannot_learn_from_what_was_not_seen() -> None:
    exercise = library().exercise("glute-bridge")
    simulation = simulate(exercise, repetitions=1, camera=CAMERA)
    led_s = {"start": (900.0, 901.0), "lift": (902.0, 903.0)}
    assert teach(expected(exercise), simulation.landmarks, led_s, Side.RIGHT) == CannotTell(NOT_SEEN)
