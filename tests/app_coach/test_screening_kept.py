"""What was answered is kept, judged together, and is a person's own."""

from __future__ import annotations

from typing import Any

import pytest
from first_days import HEALTHY, LIBRARY, NOW

from primemover.app.screen import screen, standing_answers
from primemover.app.today import today
from primemover.coach.safety import List
from primemover.coach.screening import Verdict
from primemover.errors import InvalidInput
from primemover.journal import Journal


@pytest.fixture
def person(journal: Journal) -> str:
    return journal.first_person("Me").id


def test_answers_are_kept_in_parts_and_judged_together(journal: Journal, person: str) -> None:
    assert screen(journal, person, {"stop": ["none"]}, NOW).verdict is Verdict.INCOMPLETE
    assert screen(journal, person, {"adapt": ["none"]}, NOW).verdict is Verdict.GO
    assert set(standing_answers(journal, person, NOW).given) == {List.STOP, List.ADAPT}


@pytest.mark.parametrize("answers", [{}, {"stop": []}, {"stop": ["none", "chest"]}, {"stop": ["chst"]}])
def test_of_answers_that_make_no_sense_nothing_is_kept(
    journal: Journal, person: str, answers: dict[str, Any]
) -> None:
    with pytest.raises(InvalidInput):
        screen(journal, person, answers, NOW)
    assert journal.answers_so_far(person) == ()


def test_people_of_a_household_have_answers_of_their_own(journal: Journal, person: str) -> None:
    other = journal.add_person("Ada").id
    screen(journal, person, HEALTHY, NOW)
    assert today(journal, LIBRARY, other, NOW).first_run
    assert not today(journal, LIBRARY, person, NOW).first_run
