"""What the answers come to: every row blocks, refers, adapts or lets pass; nothing fails open."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from primemover.coach.safety import GATING, Action, List, Urgency, checklist, rows
from primemover.coach.screening import Verdict, screen
from primemover.errors import InvalidInput
from primemover.terms import Need
from primemover.texts import text

HEALTHY: dict[str, Any] = {"stop": ["none"], "adapt": ["none"]}
ROWS = {row.id: row for row in rows()}


def reporting(row_id: str, **follow_ups: str) -> dict[str, Any]:
    """The answers of somebody who reports one row and answers its questions."""
    answers = HEALTHY | {str(ROWS[row_id].list): [row_id]}
    named = {name.replace("_", "-"): answer for name, answer in follow_ups.items()}
    return answers | {"follow_ups": named} if named else answers


# --- the rows, one by one ---------------------------------------------------------------------------


def test_who_reports_nothing_may_start_unchanged() -> None:
    screening = screen(HEALTHY)
    assert screening.may_start
    assert (screening.blocks, screening.notices, screening.unmet, screening.follow_ups) == ((), (), (), ())
    assert screening.urgency is None


@pytest.mark.parametrize(
    ("row", "action", "urgency"),
    [
        ("saddle", "block-emergency", "now"),
        ("legs", "block-emergency", "now"),
        ("chest", "block-emergency", "now"),
        ("calf", "block-urgent", "today"),
        ("bone-stress", "block-urgent", "days"),
        ("trauma", "refer-block", "before-starting"),
        ("cancer", "refer-block", "before-starting"),
        ("general", "refer-block", "before-starting"),
    ],
)
def test_a_row_that_stops_blocks_everything_with_its_urgency(row: str, action: str, urgency: str) -> None:
    screening = screen({"stop": [row]})
    assert screening.verdict is Verdict.BLOCKED
    assert [finding.action for finding in screening.blocks] == [action]
    assert screening.urgency == urgency


def test_painful_walking_makes_bone_stress_a_matter_of_today_and_off_the_leg() -> None:
    screening = screen(reporting("bone-stress", walking_hurts="yes", bone_load="no"))
    assert screening.urgency is Urgency.TODAY
    assert "off the leg" in text(screening.blocks[0].advice[-1])


def test_walking_without_pain_leaves_bone_stress_within_days() -> None:
    screening = screen(reporting("bone-stress", walking_hurts="no", bone_load="no"))
    assert screening.urgency is Urgency.DAYS


def test_load_energy_or_missed_periods_raise_the_urgency_of_bone_stress() -> None:
    asked_there = screen(reporting("bone-stress", walking_hurts="no", bone_load="yes"))
    asked_later = screen({"stop": ["bone-stress"], "later": ["bone-load"]})
    assert asked_there.urgency is asked_later.urgency is Urgency.TOMORROW
    assert "bone-load" not in [question.id for question in asked_later.follow_ups]


def test_load_energy_or_missed_periods_alone_bring_advice_and_no_block() -> None:
    screening = screen(reporting("bone-load"))
    assert screening.may_start
    assert [finding.action for finding in screening.notices] == [Action.ADVISE]
    assert not screening.unmet


def test_a_pulling_feeling_in_a_stretch_is_not_meant() -> None:
    assert "pulling feeling in a stretch is not meant" in text(ROWS["bone-stress"].detail)


@pytest.mark.parametrize(
    ("row", "needs"),
    [
        ("back-bending", {Need.BACK_BENDING}),
        ("front-hip", {Need.DEEP_HIP_FLEXION}),
        ("sit-bone", {Need.PRESSURE_ON_BUTTOCK, Need.DEEP_LUNGE}),
        ("no-rolling", {Need.ROLLING}),
        ("heart", {Need.HEAD_DOWN}),
        ("knee", {Need.KNEELING, Need.DEEP_KNEE_FLEXION}),
        ("abdomen", {Need.LYING_ON_BELLY, Need.ABDOMINAL_EFFORT}),
        ("osteoporosis", {Need.ROLLING, Need.SPINE_FLEXION}),
    ],
)
def test_a_row_that_adapts_takes_its_needs_away_and_lets_the_rest_pass(row: str, needs: set[Need]) -> None:
    screening = screen(reporting(row))
    assert screening.may_start
    assert screening.unmet_needs == needs
    assert {unmet.reason for unmet in screening.unmet} == {f"safety.{row}.reason"}
    assert [finding.row for finding in screening.notices] == [row]


def test_sciatica_takes_pressure_away_and_says_what_to_leave_out() -> None:
    screening = screen(reporting("sciatica", spreading="no"))
    assert screening.may_start
    assert screening.unmet_needs == {Need.PRESSURE_ON_BUTTOCK}
    words = text(screening.notices[0].advice[0])
    assert "brings it on" in words
    assert "spreads" in words


def test_sciatica_that_spreads_is_referred() -> None:
    screening = screen(reporting("sciatica", spreading="yes"))
    assert screening.verdict is Verdict.BLOCKED
    assert screening.blocks[0].action is Action.REFER_BLOCK


def test_the_heart_row_says_to_keep_breathing() -> None:
    assert "keep breathing" in text(screen(reporting("heart")).notices[0].advice[0])


@pytest.mark.parametrize(
    ("trimester", "needs"),
    [("first", {Need.LYING_ON_BELLY}), ("later", {Need.LYING_ON_BELLY, Need.LYING_ON_BACK})],
)
def test_an_approved_pregnancy_leaves_out_the_belly_and_later_the_back(
    trimester: str, needs: set[Need]
) -> None:
    screening = screen(reporting("pregnancy", pregnancy_cleared="yes", trimester=trimester))
    assert screening.may_start
    assert screening.unmet_needs == needs


@pytest.mark.parametrize(
    ("approach", "needs"),
    [
        ("back", {Need.DEEP_HIP_FLEXION, Need.DEEP_LUNGE, Need.LYING_ON_SIDE}),
        ("front", {Need.HIP_EXTENSION, Need.LYING_ON_SIDE}),
        ("unknown", {Need.DEEP_HIP_FLEXION, Need.DEEP_LUNGE, Need.HIP_EXTENSION, Need.LYING_ON_SIDE}),
    ],
)
def test_a_cleared_hip_replacement_leaves_out_what_its_approach_rules_out(
    approach: str, needs: set[Need]
) -> None:
    screening = screen(reporting("hip-replacement", surgeon_cleared="yes", approach=approach))
    assert screening.may_start
    assert screening.unmet_needs == needs


@pytest.mark.parametrize(
    ("row", "question", "others"),
    [
        ("pregnancy", "pregnancy-cleared", {"trimester": "first"}),
        ("birth", "birth-cleared", {}),
        ("hip-replacement", "surgeon-cleared", {"approach": "back"}),
        ("under-16", "doctor-cleared", {}),
    ],
)
def test_what_a_clinician_must_clear_first_is_blocked_until_then(
    row: str, question: str, others: dict[str, str]
) -> None:
    answers = {answer: screen(reporting(row, **others, **{question: answer})) for answer in ("yes", "no")}
    assert answers["yes"].may_start
    assert answers["no"].verdict is Verdict.BLOCKED
    assert answers["no"].blocks[0].action is Action.REFER_UNTIL_CLEARED
    undecided = screen(reporting(row, **others))
    assert undecided.verdict is Verdict.INCOMPLETE
    assert question in [asked.id for asked in undecided.follow_ups]


def test_the_most_urgent_block_comes_first() -> None:
    screening = screen({"stop": ["general", "bone-stress", "chest", "calf"]})
    assert [finding.row for finding in screening.blocks] == ["chest", "calf", "bone-stress", "general"]


# --- nothing fails open -----------------------------------------------------------------------------


@pytest.mark.parametrize("answers", [{}, {"stop": ["none"]}, {"adapt": ["none"]}, {"later": ["none"]}])
def test_a_list_that_was_not_answered_keeps_everything_waiting(answers: dict[str, Any]) -> None:
    screening = screen(answers)
    assert screening.verdict is Verdict.INCOMPLETE
    assert set(screening.unanswered) == {name for name in GATING if name not in answers}


@pytest.mark.parametrize(
    ("answers", "complaint"),
    [
        ({"stop": [], "adapt": ["none"]}, "Nothing is ticked"),
        ({"stop": ["none", "chest"]}, "None of these"),
        ({"stop": ["heart"]}, "no row 'heart'"),
        ({"stop": "none"}, "list of row ids"),
        ({"stop": None}, "list of row ids"),
        ({"stop": [["none"]]}, "list of row ids"),
        ({"halt": ["none"]}, "no list 'halt'"),
        (HEALTHY | {"follow_ups": {"trimester": "first"}}, "not ticked"),
        (HEALTHY | {"follow_ups": ["trimester"]}, "by question"),
        (HEALTHY | {"follow_ups": {"trimestr": "first"}}, "no question 'trimestr'"),
        (HEALTHY | {"adapt": ["pregnancy"], "follow_ups": {"trimester": "fourth"}}, "no answer"),
        (HEALTHY | {"adapt": ["pregnancy"], "follow_ups": {"trimester": ["first"]}}, "no answer"),
        ({"stop": ["bone-stress"], "later": ["none"], "follow_ups": {"bone-load": "yes"}}, "differently"),
    ],
)
def test_contradictory_and_unknown_answers_are_refused(answers: dict[str, Any], complaint: str) -> None:
    with pytest.raises(InvalidInput, match=complaint):
        screen(answers)


def test_a_misspelt_row_is_told_its_name() -> None:
    with pytest.raises(InvalidInput) as refused:
        screen({"adapt": ["pregnncy"]})
    assert refused.value.remedy == "Did you mean 'pregnancy'?"


def any_answers() -> st.SearchStrategy[dict[str, Any]]:
    """Valid answers: any rows ticked, any of their questions answered or left open."""

    @st.composite
    def build(draw: st.DrawFn) -> dict[str, Any]:
        answers: dict[str, Any] = {}
        follow_ups: dict[str, str] = {}
        for name in List:
            ids = [row.id for row in checklist(name)]
            ticked = draw(st.none() | st.lists(st.sampled_from(ids), unique=True, max_size=4))
            if ticked is None:
                continue
            answers[name] = ticked or ["none"]
            for row in ticked:
                for question in ROWS[row].follow_ups:
                    answer = draw(st.none() | st.sampled_from(sorted(question.answers)))
                    if answer and not (question.id in ROWS and List.LATER in answers):
                        follow_ups[question.id] = answer
        if "bone-load" in follow_ups and draw(st.booleans()):
            answers["later"] = ["bone-load"] if follow_ups["bone-load"] == "yes" else ["none"]
        elif "bone-load" in follow_ups:
            answers.pop(List.LATER, None)
        return answers | ({"follow_ups": follow_ups} if follow_ups else {})

    return build()


@given(any_answers())
def test_a_session_starts_only_with_all_answers_and_without_a_block(answers: dict[str, Any]) -> None:
    screening = screen(answers)
    complete = all(name in answers for name in GATING) and not screening.follow_ups
    assert screening.may_start is (complete and not screening.blocks)


@given(any_answers(), st.sampled_from([row for row in rows() if row.list is not List.LATER]))
def test_one_more_tick_never_opens_anything(answers: dict[str, Any], row: Any) -> None:
    before = screen(answers)
    ticked = [entry for entry in answers.get(row.list, []) if entry != "none"]
    after = screen(answers | {str(row.list): sorted({*ticked, row.id})})
    assert before.unmet_needs <= after.unmet_needs
    assert len(before.blocks) <= len(after.blocks)
    assert after.may_start <= (before.may_start or List(row.list) in before.unanswered)


@given(any_answers(), st.data())
def test_answering_a_question_never_takes_away_more_than_leaving_it_open(
    answers: dict[str, Any], data: st.DataObject
) -> None:
    before = screen(answers)
    for question in before.follow_ups:
        answer = data.draw(st.sampled_from(sorted(question.answers)))
        after = screen(answers | {"follow_ups": answers.get("follow_ups", {}) | {question.id: answer}})
        assert after.unmet_needs <= before.unmet_needs


# --- the data ---------------------------------------------------------------------------------------


def test_every_row_and_question_has_its_words() -> None:
    for row in rows():
        assert all(text(message) for message in (row.label, row.detail, row.advice, row.reason))
        for question in row.follow_ups:
            assert text(question.question)
            for answer, effect in question.answers.items():
                assert text(question.label(answer))
                assert effect.advice is None or text(effect.advice)


def test_rows_and_questions_have_names_of_their_own() -> None:
    assert len(ROWS) == len(rows())
    questions = [question.id for row in rows() for question in row.follow_ups]
    assert len(questions) == len(set(questions))


def test_only_what_brings_advice_alone_is_asked_after_the_first_session() -> None:
    assert {row.action for row in checklist(List.LATER)} == {Action.ADVISE}


def test_what_blocks_says_how_urgent_it_is() -> None:
    assert all((row.urgency is not None) == row.action.blocks for row in rows())


def test_a_healthy_runner_reads_few_words() -> None:
    words = {name: sum(len(text(row.label).split()) for row in checklist(name)) for name in GATING}
    assert words[List.STOP] <= 48
    assert words[List.ADAPT] <= 36


def test_nobody_is_asked_to_hop() -> None:
    asked = [text(question.question) for row in rows() for question in row.follow_ups]
    asked += [text(message) for row in rows() for message in (row.label, row.detail, row.advice)]
    assert not [sentence for sentence in asked if "hop" in sentence.lower().split()]
