"""Each safety row against the real plan of glute activation: what it replaces, leaves out and lets pass."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from primemover.coach.pain import Kind, Response
from primemover.coach.prescription import prescribe
from primemover.coach.safety import List, checklist, rows
from primemover.coach.screening import screen
from primemover.coach.soreness import Sore, ask_red_flags
from primemover.errors import InvalidInput
from primemover.routine.compiling import compile as lay_out_in_time
from primemover.routine.exercise import Exercise, Tool
from primemover.routine.library import library
from primemover.routine.prescription import EasierStep, PrescribedStep, Prescription
from primemover.terms import Region, Side
from primemover.texts import text

LIBRARY = library()
ROUTINE = LIBRARY.routine("glute-activation")
PLACES = [item.exercise for item in ROUTINE.items]
HEALTHY: dict[str, Any] = {"stop": ["none"], "adapt": ["none"]}


def plan_for(answers: dict[str, Any], **wishes: Any) -> Prescription:
    usual: dict[str, Any] = {"minutes": 20, "tools": set(Tool), "first_side": Side.RIGHT}
    return prescribe(ROUTINE, LIBRARY, screen(answers), **(usual | wishes))


def adapted(*reported: str, **follow_ups: str) -> dict[str, Any]:
    answers = HEALTHY | {"adapt": list(reported)}
    named = {name.replace("_", "-"): answer for name, answer in follow_ups.items()}
    return answers | {"follow_ups": named}


def changes(plan: Prescription) -> dict[str, str | None]:
    """Place → what fills it instead, or None where it stays empty; places as usual are not named."""
    replaced: dict[str, str | None] = {
        step.place: step.exercise for step in plan.steps if step.exercise != step.place
    }
    return replaced | {out.place: None for out in plan.left_out}


def way(step: PrescribedStep | EasierStep) -> Exercise:
    return LIBRARY.exercise(step.exercise).variant(step.tool)


# --- the rows, one by one ---------------------------------------------------------------------------


@pytest.mark.parametrize("minutes", [20, 12])
def test_who_reports_nothing_gets_all_five_steps_unchanged(minutes: int) -> None:
    plan = plan_for(HEALTHY, minutes=minutes)
    assert [step.exercise for step in plan.steps] == PLACES
    assert changes(plan) == {}


ADAPTED: list[tuple[str, dict[str, str], dict[str, str | None]]] = [
    ("back-bending", {}, {"prone-recruitment": "glute-bridge"}),
    ("sciatica", {"spreading": "no"}, {"release-glutes": None}),
    ("front-hip", {}, {"supine-knee-to-chest": None, "childs-pose": "childs-pose-high"}),
    ("sit-bone", {}, {"release-glutes": None, "low-lunge": "half-kneeling-hip-flexor-stretch"}),
    ("no-rolling", {}, {"release-quads": None, "release-glutes": None}),
    (
        "pregnancy",
        {"pregnancy_cleared": "yes", "trimester": "first"},
        {"prone-recruitment": "glute-bridge"},
    ),
    (
        "pregnancy",
        {"pregnancy_cleared": "yes", "trimester": "later"},
        {"prone-recruitment": "quadruped-hip-extension", "supine-knee-to-chest": None},
    ),
    ("birth", {"birth_cleared": "yes"}, {}),
    (
        "hip-replacement",
        {"surgeon_cleared": "yes", "approach": "back"},
        {
            "low-lunge": "half-kneeling-hip-flexor-stretch",
            "supine-knee-to-chest": None,
            "childs-pose": "childs-pose-high",
        },
    ),
    (
        "hip-replacement",
        {"surgeon_cleared": "yes", "approach": "front"},
        {"low-lunge": None, "prone-recruitment": "glute-bridge"},
    ),
    (
        "hip-replacement",
        {"surgeon_cleared": "yes", "approach": "unknown"},
        {
            "low-lunge": None,
            "supine-knee-to-chest": None,
            "prone-recruitment": "glute-bridge",
            "childs-pose": "childs-pose-high",
        },
    ),
    ("heart", {}, {"childs-pose": "childs-pose-high"}),
    ("knee", {}, {"low-lunge": "standing-hip-flexor-stretch", "childs-pose": "rest-on-back"}),
    ("abdomen", {}, {"prone-recruitment": "glute-bridge"}),
    (
        "osteoporosis",
        {},
        {"release-quads": None, "release-glutes": None, "childs-pose": "childs-pose-high"},
    ),
]


@pytest.mark.parametrize(
    ("row", "follow_ups", "expected"), ADAPTED, ids=lambda value: value if isinstance(value, str) else ""
)
def test_a_row_that_adapts_changes_the_steps_it_names_and_lets_the_others_pass(
    row: str, follow_ups: dict[str, str], expected: dict[str, str | None]
) -> None:
    assert changes(plan_for(adapted(row, **follow_ups))) == expected


def test_every_row_that_adapts_is_tried_above() -> None:
    assert {row for row, _, _ in ADAPTED} == {row.id for row in checklist(List.ADAPT)}


@pytest.mark.parametrize("row", [row for row in rows() if row.list is List.STOP], ids=lambda row: row.id)
def test_a_row_that_stops_leaves_nothing_to_do(row: Any) -> None:
    with pytest.raises(InvalidInput, match=r"answered|blocked"):
        plan_for(HEALTHY | {"stop": [row.id]})


def test_a_load_spike_low_energy_or_missed_periods_let_the_plan_pass() -> None:
    assert changes(plan_for(HEALTHY | {"later": ["bone-load"]})) == {}


def test_every_change_says_what_is_not_asked_for_and_why() -> None:
    plan = plan_for(adapted("knee"))
    lunge = next(step for step in plan.steps if step.place == "low-lunge")
    words = [text(reason.message, **reason.values) for reason in lunge.reasons]
    assert "No kneeling today." in words
    assert text("safety.knee.reason") in words


def test_the_rolling_that_needs_the_belly_is_done_by_hand_in_pregnancy() -> None:
    plan = plan_for(adapted("pregnancy", pregnancy_cleared="yes", trimester="first"))
    quads = next(step for step in plan.steps if step.place == "release-quads")
    assert quads.tool is Tool.HAND_HELD


@pytest.mark.parametrize(
    "answers", [{}, {"stop": ["none"]}, {"adapt": ["none"]}, HEALTHY | {"adapt": ["pregnancy"]}]
)
def test_nothing_is_planned_while_a_question_is_open(answers: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput, match="not answered"):
        plan_for(answers)


# --- sore before the start --------------------------------------------------------------------------


def test_a_little_muscle_soreness_changes_nothing() -> None:
    plan = plan_for(HEALTHY, sore=[Sore(Region.BUTTOCK, Kind.MUSCULAR, 3)])
    assert changes(plan) == {}


def test_more_muscle_soreness_takes_the_easier_form_of_what_loads_it() -> None:
    plan = plan_for(HEALTHY, sore=[Sore(Region.SIT_BONE, Kind.MUSCULAR, 4)])
    assert changes(plan) == {"release-glutes": None, "low-lunge": "half-kneeling-hip-flexor-stretch"}


@pytest.mark.parametrize("kind", [Kind.SHARP, Kind.RADIATING, Kind.NUMB, Kind.TINGLING])
def test_what_is_not_muscular_leaves_the_region_out_without_a_substitute(kind: Kind) -> None:
    sore = [Sore(Region.BACK_OF_THIGH, kind, 1)]
    assert ask_red_flags(sore)
    assert changes(plan_for(HEALTHY, sore=sore)) == {"release-glutes": None, "prone-recruitment": None}


def test_a_sore_groin_leaves_out_all_that_loads_it() -> None:
    plan = plan_for(HEALTHY, sore=[Sore(Region.GROIN, Kind.MUSCULAR, 1)])
    assert {step.exercise for step in plan.steps} == {"release-quads", "release-glutes"}


@pytest.mark.parametrize("kind", list(Kind))
def test_above_five_nothing_is_done_today(kind: Kind) -> None:
    plan = plan_for(HEALTHY, sore=[Sore(Region.KNEE, kind, 6)])
    assert plan.steps == ()
    assert [reason.message for reason in plan.reasons] == ["sore.end"]
    assert {out.place for out in plan.left_out} == set(PLACES)


def test_two_sore_regions_ease_a_step_once() -> None:
    sore = [Sore(Region.LOW_BACK, Kind.MUSCULAR, 4), Sore(Region.BUTTOCK, Kind.MUSCULAR, 5)]
    plan = plan_for(HEALTHY, sore=sore)
    assert changes(plan)["prone-recruitment"] == "prone-squeeze"


# --- laws -------------------------------------------------------------------------------------------


@st.composite
def cleared_answers(draw: st.DrawFn) -> dict[str, Any]:
    """Answers with which a session may start, whatever is adapted."""
    ticked = draw(st.lists(st.sampled_from(checklist(List.ADAPT)), unique=True, max_size=5))
    follow_ups = {}
    for question in (question for row in ticked for question in row.follow_ups):
        fit = ["yes"] if question.id.endswith("cleared") else ["no"] if question.id == "spreading" else None
        follow_ups[question.id] = draw(st.sampled_from(fit or sorted(question.answers)))
    return HEALTHY | {"adapt": [row.id for row in ticked] or ["none"], "follow_ups": follow_ups}


sores = st.lists(
    st.builds(Sore, st.sampled_from(Region), st.sampled_from(Kind), st.integers(0, 10)), max_size=3
)
wishes = st.fixed_dictionaries(
    {
        "minutes": st.sampled_from([6, 12, 20, None]),
        "tools": st.none() | st.sets(st.sampled_from(Tool)),
        "first_side": st.sampled_from([Side.LEFT, Side.RIGHT]),
        "done_by_professional": st.booleans(),
        "sore": sores,
    }
)


@settings(max_examples=60)
@given(cleared_answers(), wishes)
def test_no_plan_holds_an_exercise_whose_need_is_not_met(
    answers: dict[str, Any], wish: dict[str, Any]
) -> None:
    unmet = screen(answers).unmet_needs
    for step in plan_for(answers, **wish).steps:
        assert not way(step).needs & unmet
        assert step.easier is None or not way(step.easier).needs & unmet


@settings(max_examples=60)
@given(cleared_answers(), wishes)
def test_no_plan_loads_a_region_that_is_done_for_today(answers: dict[str, Any], wish: dict[str, Any]) -> None:
    gone = {sore.region for sore in wish["sore"] if sore.response.response is Response.LEAVE_OUT}
    for step in plan_for(answers, **wish).steps:
        assert not set(way(step).regions) & gone
        assert step.easier is None or not set(way(step.easier).regions) & gone


@settings(max_examples=60)
@given(cleared_answers(), wishes)
def test_every_plan_can_be_laid_out_and_names_every_place(
    answers: dict[str, Any], wish: dict[str, Any]
) -> None:
    plan = plan_for(answers, **wish)
    places = [*(step.place for step in plan.steps), *(out.place for out in plan.left_out)]
    assert sorted(places) == sorted(PLACES)
    if plan.steps:
        timeline = lay_out_in_time(ROUTINE, plan, LIBRARY)
        assert timeline.total_s > 0
    reasons = [*plan.reasons, *(reason for step in plan.steps for reason in step.reasons)]
    reasons += [reason for out in plan.left_out for reason in out.reasons]
    assert all(text(reason.message, **reason.values) for reason in reasons)
