"""When a hold of a test is over: a fault that the file says ends it, and that lasts.

The reading is looked at whatever else the person does from then on, so that hips that sink all the way to the
floor end the hold at the same moment as hips that only sink too far.
"""

from __future__ import annotations

import math
from typing import Final

from primemover.motion.expectation import Expectation
from primemover.motion.facts import Ended
from primemover.motion.fault import Condition, condition_of
from primemover.motion.readings import Readings
from primemover.motion.side_view import Seen
from primemover.terms import Side

ENDS_S: Final = 3.0
"""So long the fault is past its limit before the hold is over: time to hear it and to come back up."""


class StopRule:
    """Follows one hold from when it is reached."""

    def __init__(self, expected: Expectation) -> None:
        self._expected = expected
        self._conditions = [c for c in map(condition_of, expected.exercise.faults) if c.ends is not None]
        self._since_s: dict[str, float] = {}
        self._side: Side | None = None
        self.ended: Ended | None = None

    def begin(self) -> None:
        """A repetition begins."""
        self._since_s, self._side, self.ended = {}, None, None

    def enter(self, side: Side) -> None:
        """The last look, which is the hold, is reached by ``side``."""
        self._side = side

    def take(self, readings: Readings, seen: Seen) -> list[Ended]:
        """That the hold ended, once."""
        if self._side is None or self.ended is not None:
            return []
        for condition in self._conditions:
            values = [readings.of(condition, measure, self._side, seen) for measure in condition.measures]
            known = [value for value in values if not math.isnan(value)]
            if not any(condition.is_met(value) for value in known):
                if known:
                    self._since_s.pop(condition.id, None)
                continue
            since_s = self._since_s.setdefault(condition.id, seen.time_s)
            if seen.time_s - since_s >= ENDS_S:
                self.ended = self._told(condition, since_s)
                return [self.ended]
        return []

    def down(self) -> list[Ended]:
        """The body is back where the hold began: it is over, however short that has lasted."""
        if self._side is None or self.ended is not None:
            return []
        begun = self._since_s
        return [self._told(c, begun[c.id]) for c in self._conditions if c.id in begun][:1]

    def _told(self, condition: Condition, since_s: float) -> Ended:
        return Ended(since_s, condition.id, condition.ends or "", condition.phase, self._told_side)

    @property
    def _told_side(self) -> Side:
        if self._side is None or not self._expected.exercise.has_sides:
            return Side.BOTH
        return self._side
