"""What a fault's condition reads in a frame: an angle as written, a rise in centimetres, or a change.

A change is counted from the person's own reading at the beginning of the phase: the median of its first
seconds.
"""

from __future__ import annotations

import math
from statistics import median
from typing import Final

from primemover.motion.expectation import Expectation, column
from primemover.motion.fault import Condition
from primemover.motion.measures import rise_cm
from primemover.motion.side_view import Seen
from primemover.terms import Side

_SETTLES_S, _KNOWN_S = 0.7, 2.5
"""Seconds after a phase is reached between which its first reading is taken."""
_LEAST: Final = 3


class Readings:
    """Remembers where the phase began."""

    def __init__(self, expected: Expectation) -> None:
        self._person = expected.person
        self._rests: dict[Side, float] = {}
        self._entered_s: float | None = None
        self._gathered: dict[int, list[float]] = {}
        self._first: dict[int, float] = {}

    def enter(self, rests: dict[Side, float]) -> None:
        """A look begins; ``rests``: the rise of each side's ankle from which a rise is measured."""
        self._rests = rests
        self._entered_s, self._gathered, self._first = None, {}, {}

    def of(self, condition: Condition, measure: str, side: Side, seen: Seen) -> float:
        """Degrees or cm; NaN where it is not seen, or where there is nothing yet to compare it with."""
        place = column(measure, side)
        value = seen.values[place]
        if condition.in_cm:
            return rise_cm(value - self._rests.get(side, math.nan), self._person)
        if condition.from_first:
            return _around(value - self._at_first(place, value, seen.time_s))
        return _around(value - condition.limit) + condition.limit

    def _at_first(self, place: int, value: float, now_s: float) -> float:
        if self._entered_s is None:
            self._entered_s = now_s
        if place in self._first:
            return self._first[place]
        gathered = self._gathered.setdefault(place, [])
        since_s = now_s - self._entered_s
        if since_s <= _KNOWN_S:
            if since_s >= _SETTLES_S and not math.isnan(value):
                gathered.append(value)
            return math.nan
        if len(gathered) < _LEAST:
            self._entered_s = now_s - _SETTLES_S
            return math.nan
        self._first[place] = median(gathered)
        return self._first[place]


def _around(angle_deg: float) -> float:
    return (angle_deg + 180.0) % 360.0 - 180.0
