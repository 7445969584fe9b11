"""Faults of the files, shown by simulated people."""

from __future__ import annotations

import pytest

from primemover.motion import Expectation, expectation, watch_for
from primemover.motion.fault import Condition, condition_of
from primemover.motion.simulation import Camera, Doer, simulate, wrong_for
from primemover.routine import Exercise, library

CAMERA = Camera(fps_hz=15)


def expected(exercise: Exercise) -> Expectation:
    found = expectation(exercise)
    assert isinstance(found, Expectation)
    return found


@pytest.mark.parametrize(
    ("exercise_id", "fault_id", "times"),
    [
        ("prone-recruitment", "too-high", 1.5),
        ("prone-recruitment", "trunk-lifts", 3.0),
        ("plank-leg-lift", "knee-bends", 2.0),
        ("single-leg-bridge", "knee-bends", 2.0),
        ("squat", "not-deep", 1.2),
    ],
)
def test_a_fault_is_named_in_the_repetition_that_has_it(
    exercise_id: str, fault_id: str, times: float
) -> None:
    exercise = library().exercise(exercise_id)
    fault = next(fault for fault in exercise.faults if fault.id == fault_id)
    wrong = wrong_for(exercise, fault, times)
    simulation = simulate(
        exercise, repetitions=3, doer=Doer(hold_s=2.5), camera=CAMERA, wrong=wrong, wrong_in=(2,)
    )
    watched = watch_for(simulation.landmarks, expected(exercise))
    assert watched.count == 3
    named = [fault_id in repetition.faults for repetition in watched.repetitions]
    assert named == [False, True, False]


def test_a_reading_just_past_its_limit_is_not_yet_a_fault() -> None:
    condition = Condition("x", "lift", ("working knee",), over=True, limit=15.0)
    assert not condition.is_met(15.0 + 1.4 * 5.6)
    assert condition.is_met(15.0 + 1.6 * 5.6)
    assert not condition.is_met(float("nan"))


def test_every_fault_of_the_library_can_be_read() -> None:
    for exercise in library().exercises.values():
        for fault in exercise.faults:
            condition = condition_of(fault)
            assert condition.phase in {phase.id for phase in exercise.phases}
            assert (condition.spoken_from > condition.limit) == condition.over


def test_a_gross_fault_in_a_long_hold_is_still_that_hold() -> None:
    """What moves by a fault moved after a short rest, too; hips that stay high are far from the phase."""
    for exercise_id, fault_id, times in (
        ("supine-knee-to-chest", "thigh-lifts", 3.0),
        ("childs-pose", "hips-high", 1.2),
    ):
        exercise = library().exercise(exercise_id)
        fault = next(fault for fault in exercise.faults if fault.id == fault_id)
        simulation = simulate(
            exercise,
            repetitions=1,
            doer=Doer(rest_s=4.0),
            camera=CAMERA,
            wrong=wrong_for(exercise, fault, times),
            wrong_in=(1,),
        )
        watched = watch_for(simulation.landmarks, expected(exercise))
        assert [repetition.faults for repetition in watched.repetitions] == [(fault_id,)]


def test_what_no_body_does_and_what_is_another_posture_is_no_fault_to_show() -> None:
    def possible(exercise_id: str, fault_id: str, times: float) -> bool:
        exercise = library().exercise(exercise_id)
        fault = next(fault for fault in exercise.faults if fault.id == fault_id)
        return wrong_for(exercise, fault, times).possible

    assert possible("squat", "not-deep", 1.2)
    assert not possible("squat", "not-deep", 3.0)  # it stays up
    assert possible("push-up", "hips-high", 3.0)
    assert not possible("rear-lunge-knee-drive", "leans-forward", 3.0)  # 21° head down
