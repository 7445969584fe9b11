"""Which answers hold: the newest of each list, for four weeks, and nothing that is not understood."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from primemover.coach.safety import List
from primemover.coach.screening import Verdict, screen
from primemover.coach.sides import first_side
from primemover.coach.standing import merged, standing
from primemover.errors import InvalidInput
from primemover.terms import Side

START = datetime(2026, 3, 1, 8, tzinfo=UTC)
DAY = timedelta(days=1)


def held(*told: tuple[int, dict[str, Any]], on_day: int = 0) -> Any:
    """What holds on a day, from answers told on days."""
    return standing([(START + day * DAY, part) for day, part in told], START + on_day * DAY)


def test_without_any_answers_everything_is_open() -> None:
    found = held()
    assert found.given == {}
    assert screen(found.answers).verdict is Verdict.INCOMPLETE


def test_lists_may_be_told_one_after_the_other() -> None:
    found = held((0, {"stop": ["none"]}), (0, {"adapt": ["knee"]}))
    assert screen(found.answers).may_start
    assert set(found.given) == {List.STOP, List.ADAPT}


def test_a_list_that_is_told_anew_replaces_the_one_before() -> None:
    found = held((0, {"stop": ["none"], "adapt": ["knee"]}), (1, {"adapt": ["none"]}), on_day=1)
    assert screen(found.answers).unmet == ()
    assert found.given[List.STOP] == START
    assert found.given[List.ADAPT] == START + DAY


def test_a_red_flag_told_by_itself_blocks_from_then_on() -> None:
    found = held((0, {"stop": ["none"], "adapt": ["none"]}), (3, {"stop": ["chest"]}), on_day=3)
    assert screen(found.answers).verdict is Verdict.BLOCKED


def test_follow_ups_may_come_after_their_list() -> None:
    lists = held(
        (0, {"stop": ["none"]}), (0, {"adapt": ["sciatica"]}), (0, {"follow_ups": {"spreading": "no"}})
    )
    assert screen(lists.answers).may_start


def test_a_list_that_is_told_anew_puts_its_questions_again() -> None:
    pregnant = {"adapt": ["pregnancy"], "follow_ups": {"pregnancy-cleared": "yes", "trimester": "first"}}
    found = held((0, {"stop": ["none"]} | pregnant), (20, {"adapt": ["pregnancy"]}), on_day=20)
    screening = screen(found.answers)
    assert screening.verdict is Verdict.INCOMPLETE
    assert [question.id for question in screening.follow_ups] == ["pregnancy-cleared", "trimester"]


def test_the_later_list_overrules_the_same_question_asked_before() -> None:
    asked = {"stop": ["bone-stress"], "follow_ups": {"bone-load": "yes"}}
    found = held((0, asked), (1, {"later": ["none"]}), on_day=1)
    assert screen(found.answers).urgency == "days"


def test_answers_hold_for_four_weeks() -> None:
    answers: dict[str, Any] = {"stop": ["none"], "adapt": ["none"]}
    assert screen(held((0, answers), on_day=28).answers).may_start
    expired = held((0, answers), on_day=29)
    assert screen(expired.answers).verdict is Verdict.INCOMPLETE
    assert expired.given == {}


def test_only_the_list_that_is_old_is_asked_again() -> None:
    found = held((0, {"stop": ["none"], "adapt": ["none"]}), (20, {"stop": ["none"]}), on_day=40)
    assert screen(found.answers).unanswered == (List.ADAPT,)


@pytest.mark.parametrize("stored", [["retired-row"], "none", [], None, {"none": True}])
def test_a_stored_list_that_is_no_longer_understood_counts_as_not_answered(stored: object) -> None:
    found = held((0, {"stop": stored, "adapt": ["none"]}))
    assert screen(found.answers).unanswered == (List.STOP,)


@pytest.mark.parametrize("stored", [{"retired": "yes"}, {"spreading": "perhaps"}, {"trimester": "first"}])
def test_a_stored_follow_up_that_is_no_longer_understood_is_put_again(stored: dict[str, str]) -> None:
    found = held((0, {"stop": ["none"], "adapt": ["sciatica"], "follow_ups": stored}))
    assert [question.id for question in screen(found.answers).follow_ups] == ["spreading"]


def test_an_unknown_list_is_left_for_the_screening_to_refuse() -> None:
    with pytest.raises(InvalidInput, match="stopp"):
        screen(merged(held().answers, {"stopp": ["none"]}))


def test_follow_ups_of_a_wrong_form_are_refused() -> None:
    with pytest.raises(InvalidInput, match="by question"):
        merged(held().answers, {"follow_ups": "yes"})


def test_the_sides_take_turns() -> None:
    sides: list[Side] = []
    for _ in range(4):
        sides.append(first_side(sides))
    assert sides == [Side.RIGHT, Side.LEFT, Side.RIGHT, Side.LEFT]
