"""Laws of the response, for any history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from trial_days import AFTER, LEFT, RIGHT, WALKING, histories, run

from primemover.coach.estimates import Capacity, Gain, SideDifference
from primemover.coach.field_test import EndReason, TestDay, read_day
from primemover.coach.response import Responses, response
from primemover.coach.thresholds import CERTAIN, WORTH_CALLING_A_GAIN
from primemover.coach.verdict import SideVerdict
from primemover.terms import Side

INVALID = st.sampled_from([end for end in EndReason if not end.is_valid])


def gain(answer: Responses, side: Side) -> Gain:
    found = answer.of(side).gain
    assert isinstance(found, Gain)
    return found


def capacity_s(answer: Responses, side: Side) -> float:
    found = answer.of(side).capacity
    assert isinstance(found, Capacity)
    return found.seconds


def changed(day: TestDay, side: Side, factor: float, end: EndReason | None = None) -> TestDay:
    """The day with the hold after of ``side`` by ``factor``, or ended for another reason."""
    return replace(
        day,
        holds=tuple(
            replace(one, seconds=one.seconds * factor, end_reason=end or one.end_reason)
            if one.side is side and one.moment is AFTER
            else one
            for one in day.holds
        ),
    )


def without(day: TestDay, side: Side) -> TestDay:
    return replace(day, holds=tuple(one for one in day.holds if one.side is not side))


def mirrored(days: Sequence[TestDay]) -> list[TestDay]:
    return [replace(day, holds=tuple(replace(one, side=one.side.other) for one in day.holds)) for day in days]


@given(histories(), st.randoms(use_true_random=False))
def test_the_order_in_which_days_and_holds_arrive_changes_nothing(
    days: list[TestDay], shuffler: Random
) -> None:
    shuffled = []
    for day in days:
        holds = list(day.holds)
        shuffler.shuffle(holds)
        shuffled.append(replace(day, holds=tuple(holds)))
    shuffler.shuffle(shuffled)
    assert response(shuffled) == response(days)


@given(histories(), st.data())
def test_gain_and_capacity_of_a_side_depend_on_that_side_alone(
    days: list[TestDay], data: st.DataObject
) -> None:
    factors = data.draw(st.lists(st.floats(0.6, 1.6), min_size=len(days), max_size=len(days)))
    other = [changed(day, RIGHT, factor) for day, factor in zip(days, factors, strict=True)]
    without_right = [without(day, RIGHT) for day in days]
    for answer in (response(other), response(without_right)):
        assert answer.left.gain == response(days).left.gain
        # A day begins with its first hold, whichever side that is: minutes, of weeks.
        assert capacity_s(answer, LEFT) == pytest.approx(capacity_s(response(days), LEFT), rel=1e-4)


@given(histories(), st.data())
def test_a_hold_that_ended_for_another_reason_never_counts(days: list[TestDay], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(days) - 1))
    one, another = data.draw(st.floats(0.3, 3)), data.draw(st.floats(0.3, 3))
    end, other_end = data.draw(INVALID), data.draw(INVALID)
    spoilt = [*days[:place], changed(days[place], LEFT, one, end), *days[place + 1 :]]
    otherwise = [*days[:place], changed(days[place], LEFT, another, other_end), *days[place + 1 :]]
    assert response(spoilt).left.gain == response(otherwise).left.gain
    assert LEFT not in read_day(spoilt[place]).log_ratio


@given(histories(least=2), st.data())
def test_a_worse_hold_after_the_routine_never_raises_the_gain(
    days: list[TestDay], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(days) - 1))
    if days[place].arm is WALKING or isinstance(response(days).left.gain, Gain) is False:
        return
    worse = [*days[:place], changed(days[place], LEFT, data.draw(st.floats(0.65, 0.99))), *days[place + 1 :]]
    assert gain(response(worse), LEFT).fraction < gain(response(days), LEFT).fraction


@given(histories(least=3), st.data())
def test_a_worse_hold_after_the_routine_never_brings_about_responds(
    days: list[TestDay], data: st.DataObject
) -> None:
    """For any hold that is not better than the others say already. A hold far above the others widens the
    interval, so taking that one down can make the answer surer: that is the next test."""
    place = data.draw(st.integers(0, len(days) - 1))
    before = response(days).left.gain
    if days[place].arm is WALKING or not isinstance(before, Gain):
        return
    expected = before.line.common_mean + before.line.effect_mean
    if read_day(days[place]).log_ratio[LEFT] > expected:
        return
    worse = [*days[:place], changed(days[place], LEFT, data.draw(st.floats(0.65, 0.99))), *days[place + 1 :]]
    assert gain(response(worse), LEFT).probability <= max(before.probability, 0.5) + 1e-12


def test_one_hold_far_above_all_others_makes_the_answer_less_sure_not_surer() -> None:
    steady = run("rwrrrwrr", (50, 70, 50), (50, 70, 50))
    wild = [*steady[:-1], changed(steady[-1], LEFT, 4)]
    assert gain(response(wild), LEFT).fraction > gain(response(steady), LEFT).fraction
    assert gain(response(wild), LEFT).probability < gain(response(steady), LEFT).probability


@given(histories())
def test_left_and_right_are_treated_alike(days: list[TestDay]) -> None:
    answer, turned = response(days), response(mirrored(days))
    assert turned.right.gain == answer.left.gain
    assert turned.right.capacity == answer.left.capacity
    assert turned.right.verdict is answer.left.verdict
    assert turned.left.verdict is answer.right.verdict
    assert isinstance(answer.difference, SideDifference)
    assert isinstance(turned.difference, SideDifference)
    assert turned.difference.posterior.location == pytest.approx(-answer.difference.posterior.location)
    assert turned.difference.evenness is answer.difference.evenness


@given(st.integers(30, 120), st.floats(0.7, 1.7))
def test_the_same_evidence_again_narrows_the_interval(before_s: int, factor: float) -> None:
    widths = []
    for arms in ("rwr", "rwrrwr", "rwrrwrrwrrwr"):
        answer = response(run(arms, (before_s, before_s * factor, before_s), (40, 40, 40)))
        interval = gain(answer, LEFT).posterior.interval(0.95)
        widths.append(interval.high - interval.low)
    assert widths == sorted(widths, reverse=True)


@given(histories())
def test_a_verdict_other_than_cannot_tell_has_the_probability_for_it(days: list[TestDay]) -> None:
    answer = response(days)
    for side in (answer.left, answer.right):
        if side.verdict is SideVerdict.CANNOT_TELL:
            assert side.more is not None
            continue
        assert isinstance(side.gain, Gain)
        assert (side.gain.routine_days >= 3) and (side.gain.walking_days >= 1)
        above = side.gain.posterior.above(WORTH_CALLING_A_GAIN)
        assert above >= CERTAIN if side.verdict is SideVerdict.RESPONDS else 1 - above >= CERTAIN - 1e-12
        assert side.more is None
        assert side.more_tests is None


@given(histories())
def test_every_figure_lies_inside_its_interval(days: list[TestDay]) -> None:
    answer = response(days)
    for side in (answer.left, answer.right):
        assert isinstance(side.capacity, Capacity)
        assert side.capacity.interval_s.low < side.capacity.seconds < side.capacity.interval_s.high
        if isinstance(side.gain, Gain):
            assert side.gain.interval.low < side.gain.fraction < side.gain.interval.high


@given(st.floats(0.7, 1.6), st.floats(0.5, 2))
def test_gain_does_not_depend_on_how_long_one_holds(factor: float, scale: float) -> None:
    once = response(run("rwrrwr", (40, 40 * factor, 40), (40, 40, 40)))
    scaled = response(run("rwrrwr", (40 * scale, 40 * factor * scale, 40 * scale), (40, 40, 40)))
    assert gain(scaled, LEFT).fraction == pytest.approx(gain(once, LEFT).fraction, abs=1e-9)


def test_what_both_kinds_of_day_share_is_no_gain() -> None:
    # Everything after is 10 % longer, walk or routine: that is learning.
    answer = response(run("rwrrwrrwrrwrrwrrwr", (50, 55, 55), (50, 55, 55), wobble=(1.0, 1.02, 0.98)))
    # What the prior keeps back of a shared tenth is told as gain: under 3 % of the hold.
    assert gain(answer, LEFT).fraction == pytest.approx(0, abs=0.03)
