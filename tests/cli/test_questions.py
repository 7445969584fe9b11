from __future__ import annotations

import io

import pytest
from rich.console import Console

from primemover.cli.play.questions import Questions
from primemover.errors import InvalidInput

ROWS = ["first", "second", "third"]


def asking(*answers: str) -> tuple[Questions, io.StringIO]:
    shown = io.StringIO()
    typed = iter([f"{answer}\n" for answer in answers])
    return Questions(Console(file=shown, width=80), lambda: next(typed, "")), shown


def test_numbers_tick_rows_and_enter_ticks_none() -> None:
    questions, _ = asking("3 1", "2,3", "")
    assert questions.tick("Which?", ROWS, "hint") == [0, 2]
    assert questions.tick("Which?", ROWS, "hint") == [1, 2]
    assert questions.tick("Which?", ROWS, "hint") == []


@pytest.mark.parametrize("wrong", ["4", "0", "-1", "two", "1 x", "none"])
def test_what_does_not_stand_there_is_asked_again_and_never_guessed(wrong: str) -> None:
    questions, shown = asking(wrong, "2")
    assert questions.tick("Which?", ROWS, "hint") == [1]
    assert "Only numbers that stand there" in shown.getvalue()


def test_a_question_that_needs_an_answer_is_asked_until_it_has_one() -> None:
    questions, _ = asking("", "", "2")
    assert questions.must_choose("Which?", ROWS) == 1


def test_a_number_outside_its_range_is_asked_again() -> None:
    questions, _ = asking("11", "10", "")
    assert questions.number("How much?", 0, 10, "hint") == 10
    assert questions.number("How much?", 0, 10, "hint") is None


def test_nobody_there_is_an_error_that_names_the_way_out() -> None:
    questions, _ = asking()
    with pytest.raises(InvalidInput, match="--yes"):
        questions.tick("Which?", ROWS, "hint")
