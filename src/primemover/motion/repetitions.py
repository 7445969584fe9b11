"""From states to repetitions: looks in their order, with the times between which each was held.

A repetition counts when its last look is reached after all earlier ones in order and lasts. More than
1.5 s of anything else, a cut or a gap lets go of what was begun.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from primemover.motion.crossing import Ways
from primemover.motion.decoder import Decoded
from primemover.motion.expectation import Expectation
from primemover.motion.facts import Fact, Repetition
from primemover.motion.fault_watch import FaultWatch
from primemover.motion.measures import MEASURE_INDEX
from primemover.motion.moving import Moved
from primemover.motion.presence import Presence
from primemover.motion.side_view import Seen
from primemover.motion.staying import Stayed
from primemover.terms import Side

DISARMS_S: Final = 1.5
LEAST_S: Final = 0.35
"""A last look shorter than this is no repetition; half of a fast squat's bend lasts about 0.45 s."""
_REST_KEPT_S: Final = 2.0
_STILL_S: Final = 1.5
"""So much of the rest before a repetition belongs to what should stay as it is."""
_SETTLES_S: Final = 0.2
_SIDES: Final = (Side.LEFT, Side.RIGHT)


@dataclass(slots=True)
class _Visit:
    """A stay in one look: its first and last frame, and how many frames speak for each side."""

    look: int
    first: int
    last: int
    sides: Counter[Side] = field(default_factory=Counter)

    @property
    def side(self) -> Side:
        """The side that most frames speak for."""
        return self.sides.most_common(1)[0][0]


class Repetitions:
    """What is done of the exercise; frames come decoded and in order."""

    def __init__(self, expected: Expectation) -> None:
        self._expected = expected
        self._last_look = len(expected.looks) - 1
        self._ways = Ways(expected)
        self._stayed = Stayed(expected)
        self._moved = Moved(expected)
        self._faults = FaultWatch(expected)
        self._presence = Presence(expected)
        self._begin()

    def _begin(self) -> None:
        """Nothing is under way; ``_frames`` are those since the first visit began."""
        self._frames: list[Seen] = []
        self._visits: list[_Visit] = []
        self._other_since_s: float | None = None
        self._back_at: int | None = None

    def take(self, decoded: Decoded) -> list[Fact]:
        """The facts that this frame brings."""
        seen, state = decoded.seen, decoded.state
        told = self.finish() if seen.restarts is not None else []
        told += self._presence.take(decoded)
        if self._visits:
            self._frames.append(seen)
            told += self._faults.over(seen)
        if state.look is None:
            return told + self._elsewhere(seen.time_s)
        self._other_since_s = None
        return told if state.transit else told + self._in_look(state.look, state.side, seen)

    def finish(self) -> list[Fact]:
        """Ends what is under way: nothing more comes that belongs to it."""
        return [*self._presence.finish(), *self._over()]

    def _over(self) -> list[Fact]:
        told: list[Fact] = []
        if len(self._visits) == self._last_look + 1:
            repetition = self._repetition()
            told = [] if repetition is None else [repetition]
        self._begin()
        return told

    def _elsewhere(self, now_s: float) -> list[Fact]:
        if self._other_since_s is None:
            self._other_since_s = now_s
        return self._over() if now_s - self._other_since_s > DISARMS_S else []

    def _in_look(self, look: int, side: Side, seen: Seen) -> list[Fact]:
        told: list[Fact] = []
        if self._visits and self._visits[-1].look != 0:
            told += self._back(look, side, seen.time_s)
        if not self._visits:
            if look != 0:
                return told
            self._frames = [seen]
            self._faults.begin()
        if look == len(self._visits):
            self._enter(look, side)
        visit = self._visits[-1]
        if look != visit.look:
            return told
        visit.last = len(self._frames) - 1
        visit.sides[side] += 1
        told += self._faults.take(look, side, seen)
        if look == 0 and self._last_look > 0 and not self._expected.looks[0].held:
            self._forget_long_rest()
        return told

    def _enter(self, look: int, side: Side) -> None:
        first = len(self._frames) - 1
        self._faults.enter(look, side, self._baselines(look))
        self._visits.append(_Visit(look, first, first))

    def _back(self, look: int, side: Side, now_s: float) -> list[Fact]:
        """Back at the first look for a moment: the repetition is over, and its rest begins the next."""
        if look == 0 and self._back_at is None:
            self._back_at = len(self._frames) - 1
        if self._back_at is None or (look == 0 and now_s - self._frames[self._back_at].time_s < _SETTLES_S):
            return []
        rest = self._frames[self._back_at :]
        told = [*self._faults.down(), *self._over()]
        self._frames = rest
        self._faults.begin()
        self._visits = [_Visit(0, 0, len(rest) - 1, Counter({side: 1}))]
        return told

    def _forget_long_rest(self) -> None:
        """Of a long rest only its last seconds matter."""
        begins_s, now_s = self._frames[0].time_s, self._frames[-1].time_s
        if now_s - begins_s > 2 * _REST_KEPT_S:
            self._frames = [seen for seen in self._frames if seen.time_s >= now_s - _REST_KEPT_S]
            self._visits[0].first, self._visits[0].last = 0, len(self._frames) - 1

    def _baselines(self, look: int) -> dict[Side, float]:
        """Where each ankle was, in leg lengths, in the look from which a rise is measured."""
        origin = self._expected.rise_from
        if origin is None or look <= origin or origin >= len(self._visits):
            return {}
        visit = self._visits[origin]
        stayed = np.array([seen.values for seen in self._frames[visit.first : visit.last + 1]])
        found = {}
        for side in _SIDES:
            rises = stayed[:, MEASURE_INDEX[f"{side} rise"]]
            rises = rises[~np.isnan(rises)]
            if len(rises):
                found[side] = float(np.median(rises))
        return found

    def _repetition(self) -> Repetition | None:
        side = self._visits[-1].side
        values = np.array([seen.values for seen in self._frames])
        time_s = np.array([seen.time_s for seen in self._frames])
        stays = [(visit.first, visit.last) for visit in self._visits]
        if not self._stayed.within(values[time_s >= time_s[stays[0][1]] - _STILL_S], side):
            return None
        looked_at = values[:, self._expected.columns[_SIDES.index(side)]]
        if not self._moved.by_itself(looked_at, stays):
            return None
        spans_s = self._ways.spans_s(time_s, looked_at, stays)
        if spans_s is None:
            return None
        looks = self._expected.looks
        if self._faults.ended is not None:
            starts_s, ends_s = spans_s[-1]
            spans_s[-1] = (starts_s, max(starts_s, min(ends_s, self._faults.ended.at_s)))
        lasted_s = [end_s - start_s for start_s, end_s in spans_s]
        if lasted_s[-1] < LEAST_S or any(s < look.least_s for s, look in zip(lasted_s, looks, strict=True)):
            return None
        first = 0 if looks[0].held or len(looks) == 1 else 1
        return Repetition(
            spans_s[first][0],
            spans_s[-1][1],
            self._told(side),
            {look.phase: s for look, s in zip(looks, lasted_s, strict=True) if look.held},
            self._faults.of_repetition,
        )

    def _told(self, side: Side) -> Side:
        return side if self._expected.exercise.has_sides else Side.BOTH
