"""Before and after of one side on one test day, as it was held."""

from __future__ import annotations

from primemover.coach.field_test import HoldTest, Moment, TestDay
from primemover.terms import Side
from primemover.texts import text
from primemover.texts.writing import number


def first_hold(day: TestDay, side: Side, moment: Moment) -> HoldTest | None:
    """The hold that is looked at where there are several; None where there is none."""
    held = [hold for hold in day.holds if hold.side is side and hold.moment is moment]
    return min(held, key=lambda hold: hold.at, default=None)


def pair(day: TestDay, side: Side) -> str:
    """``34 → 41`` in seconds, with a dash for what was not held."""
    before, after = (_seconds(first_hold(day, side, moment)) for moment in Moment)
    return text("progress.days.pair", before=before, after=after)


def _seconds(hold: HoldTest | None) -> str:
    if hold is None:
        return text("progress.days.missing")
    return number(hold.seconds, 1 if hold.seconds < 10 else 0)
