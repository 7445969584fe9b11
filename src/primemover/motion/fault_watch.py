"""Whether a fault lasts: the conditions of the phase that the person is in, frame by frame."""

from __future__ import annotations

from primemover.motion.expectation import Expectation
from primemover.motion.facts import Ended, FaultSeen
from primemover.motion.fault import LASTS_S, Condition, condition_of
from primemover.motion.readings import Readings
from primemover.motion.side_view import Seen
from primemover.motion.stop_rule import StopRule
from primemover.terms import Side


class FaultWatch:
    """Remembers since when each condition holds, and which faults this repetition had."""

    def __init__(self, expected: Expectation) -> None:
        self._expected = expected
        conditions = [condition_of(fault) for fault in expected.exercise.faults]
        self._of_look = [[c for c in conditions if c.phase == look.phase] for look in expected.looks]
        self._had: dict[str, None] = {}
        self._since_s: dict[str, float] = {}
        self._readings = Readings(expected)
        self._stop = StopRule(expected)

    @property
    def of_repetition(self) -> tuple[str, ...]:
        """The faults since ``begin``, once each, in the order in which they were seen."""
        return tuple(self._had)

    @property
    def ended(self) -> Ended | None:
        """When the hold of a test was over by its own rule; None where it was not."""
        return self._stop.ended

    def begin(self) -> None:
        """A repetition begins."""
        self._had = {}
        self._since_s = {}
        self._stop.begin()

    def enter(self, look: int, side: Side, rests: dict[Side, float]) -> None:
        """A look begins; ``rests``: the rise of each side's ankle from which a rise is measured."""
        self._since_s = {}
        self._readings.enter(rests)
        if look == len(self._of_look) - 1:
            self._stop.enter(side)

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

    def over(self, seen: Seen) -> list[Ended]:
        """That a hold of a test ended with this frame, whatever look the person is in."""
        told = self._stop.take(self._readings, seen)
        self._had |= dict.fromkeys(ended.id for ended in told)
        return told

    def down(self) -> list[Ended]:
        """The same when the body is back at the first look."""
        return self._stop.down()

    def _met(self, condition: Condition, side: Side, seen: Seen) -> bool:
        """Where both sides do the same, the nearer one is asked: it is seen better."""
        together = not self._expected.exercise.has_sides
        measures = condition.measures[:1] if together else condition.measures
        asked = seen.near if together else side
        return any(condition.is_met(self._readings.of(condition, m, asked, seen)) for m in measures)
