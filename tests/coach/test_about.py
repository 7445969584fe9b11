"""The longer screening: every question has its words, answers are kept as told, and change what they say."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from primemover.coach.about import (
    Amount,
    QuestionKind,
    about_you,
    in_force,
    question,
    questions,
    read_answer,
    stored,
)
from primemover.coach.about_effects import Effects, contradictions, effects, stop_list_due
from primemover.coach.standing import standing
from primemover.errors import InvalidInput
from primemover.terms import Muscle, Need, Region
from primemover.texts import text

NOW = datetime(2026, 3, 10, 7, 30, tzinfo=UTC)


def told(*parts: dict[str, object], days_apart: float = 7) -> list[tuple[datetime, dict[str, object]]]:
    """Parts told one after the other, the last of them now."""
    first = NOW - timedelta(days=days_apart * (len(parts) - 1))
    return [(first + timedelta(days=days_apart * n), {"about": part}) for n, part in enumerate(parts)]


def changed_by(**answers: object) -> Effects:
    return effects(about_you(told({name.replace("_", "-"): said for name, said in answers.items()})), NOW)


@pytest.mark.parametrize("asked", questions(), ids=lambda asked: asked.id)
def test_every_question_says_why_it_is_asked_and_what_it_changes(asked: object) -> None:
    one = question(asked.id)  # type: ignore[attr-defined]
    for words in (one.question, one.why, one.changes, one.heading, *map(one.label, one.choices)):
        assert text(words)


def test_every_cause_that_the_source_names_is_asked_for() -> None:
    ids = {asked.id for asked in questions()}
    assert {"sitting", "tired", "tight", "run-felt", "fall"} <= ids
    assert "glutes" in question("tight").choices
    assert {"quads", "front-of-hip"} <= set(question("run-felt").choices)


@pytest.mark.parametrize(
    ("name", "given_answer"),
    [
        ("sitting", 25),
        ("sitting", -1),
        ("sitting", "nine"),
        ("sitting", math.nan),
        ("sitting", True),
        ("weekly-run", {"value": 4000, "unit": "km"}),
        ("weekly-run", {"value": 40, "unit": "furlongs"}),
        ("weekly-run", 40),
        ("fall", "sometimes"),
        ("tight", ["elbow"]),
        ("tight", "glutes"),
        ("hat-size", 7),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_do(name: str, given_answer: object) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_answer(question(name), given_answer)
    assert refused.value.what


def test_a_part_that_this_version_does_not_know_is_as_if_not_told() -> None:
    about = about_you(told({"sitting": 99, "hat-size": 7, "fall": "never"}))
    assert set(about) == {"fall"}
    assert about_you([(NOW, {"about": "nonsense"}), (NOW, {"stop": ["none"]})]) == {}


def test_the_newest_answer_counts_and_null_takes_it_back() -> None:
    about = about_you(told({"sitting": 9, "fall": "never"}, {"sitting": 4}, {"fall": None}))
    assert {name: one.answer for name, one in about.items()} == {"sitting": 4.0}


@given(st.sampled_from(questions()), st.data())
def test_an_answer_is_read_back_as_it_was_stored(asked: object, data: st.DataObject) -> None:
    one = question(asked.id)  # type: ignore[attr-defined]
    if one.kind is QuestionKind.ONE:
        said: object = data.draw(st.sampled_from(one.choices))
    elif one.kind is QuestionKind.SEVERAL:
        said = data.draw(st.lists(st.sampled_from(one.choices), min_size=1, unique=True))
    else:
        unit = data.draw(st.sampled_from(sorted(one.bounds)))
        low, high = one.bounds[unit]
        figure = data.draw(st.floats(low, high))
        said = figure if one.kind is QuestionKind.NUMBER else {"value": figure, "unit": unit}
    answer = read_answer(one, said)
    assert read_answer(one, stored(answer)) == answer


def test_an_old_answer_stands_but_changes_nothing() -> None:
    about = about_you([(NOW - timedelta(days=4), {"about": {"tired": "heavy"}})])
    assert "tired" in about
    assert "tired" not in in_force(about, NOW)
    assert effects(about, NOW) == Effects()


# --- what it changes --------------------------------------------------------------------------------


def test_nothing_told_changes_nothing() -> None:
    assert effects({}, NOW) == Effects()


@pytest.mark.parametrize(("hours", "first"), [(7, None), (7.5, "dose.why.sitting")])
def test_sitting_over_seven_hours_lets_lengthening_go_first(hours: float, first: str | None) -> None:
    found = changed_by(sitting=hours)
    assert (found.lengthen_first.message if found.lengthen_first else None) == first
    assert bool(found.advice) is bool(first)


def test_heavy_legs_and_a_jump_in_running_hold_everything() -> None:
    assert changed_by(tired="heavy").nothing_up
    assert changed_by(run_change="much-more").nothing_up
    assert not changed_by(run_change="a-little-more", tired="usual").nothing_up


@pytest.mark.parametrize(
    ("before", "after", "held"),
    [
        ({"value": 30, "unit": "km"}, {"value": 41, "unit": "km"}, True),
        ({"value": 30, "unit": "km"}, {"value": 38, "unit": "km"}, False),
        ({"value": 20, "unit": "mi"}, {"value": 33, "unit": "km"}, False),
        ({"value": 20, "unit": "mi"}, {"value": 45, "unit": "km"}, True),
        ({"value": 150, "unit": "min"}, {"value": 60, "unit": "km"}, False),
        ({"value": 0, "unit": "km"}, {"value": 10, "unit": "km"}, False),
    ],
)
def test_a_third_more_running_is_seen_across_units_that_can_be_compared(
    before: dict[str, object], after: dict[str, object], held: bool
) -> None:
    about = about_you(told({"weekly-run": before}, {"weekly-run": after}))
    assert bool(effects(about, NOW).nothing_up) is held
    assert about["weekly-run"].answer == Amount(after["value"], after["unit"])  # type: ignore[arg-type]


def test_a_mistyped_figure_that_is_mended_is_no_jump() -> None:
    parts = told({"weekly-run": {"value": 4, "unit": "km"}}, {"weekly-run": {"value": 40, "unit": "km"}})
    mended = [(NOW - timedelta(minutes=2), parts[0][1]), parts[1]]
    assert effects(about_you(mended), NOW).nothing_up is None


def test_an_injury_of_lately_and_pain_hold_what_loads_them() -> None:
    assert changed_by(injury=["knee"], injury_when="lately").not_up == {Region.KNEE}
    assert changed_by(injury=["knee"], injury_when="long-ago").not_up == frozenset()
    assert changed_by(pain_where=["low-back", "none"]).not_up == {Region.LOW_BACK}


def test_limits_take_needs_away_and_tense_muscles_keep_their_release() -> None:
    assert changed_by(limits=["kneeling", "none"]).unmet == {Need.KNEELING}
    assert changed_by(tight=["glutes", "hamstrings"]).tense == {Muscle.GLUTEUS_MAXIMUS}


def test_what_is_felt_is_said_beside_the_step_it_is_about() -> None:
    assert changed_by(bridge_felt=["hamstrings"]).at_work
    assert not changed_by(bridge_felt=["hamstrings", "glutes"]).at_work
    assert changed_by(run_felt=["quads"]).at_lengthening
    assert not changed_by(run_felt=["none"]).at_lengthening


def test_a_fall_that_still_hurts_brings_advice() -> None:
    assert [reason.message for reason in changed_by(fall_still="yes").advice] == ["dose.advice.fall"]


@pytest.mark.parametrize(
    ("answers", "asked"),
    [
        ({"pain-when": ["at-night"]}, True),
        ({"pain-when": ["at-rest", "none"]}, True),
        ({"pain-when": ["on-impact"]}, True),
        ({"pain-when": ["in-a-run"]}, False),
        ({"pain-where": ["groin"]}, True),
        ({"pain-where": ["knee"]}, False),
    ],
)
def test_pain_at_night_at_rest_on_impact_or_in_the_groin_asks_for_the_stop_list(
    answers: dict[str, object], asked: bool
) -> None:
    assert (stop_list_due(about_you(told(answers)), NOW) == NOW) is asked


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (
            {"weekly-run": {"value": 60, "unit": "km"}, "run-change": "not-running"},
            "about.contradiction.not-running",
        ),
        ({"run-felt": ["glutes", "none"]}, "about.both.run-felt"),
        ({"fall": "never", "fall-still": "yes"}, "about.contradiction.no-fall-but-hurt"),
        ({"pain-where": ["none"], "pain-when": ["sitting"]}, "about.contradiction.no-pain-but-when"),
    ],
)
def test_what_contradicts_is_said_and_kept_as_told(answers: dict[str, object], said: str) -> None:
    about = about_you(told(answers))
    assert [reason.message for reason in contradictions(about)] == [said]
    assert {name: stored(one.answer) for name, one in about.items()} == answers
    assert text(said)


def test_these_answers_take_no_part_in_the_safety_lists() -> None:
    held = standing(told({"sitting": 9}), NOW)
    assert (dict(held.answers), dict(held.given), held.asked_before) == ({"follow_ups": {}}, {}, False)
