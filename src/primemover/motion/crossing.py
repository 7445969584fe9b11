"""When a movement was half done: the times between which each look is held.

Half is half of this person's way, from where they stayed before to how far they went; the targets say
only which measures move, and which way. Times are interpolated between frames.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import numpy as np

from primemover.motion.expectation import Expectation
from primemover.motion.landmarks import Array

_LEAST_SHARE: Final = 0.05
"""Where the measures that are known tell less than this share of what all would, nothing is told."""
_MOVES_SHARE: Final = 0.1
_STRAYS: Final = 8.0
"""A measure that tells less than that share of what the best one does should stay; if it goes further than
so many of its errors, it has moved by itself."""
_TOP: Final = 60.0
_AROUND_S, _MOST_AROUND_S = 0.12, 0.6
"""Progress is averaged over so much before and after: noise moves a crossing, half of a way stays put."""
_SHARE_AROUND: Final = 0.6
_EARLY, _LATE = 0.2, 0.8
_LEAST_WAY: Final = 0.35
"""Share of the figure's way that a person has to go, at least, for it to be a way."""

Stay = tuple[int, int]
"""Indices of the first and last frame of a stay in one look."""


class Ways:
    """The ways between the looks of one exercise."""

    def __init__(self, expected: Expectation) -> None:
        self._targets, self._errors = expected.targets, expected.errors
        self._lowest = (expected.targets.min(axis=0) + expected.targets.max(axis=0)) / 2 - 180.0

    def progress(self, values: Array, a: int, b: int, before: Stay, after: Stay) -> Array:
        """``values`` (frames, measures) → how far each frame is from look ``a`` (0) to ``b`` (1).

        All measures speak, from where they were in ``before``, and so weighted that what errs in common falls
        out (generalised least squares); but not those that should have stayed until ``after`` and did not.
        NaN where too few are known.
        """
        way = self._targets[b] - self._targets[a]
        errors = (self._errors[a] + self._errors[b]) / 2
        near = (values - self._lowest) % 360.0 + self._lowest
        near -= _medians(near[before[0] : before[1] + 1], self._targets[a])
        went = np.abs(_medians(near[after[0] : after[1] + 1], way)) / np.sqrt(errors.diagonal())
        meant = (way / np.sqrt(errors.diagonal())) ** 2
        near[:, (meant < _MOVES_SHARE * meant.max()) & (went > _STRAYS)] = np.nan
        known = ~np.isnan(near)
        least = _LEAST_SHARE * (way @ np.linalg.solve(errors, way))
        found = np.full(len(near), np.nan)
        alike = known @ (1 << np.arange(len(way)))
        for code in np.unique(alike):
            rows = alike == code
            pattern = known[rows.argmax()]
            weights = np.linalg.solve(errors[np.ix_(pattern, pattern)], way[pattern])
            told = float(weights @ way[pattern])
            if told > least:
                found[rows] = near[np.ix_(rows, pattern)] @ weights / told
        return found

    def spans_s(
        self, time_s: Array, values: Array, stays: Sequence[Stay]
    ) -> list[tuple[float, float]] | None:
        """Start and end in seconds of each look, from the first on, whose frames are ``stays``.

        None where no way of any size was seen between two of them. The last frame may already belong to
        the first look again.
        """
        begins_s = float(time_s[stays[0][0]])
        if len(stays) == 1:
            return [(begins_s, float(time_s[stays[0][1]]))]
        edges_s = [begins_s]
        for look in range(1, len(stays)):
            progress = self.progress(values, look - 1, look, stays[look - 1], stays[look])
            edge_s = _rise_s(time_s, progress, stays[look - 1], stays[look])
            if edge_s is None:
                return None
            edges_s.append(edge_s)
        last = len(stays) - 1
        progress = self.progress(values, 0, last, stays[0], stays[last])
        edges_s.append(max(_fall_s(time_s, progress, stays[0], stays[last]), edges_s[-1]))
        return list(pairwise(edges_s))


def _rise_s(time_s: Array, progress: Array, before: Stay, after: Stay) -> float | None:
    """Half-way there; averaged again over as much as the way itself takes, once that is known."""
    calm = _calmed(time_s, progress, _AROUND_S)
    low, high = _reach(calm, before, after)
    if high - low < _LEAST_WAY:
        return None
    found = [
        _upward_s(time_s, calm, low + share * (high - low), before, after) for share in (_EARLY, 0.5, _LATE)
    ]
    early_s, half_s, late_s = found
    if early_s is None or half_s is None or late_s is None:
        return half_s
    around_s = _around_s(late_s - early_s, (half_s - time_s[before[0]], time_s[after[1]] - half_s))
    return _upward_s(time_s, _calmed(time_s, progress, around_s), (low + high) / 2, before, after) or half_s


def _around_s(way_s: float, room_s: tuple[float, float]) -> float:
    """Half of the window: most of the way between its early and its late part, and no more than is there."""
    return float(np.clip(_SHARE_AROUND * way_s, _AROUND_S, max(_AROUND_S, min(_MOST_AROUND_S, *room_s))))


def _upward_s(time_s: Array, progress: Array, half: float, before: Stay, after: Stay) -> float | None:
    arrived = after[0]
    while arrived < after[1] and not progress[arrived] >= half:
        arrived += 1
    for index in range(arrived, before[0], -1):
        if progress[index] >= half > progress[index - 1]:
            return _between(time_s, progress, half, index)
    return None


def _fall_s(time_s: Array, progress: Array, before: Stay, after: Stay) -> float:
    calm = _calmed(time_s, progress, _AROUND_S)
    low, high = _reach(calm, before, after)
    found = [_downward_s(time_s, calm, low + share * (high - low), after) for share in (_LATE, 0.5, _EARLY)]
    early_s, half_s, late_s = found
    room_s = (half_s - float(time_s[after[0]]), float(time_s[-1]) - half_s)
    around_s = _around_s(late_s - early_s, room_s)
    return _downward_s(time_s, _calmed(time_s, progress, around_s), (low + high) / 2, after)


def _downward_s(time_s: Array, progress: Array, half: float, after: Stay) -> float:
    leaves = after[1]
    while leaves > after[0] and not progress[leaves] >= half:
        leaves -= 1
    for index in range(leaves + 1, len(progress)):
        if progress[index] <= half < progress[index - 1]:
            return _between(time_s, progress, half, index)
    return float(time_s[-1] if leaves == after[1] else time_s[after[1]])


def _reach(progress: Array, before: Stay, after: Stay) -> tuple[float, float]:
    """Where the way began, and how far it went; a plateau's height, and little less than a peak's."""
    stayed = _known(progress[before[0] : before[1] + 1])
    went = _known(progress[after[0] : after[1] + 1])
    low = float(np.median(stayed)) if len(stayed) else 0.0
    return low, float(np.percentile(went, _TOP)) if len(went) else 1.0


def _calmed(time_s: Array, progress: Array, around_s: float) -> Array:
    """The mean of what is known around each frame; NaN stays where a frame itself is not known."""
    first = np.searchsorted(time_s, time_s - around_s, "left")
    last = np.searchsorted(time_s, time_s + around_s, "right")
    # Evenly to both sides, or the ends would lean.
    reach = np.minimum(np.arange(len(time_s)) - first, last - 1 - np.arange(len(time_s)))
    first, last = np.arange(len(time_s)) - reach, np.arange(len(time_s)) + reach + 1
    there = ~np.isnan(progress)
    sums = np.concatenate([[0.0], np.cumsum(np.where(there, progress, 0.0))])
    counts = np.concatenate([[0], np.cumsum(there)])
    known = np.maximum(counts[last] - counts[first], 1)
    return np.asarray(np.where(there, (sums[last] - sums[first]) / known, np.nan))


def _medians(values: Array, otherwise: Array) -> Array:
    """Of each column what is known, or ``otherwise`` where nothing is."""
    if not np.isnan(values).any():
        return np.asarray(np.median(values, axis=0))
    return np.array(
        [
            np.median(known) if len(known := _known(column)) else other
            for column, other in zip(values.T, otherwise, strict=True)
        ]
    )


def _known(values: Array) -> Array:
    return np.asarray(values[~np.isnan(values)])


def _between(time_s: Array, progress: Array, half: float, index: int) -> float:
    before, after = progress[index - 1], progress[index]
    share = (half - before) / (after - before)
    return float(time_s[index - 1] + share * (time_s[index] - time_s[index - 1]))
