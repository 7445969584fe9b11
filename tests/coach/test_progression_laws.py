"""What holds of every plan, whatever has happened before."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

from coached_runner import LIBRARY, Outcome, Runner
from hypothesis import given, settings
from hypothesis import strategies as st

from primemover.coach.about_effects import Effects
from primemover.coach.pain import Kind
from primemover.coach.past import Level
from primemover.coach.progression import Adjustment
from primemover.coach.soreness import Sore
from primemover.coach.spots import Asked, spots_of
from primemover.routine.planning import plan
from primemover.routine.prescription import Doses, PrescribedStep, Prescription, Reason
from primemover.terms import Muscle, Need, Region

laws = settings(max_examples=40)
PLACES = [item.exercise for item in LIBRARY.routine("glute-activation").items]

pains = st.tuples(
    st.sampled_from([region.value for region in Region]),
    st.sampled_from([kind.value for kind in Kind]),
    st.integers(0, 10),
    st.none() | st.sampled_from(PLACES),
)
sores = st.builds(Sore, st.sampled_from(Region), st.sampled_from(Kind), st.integers(0, 10))
mostly_well = st.sampled_from([1.0, 1.0, 1.0, 0.95, 0.85, 0.6])
outcomes = st.builds(
    Outcome,
    finished=st.sampled_from([True, True, True, False]),
    held=mostly_well,
    held_of=st.dictionaries(st.sampled_from(PLACES), mostly_well, max_size=2),
    eased=st.lists(st.sampled_from(PLACES), max_size=1),
    pains=st.lists(pains, max_size=2) | st.just([]) | st.just([]),
    effort=st.none() | st.integers(0, 10),
    worst_pain=st.none() | st.integers(0, 4),
    morning=st.none() | st.lists(sores, max_size=2),
    minutes=st.sampled_from([None, None, 6, 12, 20]),
    days_later=st.sampled_from([1, 2, 3, 15, 30]),
)
pasts = st.builds(
    lambda mixed, well: [*mixed, *[Outcome()] * well],
    st.lists(outcomes | st.just(Outcome()), max_size=3),
    st.sampled_from([0, 2, 3, 3, 4, 6]),
)
"""Some of anything, then some that went well: without a row of those nothing would ever be due."""
needs = st.just(frozenset[Need]()) | st.frozensets(st.sampled_from(Need), max_size=3)
effects = st.builds(
    Effects,
    nothing_up=st.none() | st.none() | st.just(Reason("dose.wait.tired")),
    not_up=st.just(frozenset[Region]()) | st.frozensets(st.sampled_from(Region), max_size=2),
    lengthen_first=st.none() | st.just(Reason("dose.why.tight-front")),
    tense=st.frozensets(st.sampled_from([Muscle.GLUTEUS_MAXIMUS, Muscle.RECTUS_FEMORIS]), max_size=2),
)
runners = st.builds(
    lambda unmet, told, routine, past: Runner(unmet, told, routine_id=routine).does(*past),
    needs,
    effects,
    st.sampled_from(["glute-activation", "glute-activation", "glute-building"]),
    pasts,
)
minutes = st.sampled_from([None, 6, 12, 20])


def level_of(levels: Mapping[str, Level], place: str) -> int:
    return levels[place].level if place in levels else 0


@laws
@given(runners, minutes, st.lists(sores, max_size=1))
def test_no_plan_leaves_the_bounds_of_a_file_or_asks_for_what_is_not_allowed(
    runner: Runner, length: int | None, sore: list[Sore]
) -> None:
    for step in runner.plan(length, sore).steps:
        for form in (step, step.easier):
            if form is None:
                continue
            exercise = LIBRARY.exercise(form.exercise).variant(form.tool)
            assert not exercise.needs & runner.unmet
            assert form.doses.reps is None or (exercise.reps and exercise.reps.holds(form.doses.reps))
            assert exercise.sets.holds(form.doses.sets)
            for phase in exercise.phases:
                assert phase.hold is None or phase.hold.dose.holds(form.doses.holds[phase.id])
            limit_s = exercise.limit_per_side_s or math.inf
            assert form.doses.held_per_side_s(exercise) <= limit_s


@laws
@given(runners, minutes)
def test_the_order_of_the_steps_is_kept_and_step_four_is_never_dropped_for_time(
    runner: Runner, length: int | None
) -> None:
    planned = runner.plan(length)
    places = [step.place for step in planned.steps]
    assert places == [item.exercise for item in runner.routine.items if item.exercise in places]
    assert [step.number for step in planned.steps] == sorted(step.number for step in planned.steps)
    assert len({step.exercise for step in planned.steps}) == len(planned.steps) or runner.unmet
    always = {item.exercise for item in runner.routine.items if item.always}
    for_time = {out.place for out in planned.left_out if out.reasons[0].message == "plan.left_out_for_time"}
    assert not always & for_time


@laws
@given(runners, minutes)
def test_every_change_has_a_reason(runner: Runner, length: int | None) -> None:
    planned, adjusted = runner.plan(length), runner.adjusted()
    usual = {
        step.place: step
        for step in plan(runner.routine, LIBRARY, minutes=None, tools=None, unmet_needs=runner.unmet).steps
    }
    for step in planned.steps:
        before = usual[step.place]
        same = (step.exercise, step.doses, dict(step.doses.holds)) == (
            before.exercise,
            before.doses,
            dict(before.doses.holds),
        )
        if not same:
            assert step.reasons, step
        if level_of(adjusted.levels, step.place):
            assert any(reason.message.startswith("dose.") for reason in step.reasons)
        assert not {"plan.wanted", "plan.bounded"} & {reason.message for reason in step.reasons}


@laws
@given(runners)
def test_at_most_one_place_goes_up_and_none_where_another_goes_down(runner: Runner) -> None:
    adjusted = runner.adjusted()
    recorded = next((past.levels for past in reversed(runner.history) if past.levels is not None), {})
    asked = Asked(runner.routine, LIBRARY, runner.unmet, None)
    before = {spot.place: spot.level for spot in spots_of(asked, recorded)}
    moved = {place: level_of(adjusted.levels, place) - level for place, level in before.items()}
    up = [place for place, by in moved.items() if by > 0]
    assert len(up) <= 1
    assert all(moved[place] == 1 for place in up)
    assert not up or not any(by < 0 for by in moved.values())
    assert not up or runner.effects.nothing_up is None


@laws
@given(runners, st.lists(sores, min_size=1, max_size=2))
def test_nothing_goes_up_or_longer_on_a_day_with_something_sore(runner: Runner, sore: list[Sore]) -> None:
    adjusted = runner.adjusted(sore=True)
    asked = Asked(runner.routine, LIBRARY, runner.unmet, None)
    recorded = next((past.levels for past in reversed(runner.history) if past.levels is not None), {})
    for spot in spots_of(asked, recorded):
        assert level_of(adjusted.levels, spot.place) <= spot.level
    roomy = {step.place: step for step in runner.plan(None, sore).steps}
    for step in runner.plan(20, sore).steps:
        if step.place in roomy and step.exercise == roomy[step.place].exercise:
            assert _held_s(step.doses, step) <= _held_s(roomy[step.place].doses, step)


@laws
@given(runners, outcomes, pains, st.booleans())
def test_more_pain_never_gives_more(
    runner: Runner, last: Outcome, pain: tuple[str, str, int, str | None], in_the_morning: bool
) -> None:
    before, now = list(runner.history), runner.now
    told = replace(last, days_later=1)
    worse = replace(told, pains=[*told.pains, pain])
    if in_the_morning:
        region, kind, level, _ = pain
        worse = replace(told, morning=[*(told.morning or []), Sore(Region(region), Kind(kind), level)])
    results: list[tuple[Adjustment, Prescription]] = []
    for outcome in (told, worse):
        runner.history, runner.now = list(before), now
        runner.does(outcome)
        results.append((runner.adjusted(), runner.plan()))
    (mild, mild_plan), (grave, grave_plan) = results
    doses = {step.place: step for step in mild_plan.steps}
    for place in set(mild.levels) | set(grave.levels):
        assert level_of(grave.levels, place) <= level_of(mild.levels, place)
    for step in grave_plan.steps:
        if step.place in doses and doses[step.place].exercise == step.exercise:
            assert _held_s(step.doses, step) <= _held_s(doses[step.place].doses, step)


@laws
@given(runners, outcomes, st.sampled_from(Region), st.sampled_from(Kind), st.integers(0, 9))
def test_a_higher_level_of_the_same_pain_never_gives_more(
    runner: Runner, last: Outcome, region: Region, kind: Kind, level: int
) -> None:
    before, now = list(runner.history), runner.now
    levels = []
    for told in (level, level + 1):
        runner.history, runner.now = list(before), now
        runner.does(replace(last, pains=[(region.value, kind.value, told, None)]))
        levels.append(runner.adjusted().levels)
    for place in set(levels[0]) | set(levels[1]):
        assert level_of(levels[1], place) <= level_of(levels[0], place)


@laws
@given(runners, minutes)
def test_the_same_past_gives_the_same_plan(runner: Runner, length: int | None) -> None:
    assert runner.adjusted() == runner.adjusted()
    assert runner.plan(length) == runner.plan(length)


@laws
@given(runners)
def test_every_level_lies_on_its_ladder(runner: Runner) -> None:
    asked = Asked(runner.routine, LIBRARY, runner.unmet, None)
    adjusted = runner.adjusted()
    for spot in spots_of(asked, adjusted.levels):
        assert spot.ladder.lowest <= level_of(adjusted.levels, spot.place) <= spot.ladder.highest


def _held_s(doses: Doses, step: PrescribedStep) -> float:
    return doses.held_per_side_s(LIBRARY.exercise(step.exercise).variant(step.tool))
