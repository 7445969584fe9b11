"""The beginning of a session: what it remembers, refuses and leaves out."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from first_days import HEALTHY, LIBRARY, NOW, play, tell

import primemover
from primemover.app.begin import Wishes, begin, prepare
from primemover.app.log import log
from primemover.app.screen import screen
from primemover.app.today import today
from primemover.coach.pain import Kind, pain_table
from primemover.coach.safety import List
from primemover.coach.soreness import Sore
from primemover.errors import InvalidInput
from primemover.journal import Journal
from primemover.routine.compiling import compile as lay_out_in_time
from primemover.routine.exercise import Tool
from primemover.routine.prescription import prescription_from
from primemover.session import fold
from primemover.terms import Region, Side
from primemover.texts import text


@pytest.fixture
def person(journal: Journal) -> str:
    return journal.first_person("Me").id


def test_begin_remembers_what_compiles_to_the_same_timeline(journal: Journal, person: str) -> None:
    screen(journal, person, HEALTHY, NOW)
    begun = begin(journal, LIBRARY, person, Wishes(minutes=12, tools=frozenset({Tool.BALL})), NOW)
    plan = fold(journal.events(begun.session_id)).plan
    assert plan is not None
    assert (plan.routine, plan.minutes) == ("glute-activation", 12)
    assert plan.app_version == primemover.__version__
    again = lay_out_in_time(LIBRARY.routine(plan.routine), prescription_from(plan.prescription), LIBRARY)
    assert again == begun.timeline
    assert plan.total_s == begun.timeline.total_s
    assert begun.pain_table == pain_table()


def test_the_sides_take_turns_from_session_to_session(journal: Journal, person: str) -> None:
    screen(journal, person, HEALTHY, NOW)
    sides = []
    for day in range(3):
        at = NOW + timedelta(days=day)
        begin(journal, LIBRARY, person, Wishes(minutes=6), at)  # planned, never started: takes no turn
        session = play(journal, person, at + timedelta(hours=1))
        sides.append(journal.events(session)[0].data["prescription"]["first_side"])
        log(
            journal,
            person,
            routine="glute-activation",
            minutes=12,
            day=at.date(),
            now=at + timedelta(hours=2),
        )
    assert sides == ["right", "left", "right"]
    assert today(journal, LIBRARY, person, NOW + timedelta(days=3)).first_side is Side.LEFT


def test_tools_and_minutes_are_there_the_next_time(journal: Journal, person: str) -> None:
    screen(journal, person, HEALTHY, NOW)
    assert today(journal, LIBRARY, person, NOW).wishes == Wishes()
    journal.save_settings(person, {"voice": "off"})
    begin(journal, LIBRARY, person, Wishes(minutes=6, tools=frozenset({Tool.BALL})), NOW)
    assert journal.settings(person) == {"voice": "off", "minutes": 6, "tools": ["ball"]}
    assert today(journal, LIBRARY, person, NOW).wishes == Wishes(minutes=6, tools=frozenset({Tool.BALL}))


def test_settings_that_make_no_sense_are_as_if_nobody_had_asked(journal: Journal, person: str) -> None:
    journal.save_settings(person, {"tools": "ball", "minutes": "12"})
    assert today(journal, LIBRARY, person, NOW).wishes == Wishes()


def test_a_block_and_an_open_question_both_refuse_a_start(journal: Journal, person: str) -> None:
    with pytest.raises(InvalidInput, match="not answered"):
        begin(journal, LIBRARY, person, Wishes(minutes=12), NOW)
    screen(journal, person, {"stop": ["chest"]}, NOW)
    with pytest.raises(InvalidInput, match="blocked"):
        begin(journal, LIBRARY, person, Wishes(minutes=12), NOW)
    assert today(journal, LIBRARY, person, NOW).sessions == ()


def test_a_script_starts_without_questions_and_that_is_recorded(journal: Journal, person: str) -> None:
    begun = begin(journal, LIBRARY, person, Wishes(minutes=12), NOW, questions=False)
    assert journal.events(begun.session_id)[0].data["prescription"]["questions_asked"] is False


@pytest.mark.parametrize("answers", [{"stop": ["chest"]}, {"stop": ["none"], "adapt": ["hip-replacement"]}])
def test_a_script_is_held_up_by_a_block_all_the_same(
    journal: Journal, person: str, answers: dict[str, Any]
) -> None:
    screen(journal, person, answers, NOW)
    with pytest.raises(InvalidInput, match="blocked"):
        begin(journal, LIBRARY, person, Wishes(minutes=12), NOW, questions=False)


def test_what_a_script_does_not_ask_stays_away(journal: Journal, person: str) -> None:
    screen(journal, person, {"stop": ["none"], "adapt": ["sciatica"]}, NOW)
    prepared = prepare(journal, LIBRARY, person, Wishes(minutes=20), NOW, questions=False)
    assert "release-glutes" not in [step.exercise for step in prepared.prescription.steps]


def test_something_alarming_asks_the_stop_list_again(journal: Journal, person: str) -> None:
    screen(journal, person, HEALTHY, NOW)
    wishes = Wishes(minutes=12, sore=(Sore(Region.KNEE, Kind.SHARP, 2),))
    hours_later = NOW + timedelta(hours=3)
    with pytest.raises(InvalidInput, match="stop list") as refused:
        begin(journal, LIBRARY, person, wishes, hours_later)
    assert refused.value.where == "stop"
    screen(journal, person, {"stop": ["none"]}, hours_later)
    begun = begin(journal, LIBRARY, person, wishes, hours_later + timedelta(minutes=2))
    assert "low-lunge" not in [step.exercise for step in begun.prescription.steps]


def test_an_alarming_pain_that_was_not_followed_up_asks_the_stop_list_again(
    journal: Journal, person: str
) -> None:
    screen(journal, person, HEALTHY, NOW)
    session = play(journal, person, NOW, ends=False)
    hurt = {"region": "buttock", "level": 2, "exercise": "low-lunge", "phase": "upright", "side": "left"}
    ache = hurt | {"kind": "muscular", "response": "go-on"}
    tell(journal, session, person, "pain", NOW + timedelta(minutes=1), t_s=60, data=ache)
    assert List.STOP not in today(journal, LIBRARY, person, NOW + timedelta(minutes=2)).ask
    sharp = hurt | {"kind": "sharp", "response": "leave-out"}
    tell(journal, session, person, "pain", NOW + timedelta(minutes=3), t_s=180, data=sharp)
    found = today(journal, LIBRARY, person, NOW + timedelta(minutes=4))
    assert List.STOP in found.ask
    assert found.plan is None
    screen(journal, person, {"stop": ["none"]}, NOW + timedelta(minutes=5))
    assert today(journal, LIBRARY, person, NOW + timedelta(minutes=6)).plan is not None


def test_too_much_pain_ends_the_day_with_its_reason(journal: Journal, person: str) -> None:
    screen(journal, person, HEALTHY, NOW)
    wishes = Wishes(minutes=12, sore=(Sore(Region.LOW_BACK, Kind.MUSCULAR, 7),))
    with pytest.raises(InvalidInput) as refused:
        begin(journal, LIBRARY, person, wishes, NOW)
    assert refused.value.what == text("sore.end")


def test_without_a_tool_the_release_is_left_out(journal: Journal, person: str) -> None:
    screen(journal, person, HEALTHY, NOW)
    prepared = prepare(journal, LIBRARY, person, Wishes(minutes=12, tools=frozenset()), NOW)
    assert [out.place for out in prepared.prescription.left_out] == ["release-quads", "release-glutes"]
