"""How the figures came to be what they are: gain and capacity of both sides as of each earlier test day.

Every step is what could be told on that day, from that day and those before it; nothing that came later
changes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from primemover.coach.estimates import Capacity, Gain
from primemover.coach.field_test import SIDES, DayReading, TestDay, read_day
from primemover.coach.response import figures_of
from primemover.terms import CannotTell, Side


@dataclass(frozen=True, slots=True)
class SideFigures:
    """The two figures of one side."""

    gain: Gain | CannotTell
    capacity: Capacity | CannotTell


@dataclass(frozen=True, slots=True)
class Step:
    """What could be told on the test day that began ``at``; ``reading`` is that day."""

    at: datetime
    reading: DayReading
    figures: Mapping[Side, SideFigures]


def trail(days: Iterable[TestDay]) -> tuple[Step, ...]:
    """One step per test day of one protocol, the earliest first; days without a hold make none."""
    readings = sorted((read_day(day) for day in days if day.holds), key=lambda reading: reading.at)
    return tuple(_step(readings[:count]) for count in range(1, len(readings) + 1))


def _step(readings: Sequence[DayReading]) -> Step:
    figures = {side: SideFigures(*figures_of(side, readings)) for side in SIDES}
    return Step(readings[-1].at, readings[-1], figures)
