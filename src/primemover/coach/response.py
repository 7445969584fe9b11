"""The answer of a randomised trial of one person: does the routine make this side hold longer at once?

On every test day both sides are held, then comes the routine or, on days drawn at random, an easy walk, then
both sides are held again. A routine does not build strength in twelve minutes, so where the hold after it
clearly exceeds the hold after a walk, something that the routine moves held it back.

For one side, with y_i = log(after_i / before_i) and r_i = 1 on routine days, 0 on walking days::

    y_i = learning + gain · r_i + ε_i,       ε_i ~ N(0, σ²)

    prior       σ² ~ scaled-inverse-χ²(ν₀ = 4, s₀² = .175²)     the published retest error
                gain     | σ² ~ N(0, (.19 σ/s₀)²)
                learning | σ² ~ N(0, (.07 σ/s₀)²)              all that both kinds of day share
    posterior   gain ~ t(ν₀ + n), located and scaled as in ``coach.line``
    verdict     responds            P(gain > log 1.10) ≥ .95
                no immediate gain   P(gain < log 1.10) ≥ .95, and by capacity (``coach.verdict``)
                                    needs building or even and holding
                cannot tell yet     everything else, and before 3 routine days and 1 walking day

What this design can tell and how often it errs is measured in ``docs/response.md``. The gain and capacity of
a side depend on that side's holds alone. Published retest error: Lehecka 2021.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from primemover.coach.estimates import (
    Capacity,
    Gain,
    SideDifference,
    capacity_of,
    difference_of,
    gain_of,
)
from primemover.coach.field_test import DayReading, TestDay, read_day
from primemover.coach.thresholds import (
    CAPACITY_WINDOW,
    CLOSE_TOGETHER,
    GAIN_WINDOW,
    LONG_GAP,
    MOST_MORE_TESTS,
    ROUTINE_DAYS_BEFORE_A_VERDICT,
    WALKING_DAYS_BEFORE_A_VERDICT,
)
from primemover.coach.trial import Arm
from primemover.coach.verdict import (
    SideVerdict,
    explanations,
    judge,
    missing_days,
    tests_until_told,
)
from primemover.routine.prescription import Reason
from primemover.terms import CannotTell, Side


@dataclass(frozen=True, slots=True)
class SideResponse:
    """What the tests of one side can tell."""

    side: Side
    verdict: SideVerdict
    reason: Reason
    gain: Gain | CannotTell
    capacity: Capacity | CannotTell
    more_tests: int | None
    """While a verdict is open: about how many more test days would tell; None where no number is named."""
    more: Reason | None
    """The same as a sentence; None once there is a verdict."""
    also: tuple[str, ...]
    """Message ids of what else could explain it."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that was left out, or should be known, of the day that began ``at``."""

    at: datetime
    reason: Reason


@dataclass(frozen=True, slots=True)
class Responses:
    """What all tests can tell."""

    left: SideResponse
    right: SideResponse
    difference: SideDifference | CannotTell
    remarks: tuple[Remark, ...]
    """The earliest day first."""

    def of(self, side: Side) -> SideResponse:
        """The answer for the left or the right side."""
        return self.left if side is Side.LEFT else self.right


def response(days: Iterable[TestDay]) -> Responses:
    """What the test days, in any order, can tell about each side.

    Only days of the latest day's protocol are compared. Time is measured from the latest day: the gain looks
    back half a year, capacity and side difference twelve weeks and never across a gap of a month.
    """
    return response_to([read_day(day) for day in days if day.holds])


def response_to(read: Iterable[DayReading]) -> Responses:
    """The same from days that were read already, each with at least one hold."""
    tested = sorted(read, key=lambda reading: (reading.at, reading.protocol))
    readings = [reading for reading in tested if reading.protocol == tested[-1].protocol]
    difference = difference_of(since_the_last_gap(readings))
    return Responses(
        _side(Side.LEFT, readings, difference),
        _side(Side.RIGHT, readings, difference),
        difference,
        tuple(_remarks(tested, readings)),
    )


def figures_of(side: Side, readings: Sequence[DayReading]) -> tuple[Gain | CannotTell, Capacity | CannotTell]:
    """Gain and capacity of a side as of the last of ``readings``, which are of one protocol, by time."""
    return gain_of(_ratios(side, readings)), capacity_of(since_the_last_gap(readings), side)


def _ratios(side: Side, readings: Sequence[DayReading]) -> list[tuple[Arm, float]]:
    """What counts for the gain of a side: what was done on a day, and log(after / before)."""
    return [
        (reading.arm, reading.log_ratio[side])
        for reading in readings
        if reading.arm is not None
        and side in reading.log_ratio
        and readings[-1].at - reading.at <= GAIN_WINDOW
    ]


def _side(
    side: Side, readings: Sequence[DayReading], difference: SideDifference | CannotTell
) -> SideResponse:
    gain, capacity = figures_of(side, readings)
    verdict, reason = judge(side, gain, capacity, difference)
    more_tests = _more_tests(verdict, gain)
    return SideResponse(
        side=side,
        verdict=verdict,
        reason=reason,
        gain=gain,
        capacity=capacity,
        more_tests=more_tests,
        more=_more(verdict, gain, more_tests, [arm for arm, _ in _ratios(side, readings)]),
        also=explanations(verdict),
    )


def _more_tests(verdict: SideVerdict, gain: Gain | CannotTell) -> int | None:
    if verdict is not SideVerdict.CANNOT_TELL or isinstance(gain, CannotTell):
        return None
    return tests_until_told(gain)


def _more(
    verdict: SideVerdict, gain: Gain | CannotTell, more_tests: int | None, counted: Sequence[Arm]
) -> Reason | None:
    if verdict is not SideVerdict.CANNOT_TELL:
        return None
    if isinstance(gain, CannotTell):
        missing = missing_days(counted.count(Arm.ROUTINE), counted.count(Arm.WALKING))
        needed = {"routine": ROUTINE_DAYS_BEFORE_A_VERDICT, "walking": WALKING_DAYS_BEFORE_A_VERDICT}
        return Reason("response.more.first", {"count": missing, **needed})
    if more_tests is None:
        return Reason("response.more.many", {"count": MOST_MORE_TESTS})
    return Reason("response.more.about", {"count": more_tests})


def since_the_last_gap(readings: Sequence[DayReading]) -> Sequence[DayReading]:
    """The readings of the capacity window, from the last long gap on."""
    recent = [reading for reading in readings if readings[-1].at - reading.at <= CAPACITY_WINDOW]
    gaps = [i for i, (one, two) in enumerate(pairwise(recent), start=1) if two.at - one.at >= LONG_GAP]
    return recent[gaps[-1] :] if gaps else recent


def _remarks(tested: Sequence[DayReading], readings: Sequence[DayReading]) -> list[Remark]:
    remarks = [
        Remark(reading.at, Reason("response.days.other-test"))
        for reading in tested
        if reading.protocol != tested[-1].protocol
    ]
    remarks += [Remark(reading.at, reason) for reading in readings for reason in reading.remarks]
    for one, two in pairwise(readings):
        apart = two.at - one.at
        if apart >= LONG_GAP:
            remarks.append(Remark(two.at, Reason("response.days.gap", {"count": apart.days})))
        elif apart < CLOSE_TOGETHER:
            hours = round(apart / timedelta(hours=1))
            remarks.append(Remark(two.at, Reason("response.days.close", {"count": hours})))
    return sorted(remarks, key=lambda remark: remark.at)
