"""From the first visit to the end of a session, through the verbs, on a real journal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

import primemover
from primemover.app.begin import Wishes, begin, prepare
from primemover.app.finish import after, finish
from primemover.app.log import log
from primemover.app.resume import LeftAt, left_at
from primemover.app.screen import screen, standing_answers
from primemover.app.steps_done import planned_timeline, steps_done
from primemover.app.today import DAYS, today
from primemover.app.usual import USUAL_ROUTINE
from primemover.coach.pain import Kind, pain_table
from primemover.coach.safety import List
from primemover.coach.screening import Verdict
from primemover.coach.soreness import Sore
from primemover.errors import InvalidInput, NotFound
from primemover.journal import Journal, new_id
from primemover.routine import library
from primemover.routine.compiling import compile as lay_out_in_time
from primemover.routine.exercise import Tool
from primemover.routine.prescription import prescription_from
from primemover.routine.timeline import Kind as SegmentKind
from primemover.session import fold, parse_event
from primemover.session.fields import time_text
from primemover.terms import Region, Side
from primemover.texts import text

NOW = datetime(2026, 3, 10, 7, 30, tzinfo=UTC)
LIBRARY = library()
HEALTHY = {"stop": ["none"], "adapt": ["none"]}


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with Journal.open(f"sqlite:///{tmp_path / 'journal.db'}") as opened:
        yield opened


@pytest.fixture
def person(journal: Journal) -> str:
    return journal.first_person("Me").id


def tell(journal: Journal, session: str, person: str, kind: str, at: datetime, **fields: Any) -> None:
    event = {
        "id": new_id(),
        "session": session,
        "person": person,
        "kind": kind,
        "at": time_text(at),
        **fields,
    }
    journal.append([parse_event(event)])


def play(journal: Journal, person: str, at: datetime, *, ends: bool = True) -> str:
    """Begin a session and start it; end it too."""
    session = begin(journal, LIBRARY, person, Wishes(minutes=12), at).session_id
    tell(journal, session, person, "start", at, t_s=0)
    if ends:
        tell(journal, session, person, "end", at + timedelta(minutes=12), t_s=720, data={"reason": "done"})
    return session


# --- screening --------------------------------------------------------------------------------------


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


# --- today ------------------------------------------------------------------------------------------


def test_the_first_visit_asks_both_lists_and_plans_nothing(journal: Journal, person: str) -> None:
    found = today(journal, LIBRARY, person, NOW)
    assert found.first_run
    assert found.ask == (List.STOP, List.ADAPT)
    assert (found.plan, found.unfinished, found.sessions) == (None, None, ())


def test_once_answered_each_length_has_its_plan_with_its_exact_time(journal: Journal, person: str) -> None:
    screen(journal, person, HEALTHY, NOW)
    assert LIBRARY.routine(USUAL_ROUTINE).minutes == (12, 20, 6)
    for minutes in (20, 6, 12):
        begin(journal, LIBRARY, person, Wishes(minutes=minutes), NOW)
        found = today(journal, LIBRARY, person, NOW)
        assert found.plan is not None
        assert found.plan.prescription.minutes == minutes
        assert minutes * 60 * 0.75 < found.plan.timeline.total_s <= minutes * 60
        assert found.ask == ()


def test_a_rest_on_the_pillow_leaves_the_usual_minutes_alone(journal: Journal, person: str) -> None:
    screen(journal, person, HEALTHY, NOW)
    begin(journal, LIBRARY, person, Wishes(minutes=20), NOW)
    rest = begin(journal, LIBRARY, person, Wishes("supported-psoas-release", minutes=11), NOW)
    assert [step.exercise for step in rest.timeline.steps] == ["supported-psoas-release"]
    found = today(journal, LIBRARY, person, NOW)
    assert found.wishes.minutes == 20


def test_who_is_blocked_gets_advice_and_no_plan(journal: Journal, person: str) -> None:
    screen(journal, person, {"stop": ["bone-stress"], "adapt": ["none"]}, NOW)
    found = today(journal, LIBRARY, person, NOW)
    assert found.screening.verdict is Verdict.BLOCKED
    assert found.plan is None


def test_old_answers_are_asked_again_before_anything_starts(journal: Journal, person: str) -> None:
    screen(journal, person, HEALTHY, NOW)
    later = NOW + timedelta(days=29)
    found = today(journal, LIBRARY, person, later)
    assert not found.first_run
    assert found.ask == (List.STOP, List.ADAPT)
    with pytest.raises(InvalidInput, match="not answered"):
        begin(journal, LIBRARY, person, Wishes(minutes=12), later)


def test_the_later_list_comes_after_the_first_session(journal: Journal, person: str) -> None:
    screen(journal, person, HEALTHY, NOW)
    play(journal, person, NOW)
    assert today(journal, LIBRARY, person, NOW + timedelta(hours=1)).ask == (List.LATER,)
    screen(journal, person, {"later": ["none"]}, NOW + timedelta(hours=1))
    assert today(journal, LIBRARY, person, NOW + timedelta(hours=2)).ask == ()


def test_a_session_on_the_way_may_be_taken_up_again(journal: Journal, person: str) -> None:
    screen(journal, person, HEALTHY, NOW)
    session = play(journal, person, NOW, ends=False)
    unfinished = today(journal, LIBRARY, person, NOW + timedelta(minutes=5)).unfinished
    assert unfinished is not None
    assert unfinished.id == session


def test_the_last_two_weeks_are_counted_in_the_persons_own_days(journal: Journal, person: str) -> None:
    screen(journal, person, HEALTHY, NOW)
    auckland = timezone(timedelta(hours=13))
    at = datetime(2026, 3, 10, 11, 30, tzinfo=UTC)  # past midnight there, on the 11th
    session = play(journal, person, at)
    tell(journal, session, person, "hold", at, t_s=180, data=hold("prone-recruitment"))
    log(
        journal,
        person,
        routine="glute-activation",
        minutes=12,
        day=datetime(2026, 3, 8, tzinfo=auckland).date(),
        now=datetime(2026, 3, 11, 8, tzinfo=auckland),
    )
    found = today(journal, LIBRARY, person, datetime(2026, 3, 11, 9, tzinfo=auckland))
    assert len(found.days) == DAYS
    assert found.days[-1].date.isoformat() == "2026-03-11"
    assert {day.date.day: day.sessions for day in found.days if day.sessions} == {8: 1, 11: 1}


def test_a_session_without_a_hold_is_no_day_of_training(journal: Journal, person: str) -> None:
    screen(journal, person, HEALTHY, NOW)
    session = play(journal, person, NOW)
    tell(journal, session, person, "hold", NOW, t_s=18, data=hold("prone-recruitment", skipped=True))
    assert [day for day in today(journal, LIBRARY, person, NOW).days if day.sessions] == []


def test_a_session_that_was_left_says_at_which_step_it_stood(journal: Journal, person: str) -> None:
    screen(journal, person, HEALTHY, NOW)
    session = play(journal, person, NOW, ends=False)
    timeline = planned_timeline(fold(journal.events(session)), LIBRARY)
    assert timeline is not None
    third = timeline.steps[2]
    in_it = (third.start_s + third.end_s) / 2
    tell(journal, session, person, "pause", NOW + timedelta(seconds=in_it), t_s=in_it)
    numbers = sorted({step.number for step in timeline.steps})
    assert left_at(fold(journal.events(session)), LIBRARY) == LeftAt(
        numbers.index(third.number) + 1, len(numbers), third.name
    )


def test_every_planned_step_is_told_also_those_that_were_passed_over(journal: Journal, person: str) -> None:
    screen(journal, person, HEALTHY, NOW)
    session = play(journal, person, NOW)
    timeline = planned_timeline(fold(journal.events(session)), LIBRARY)
    assert timeline is not None
    second = timeline.steps[1]
    holds = [
        index
        for index, segment in enumerate(timeline.main.segments)
        if segment.step == second.index and segment.kind is SegmentKind.HOLD
    ]
    told = hold(second.exercise) | {"segment": holds[0]}
    tell(journal, session, person, "hold", NOW, t_s=180, data=told)
    done = steps_done(fold(journal.events(session)), LIBRARY)
    assert [step.name for step in done] == [step.name for step in timeline.steps]
    assert [step.done for step in done] == [0, 1, *[0] * (len(done) - 2)]
    assert done[1].planned == len(holds)


def test_a_step_that_was_eased_counts_what_was_held_in_its_easier_form(journal: Journal, person: str) -> None:
    screen(journal, person, HEALTHY, NOW)
    session = play(journal, person, NOW)
    timeline = planned_timeline(fold(journal.events(session)), LIBRARY)
    assert timeline is not None
    eased = next(step for step in timeline.steps if step.easier)
    assert eased.easier is not None
    track = timeline.track(eased.easier)
    assert track is not None
    at = next(index for index, segment in enumerate(track.segments) if segment.kind is SegmentKind.HOLD)
    told = hold(track.segments[at].exercise) | {"track": track.name, "segment": at}
    tell(journal, session, person, "hold", NOW, t_s=180, data=told)
    done = steps_done(fold(journal.events(session)), LIBRARY)[eased.index]
    assert (done.done, done.planned) == (1, None)


def test_somebody_who_is_not_here_has_no_today(journal: Journal) -> None:
    with pytest.raises(NotFound):
        today(journal, LIBRARY, new_id(), NOW)


# --- begin ------------------------------------------------------------------------------------------


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


# --- finish -----------------------------------------------------------------------------------------


def hold(exercise: str, skipped: bool = False) -> dict[str, Any]:
    return {
        "track": "main",
        "segment": 3,
        "exercise": exercise,
        "phase": "lift",
        "side": "right",
        "set": 1,
        "rep": 1,
        "planned_s": 3,
        "held_s": 0 if skipped else 3,
        "skipped": skipped,
    }


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
