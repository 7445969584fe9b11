"""How the plan answers what happened: quick steps down, small steps up, each with its reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from coached_runner import LIBRARY, LUNGE, SQUEEZE_AND_LIFT, WELL, Outcome, Runner

from primemover.coach.about_effects import Effects
from primemover.coach.pain import Kind
from primemover.coach.past import PastSession
from primemover.coach.progression import NOTHING, adjustment
from primemover.coach.rungs import MOST_TIMES, ladder_of
from primemover.coach.soreness import Sore
from primemover.routine.prescription import Reason
from primemover.terms import Muscle, Need, Region

ACHE = ("buttock", "muscular", 4, SQUEEZE_AND_LIFT)


def test_without_a_past_everything_is_usual() -> None:
    assert Runner().adjusted() == NOTHING


# --- small steps up ---------------------------------------------------------------------------------


def test_three_sessions_that_went_well_bring_two_repetitions_more_and_say_so() -> None:
    runner = Runner().does(WELL, WELL)
    assert (runner.level(), runner.step().doses.reps) == (0, 6)
    assert runner.adjusted().overall == (Reason("dose.going-well", {"count": 2}),)
    runner.does(WELL)
    assert (runner.level(), runner.step().doses.reps) == (1, 8)
    assert runner.reasons() == ["dose.up.reps"]


def test_after_a_step_up_three_more_sessions_are_needed() -> None:
    runner = Runner().does(WELL, WELL, WELL, WELL)
    assert (runner.level(), runner.reasons()) == (1, ["dose.same.more"])
    runner.does(WELL)
    assert runner.level() == 1
    runner.does(WELL)
    assert (runner.level(), runner.step().doses.reps) == (2, 10)


def test_repetitions_come_before_the_hold_before_sets_before_a_harder_form() -> None:
    runner = Runner()
    seen = []
    for _ in range(12 * 3):
        runner.does(WELL)
        up = [message for message in runner.reasons() if message.startswith("dose.up.")]
        seen += up
    assert seen[:8] == [f"dose.up.{what}" for what in ("reps",) * 3 + ("hold",) * 3 + ("sets", "form")]
    harder = LIBRARY.exercise(SQUEEZE_AND_LIFT).harder[0]
    assert runner.step().exercise == harder


@pytest.mark.parametrize(
    "last",
    [
        Outcome(finished=False),
        Outcome(held=0.85),
        Outcome(effort=8),
        Outcome(worst_pain=4),
        Outcome(morning=[Sore(Region.KNEE, Kind.MUSCULAR, 2)]),
        Outcome(eased=[LUNGE]),
    ],
)
def test_one_session_that_went_less_well_breaks_the_row(last: Outcome) -> None:
    runner = Runner().does(WELL, WELL, last)
    assert not any(level.level > 0 for level in runner.adjusted().levels.values())


@pytest.mark.parametrize(
    "last",
    [
        Outcome(held=0.9),
        Outcome(effort=7),
        Outcome(worst_pain=3),
        Outcome(pains=[("knee", "muscular", 3, None)]),
        Outcome(morning=[]),
        Outcome(morning=[Sore(Region.BUTTOCK, Kind.MUSCULAR, 8)]),
    ],
)
def test_what_is_allowed_does_not_break_it(last: Outcome) -> None:
    assert Runner().does(WELL, WELL, last).level() == 1


def test_of_several_sessions_on_one_day_one_counts() -> None:
    at_once = replace(WELL, days_later=0.1)
    assert Runner().does(at_once, at_once, at_once).level() == 0


def test_who_has_no_time_for_the_dose_gets_no_more_of_it() -> None:
    short = Outcome(minutes=6)
    runner = Runner().does(*[short] * 6)
    assert runner.level() == 0


def test_nothing_goes_up_on_a_day_with_something_sore_and_nothing_is_stretched() -> None:
    runner = Runner().does(WELL, WELL, WELL)
    adjusted = runner.adjusted(sore=True)
    assert adjusted.levels == {}
    assert Reason("dose.wait.sore") in adjusted.overall
    planned = runner.plan(20, [Sore(Region.KNEE, Kind.MUSCULAR, 2)])
    usual = {step.place: step.doses for step in Runner().plan().steps}
    for step in planned.steps:
        exercise = LIBRARY.exercise(step.exercise).variant(step.tool)
        assert step.doses.held_per_side_s(exercise) <= usual[step.place].held_per_side_s(exercise)


def test_after_a_jump_in_running_or_with_heavy_legs_nothing_goes_up() -> None:
    runner = Runner(effects=Effects(nothing_up=Reason("dose.wait.tired"))).does(WELL, WELL, WELL)
    assert runner.level() == 0
    assert Reason("dose.wait.tired") in runner.adjusted().overall


def test_what_loads_an_injured_place_does_not_go_up() -> None:
    runner = Runner(effects=Effects(not_up=frozenset({Region.BACK_OF_THIGH}))).does(WELL, WELL, WELL)
    assert runner.level() == 0
    assert runner.level(LUNGE) == 1


def test_a_tight_front_of_the_hip_lets_the_lunge_go_first_and_says_why() -> None:
    why = Reason("dose.why.tight-front")
    runner = Runner(effects=Effects(lengthen_first=why)).does(WELL, WELL, WELL)
    assert (runner.level(LUNGE), runner.level()) == (1, 0)
    assert runner.reasons(LUNGE) == ["dose.up.hold", "dose.why.tight-front"]
    assert dict(runner.step(LUNGE).doses.holds) == {"hands-down": 35, "knee-lifted": 5, "upright": 35}


def test_no_ladder_leads_past_the_gate_for_core_work() -> None:
    core = LIBRARY.routine("core-work")
    assert core.behind
    runner, seen = Runner(), set()
    for _ in range(60):
        seen |= {step.exercise for step in runner.does(WELL).plan().steps}
    assert "single-leg-bridge" in seen
    assert not seen & {"plank-leg-lift", "bird-dog", "push-up"}


def test_releasing_and_resting_never_go_beyond_the_usual() -> None:
    runner = Runner().does(*[WELL] * 60)
    up = {place for place, level in runner.adjusted().levels.items() if level.level > 0}
    assert up == {SQUEEZE_AND_LIFT, LUNGE, "supine-knee-to-chest"}


# --- quick steps down -------------------------------------------------------------------------------


def test_an_ache_of_four_brings_the_easier_form_next_time() -> None:
    runner = Runner().does(Outcome(pains=[ACHE]))
    assert runner.step().exercise == "prone-squeeze"
    assert runner.reasons() == ["plan.form", "dose.down.pain"]
    runner.does(WELL)
    assert runner.step().exercise == "prone-squeeze"
    assert runner.reasons() == ["plan.form", "dose.same.less"]


def test_above_the_usual_dose_an_ache_of_four_is_one_rung_back() -> None:
    runner = Runner().does(*[WELL] * 6)
    assert runner.level() == 2
    runner.does(Outcome(pains=[ACHE]))
    assert (runner.level(), runner.reasons()) == (1, ["dose.down.pain"])


def test_only_the_step_in_which_it_ached_goes_down() -> None:
    runner = Runner().does(Outcome(pains=[("low-back", "muscular", 5, LUNGE)]))
    assert set(runner.adjusted().levels) == {LUNGE}


def test_an_ache_that_belongs_to_no_step_takes_down_all_that_loads_it() -> None:
    runner = Runner().does(Outcome(pains=[("back-of-thigh", "muscular", 4, None)]))
    loads = {
        item.exercise
        for item in runner.routine.items
        if Region.BACK_OF_THIGH in LIBRARY.exercise(item.exercise).variant(None).regions
    }
    assert set(runner.adjusted().levels) == loads
    assert SQUEEZE_AND_LIFT in loads


@pytest.mark.parametrize(
    ("pain", "reason"),
    [
        (("buttock", "muscular", 6, SQUEEZE_AND_LIFT), "dose.down.much-pain"),
        (("buttock", "sharp", 1, SQUEEZE_AND_LIFT), "dose.down.alarming"),
    ],
)
def test_more_than_five_or_an_alarming_kind_goes_two_steps_down(
    pain: tuple[str, str, int, str], reason: str
) -> None:
    runner = Runner().does(Outcome(pains=[pain]))
    assert runner.level() == -4
    assert runner.reasons() == ["plan.form", reason]


def test_three_good_sessions_bring_back_what_was_taken_down_one_place_at_a_time() -> None:
    runner = Runner().does(Outcome(pains=[ACHE, ("front-of-hip", "muscular", 4, LUNGE)]))
    lowered = runner.adjusted().levels
    assert {place: level.level for place, level in lowered.items()} == {SQUEEZE_AND_LIFT: -3, LUNGE: -3}
    runner.does(WELL, WELL, WELL)
    assert (runner.level(), runner.level(LUNGE)) == (-2, -3)
    assert "dose.up.back" in runner.reasons()
    runner.does(WELL, WELL, WELL)
    assert (runner.level(), runner.level(LUNGE)) == (-1, -3)


def test_what_was_left_undone_by_more_than_a_third_is_less_next_time() -> None:
    runner = Runner().does(Outcome(held_of={"childs-pose": 0.6}))
    assert set(runner.adjusted().levels) == {"childs-pose"}
    assert runner.reasons("childs-pose")[-1] == "dose.down.skipped"
    assert Runner().does(Outcome(held_of={"childs-pose": 0.7})).adjusted().levels == {}


def test_a_session_that_was_stopped_is_no_sign_of_too_much() -> None:
    assert Runner().does(Outcome(finished=False, held=0.2)).adjusted().levels == {}


def test_joint_pain_the_morning_after_counts_and_sore_glutes_never_do() -> None:
    knee = Runner().does(Outcome(morning=[Sore(Region.KNEE, Kind.SHARP, 3)]))
    assert knee.level(LUNGE) < 0
    assert "dose.down.morning" in knee.reasons(LUNGE)
    sore = Runner().does(Outcome(morning=[Sore(Region.BUTTOCK, Kind.MUSCULAR, 9)]))
    assert sore.adjusted().levels == {}


def test_a_morning_told_late_is_still_the_morning_after() -> None:
    runner = Runner().does(Outcome(morning=[Sore(Region.BUTTOCK, Kind.MUSCULAR, 9)], days_later=4))
    last = runner.history[-1]
    assert last.morning is not None
    runner.history[-1] = replace(last, morning=replace(last.morning, at=last.at + timedelta(hours=70)))
    assert runner.adjusted().levels == {}


def test_what_was_told_is_heard_once() -> None:
    runner = Runner().does(Outcome(pains=[("buttock", "sharp", 3, SQUEEZE_AND_LIFT)]), WELL)
    assert runner.level() == -4
    runner.does(WELL, WELL)
    assert runner.level() == -3


def test_at_the_lowest_rung_it_says_so() -> None:
    runner = Runner().does(*[Outcome(pains=[("buttock", "sharp", 3, SQUEEZE_AND_LIFT)])] * 2)
    assert runner.reasons() == ["plan.form", "dose.lowest"]


@pytest.mark.parametrize(
    ("days", "level", "reason"),
    [(13, 2, "dose.same.more"), (14, 1, "dose.down.gap"), (28, 0, "dose.down.long-gap")],
)
def test_a_gap_takes_back_one_rung_and_a_long_one_all(days: int, level: int, reason: str) -> None:
    runner = Runner().does(*[WELL] * 6, replace(WELL, days_later=days + 0.1))
    assert (runner.level(), runner.reasons()) == (level, [reason])


def test_a_gap_gives_nothing_back_to_who_was_taken_down() -> None:
    runner = Runner().does(Outcome(pains=[ACHE], days_later=60))
    assert runner.level() == -3


# --- what stays -------------------------------------------------------------------------------------


def test_a_form_whose_needs_are_not_met_is_not_taken() -> None:
    runner = Runner(unmet=frozenset({Need.LYING_ON_BELLY})).does(Outcome(pains=[ACHE]))
    step = runner.step()
    assert not LIBRARY.exercise(step.exercise).needs & runner.unmet
    assert step.exercise != "prone-squeeze"


def test_another_exercise_than_last_time_does_not_inherit_what_was_gained() -> None:
    runner = Runner().does(*[WELL] * 6)
    runner.unmet = frozenset({Need.LYING_ON_BELLY})
    assert runner.level() == 0


def test_levels_of_other_routines_are_carried_along() -> None:
    runner = Runner().does(*[WELL] * 4)
    runner.routine_id = "supported-psoas-release"
    assert runner.level() == 1
    runner.does(WELL)
    runner.routine_id = "glute-activation"
    assert runner.level() == 1


def test_tense_glutes_keep_their_release_when_there_is_time_for_one() -> None:
    tense = Effects(tense=frozenset({Muscle.GLUTEUS_MAXIMUS}))
    for minutes in range(6, 13):
        kept = [step.place for step in Runner(effects=tense).plan(minutes).steps]
        assert "release-glutes" in kept or "release-quads" not in kept


def test_history_is_read_no_further_than_needed() -> None:
    runner = Runner().does(*[WELL] * 9)
    asked_for: list[PastSession] = []

    def sessions() -> Iterator[PastSession]:
        for session in reversed(runner.history):
            asked_for.append(session)
            yield session

    adjustment(runner.asked(), sessions(), runner.now)
    assert len(asked_for) <= 4


def test_no_rung_is_more_than_four_times_the_usual() -> None:
    for exercise in LIBRARY.exercises.values():
        way = exercise.variant(None)
        ladder = ladder_of(way, LIBRARY, lambda form: True)
        for rung in ladder.rungs:
            form = LIBRARY.exercise(rung.exercise).variant(None)
            own = ladder_of(form, LIBRARY, lambda form: True)
            usual_s = own.at(0).doses.held_per_side_s(form)
            assert rung.doses.held_per_side_s(form) <= MOST_TIMES * usual_s
