"""When a test is due, and what stands against it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from primemover import coach
from primemover.coach.pain import Kind
from primemover.coach.soreness import Sore
from primemover.coach.testing import not_for_you, not_today, when_due
from primemover.terms import Need, Region
from primemover.texts import text

NOW = datetime(2026, 3, 10, 7, 30, tzinfo=UTC)
NEEDS = frozenset({Need.LYING_ON_BACK, Need.HIP_EXTENSION})


def ago(**how: float) -> datetime:
    return NOW - timedelta(**how)


def test_without_a_test_the_first_is_due_at_once() -> None:
    due = when_due([], NOW)
    assert (due.may, due.due, due.earliest) == (True, True, None)


@pytest.mark.parametrize(
    ("tested", "may", "due", "message"),
    [
        ([ago(hours=35)], False, False, "testing.too-soon"),
        ([ago(hours=36)], True, False, "testing.since"),
        ([ago(days=3)], True, True, "testing.since"),
        ([ago(days=6, hours=23), ago(hours=40)], False, False, "testing.enough-this-week"),
        ([ago(days=7), ago(days=3)], True, True, "testing.since"),
        ([ago(days=6), ago(hours=20)], False, False, "testing.enough-this-week"),
        ([ago(days=6, hours=23), ago(hours=2)], False, False, "testing.too-soon"),
    ],
)
def test_tests_keep_their_distance(tested: list[datetime], may: bool, due: bool, message: str) -> None:
    found = when_due(tested, NOW)
    assert (found.may, found.due, found.reason.message) == (may, due, message)
    assert text(found.reason.message, **found.reason.values)


def test_after_a_pain_that_is_not_worked_through_a_test_may_be_and_is_not_offered() -> None:
    for tested in ([], [ago(days=5)]):
        found = when_due(tested, NOW, alarmed=True)
        assert (found.may, found.due, found.reason.message) == (True, False, "testing.alarmed")
    assert when_due([ago(hours=2)], NOW, alarmed=True).reason.message == "testing.too-soon"


def test_a_test_of_tomorrow_comes_from_a_wrong_clock_and_holds_nothing_up() -> None:
    assert when_due([NOW + timedelta(days=1)], NOW).may


@given(st.lists(st.integers(0, 400), max_size=12).map(lambda hours: [ago(hours=h) for h in hours]))
def test_from_the_earliest_moment_on_a_test_may_be_and_not_a_minute_before(tested: list[datetime]) -> None:
    earliest = when_due(tested, NOW).earliest
    if earliest is not None:
        at = max(earliest, NOW)
        assert when_due(tested, at).may
        if earliest > NOW:
            assert not when_due(tested, earliest - timedelta(minutes=1)).may


@given(st.lists(st.integers(1, 2000), min_size=1, max_size=20, unique=True))
def test_who_tests_whenever_it_is_allowed_never_does_so_more_than_twice_in_seven_days(
    waits: list[int],
) -> None:
    tested: list[datetime] = []
    now = NOW
    for hours in waits:
        now += timedelta(hours=hours % 60)
        if when_due(tested, now).may:
            tested.append(now)
    for at in tested:
        week = [other for other in tested if at <= other < at + timedelta(days=7)]
        assert len(week) <= 2
    assert all(b - a >= timedelta(hours=36) for a, b in pairwise(tested))


def sore(region: Region, kind: Kind, level: int) -> Sore:
    return Sore(region, kind, level)


@pytest.mark.parametrize(
    ("hard_run", "told", "messages"),
    [
        (False, [], []),
        (True, [], ["testing.hard-run"]),
        (False, [sore(Region.BUTTOCK, Kind.MUSCULAR, 3)], []),
        (False, [sore(Region.BUTTOCK, Kind.MUSCULAR, 4)], ["testing.sore"]),
        (False, [sore(Region.GROIN, Kind.MUSCULAR, 1)], ["testing.alarming"]),
        (True, [sore(Region.KNEE, Kind.SHARP, 8)], ["testing.hard-run", "testing.alarming"]),
    ],
)
def test_a_hard_run_and_a_sore_body_put_the_test_off(
    hard_run: bool, told: list[Sore], messages: list[str]
) -> None:
    found = not_today(hard_run, told)
    assert [reason.message for reason in found] == messages
    assert all(text(reason.message, **reason.values) for reason in found)


def test_where_the_answers_take_away_what_the_test_asks_for_it_says_what_and_why() -> None:
    pregnant = {
        "stop": ["none"],
        "adapt": ["pregnancy"],
        "follow_ups": {"pregnancy-cleared": "yes", "trimester": "later"},
    }
    found = not_for_you(coach.screen(pregnant), NEEDS)
    assert found[0].message == "plan.need.lying-on-back"
    assert len(found) >= 2
    assert all(text(reason.message, **reason.values) for reason in found)


def test_other_needs_that_are_taken_away_say_nothing_about_the_test() -> None:
    assert not_for_you(coach.screen({"stop": ["none"], "adapt": ["none"]}), NEEDS) == ()
    knee = coach.screen({"stop": ["none"], "adapt": ["knee"]})
    assert knee.unmet
    assert not_for_you(knee, NEEDS) == ()
