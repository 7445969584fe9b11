"""Where a person rests, for one whose own range was not taught.

A heel rises by a hand's width, about 5° of hip extension, and a leg lifted in a plank bends the hip back
by 18°; a person's build and a tilted camera shift the reading by as much. What moves that little is
therefore read against this person's own rest: that end of the last half minute at which the figure rests,
since in every repetition the body comes back to it.
"""

from __future__ import annotations

import math
from bisect import bisect_left, insort
from collections import deque
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from primemover.motion.expectation import Expectation
from primemover.motion.landmarks import Array
from primemover.motion.measures import LENGTHS, RISE
from primemover.motion.side_view import Seen
from primemover.motion.tolerance import USUAL_TOLERANCE_DEG

_WINDOW_S: Final = 30.0
_END: Final = 0.15
_SMALL_DEG: Final = 40.0
"""An exercise in which nothing moves further than that: about five times what a hip stands off the figure."""
_LEAST_DEG: Final = 8.0
_SAME_DEG: Final = 3.0
_MOST_DEG: Final = USUAL_TOLERANCE_DEG
"""A reading further than that from the figure's rest is another posture, and nobody's rest."""


def own_rest(expected: Expectation) -> OwnRest | None:
    """What learns a person's rest; None where they were taught, or where everything moves far enough."""
    rests = [] if expected.taught else _rests(expected)
    return OwnRest(rests) if rests else None


class OwnRest:
    """Shifts what moves a little so that this person's rest reads as the figure's does."""

    def __init__(self, rests: Sequence[tuple[int, float, float, float]]) -> None:
        self._rests = rests
        self._begin()

    def _begin(self) -> None:
        self._of = [(column, rest, most, _End(share)) for column, rest, most, share in self._rests]

    def shifted(self, seen: Seen) -> Seen:
        """The frame with these measures shifted; a cut begins anew."""
        if seen.restarts is not None:
            self._begin()
        if seen.missed is not None:
            return seen
        values = list(seen.values)
        for column, rest, most, end in self._of:
            value = values[column]
            if abs(value - rest) <= most:
                end.take(seen.time_s, value)
            values[column] += rest - end.value(rest)
        return replace(seen, values=values)


def _rests(expected: Expectation) -> list[tuple[int, float, float, float]]:
    """(column, the figure's rest, how far from it a rest may be, the share of readings below it)."""
    found = []
    small = expected.repeats and _longest_way(expected) < _SMALL_DEG
    for column, (name, targets) in _targets_of_columns(expected).items():
        low, high, rest = float(targets.min()), float(targets.max()), targets[0]
        if name.endswith(RISE):
            found.append((column, low, math.inf, _END))
        elif small and not name.endswith(LENGTHS) and high - low > _LEAST_DEG:
            if high - rest.min() < _SAME_DEG:
                found.append((column, high, _MOST_DEG, 1 - _END))
            elif rest.max() - low < _SAME_DEG:
                found.append((column, low, _MOST_DEG, _END))
    return found


def _longest_way(expected: Expectation) -> float:
    """How far the measure goes that goes furthest, degrees."""
    angles = [not name.endswith(LENGTHS) for name in expected.measures]
    return float(np.ptp(expected.targets[:, angles], axis=0).max())


def _targets_of_columns(expected: Expectation) -> dict[int, tuple[str, Array]]:
    """Column → name, and targets (looks, roles): a leg is the working one or the other."""
    found: dict[int, tuple[str, list[Array]]] = {}
    for columns in expected.columns:
        for measure, column in enumerate(columns):
            _, targets = found.setdefault(column, (expected.measures[measure], []))
            targets.append(expected.targets[:, measure])
    return {column: (name, np.array(targets).T) for column, (name, targets) in found.items()}


class _End:
    """A percentile of the last half minute."""

    def __init__(self, share: float) -> None:
        self._share = share
        self._sorted: list[float] = []
        self._order: deque[tuple[float, float]] = deque()

    def take(self, time_s: float, value: float) -> None:
        """One more reading."""
        insort(self._sorted, value)
        self._order.append((time_s, value))
        while self._order[0][0] < time_s - _WINDOW_S:
            _, old = self._order.popleft()
            del self._sorted[bisect_left(self._sorted, old)]

    def value(self, otherwise: float) -> float:
        """The percentile, or ``otherwise`` where there is no reading yet."""
        return self._sorted[int(len(self._sorted) * self._share)] if self._sorted else otherwise
