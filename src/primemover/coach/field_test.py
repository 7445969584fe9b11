"""A hold test and a test day: what was held, and how much of it can be counted.

A test day is: both sides held once, then the routine or a walk, then both sides held again. Nothing that a
person sends is altered. What cannot be counted is left out *and said*, each time with its message id; what
merely should be known is said and counted.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final

from primemover.coach.thresholds import LONGEST_HOLD_S, RETEST_LATEST, RETEST_SOONEST, SHORTEST_HOLD_S
from primemover.coach.trial import Arm
from primemover.errors import InvalidInput
from primemover.routine.prescription import Reason
from primemover.terms import Side

SIDES: Final = (Side.LEFT, Side.RIGHT)


class Moment(StrEnum):
    """Before or after the minutes between the two tests."""

    BEFORE = "before"
    AFTER = "after"

    @property
    def label(self) -> str:
        """Message id of its name."""
        return f"response.moment.{self}"


class EndReason(StrEnum):
    """Why a hold ended, in the runner's own judgement."""

    GLUTE_GAVE_OUT = "glute-gave-out"
    HAMSTRING_CRAMP = "hamstring-cramp"
    BACK = "back"
    FORM = "form"
    """The pelvis sank and could not be brought back: the stop rule of the published test (a drop of more
    than 10°), so it is a valid end."""
    GAVE_UP = "gave-up"
    TIME_UP = "time-up"
    """Held to the end of the test; nobody is asked, and how long it could have been held stays unknown."""

    @property
    def label(self) -> str:
        """Message id of the answer to "why did it end?"."""
        return f"response.end.{self}"

    @property
    def is_valid(self) -> bool:
        """True where the hold ended because the muscle that is tested could not go on."""
        return self in (EndReason.GLUTE_GAVE_OUT, EndReason.FORM)


@dataclass(frozen=True, slots=True)
class HoldTest:
    """One hold of one side.

    ``side`` is left or right; ``at`` is when it began, with its time zone; ``seconds`` is how long it was
    held, as it came in: an impossible value is kept, and says so in ``problem``.

    Raises:
        InvalidInput: both sides at once, or a time without a zone.
    """

    side: Side
    at: datetime
    moment: Moment
    seconds: float
    end_reason: EndReason

    def __post_init__(self) -> None:
        if self.side is Side.BOTH:
            raise InvalidInput("a hold test has one side.", where="hold test", remedy="Say left or right.")
        if self.at.tzinfo is None:
            raise InvalidInput("the time has no zone.", where="hold test", remedy="Give it in UTC.")

    @property
    def problem(self) -> Reason | None:
        """Why this hold does not count, or None where it does."""
        message = self._problem_message()
        if message is None:
            return None
        values = {"side": self.side.value, "moment": self.moment.value, "seconds": self.seconds}
        return Reason(message, values)

    def _problem_message(self) -> str | None:
        if not math.isfinite(self.seconds) or self.seconds <= 0:
            return "response.hold.impossible"
        if self.seconds < SHORTEST_HOLD_S:
            return "response.hold.too-short"
        if self.seconds > LONGEST_HOLD_S:
            return "response.hold.too-long"
        return None if self.end_reason.is_valid else f"response.hold.end.{self.end_reason}"

    @property
    def is_valid(self) -> bool:
        """True where the hold counts."""
        return self._problem_message() is None


@dataclass(frozen=True, slots=True)
class TestDay:
    """One day of the trial, as it came in.

    ``arm`` is what was done between the tests, or None where the day ended before it; ``drawn`` is what
    ``trial.arm_for`` gave, or None where nothing was drawn (day one, a test on the runner's own account).
    ``protocol`` names the test; holds of different tests are never compared.
    """

    __test__ = False  # not a test of pytest

    holds: tuple[HoldTest, ...]
    arm: Arm | None
    drawn: Arm | None
    protocol: str = "single-leg-bridge-hold"

    @property
    def at(self) -> datetime:
        """When the day's first hold began; a day without a hold lies before all others."""
        return min((hold.at for hold in self.holds), default=datetime.min.replace(tzinfo=UTC))


@dataclass(frozen=True, slots=True)
class DayReading:
    """What of a test day counts.

    ``before_s``: per side the seconds of the hold before, for capacity and side difference.
    ``log_ratio``: per side log(after / before), for the gain. Both empty where nothing counts.
    ``order``: +0.5 where the left side was held first, −0.5 where the right was, 0 where one is missing.
    ``remarks``: what was left out or should be known, and why.
    """

    at: datetime
    protocol: str
    arm: Arm | None
    before_s: Mapping[Side, float]
    log_ratio: Mapping[Side, float]
    order: float
    remarks: tuple[Reason, ...]


def read_day(day: TestDay) -> DayReading:
    """What of ``day`` counts, side by side."""
    sides = {side: _read_side(day, side) for side in SIDES}
    remarks = [remark for side in SIDES for remark in sides[side].remarks]
    if day.holds:
        remarks += [_missing(side) for side in SIDES if sides[side].nothing_came]
    drawn = _not_as_drawn(day)
    return DayReading(
        at=day.at,
        protocol=day.protocol,
        arm=day.arm,
        before_s={side: read.before_s for side, read in sides.items() if read.before_s is not None},
        log_ratio={
            side: read.log_ratio for side, read in sides.items() if read.log_ratio is not None and not drawn
        },
        order=_order(day),
        remarks=(*remarks, *drawn),
    )


@dataclass(frozen=True, slots=True)
class _SideReading:
    before_s: float | None = None
    log_ratio: float | None = None
    remarks: tuple[Reason, ...] = ()
    nothing_came: bool = False


def _read_side(day: TestDay, side: Side) -> _SideReading:
    befores, afters = _of(day, side, Moment.BEFORE), _of(day, side, Moment.AFTER)
    repeated = tuple(
        Reason("response.day.repeated", {"side": side.value, "moment": holds[0].moment.value})
        for holds in (befores, afters)
        if len(holds) > 1
    )
    # The first hold counts: a second one is tired, or wished for.
    reading = _read_pair(day, side, befores[0] if befores else None, afters[0] if afters else None)
    return replace(reading, remarks=(*repeated, *reading.remarks))


def _read_pair(day: TestDay, side: Side, before: HoldTest | None, after: HoldTest | None) -> _SideReading:
    if before is None:
        orphan = Reason("response.day.after-without-before", {"side": side.value})
        return _SideReading(remarks=(orphan,) if after else (), nothing_came=after is None)
    if _began_after_the_middle(day, before):
        return _SideReading(remarks=(Reason("response.day.wrong-order", {"side": side.value}),))
    problems = [hold.problem for hold in (before, after) if hold is not None]
    gap = _gap_problem(side, before, after)
    remarks = tuple(problem for problem in (*problems, gap) if problem is not None)
    before_s = before.seconds if before.is_valid else None
    if after is None or remarks:
        return _SideReading(before_s, remarks=remarks)
    return _SideReading(before_s, math.log(after.seconds / before.seconds))


def _gap_problem(side: Side, before: HoldTest, after: HoldTest | None) -> Reason | None:
    if after is None:
        return Reason("response.day.before-without-after", {"side": side.value})
    gap = after.at - before.at
    values = {"side": side.value, "count": round(gap / timedelta(minutes=1))}
    if gap < RETEST_SOONEST:
        return Reason("response.day.too-soon", values)
    return Reason("response.day.too-late", values) if gap > RETEST_LATEST else None


def _of(day: TestDay, side: Side, moment: Moment) -> Sequence[HoldTest]:
    # By time, then by what was held, so that the order in which holds arrive never matters.
    holds = [hold for hold in day.holds if hold.side is side and hold.moment is moment]
    return sorted(holds, key=lambda hold: (hold.at, hold.seconds, hold.end_reason))


def _began_after_the_middle(day: TestDay, before: HoldTest) -> bool:
    afters = [hold.at for hold in day.holds if hold.moment is Moment.AFTER]
    return bool(afters) and before.at >= min(afters)


def _missing(side: Side) -> Reason:
    return Reason("response.day.side-missing", {"side": side.value, "other": side.other.value})


def _not_as_drawn(day: TestDay) -> tuple[Reason, ...]:
    """Why the day cannot count as part of the trial: only a drawn arm that was kept to does."""
    if day.arm is None:
        return (Reason("response.day.nothing-between"),)
    if day.drawn is None:
        return (Reason("response.day.not-drawn"),)
    if day.drawn is not day.arm:
        return (Reason("response.day.other-than-drawn", {"drawn": day.drawn.value, "done": day.arm.value}),)
    return ()


def _order(day: TestDay) -> float:
    first = {side: _of(day, side, Moment.BEFORE) for side in SIDES}
    if not all(first.values()) or first[Side.LEFT][0].at == first[Side.RIGHT][0].at:
        return 0.0
    return 0.5 if first[Side.LEFT][0].at < first[Side.RIGHT][0].at else -0.5
