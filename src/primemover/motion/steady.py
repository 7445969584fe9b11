"""The median of three neighbouring frames: single wild landmarks go, edges stay where they are.

The median stands at the time of the middle frame, so each frame is told one frame later. Where frames
are rarer than 6 a second, or on the far side of a cut, a frame stands by itself.
"""

from __future__ import annotations

import math
from typing import Final

from primemover.motion.side_view import Seen

_NEIGHBOUR_S: Final = 0.15
_TURN, _HALF_TURN = 360.0, 180.0


class Steady:
    """Holds one frame back until the next one is there."""

    def __init__(self) -> None:
        self._before: Seen | None = None
        self._now: Seen | None = None

    def take(self, seen: Seen) -> Seen | None:
        """The frame before ``seen``, steadied; None for the first."""
        told = self._told(seen)
        self._before, self._now = self._now, seen
        return told

    def finish(self) -> Seen | None:
        """The last frame; the next one begins anew."""
        told, self._before, self._now = self._now, None, None
        return told

    def _told(self, after: Seen) -> Seen | None:
        now, before = self._now, self._before
        if now is None or before is None or not (_neighbours(before, now) and _neighbours(now, after)):
            return now
        values = _median(before.values, now.values, after.values)
        return Seen(now.time_s, values, now.near, now.missed, now.restarts)


def _neighbours(a: Seen, b: Seen) -> bool:
    close = b.time_s - a.time_s <= _NEIGHBOUR_S
    return close and b.restarts is None and a.missed is None and b.missed is None


def _median(before: list[float], now: list[float], after: list[float]) -> list[float]:
    """Measure by measure, and by the shorter way round for angles; a missing neighbour counts as now."""
    found = []
    for a, b, c in zip(before, now, after, strict=True):
        earlier, later = a - b, c - b
        if earlier > _HALF_TURN or earlier < -_HALF_TURN:
            earlier -= math.copysign(_TURN, earlier)
        if later > _HALF_TURN or later < -_HALF_TURN:
            later -= math.copysign(_TURN, later)
        if earlier * later > 0:
            found.append(b + (min(earlier, later) if earlier > 0 else max(earlier, later)))
        else:
            found.append(b)
    return found
