"""An exercise file on the test bench: what is seen, counted and named, and which tolerances do not fit."""

from __future__ import annotations

from pathlib import Path

import pytest

from primemover.motion import Expectation, expectation
from primemover.motion.simulation.fitting import Fit, Misfit, misfits
from primemover.motion.simulation.trial import try_out
from primemover.motion.simulation.tried import Trial
from primemover.routine import library
from primemover.routine.exercise import Exercise
from primemover.routine.own_files import load_own

EXERCISES = Path(__file__).parents[2] / "src" / "primemover" / "routine" / "exercises"


def changed(folder: Path, name: str, before: str, after: str) -> Exercise:
    """The exercise of that name with one thing in its file changed."""
    text = (EXERCISES / f"{name}.yaml").read_text(encoding="utf-8")
    assert before in text
    file = folder / f"{name}.yaml"
    file.write_text(text.replace(before, after), encoding="utf-8")
    exercise = load_own(file, library()).exercise
    assert exercise is not None
    return exercise


@pytest.fixture(scope="module")
def bridge() -> Trial:
    return try_out(library().exercise("glute-bridge"))


def test_a_good_file_is_counted_exactly_by_everybody(bridge: Trial) -> None:
    assert bridge.passed
    assert {(tried.done, tried.counted) for tried in bridge.sets} == {(4, 4)}
    assert len({tried.height_m for tried in bridge.sets}) > 2
    assert max(abs(tried.turned_deg) for tried in bridge.sets) == 30


def test_a_phase_without_camera_is_unseen_and_the_others_are_noticed(bridge: Trial) -> None:
    squeeze, lift = bridge.phases
    assert (squeeze.phase, squeeze.seen, squeeze.done) == ("squeeze", False, 0)
    assert (lift.phase, lift.seen, lift.like) == ("lift", True, None)
    assert lift.noticed == lift.done == bridge.clean
    assert lift.error_s is not None
    assert lift.error_s < 0.2


def test_an_exercise_that_no_camera_sees_is_told_so_without_a_set() -> None:
    tried = try_out(library().exercise("prone-squeeze"))
    assert not tried.is_seen
    assert [phase.seen for phase in tried.phases] == [False] * len(tried.phases)


def test_gross_faults_are_named_where_they_are_shown_and_not_elsewhere() -> None:
    tried = try_out(library().exercise("push-up"))
    gross = [fault for fault in tried.faults if fault.times == 3.0]
    assert [(fault.id, fault.named) for fault in gross] == [("hips-sag", 3), ("hips-high", 3)]
    assert tried.alarms == ()


def misfits_of(exercise: Exercise) -> list[Misfit]:
    expected = expectation(exercise)
    assert isinstance(expected, Expectation)
    return list(misfits(expected))


def test_a_tolerance_that_few_people_keep_is_too_tight(tmp_path: Path) -> None:
    squat = changed(tmp_path, "squat", "camera: {knees: 30, hips: 35}", "camera: {knees: 30, hips: 3}")
    tight = misfits_of(squat)
    assert {(one.fit, one.phase, one.measure) for one in tight} >= {(Fit.TIGHT, "bottom", "working hip")}
    assert all(one.fits_deg and one.fits_deg > one.tolerance_deg for one in tight)
    assert misfits_of(library().exercise("squat")) == []


def test_a_phase_that_a_camera_cannot_tell_from_the_start_is_named_with_what_it_moves() -> None:
    stretch = library().exercise("half-kneeling-hip-flexor-stretch")
    loose = [one for one in misfits_of(stretch) if one.fit is Fit.LOOSE]
    assert [(one.phase, one.other) for one in loose] == [("upright", "start")]
    assert loose[0].way_deg is not None
    assert loose[0].way_deg < 1.2 * loose[0].tolerance_deg


def test_a_fault_within_what_people_differ_by_alarms_and_fails(tmp_path: Path) -> None:
    text = (EXERCISES / "squat.yaml").read_text(encoding="utf-8")
    limit = next(line for line in text.splitlines() if "id: leans-forward" in line)
    strict = limit[: limit.index("trunk:")] + "trunk: under 85" + limit[limit.index(", say") :]
    tried = try_out(changed(tmp_path, "squat", limit, strict))
    assert "leans-forward" in tried.alarms
    assert not tried.passed


def test_the_same_file_gives_the_same_trial(bridge: Trial) -> None:
    assert try_out(library().exercise("glute-bridge")) == bridge


def test_progress_reaches_its_end() -> None:
    told: list[tuple[int, int]] = []
    try_out(library().exercise("superman"), lambda done, total: told.append((done, total)))
    assert told[-1][0] == told[-1][1] == len(told)
