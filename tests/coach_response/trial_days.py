"""Test days for the tests, from a few figures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from primemover.coach.field_test import EndReason, HoldTest, Moment, TestDay
from primemover.coach.trial import Arm
from primemover.terms import Side

MONDAY = datetime(2025, 3, 3, 6, 30, tzinfo=UTC)
OUT = EndReason.GLUTE_GAVE_OUT
ROUTINE, WALKING = Arm.ROUTINE, Arm.WALKING
LEFT, RIGHT = Side.LEFT, Side.RIGHT
BEFORE, AFTER = Moment.BEFORE, Moment.AFTER


def hold(
    side: Side, moment: Moment, seconds: float, minute: float, end: EndReason = OUT, *, day: int = 0
) -> HoldTest:
    return HoldTest(side, MONDAY + timedelta(days=day, minutes=minute), moment, seconds, end)


def day(
    number: int,
    arm: Arm,
    left: tuple[float, float],
    right: tuple[float, float],
    *,
    first: Side | None = None,
    protocol: str = "single-leg-bridge-hold",
) -> TestDay:
    """A complete day ``number`` days after the first; ``left`` and ``right`` are seconds before and after."""
    first = first or (LEFT if number % 2 == 0 else RIGHT)
    seconds = {LEFT: left, RIGHT: right}
    holds = [
        hold(side, moment, seconds[side][place], 3 * turn + 20 * place, day=number)
        for place, moment in enumerate((BEFORE, AFTER))
        for turn, side in enumerate((first, first.other))
    ]
    return TestDay(tuple(holds), arm, arm, protocol)


def run(
    arms: str,
    left: tuple[float, float, float],
    right: tuple[float, float, float],
    *,
    every_days: int = 4,
    wobble: Sequence[float] = (1.0, 1.06, 0.95, 1.02, 0.97),
) -> list[TestDay]:
    """Days by the letters of ``arms`` (r, w); per side the seconds before, after the routine, after a walk.

    The holds after wobble by ``wobble`` in turn, so that scatter is neither nothing nor chance.
    """
    days = []
    for turn, letter in enumerate(arms):
        arm = ROUTINE if letter == "r" else WALKING
        factor = wobble[turn % len(wobble)]
        pairs = [(side[0], side[1 if arm is ROUTINE else 2] * factor) for side in (left, right)]
        days.append(day(turn * every_days, arm, pairs[0], pairs[1]))
    return days


"""A busy machine is no reason to fail."""

seconds = st.floats(8, 200)
pairs = st.tuples(seconds, seconds)


@st.composite
def histories(draw: st.DrawFn, *, least: int = 1, most: int = 14) -> list[TestDay]:
    """Complete days of any arms and holds, 1–9 days apart."""
    number, days = 0, []
    for _ in range(draw(st.integers(least, most))):
        days.append(day(number, draw(st.sampled_from(Arm)), draw(pairs), draw(pairs)))
        number += draw(st.integers(1, 9))
    return days
