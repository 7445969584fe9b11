"""The end of a session: its closing answers, and what follows from it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from first_days import HEALTHY, LIBRARY, NOW, hold, play, tell

from primemover.app.finish import after, finish
from primemover.app.screen import screen
from primemover.app.today import today
from primemover.coach.safety import List
from primemover.errors import InvalidInput, NotFound
from primemover.journal import Journal, new_id


@pytest.fixture
def person(journal: Journal) -> str:
    return journal.first_person("Me").id


def test_the_closing_answers_are_kept_and_the_later_list_is_asked(journal: Journal, person: str) -> None:
    screen(journal, person, HEALTHY, NOW)
    session = play(journal, person, NOW)
    closing = {"effort": 4, "felt": {"left": ["gluteus-maximus"], "right": []}, "pain": 0, "even": "left"}
    finished = finish(journal, LIBRARY, session, closing, NOW + timedelta(minutes=13))
    assert finished.state.closing is not None
    assert finished.state.closing.effort == 4
    assert finished.ask is List.LATER
    screen(journal, person, {"later": ["none"]}, NOW + timedelta(minutes=14))
    assert after(journal, LIBRARY, session, NOW + timedelta(minutes=15)).ask is None


@pytest.mark.parametrize(
    ("exercise", "skipped", "expected"),
    [
        ("prone-recruitment", False, ("finish.soreness", "finish.not-expected")),
        ("prone-recruitment", True, ()),
        ("childs-pose", False, ()),
        ("my-own-exercise-since-removed", False, ()),
    ],
)
def test_soreness_is_announced_where_the_glutes_have_worked(
    journal: Journal, person: str, exercise: str, skipped: bool, expected: tuple[str, ...]
) -> None:
    screen(journal, person, HEALTHY, NOW)
    session = play(journal, person, NOW)
    tell(journal, session, person, "hold", NOW + timedelta(minutes=3), t_s=180, data=hold(exercise, skipped))
    assert after(journal, LIBRARY, session, NOW + timedelta(minutes=13)).advice == expected


@pytest.mark.parametrize(("hours", "expected"), [(1, True), (47, True), (49, False)])
def test_sore_glutes_are_expected_for_two_days_after_the_lifts(
    journal: Journal, person: str, hours: int, expected: bool
) -> None:
    screen(journal, person, HEALTHY, NOW)
    session = play(journal, person, NOW)
    tell(journal, session, person, "hold", NOW, t_s=180, data=hold("prone-recruitment"))
    found = today(journal, LIBRARY, person, NOW + timedelta(minutes=12, hours=hours))
    assert (found.soreness == "sore.expected") is expected


def test_sore_glutes_are_not_expected_after_a_session_without_the_lifts(
    journal: Journal, person: str
) -> None:
    screen(journal, person, HEALTHY, NOW)
    play(journal, person, NOW)
    assert today(journal, LIBRARY, person, NOW + timedelta(hours=1)).soreness is None


def test_closing_answers_that_make_no_sense_are_named(journal: Journal, person: str) -> None:
    screen(journal, person, HEALTHY, NOW)
    session = play(journal, person, NOW)
    with pytest.raises(InvalidInput, match="effort"):
        finish(journal, LIBRARY, session, {"effort": 11}, NOW)


def test_a_session_that_is_not_there_cannot_be_finished(journal: Journal) -> None:
    with pytest.raises(NotFound):
        finish(journal, LIBRARY, new_id(), {}, NOW)
