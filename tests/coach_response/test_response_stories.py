"""The source's own story: what is told to whom, and what is said beside it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from trial_days import AFTER, BEFORE, LEFT, RIGHT, ROUTINE, WALKING, day, hold, run

from primemover.coach.estimates import Capacity, Evenness, Gain, SideDifference
from primemover.coach.field_test import EndReason, TestDay
from primemover.coach.response import Responses, response
from primemover.coach.verdict import SideVerdict
from primemover.routine.prescription import Reason
from primemover.terms import CannotTell

ARMS = "rwrrrwwrrrwrrrwrrw"
LONG = "rwr" * 16


def remarks(answer: Responses) -> list[str]:
    return [remark.reason.message for remark in answer.remarks]


def capacity(answer: Responses) -> Capacity:
    assert isinstance(answer.left.capacity, Capacity)
    return answer.left.capacity


def test_a_desk_bound_runner_responds_on_both_sides() -> None:
    answer = response(run(ARMS, (38, 55, 40), (40, 58, 42)))
    for side in (answer.left, answer.right):
        assert side.verdict is SideVerdict.RESPONDS
        assert side.reason.message == "response.reason.responds"
        assert isinstance(side.gain, Gain)
        assert side.gain.interval.low > 0.1
        assert side.gain.interval.low < 55 / 40 - 1 < side.gain.interval.high
        assert side.also == tuple(
            f"response.also.{why}" for why in ("effort", "learning", "expectation", "warmth", "range")
        )
    assert remarks(answer) == []


def test_a_runner_whose_left_side_is_low_and_gains_nothing_needs_building_there() -> None:
    answer = response(run(LONG, (28, 28, 29), (44, 45, 46)))
    assert answer.left.verdict is SideVerdict.NEEDS_BUILDING
    assert answer.left.reason.message == "response.reason.below-other-side"
    assert answer.left.also[0] == "response.also.fatigue"
    # The stronger side gains nothing either, and nothing says that it is low.
    assert answer.right.verdict is SideVerdict.NO_IMMEDIATE_GAIN


def test_a_runner_whose_hold_fell_and_who_gains_nothing_needs_building() -> None:
    falling = []
    for turn, usual in enumerate(run(LONG[:36], (60, 60, 62), (60, 60, 62), every_days=2)):
        part = 1 - 0.012 * turn
        holds = tuple(replace(one, seconds=one.seconds * part) for one in usual.holds)
        falling.append(replace(usual, holds=holds))
    answer = response(falling)
    assert answer.left.verdict is SideVerdict.NEEDS_BUILDING
    assert answer.left.reason.message == "response.reason.below-earlier"
    assert answer.left.reason.values["count"] == 10


def test_low_alone_never_means_needs_building() -> None:
    # Both sides hold 12 s: no number of seconds is established, so nothing is said about low.
    answer = response(run(LONG, (12, 12, 12.4), (12, 12, 12.4)))
    assert answer.left.verdict is SideVerdict.EVEN_AND_HOLDING


def test_a_low_side_that_gains_responds() -> None:
    answer = response(run(ARMS, (28, 42, 29), (44, 46, 46)))
    assert answer.left.verdict is SideVerdict.RESPONDS
    assert isinstance(answer.difference, SideDifference)
    assert (answer.difference.evenness, answer.difference.lower_side) == (Evenness.UNEVEN, LEFT)


def test_one_side_responds_and_the_other_does_not() -> None:
    answer = response(run(LONG, (40, 58, 41), (41, 41, 42)))
    assert (answer.left.verdict, answer.right.verdict) == (
        SideVerdict.RESPONDS,
        SideVerdict.EVEN_AND_HOLDING,
    )


def test_a_single_routine_day_shows_its_holds_and_tells_nothing() -> None:
    answer = response([day(0, ROUTINE, (40, 70), (41, 66))])
    assert answer.left.verdict is SideVerdict.CANNOT_TELL
    assert answer.left.gain == CannotTell("response.cannot-tell.no-walking-day")
    assert answer.left.more is not None
    assert answer.left.more == Reason("response.more.first", {"count": 3, "routine": 3, "walking": 1})
    assert capacity(answer).interval_s.low < 40 < capacity(answer).interval_s.high
    assert capacity(answer).change is None


def test_days_with_the_routine_alone_never_tell_a_gain() -> None:
    answer = response(run("rrrrrrrrrrrr", (40, 70, 40), (40, 70, 40)))
    assert answer.left.verdict is SideVerdict.CANNOT_TELL
    assert answer.left.reason.message == "response.cannot-tell.no-walking-day"


def test_walks_alone_tell_nothing_either() -> None:
    answer = response(run("www", (40, 70, 40), (40, 70, 40)))
    assert answer.left.reason.message == "response.cannot-tell.no-routine-day"


def test_two_routine_days_are_too_few_however_clear() -> None:
    answer = response(run("rwr", (40, 120, 40), (40, 120, 40), wobble=(1.0,)))
    assert answer.left.verdict is SideVerdict.CANNOT_TELL
    assert answer.left.reason.values == {"routine_days": 2, "walking_days": 1}


def test_before_any_test_nothing_can_be_told() -> None:
    answer = response([])
    assert answer.left.gain == answer.right.gain == CannotTell("response.cannot-tell.no-test")
    assert answer.left.capacity == CannotTell("response.cannot-tell.no-hold")
    assert answer.difference == CannotTell("response.cannot-tell.no-two-sides")


def test_an_open_answer_says_about_how_many_more_tests_would_tell() -> None:
    near = response(run("rwrrrw", (40, 48, 41), (40, 60, 41))).left
    clear = response(run("rwrr", (40, 55, 40), (40, 60, 41), wobble=(1.0, 1.2, 0.9))).left
    assert near.verdict is clear.verdict is SideVerdict.CANNOT_TELL
    assert clear.more_tests is not None
    assert near.more_tests is None or near.more_tests > clear.more_tests
    assert clear.more is not None
    assert clear.more.values == {"count": clear.more_tests}


def test_a_gain_at_the_threshold_itself_is_told_by_no_number_of_tests() -> None:
    answer = response(run("rwrrrw", (40, 44, 40), (40, 60, 41)))
    assert answer.left.more_tests is None
    assert answer.left.more is not None
    assert answer.left.more.message == "response.more.many"


def test_a_runner_tested_on_one_side_hears_of_that_side() -> None:
    days = [
        replace(one, holds=tuple(held for held in one.holds if held.side is LEFT))
        for one in run(ARMS, (38, 58, 40), (40, 58, 42))
    ]
    answer = response(days)
    assert answer.left.verdict is SideVerdict.RESPONDS
    assert answer.right.verdict is SideVerdict.CANNOT_TELL
    assert answer.difference == CannotTell("response.cannot-tell.no-two-sides")
    assert set(remarks(answer)) == {"response.day.side-missing"}


def test_holds_that_end_in_a_cramp_leave_it_untold() -> None:
    cramped = [
        replace(one, holds=tuple(replace(held, end_reason=EndReason.HAMSTRING_CRAMP) for held in one.holds))
        for one in run(ARMS, (38, 58, 40), (40, 58, 42))
    ]
    assert response(cramped).left.gain == CannotTell("response.cannot-tell.no-test")
    assert len(response(cramped).remarks) == 4 * len(cramped)


def test_after_a_month_without_a_test_capacity_starts_anew_and_the_gain_goes_on() -> None:
    earlier = run("rwrrrw", (60, 80, 62), (60, 80, 62))
    later = [
        replace(one, holds=tuple(replace(held, at=held.at + timedelta(days=60)) for held in one.holds))
        for one in run("rwr", (40, 53, 41), (40, 53, 41))
    ]
    answer = response([*earlier, *later])
    assert capacity(answer).tests == 3
    assert capacity(answer).seconds == pytest.approx(40, rel=0.05)
    assert isinstance(answer.left.gain, Gain)
    assert answer.left.gain.routine_days + answer.left.gain.walking_days == 9
    assert remarks(answer) == ["response.days.gap"]
    assert answer.remarks[0].reason.values == {"count": 40}
    assert answer.remarks[0].at == later[0].at


def test_a_gain_of_more_than_half_a_year_ago_is_not_todays() -> None:
    old = run("rwrrrw", (40, 80, 40), (40, 80, 40))
    year_later = day(400, ROUTINE, (40, 41), (40, 41))
    assert response([*old, year_later]).left.gain == CannotTell("response.cannot-tell.no-walking-day")


def test_capacity_follows_the_last_twelve_weeks() -> None:
    year = [day(7 * week, ROUTINE, (30 + week, 40 + week), (30 + week, 40 + week)) for week in range(52)]
    assert capacity(response(year)).seconds == pytest.approx(81, rel=0.05)
    assert capacity(response(year)).tests == 13


def test_different_tests_are_never_compared() -> None:
    bridge = run(ARMS, (38, 58, 40), (40, 58, 42))
    abduction = day(90, WALKING, (90, 95), (90, 95), protocol="side-lying-abduction-hold")
    answer = response([*bridge, abduction])
    assert answer.left.gain == CannotTell("response.cannot-tell.no-routine-day")
    assert remarks(answer).count("response.days.other-test") == len(bridge)
    assert capacity(answer).seconds > 80


def test_tests_on_two_days_running_count_and_are_remarked() -> None:
    answer = response([day(0, ROUTINE, (40, 50), (40, 50)), day(1, WALKING, (40, 42), (40, 42))])
    assert isinstance(answer.left.gain, Gain)
    assert [remark.reason.values for remark in answer.remarks] == [{"count": 24}]


def test_a_day_that_ended_before_the_routine_still_tells_how_long_one_holds() -> None:
    given_up = TestDay((hold(LEFT, BEFORE, 50, 0), hold(RIGHT, BEFORE, 50, 3)), None, ROUTINE)
    answer = response([given_up])
    assert capacity(answer).tests == 1
    assert answer.left.gain == CannotTell("response.cannot-tell.no-test")


def test_going_first_is_taken_out_of_the_side_difference() -> None:
    # Whoever goes first holds 20 % longer, and the sides are alike.
    days = [
        day(4 * turn, ROUTINE, (60, 60), (50, 50), first=LEFT)
        if turn % 2 == 0
        else day(4 * turn, ROUTINE, (50, 50), (60, 60), first=RIGHT)
        for turn in range(9)
    ]
    difference = response(days).difference
    assert isinstance(difference, SideDifference)
    assert difference.fraction == pytest.approx(0, abs=0.02)
    assert difference.evenness is Evenness.EVEN


def test_a_day_without_a_single_hold_is_as_if_it_had_not_been() -> None:
    days = run("rwr", (40, 53, 41), (40, 53, 41))
    assert response([*days, TestDay((), None, WALKING)]) == response(days)


def test_the_answer_of_a_side_is_found_by_its_name() -> None:
    answer = response([TestDay((hold(LEFT, BEFORE, 50, 0), hold(LEFT, AFTER, 50, 20)), ROUTINE, ROUTINE)])
    assert answer.of(LEFT) is answer.left
    assert answer.of(RIGHT) is answer.right
