"""What is planned for the minutes, the tools and the needs of today, and why."""

from __future__ import annotations

import pytest
from routine_samples import LIBRARY, ROUTINE

from primemover.errors import InvalidInput, NotFound
from primemover.routine import Prescription, plan, prescription_from, prescription_json, usual_prescription
from primemover.routine.compiling import compile as lay_out_in_time
from primemover.terms import Need, Side

ALL_TOOLS = frozenset({"roller", "ball", "hand-held"})


def places(prescription: Prescription) -> list[str]:
    return [step.place for step in prescription.steps]


def reasons(prescription: Prescription, place: str) -> list[str]:
    planned = {step.place: step.reasons for step in prescription.steps}
    left_out = {out.place: out.reasons for out in prescription.left_out}
    return [reason.message for reason in {**planned, **left_out}[place]]


def total_s(prescription: Prescription) -> float:
    return lay_out_in_time(ROUTINE, prescription, LIBRARY).total_s


def test_the_usual_prescription_is_the_whole_routine_at_the_doses_of_the_files() -> None:
    usual = usual_prescription(ROUTINE, LIBRARY)
    assert places(usual) == [item.exercise for item in ROUTINE.items]
    assert [step.exercise for step in usual.steps] == places(usual)
    assert all(not step.reasons for step in usual.steps)
    by_place = {step.place: step.doses for step in usual.steps}
    assert by_place["prone-recruitment"].reps == 6
    assert dict(by_place["prone-recruitment"].holds) == {"squeeze": 1, "straighten": 3, "lift": 3}
    assert dict(by_place["low-lunge"].holds) == {"hands-down": 30, "knee-lifted": 4, "upright": 30}
    assert dict(by_place["supine-knee-to-chest"].holds) == {"hold-knee": 30}


@pytest.mark.parametrize("minutes", [6, 12, 20])
def test_a_plan_fits_its_minutes(minutes: int) -> None:
    planned = plan(ROUTINE, LIBRARY, minutes=minutes, tools=ALL_TOOLS)
    assert minutes * 60 - 150 < total_s(planned) <= minutes * 60


def test_when_time_is_short_step_four_is_kept_then_two_three_one_and_five() -> None:
    kept = [
        {step.number for step in plan(ROUTINE, LIBRARY, minutes=minutes, tools=ALL_TOOLS).steps}
        for minutes in (5, 6, 8, 12)
    ]
    assert kept == [{4, 2}, {4, 2, 3}, {4, 2, 3, 1}, {4, 2, 3, 1, 5}]


def test_six_minutes_leave_out_the_release_and_say_why() -> None:
    planned = plan(ROUTINE, LIBRARY, minutes=6, tools=ALL_TOOLS)
    assert places(planned) == ["low-lunge", "supine-knee-to-chest", "prone-recruitment"]
    assert reasons(planned, "release-quads") == ["plan.left_out_for_time"]
    assert reasons(planned, "low-lunge") == ["plan.shortened"]
    assert planned.steps[0].reasons[0].values == {"minutes": 6}


def test_twelve_minutes_keep_step_four_as_the_source_has_it() -> None:
    planned = plan(ROUTINE, LIBRARY, minutes=12, tools=ALL_TOOLS)
    recruitment = planned.steps[-2]
    assert recruitment.place == "prone-recruitment"
    assert recruitment.doses.reps == 6
    assert recruitment.reasons == ()


def test_more_time_lengthens_but_never_to_the_largest_dose() -> None:
    planned = plan(ROUTINE, LIBRARY, minutes=30, tools=ALL_TOOLS)
    by_place = {step.place: step for step in planned.steps}
    assert by_place["prone-recruitment"].doses.reps == 9
    assert by_place["prone-recruitment"].doses.sets == 1
    assert by_place["release-quads"].doses.holds["roll"] == 90
    assert reasons(planned, "release-quads") == ["plan.lengthened"]
    assert [reason.message for reason in planned.reasons] == ["plan.enough"]


def test_an_unmet_need_brings_the_first_substitute_whose_needs_are_met() -> None:
    planned = plan(ROUTINE, LIBRARY, minutes=None, unmet_needs={Need.BACK_BENDING}, tools=None)
    step = planned.steps[-2]
    assert (step.place, step.exercise) == ("prone-recruitment", "glute-bridge")
    assert reasons(planned, "prone-recruitment") == ["plan.instead", "plan.need.back-bending"]
    assert step.reasons[0].values == {"exercise": "Prone glute recruitment"}


def test_substitutes_of_substitutes_are_found() -> None:
    unmet = {Need.KNEELING, Need.LYING_ON_BACK}
    planned = plan(ROUTINE, LIBRARY, minutes=None, unmet_needs=unmet, tools=None)
    filled = {step.place: step.exercise for step in planned.steps}
    assert filled["childs-pose"] == "standing-rest"
    assert filled["low-lunge"] == "standing-hip-flexor-stretch"
    assert reasons(planned, "supine-knee-to-chest") == ["plan.no_substitute", "plan.need.lying-on-back"]


def test_without_a_tool_the_release_is_left_out_and_says_what_would_do() -> None:
    planned = plan(ROUTINE, LIBRARY, minutes=None, tools=frozenset())
    assert 1 not in {step.number for step in planned.steps}
    assert reasons(planned, "release-glutes") == ["plan.no_substitute", "plan.no_tool"]


def test_each_muscle_takes_its_preferred_tool_of_those_at_hand() -> None:
    def tools_for(*at_hand: str) -> list[str | None]:
        return [step.tool for step in plan(ROUTINE, LIBRARY, minutes=None, tools=at_hand).steps[:2]]

    assert tools_for("roller", "ball", "hand-held") == ["roller", "ball"]
    assert tools_for("roller") == ["roller", "roller"]
    assert tools_for("hand-held") == ["hand-held", "hand-held"]


def test_a_tool_whose_own_needs_are_not_met_gives_way_to_another() -> None:
    planned = plan(ROUTINE, LIBRARY, minutes=None, tools=ALL_TOOLS, unmet_needs={Need.WEIGHT_ON_HANDS})
    assert [step.tool for step in planned.steps[:2]] == ["hand-held", "hand-held"]


def test_what_a_professional_has_done_is_left_out() -> None:
    planned = plan(ROUTINE, LIBRARY, minutes=20, tools=ALL_TOOLS, done_by_professional=True)
    assert {out.place for out in planned.left_out} == {"release-quads", "release-glutes"}
    assert reasons(planned, "release-quads") == ["plan.professional"]


def test_where_nothing_is_allowed_the_plan_is_empty_and_says_so() -> None:
    planned = plan(ROUTINE, LIBRARY, minutes=12, unmet_needs=frozenset(Need), tools=ALL_TOOLS)
    assert planned.steps == ()
    assert [reason.message for reason in planned.reasons] == ["plan.nothing"]
    timeline = lay_out_in_time(ROUTINE, planned, LIBRARY)
    assert (timeline.total_s, timeline.steps) == (0, ())


def test_own_doses_take_the_place_of_the_usual_ones() -> None:
    own = {"prone-recruitment": {"reps": 8, "lift": 4}}
    planned = plan(ROUTINE, LIBRARY, minutes=None, tools=None, doses=own)
    doses = planned.steps[-2].doses
    assert (doses.reps, doses.holds["lift"], doses.holds["straighten"]) == (8, 4, 3)
    assert reasons(planned, "prone-recruitment") == ["plan.wanted"]


def test_own_doses_stay_inside_the_bounds_of_the_file_and_say_so() -> None:
    own = {"prone-recruitment": {"reps": 40}, "supine-knee-to-chest": {"sets": 3, "hold-knee": 60}}
    planned = plan(ROUTINE, LIBRARY, minutes=None, tools=None, doses=own)
    by_place = {step.place: step.doses for step in planned.steps}
    assert by_place["prone-recruitment"].reps == 12
    assert by_place["supine-knee-to-chest"].held_per_side_s(LIBRARY.exercise("supine-knee-to-chest")) <= 120
    assert reasons(planned, "supine-knee-to-chest") == ["plan.bounded"]


@pytest.mark.parametrize("minutes", [-1, 0, 4, 31, 10_000])
def test_minutes_that_cannot_be_planned_are_refused(minutes: int) -> None:
    with pytest.raises(InvalidInput, match="Choose 5 to 30"):
        plan(ROUTINE, LIBRARY, minutes=minutes)


def test_own_doses_of_what_an_exercise_has_not_are_refused() -> None:
    with pytest.raises(InvalidInput, match="It has: lift, reps, sets, squeeze, straighten"):
        plan(ROUTINE, LIBRARY, minutes=None, doses={"prone-recruitment": {"lfit": 3}})
    with pytest.raises(InvalidInput):
        plan(ROUTINE, LIBRARY, minutes=None, doses={"prone-recruitment": {"reps": float("nan")}})
    with pytest.raises(NotFound):
        plan(ROUTINE, LIBRARY, minutes=None, doses={"prone-recruitmnt": {"reps": 3}})


def test_a_prescription_comes_back_from_json_as_it_was() -> None:
    planned = plan(
        ROUTINE, LIBRARY, minutes=12, tools={"ball"}, unmet_needs={Need.KNEELING}, first_side=Side.RIGHT
    )
    assert prescription_from(prescription_json(planned)) == planned


@pytest.mark.parametrize(
    "content", [{}, {"routine": "x"}, {"routine": "x", "minutes": 1, "first_side": "up"}]
)
def test_what_is_no_prescription_is_refused(content: dict[str, object]) -> None:
    with pytest.raises(InvalidInput, match="not a prescription"):
        prescription_from(content)


def test_the_pillow_rest_is_a_session_of_its_own_of_five_to_fifteen_minutes() -> None:
    routine = LIBRARY.routine("supported-psoas-release")
    usual = usual_prescription(routine, LIBRARY)
    assert dict(usual.steps[0].doses.holds) == {"rest": 900}
    shorter = plan(routine, LIBRARY, minutes=11)
    assert shorter.steps[0].doses.holds["rest"] == 600
    shortest = plan(routine, LIBRARY, minutes=5)
    assert shortest.steps[0].doses.holds["rest"] == 300
    assert [reason.message for reason in shortest.reasons] == ["plan.longer_than_asked"]
