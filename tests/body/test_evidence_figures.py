"""Postures of the five steps against the numbers of EVIDENCE, section 6."""

from __future__ import annotations

from functools import cache

import pytest

from primemover.body import Posture, postures
from primemover.body.muscles import length_percent
from primemover.routine import library
from primemover.routine.exercise import Exercise, ExerciseKind
from primemover.terms import Interval, Muscle


@cache
def solved(exercise_id: str) -> dict[str, Posture]:
    exercise = library().exercise(exercise_id)
    return postures(exercise.start, [(phase.id, phase.posture) for phase in exercise.phases])


def ankle_m(posture: Posture) -> float:
    return posture.joint("working ankle").imag


def behind_vertical_deg(posture: Posture) -> float:
    """How far the working thigh points behind the vertical."""
    return -90 - posture.inclination_deg("working thigh")


def test_step_4_the_ankle_is_where_the_evidence_has_it() -> None:
    prone = solved("prone-recruitment")
    assert ankle_m(prone["squeeze"]) == pytest.approx(0.076, abs=0.012)
    assert ankle_m(prone["straighten"]) == pytest.approx(0.150, abs=0.012)
    assert ankle_m(prone["lift"]) == pytest.approx(0.225, abs=0.012)


def test_step_4_the_heel_rises_a_hands_width() -> None:
    prone = solved("prone-recruitment")
    for lifted in ("lift", "lift+"):
        assert ankle_m(prone[lifted]) - ankle_m(prone["straighten"]) == pytest.approx(0.075, abs=0.001)


def test_step_4_the_knee_is_straight_and_the_toe_points_after_the_lift() -> None:
    prone = solved("prone-recruitment")
    assert all(prone[key].angle_deg("working knee") <= 10 for key in ("straighten", "lift", "lift+"))
    assert prone["lift"].angle_deg("working ankle") > 0
    assert prone["lift+"].angle_deg("working ankle") < -40


def test_step_2a_front_knee_trunk_and_rear_knee() -> None:
    lunge = solved("low-lunge")["hands-down"]
    assert lunge.angle_deg("other knee") == pytest.approx(90, abs=15)
    assert 30 <= 90 - lunge.trunk_deg <= 60
    assert 45 <= lunge.angle_deg("working knee") <= 90


def test_step_2a_and_2b_the_back_hip_is_extended() -> None:
    for phase in ("hands-down", "knee-lifted"):
        assert solved("low-lunge")[phase].angle_deg("working hip") <= -10


def test_step_2b_the_rear_knee_is_nearly_straight_and_off_the_floor() -> None:
    lunge = solved("low-lunge")["knee-lifted"]
    assert lunge.angle_deg("working knee") <= 30
    assert lunge.joint("working knee").imag > 0.2


@pytest.mark.parametrize(
    ("exercise_id", "phase"), [("low-lunge", "upright"), ("half-kneeling-hip-flexor-stretch", "upright")]
)
def test_step_2c_trunk_upright_and_rear_thigh_behind(exercise_id: str, phase: str) -> None:
    lunge = solved(exercise_id)[phase]
    assert abs(90 - lunge.trunk_deg) <= 15
    assert 10 <= behind_vertical_deg(lunge) <= 35


def test_step_2_easier_hip_and_knee_rest_half_bent() -> None:
    resting = solved("supported-psoas-release")["rest"]
    assert 20 <= resting.angle_deg("working hip") <= 40
    assert 30 <= resting.angle_deg("working knee") <= 60


def test_step_3_held_hip_and_long_leg() -> None:
    held = solved("supine-knee-to-chest")["hold-knee"]
    assert 100 <= held.angle_deg("other hip") <= 125
    assert abs(held.inclination_deg("working thigh")) <= 5
    assert abs(held.angle_deg("working knee")) <= 10


def test_step_3_both_hands_hold_the_shin_of_the_other_leg() -> None:
    held = solved("supine-knee-to-chest")["hold-knee"]
    knee = held.joint("other knee")
    for side in ("working", "other"):
        assert abs(held.joint(f"{side} wrist") - knee) < 0.10


def test_step_5_hips_sink_to_the_heels() -> None:
    resting = solved("childs-pose")["rest"]
    assert resting.angle_deg("working hip") >= 110
    assert resting.angle_deg("working knee") >= 130
    assert abs(resting.trunk_deg) <= 25


def test_high_childs_pose_keeps_the_head_above_the_hips() -> None:
    resting = solved("childs-pose-high")["rest"]
    assert resting.joint("skull").imag > resting.hip.imag


LENGTHENING = [
    (exercise, phase.id, word)
    for exercise in library().exercises.values()
    if exercise.kind is ExerciseKind.LENGTHEN
    for phase in exercise.phases
    for word in phase.lengthens
]


@pytest.mark.parametrize(
    ("exercise", "phase", "word"), LENGTHENING, ids=[f"{e.id} {p} {w}" for e, p, w in LENGTHENING]
)
def test_what_a_file_says_lengthens_is_longer_than_standing_where_there_is_a_figure(
    exercise: Exercise, phase: str, word: str
) -> None:
    side, _, name = word.partition(" ")
    posture = solved(exercise.id)[phase]
    limb = "working" if side == "both" else side
    found = length_percent(
        Muscle(name), posture.angle_deg(f"{limb} hip"), max(0.0, posture.angle_deg(f"{limb} knee"))
    )
    if isinstance(found, Interval):
        assert (found.low + found.high) / 2 > 100
    else:
        assert Muscle(name) in Muscle


def test_the_pillow_unloads_the_psoas_rather_than_lengthening_it() -> None:
    resting = solved("supported-psoas-release")["rest"]
    found = length_percent(Muscle.PSOAS, resting.angle_deg("working hip"), resting.angle_deg("working knee"))
    assert isinstance(found, Interval)
    assert found.high < 100


def test_knee_to_chest_lengthens_the_psoas_of_the_long_leg_only_gently() -> None:
    held = solved("supine-knee-to-chest")["hold-knee"]
    found = length_percent(Muscle.PSOAS, held.angle_deg("working hip"), 0.0)
    assert isinstance(found, Interval)
    assert 99.5 < found.low < found.high < 102.5
