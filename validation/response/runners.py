"""Simulated runners whose truth is known: what they hold on each test day."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

from primemover.coach.field_test import SIDES, EndReason, HoldTest, Moment, TestDay
from primemover.coach.trial import Arm, arm_for
from primemover.terms import Side

FIRST_DAY = datetime(2025, 3, 3, 6, 30, tzinfo=UTC)
BETWEEN_DAYS = timedelta(days=4)
BETWEEN_SIDES = timedelta(minutes=3)
BETWEEN_TESTS = timedelta(minutes=20)


@dataclass(frozen=True, slots=True)
class Truth:
    """What is true of a simulated runner, and nobody in real life knows.

    ``gain`` is the routine's own effect as a part of the hold. ``noise_sd`` is the scatter of
    log(after / before); each hold has it over √2. ``shared`` acts on every second hold (learning, fatigue
    of the first test), ``with_routine`` only after the routine without being its effect (expectation,
    tired by its contractions); both are parts of the hold. ``weaker_left`` is how much less the left side
    holds. ``invalid`` is the chance that a hold ends for a reason that does not count;
    ``gives_up_after_walking`` the chance of giving up the second hold on walking days.
    """

    gain: float = 0.0
    noise_sd: float = 0.15
    shared: float = 0.05
    with_routine: float = 0.0
    weaker_left: float = 0.0
    invalid: float = 0.0
    gives_up_after_walking: float = 0.0


def days_of(truth: Truth, count: int, seed: str) -> list[TestDay]:
    """``count`` test days of one runner; the same for the same seed.

    The first side alternates. What is usual for the runner lies about 60 s, between runners by a third.
    """
    draw = Random(seed)
    usual_s = usual_hold_s(seed)
    return [_day(draw, truth, index, arm_for(index, seed), usual_s) for index in range(count)]


def usual_hold_s(seed: str) -> float:
    """What the runner with this seed holds on the right side before anything is done."""
    return 60 * math.exp(Random(f"{seed}/usual").gauss(0, 0.3))


def _day(draw: Random, truth: Truth, index: int, arm: Arm, usual_s: float) -> TestDay:
    sides = SIDES if index % 2 == 0 else SIDES[::-1]
    holds = []
    for moment in Moment:
        began = FIRST_DAY + index * BETWEEN_DAYS
        if moment is Moment.AFTER:
            began += BETWEEN_TESTS
        for place, side in enumerate(sides):
            expected_s = usual_s * _share(truth, side, moment, arm)
            seconds = expected_s * math.exp(draw.gauss(0, truth.noise_sd / math.sqrt(2)))
            reason = _end(draw, truth, moment, arm)
            if not reason.is_valid:
                seconds *= draw.uniform(0.3, 1)
            holds.append(HoldTest(side, began + place * BETWEEN_SIDES, moment, seconds, reason))
    return TestDay(tuple(holds), arm, arm)


def _share(truth: Truth, side: Side, moment: Moment, arm: Arm) -> float:
    """What the hold is expected to be, as a part of the runner's usual one."""
    share = 1 - truth.weaker_left if side is Side.LEFT else 1.0
    if moment is Moment.AFTER:
        share *= 1 + truth.shared
        if arm is Arm.ROUTINE:
            share *= (1 + truth.gain) * (1 + truth.with_routine)
    return share


def _end(draw: Random, truth: Truth, moment: Moment, arm: Arm) -> EndReason:
    if draw.random() < truth.invalid:
        return EndReason.HAMSTRING_CRAMP
    after_walking = moment is Moment.AFTER and arm is Arm.WALKING
    if after_walking and draw.random() < truth.gives_up_after_walking:
        return EndReason.GAVE_UP
    return EndReason.GLUTE_GAVE_OUT
