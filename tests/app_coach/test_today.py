"""Today: what it asks, plans, counts and tells of the days before."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from first_days import HEALTHY, LIBRARY, NOW, hold, play, tell

from primemover.app.begin import Wishes, begin
from primemover.app.log import log
from primemover.app.resume import LeftAt, left_at
from primemover.app.screen import screen
from primemover.app.steps_done import planned_timeline, steps_done
from primemover.app.today import DAYS, today
from primemover.app.usual import USUAL_ROUTINE
from primemover.coach.safety import List
from primemover.coach.screening import Verdict
from primemover.errors import InvalidInput, NotFound
from primemover.journal import Journal, new_id
from primemover.routine.timeline import Kind as SegmentKind
from primemover.session import fold


@pytest.fixture
def person(journal: Journal) -> str:
    return journal.first_person("Me").id


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
