"""The three figures of a runner's tests: immediate gain, capacity, side difference.

All three are straight lines (``coach.line``, where prior and posterior are written out) through logarithms
of holds; the priors stand in ``coach.thresholds``:

========== ==================== ==================== ============================ ========================
figure      y                    x                    common                       effect
========== ==================== ==================== ============================ ========================
gain        log(after / before)  1 routine, 0 walk    a second go, warmth, fatigue  **the immediate gain**
capacity    log(before)          weeks, latest = 0    **the hold now**              its change per week
difference  log(left / right)    ±½, who went first   **the side difference**       going first
========== ==================== ==================== ============================ ========================
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from primemover.coach.field_test import DayReading
from primemover.coach.line import LinePosterior, LinePrior, fit_line
from primemover.coach.student_t import StudentT
from primemover.coach.thresholds import (
    CAPACITY,
    CERTAIN,
    DIFFERENCE,
    FALLING,
    GAIN,
    INTERVAL_LEVEL,
    UNEVEN,
    WORTH_CALLING_A_GAIN,
)
from primemover.coach.trial import Arm
from primemover.terms import CannotTell, Interval, Side

WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Gain:
    """By how much the hold after the routine exceeds the hold after a walk, each against the one before."""

    line: LinePosterior
    routine_days: int
    walking_days: int

    @property
    def posterior(self) -> StudentT:
        """The gain on the log scale."""
        return self.line.effect

    @property
    def fraction(self) -> float:
        """The gain as a part of the hold: 0.4 is 40 % longer."""
        return math.expm1(self.posterior.location)

    @property
    def interval(self) -> Interval:
        """95 % interval of ``fraction``."""
        log = self.posterior.interval(INTERVAL_LEVEL)
        return Interval(math.expm1(log.low), math.expm1(log.high))

    @property
    def probability(self) -> float:
        """Probability, 0–1, that the gain exceeds what is worth calling one (10 %)."""
        return self.posterior.above(WORTH_CALLING_A_GAIN)


@dataclass(frozen=True, slots=True)
class Capacity:
    """How long a side holds before anything is done, as of the latest test."""

    line: LinePosterior
    tests: int
    span: timedelta
    """From the first to the latest test that is counted."""

    @property
    def posterior(self) -> StudentT:
        """Log seconds, as of the latest test."""
        return self.line.common

    @property
    def seconds(self) -> float:
        """The hold in seconds."""
        return math.exp(self.posterior.location)

    @property
    def interval_s(self) -> Interval:
        """95 % interval of ``seconds``."""
        log = self.posterior.interval(INTERVAL_LEVEL)
        return Interval(math.exp(log.low), math.exp(log.high))

    @property
    def change(self) -> StudentT | None:
        """The change on the log scale over ``span``, or None after a single test."""
        return self.line.effect.times(self.span / WEEK) if self.span else None

    @property
    def fell(self) -> bool:
        """True where the hold is lower, beyond the error, than at the start of ``span``."""
        return self.change is not None and self.change.below(FALLING) >= CERTAIN

    @property
    def holds_up(self) -> bool:
        """True where it is known not to have fallen."""
        return self.change is not None and self.change.above(FALLING) >= CERTAIN


class Evenness(StrEnum):
    """What can be said of the two sides."""

    EVEN = "even"
    UNEVEN = "uneven"
    CANNOT_TELL = "cannot-tell"


@dataclass(frozen=True, slots=True)
class SideDifference:
    """How the left hold compares with the right one, before anything is done."""

    posterior: StudentT
    """log(left / right)."""
    days: int

    @property
    def lower_side(self) -> Side | None:
        """The side that is lower beyond the error, or None."""
        if self.posterior.below(-UNEVEN) >= CERTAIN:
            return Side.LEFT
        return Side.RIGHT if self.posterior.above(UNEVEN) >= CERTAIN else None

    @property
    def evenness(self) -> Evenness:
        """Even, uneven, or neither known."""
        if self.lower_side is not None:
            return Evenness.UNEVEN
        return Evenness.EVEN if 1 - self.posterior.beyond(UNEVEN) >= CERTAIN else Evenness.CANNOT_TELL

    @property
    def fraction(self) -> float:
        """By how much the left hold is longer than the right: −0.2 is 20 % shorter."""
        return math.expm1(self.posterior.location)

    @property
    def interval(self) -> Interval:
        """95 % interval of ``fraction``."""
        log = self.posterior.interval(INTERVAL_LEVEL)
        return Interval(math.expm1(log.low), math.expm1(log.high))


def gain_of(ratios: Sequence[tuple[Arm, float]], prior: LinePrior = GAIN) -> Gain | CannotTell:
    """The gain from one log(after / before) per test day, with what was done on that day."""
    walking_days = sum(arm is Arm.WALKING for arm, _ in ratios)
    routine_days = len(ratios) - walking_days
    if not ratios:
        return CannotTell("response.cannot-tell.no-test")
    if not walking_days:
        return CannotTell("response.cannot-tell.no-walking-day")
    if not routine_days:
        return CannotTell("response.cannot-tell.no-routine-day")
    points = [(1.0 if arm is Arm.ROUTINE else 0.0, ratio) for arm, ratio in ratios]
    return Gain(fit_line(points, prior), routine_days, walking_days)


def capacity_of(readings: Sequence[DayReading], side: Side) -> Capacity | CannotTell:
    """The capacity of ``side`` from the holds before, of the days given."""
    held = [(reading.at, reading.before_s[side]) for reading in readings if side in reading.before_s]
    if not held:
        return CannotTell("response.cannot-tell.no-hold")
    first, latest = min(at for at, _ in held), max(at for at, _ in held)
    points = [((at - latest) / WEEK, math.log(seconds)) for at, seconds in held]
    return Capacity(fit_line(points, CAPACITY), len(held), latest - first)


def difference_of(readings: Sequence[DayReading]) -> SideDifference | CannotTell:
    """The side difference from the days given on which both holds before count."""
    points = [
        (reading.order, math.log(reading.before_s[Side.LEFT] / reading.before_s[Side.RIGHT]))
        for reading in readings
        if len(reading.before_s) == 2
    ]
    if not points:
        return CannotTell("response.cannot-tell.no-two-sides")
    return SideDifference(fit_line(points, DIFFERENCE).common, len(points))
