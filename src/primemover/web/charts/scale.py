"""From values to places on a chart, and which values are written beside it."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from primemover.texts.writing import percent, short_day, short_month

SECONDS: Final = (30, 60, 20, 40, 90, 15, 120, 10, 50, 80, 180, 240, 7, 5, 300, 25, 35, 70, 100, 150, 600)
"""Seconds worth writing, the most telling first."""
GAINS: Final = (0.0, 0.5, -0.3, 1.0, 0.25, -0.15, 2.0, -0.5, 3.0, 0.75, 1.5, -0.7)
"""Gains worth writing."""


@dataclass(frozen=True, slots=True)
class Scale:
    """``low`` lies at ``start`` px and ``high`` at ``end`` px; what is given is clipped to between them."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """The place of a value in px."""
        share = (value - self.low) / (self.high - self.low)
        return self.start + min(1.0, max(0.0, share)) * (self.end - self.start)

    def length(self, value: float) -> float:
        """How many px ``value`` takes."""
        return abs(value / (self.high - self.low) * (self.end - self.start))


def spanning(values: Iterable[float], start: float, end: float, *, least: float, margin: float) -> Scale:
    """A scale over all ``values``, at least ``least`` wide, with a ``margin`` (part of it) on both sides."""
    found = list(values)
    low, high = min(found), max(found)
    spare = max(0.0, least - (high - low)) / 2
    low, high = low - spare, high + spare
    room = margin * (high - low)
    return Scale(low - room, high + room, start, end)


def ticks(scale: Scale, wished: Iterable[float], apart: float) -> list[float]:
    """Of the ``wished`` values, in that order, those inside the scale and ``apart`` px from one another."""
    taken: list[float] = []
    for value in wished:
        inside = scale.low <= value <= scale.high
        if inside and all(abs(scale(value) - scale(other)) >= apart for other in taken):
            taken.append(value)
    return sorted(taken)


def second_ticks(scale: Scale, apart: float) -> list[tuple[float, str]]:
    """Places on a scale of log seconds, and their words."""
    return [
        (value, f"{math.exp(value):.0f} s") for value in ticks(scale, (math.log(s) for s in SECONDS), apart)
    ]


def gain_ticks(scale: Scale, apart: float) -> list[tuple[float, str]]:
    """Places on a scale of log gain, and their words."""
    return [
        (value, percent(math.expm1(value)))
        for value in ticks(scale, (math.log1p(gain) for gain in GAINS), apart)
    ]


def date_ticks(scale: Scale, first: datetime, last: datetime, apart: float) -> list[tuple[float, str]]:
    """Places on a scale of time stamps, and their words: months of a long time, days of a short one."""
    if last - first > timedelta(days=75):
        wished = [(month.timestamp(), _month(month)) for month in _months(first, last)]
    else:
        days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        wished = [(day.timestamp(), short_day(day)) for day in days]
    places = ticks(scale, (place for place, _ in wished), apart)
    return [(place, words) for place, words in wished if place in places]


def _month(month: datetime) -> str:
    return short_month(month, with_year=month.month == 1)


def _months(first: datetime, last: datetime) -> list[datetime]:
    month = first.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    found = []
    while month <= last:
        if month >= first:
            found.append(month)
        month = (month + timedelta(days=32)).replace(day=1)
    return found
