"""What of a test day counts, and what is said of the rest."""

from __future__ import annotations

import math
from datetime import datetime

import pytest
from trial_days import AFTER, BEFORE, LEFT, MONDAY, OUT, RIGHT, ROUTINE, WALKING, day, hold

from primemover.coach.field_test import EndReason, HoldTest, TestDay, read_day
from primemover.errors import InvalidInput
from primemover.routine.exercise import TEST_ENDS
from primemover.terms import Side

WHOLE = (
    hold(LEFT, BEFORE, 50, 0),
    hold(RIGHT, BEFORE, 40, 3),
    hold(LEFT, AFTER, 60, 20),
    hold(RIGHT, AFTER, 44, 23),
)


def said(holds: tuple[HoldTest, ...]) -> list[str]:
    return [remark.message for remark in read_day(TestDay(holds, ROUTINE, ROUTINE)).remarks]


def test_a_whole_day_counts_without_a_remark() -> None:
    read = read_day(TestDay(WHOLE, ROUTINE, ROUTINE))
    assert read.before_s == {LEFT: 50, RIGHT: 40}
    assert read.log_ratio == pytest.approx({LEFT: math.log(1.2), RIGHT: math.log(1.1)})
    assert (read.order, read.remarks, read.at) == (0.5, (), MONDAY)


def test_the_side_that_went_first_is_known_by_its_time() -> None:
    assert read_day(day(1, ROUTINE, (50, 60), (40, 44), first=RIGHT)).order == -0.5


@pytest.mark.parametrize(
    ("seconds", "message"),
    [
        (-3.0, "response.hold.impossible"),
        (0.0, "response.hold.impossible"),
        (math.nan, "response.hold.impossible"),
        (math.inf, "response.hold.impossible"),
        (4.9, "response.hold.too-short"),
        (1.3, "response.hold.too-short"),  # minutes, perhaps
        (601.0, "response.hold.too-long"),
        (52000.0, "response.hold.too-long"),  # milliseconds, perhaps
    ],
)
def test_an_impossible_time_is_kept_and_not_counted(seconds: float, message: str) -> None:
    bad = hold(LEFT, AFTER, seconds, 20)
    read = read_day(TestDay((WHOLE[0], WHOLE[1], bad, WHOLE[3]), ROUTINE, ROUTINE))
    assert bad.seconds == seconds or math.isnan(seconds)
    assert [remark.message for remark in read.remarks] == [message]
    assert set(read.log_ratio) == {RIGHT}
    assert set(read.before_s) == {LEFT, RIGHT}


@pytest.mark.parametrize("seconds", [5.0, 600.0])
def test_the_bounds_themselves_are_possible(seconds: float) -> None:
    assert hold(LEFT, BEFORE, seconds, 0).is_valid


@pytest.mark.parametrize("end", [EndReason.HAMSTRING_CRAMP, EndReason.BACK, EndReason.GAVE_UP])
@pytest.mark.parametrize("place", range(4))
def test_a_hold_that_ended_for_another_reason_never_counts(end: EndReason, place: int) -> None:
    holds = list(WHOLE)
    spoilt = holds[place]
    holds[place] = HoldTest(spoilt.side, spoilt.at, spoilt.moment, spoilt.seconds, end)
    read = read_day(TestDay(tuple(holds), ROUTINE, ROUTINE))
    assert [remark.message for remark in read.remarks] == [f"response.hold.end.{end}"]
    assert set(read.log_ratio) == {spoilt.side.other}
    assert (spoilt.side in read.before_s) is (spoilt.moment is AFTER)


@pytest.mark.parametrize("end", [EndReason.GLUTE_GAVE_OUT, EndReason.FORM])
def test_a_hold_that_ended_in_the_muscle_or_with_a_sunk_pelvis_counts(end: EndReason) -> None:
    assert hold(LEFT, BEFORE, 40, 0, end).is_valid


def test_one_side_alone_counts_by_itself() -> None:
    read = read_day(TestDay((WHOLE[0], WHOLE[2]), ROUTINE, ROUTINE))
    assert set(read.log_ratio) == {LEFT}
    assert [remark.message for remark in read.remarks] == ["response.day.side-missing"]
    assert read.remarks[0].values == {"side": "right", "other": "left"}
    assert read.order == 0


def test_a_test_given_up_half_way_counts_for_what_was_held_before() -> None:
    read = read_day(TestDay(WHOLE[:2], None, WALKING))
    assert read.before_s == {LEFT: 50, RIGHT: 40}
    assert not read.log_ratio
    assert [remark.message for remark in read.remarks] == [
        "response.day.before-without-after",
        "response.day.before-without-after",
        "response.day.nothing-between",
    ]


def test_a_hold_after_without_one_before_has_nothing_to_compare_with() -> None:
    read = read_day(TestDay((WHOLE[1], *WHOLE[2:]), ROUTINE, ROUTINE))
    assert [remark.message for remark in read.remarks] == ["response.day.after-without-before"]
    assert set(read.before_s) == set(read.log_ratio) == {RIGHT}


def test_holds_in_the_wrong_order_count_on_neither_account() -> None:
    swapped = (hold(LEFT, BEFORE, 50, 30), WHOLE[1], hold(LEFT, AFTER, 60, 5), hold(RIGHT, AFTER, 44, 23))
    assert said(swapped) == ["response.day.wrong-order"]
    assert set(read_day(TestDay(swapped, ROUTINE, ROUTINE)).before_s) == {RIGHT}


def test_one_side_tested_right_through_before_the_other_does_not_count_for_the_other() -> None:
    # The routine lay between the left holds, so the right "before" was held after it.
    through = (WHOLE[0], WHOLE[2], hold(RIGHT, BEFORE, 40, 24), hold(RIGHT, AFTER, 44, 40))
    read = read_day(TestDay(through, ROUTINE, ROUTINE))
    assert set(read.log_ratio) == {LEFT}
    assert [remark.message for remark in read.remarks] == ["response.day.wrong-order"]


@pytest.mark.parametrize(
    ("minute", "remarks"),
    [(3.9, ["response.day.too-soon"]), (4, []), (45, []), (46, ["response.day.too-late"])],
)
def test_the_two_holds_lie_as_far_apart_as_a_routine_lasts(minute: float, remarks: list[str]) -> None:
    left = (hold(LEFT, BEFORE, 50, 0), hold(LEFT, AFTER, 60, minute))
    right = (hold(RIGHT, BEFORE, 40, 1), hold(RIGHT, AFTER, 44, 20))
    assert said((*left, *right)) == remarks


def test_of_repeated_holds_the_first_counts() -> None:
    again = (*WHOLE, hold(LEFT, BEFORE, 90, 8))
    read = read_day(TestDay(again, ROUTINE, ROUTINE))
    assert read.before_s[LEFT] == 50
    assert [remark.message for remark in read.remarks] == ["response.day.repeated"]


def test_a_first_hold_that_does_not_count_is_not_replaced_by_a_second() -> None:
    cramp = hold(LEFT, BEFORE, 30, 0, EndReason.HAMSTRING_CRAMP)
    assert (
        LEFT
        not in read_day(TestDay((cramp, hold(LEFT, BEFORE, 50, 6), *WHOLE[1:]), ROUTINE, ROUTINE)).before_s
    )


def test_a_day_of_ones_own_choice_does_not_count_for_the_gain() -> None:
    read = read_day(TestDay(WHOLE, ROUTINE, WALKING))
    assert not read.log_ratio
    assert read.before_s
    assert read.remarks[-1].values == {"drawn": "walking", "done": "routine"}


def test_a_day_that_was_not_drawn_shows_its_holds_alone() -> None:
    read = read_day(TestDay(WHOLE, ROUTINE, None))
    assert (read.log_ratio, [remark.message for remark in read.remarks]) == ({}, ["response.day.not-drawn"])
    assert read.before_s == {LEFT: 50, RIGHT: 40}


def test_a_hold_has_one_side_and_a_time_with_a_zone() -> None:
    with pytest.raises(InvalidInput, match="left or right"):
        hold(Side.BOTH, BEFORE, 50, 0)
    with pytest.raises(InvalidInput, match="UTC"):
        HoldTest(LEFT, datetime(2025, 3, 3, 6, 30), BEFORE, 50, OUT)  # noqa: DTZ001


def test_a_day_without_a_hold_reads_as_nothing() -> None:
    read = read_day(TestDay((), None, ROUTINE))
    assert (read.before_s, read.log_ratio, read.order) == ({}, {}, 0)


def test_a_file_may_name_every_end_that_a_person_is_asked_about() -> None:
    assert set(TEST_ENDS) == set(EndReason) - {EndReason.TIME_UP}
