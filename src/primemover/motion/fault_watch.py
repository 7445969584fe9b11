"""Whether a fault lasts: the conditions of the phase that the person is in, frame by frame."""

from __future__ import annotations

import math

from primemover.motion.expectation import Expectation, column
from primemover.motion.facts import FaultSeen
from primemover.motion.fault import LASTS_S, Condition, condition_of
from primemover.motion.measures import rise_cm
from primemover.motion.side_view import Seen
from primemover.terms import Side


class FaultWatch:
    """Remembers since when each condition holds, and which faults this repetition had."""

    def __init__(self, expected: Expectation) -> None:
        self._expected = expected
        conditions = [condition_of(fault) for fault in expected.exercise.faults]
        self._of_look = [[c for c in conditions if c.phase == look.phase] for look in expected.looks]
        self._had: dict[str, None] = {}
        self._since_s: dict[str, float] = {}
        self._baseline: dict[Side, float] = {}

    @property
    def of_repetition(self) -> tuple[str, ...]:
        """The faults since ``begin``, once each, in the order in which they were seen."""
        return tuple(self._had)

    def begin(self) -> None:
        """A repetition begins."""
        self._had = {}
        self._since_s = {}

    def enter(self, baseline: dict[Side, float]) -> None:
        """A look begins; ``baseline`` is the rise of each side's ankle from which a rise is measured."""
        self._since_s = {}
        self._baseline = baseline

    def take(self, look: int, side: Side, seen: Seen) -> list[FaultSeen]:
        """The faults that have lasted long enough with this frame, each told once."""
        told = []
        for condition in self._of_look[look]:
            if not self._met(condition, side, seen):
                self._since_s.pop(condition.id, None)
                continue
            since_s = self._since_s.setdefault(condition.id, seen.time_s)
            if seen.time_s - since_s >= LASTS_S and condition.id not in self._had:
                self._had[condition.id] = None
                told_side = side if self._expected.exercise.has_sides else Side.BOTH
                told.append(FaultSeen(since_s, condition.id, condition.phase, told_side))
        return told

    def _met(self, condition: Condition, side: Side, seen: Seen) -> bool:
        """Where both sides do the same, the nearer one is asked: it is seen better."""
        together = not self._expected.exercise.has_sides
        measures = condition.measures[:1] if together else condition.measures
        asked = seen.near if together else side
        return any(condition.is_met(self._value(condition, measure, asked, seen)) for measure in measures)

    def _value(self, condition: Condition, measure: str, side: Side, seen: Seen) -> float:
        value = seen.values[column(measure, side)]
        if condition.in_cm:
            return rise_cm(value - self._baseline.get(side, math.nan), self._expected.person)
        return self._as_written(value, condition)

    def _as_written(self, value: float, condition: Condition) -> float:
        """The same angle, within half a turn of the limit that it is compared with."""
        return (value - condition.limit + 180.0) % 360.0 - 180.0 + condition.limit
