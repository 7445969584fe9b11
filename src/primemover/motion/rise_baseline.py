"""Where an ankle rests, for a person whose own range was not taught.

A heel rises by a hand's width, about 5° of hip extension; a person's build and a tilted camera shift the
reading by as much. What is looked at is therefore the rise above this person's own rest: a low
percentile of the last half minute, since in every repetition the leg comes back to the floor.
"""

from __future__ import annotations

import math
from bisect import bisect_left, insort
from collections import deque
from dataclasses import replace
from typing import Final

from primemover.motion.expectation import Expectation
from primemover.motion.measures import RISE
from primemover.motion.side_view import Seen

_WINDOW_S: Final = 30.0
_LOW: Final = 0.15


class RiseBaseline:
    """Shifts each ankle's rise so that its rest reads as the figure's does."""

    def __init__(self, expected: Expectation) -> None:
        self._of: dict[int, tuple[float, _Low]] = {}
        for columns in expected.columns:
            for measure, column in enumerate(columns):
                if expected.measures[measure].endswith(RISE):
                    self._of.setdefault(column, (float(expected.targets[:, measure].min()), _Low()))

    def shifted(self, seen: Seen) -> Seen:
        """The frame with its rises shifted; a cut begins anew."""
        if seen.restarts is not None:
            self._of = {column: (rest, _Low()) for column, (rest, _) in self._of.items()}
        if seen.missed is not None:
            return seen
        values = list(seen.values)
        for column, (rest, low) in self._of.items():
            if not math.isnan(values[column]):
                values[column] += rest - low.of(seen.time_s, values[column])
        return replace(seen, values=values)


class _Low:
    """A low percentile of the last half minute."""

    def __init__(self) -> None:
        self._sorted: list[float] = []
        self._order: deque[tuple[float, float]] = deque()

    def of(self, time_s: float, value: float) -> float:
        insort(self._sorted, value)
        self._order.append((time_s, value))
        while self._order[0][0] < time_s - _WINDOW_S:
            _, old = self._order.popleft()
            del self._sorted[bisect_left(self._sorted, old)]
        return self._sorted[int(len(self._sorted) * _LOW)]
