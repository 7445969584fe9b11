"""Stretches in which nothing can be told, and why."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Final

from primemover.motion.expectation import Expectation
from primemover.motion.facts import NotMeasured
from primemover.motion.side_view import CUT, OUT_OF_VIEW, Seen

_LEAST_S: Final = 0.3
_BRIDGED_S: Final = 0.3
_JOINED_S: Final = 1.0


class Unmeasured:
    """Gathers frames without a measure into stretches; a cut is a stretch of its own."""

    def __init__(self, expected: Expectation) -> None:
        self._moving = [
            tuple(place for place, moves in zip(columns, expected.moving, strict=True) if moves)
            for columns in expected.columns
        ]
        self._last_s: float | None = None
        self._open: NotMeasured | None = None
        self.measured_s = 0.0
        self.total_s = 0.0

    def take(self, seen: Seen) -> list[NotMeasured]:
        """The stretches that this frame brings to an end."""
        told = []
        passed_s = 0.0 if self._last_s is None else seen.time_s - self._last_s
        if seen.restarts is not None and self._last_s is not None:
            told += self._closed()
            told.append(NotMeasured(self._last_s, seen.time_s, seen.restarts))
            passed_s = 0.0
        reason = self._reason(seen)
        self.total_s += passed_s
        self.measured_s += passed_s if reason is None else 0.0
        self._last_s = seen.time_s
        return told + self._gathered(seen.time_s, reason)

    @property
    def missing(self) -> NotMeasured | None:
        """The stretch that is open now, up to its last frame without a measure; None where all is seen."""
        return self._open

    def finish(self) -> list[NotMeasured]:
        """The stretch that is still open."""
        return self._closed()

    def _gathered(self, now_s: float, reason: str | None) -> list[NotMeasured]:
        open_now = self._open
        if open_now is None:
            self._open = None if reason is None else NotMeasured(now_s, now_s, reason)
            return []
        if reason == open_now.reason:
            self._open = NotMeasured(open_now.start_s, now_s, reason)
            return []
        if reason is None and now_s - open_now.end_s <= _BRIDGED_S:
            return []
        told = self._closed()
        self._open = None if reason is None else NotMeasured(now_s, now_s, reason)
        return told

    def _closed(self) -> list[NotMeasured]:
        done, self._open = self._open, None
        return [done] if done is not None and done.end_s - done.start_s >= _LEAST_S else []

    def _reason(self, seen: Seen) -> str | None:
        if seen.missed is not None:
            return seen.missed
        values = seen.values
        for places in self._moving:
            missing = sum(math.isnan(values[place]) for place in places)
            if 2 * missing <= len(places):
                return None
        return OUT_OF_VIEW


def joined(stretches: Iterable[NotMeasured]) -> tuple[NotMeasured, ...]:
    """The same with jumps within a second of each other told as one: between them nothing is known."""
    told: list[NotMeasured] = []
    for stretch in stretches:
        last = told[-1] if told else None
        if last and last.reason == stretch.reason == CUT and stretch.start_s - last.end_s <= _JOINED_S:
            told[-1] = NotMeasured(last.start_s, stretch.end_s, CUT)
        else:
            told.append(stretch)
    return tuple(told)
