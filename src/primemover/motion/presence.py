"""Which phase the person is in right now, whether or not it belongs to a repetition."""

from __future__ import annotations

from primemover.motion.decoder import Decoded
from primemover.motion.expectation import Expectation
from primemover.motion.facts import Left, Reached
from primemover.terms import Side


class Presence:
    """Tells when a phase is reached and when it is left; the two take turns."""

    def __init__(self, expected: Expectation) -> None:
        self._expected = expected
        self._here: Reached | None = None
        self._last_s = 0.0

    def take(self, decoded: Decoded) -> list[Reached | Left]:
        """What changes with this frame."""
        state, now_s = decoded.state, decoded.seen.time_s
        self._last_s = now_s
        look = None if state.transit else state.look
        phase = None if look is None else self._expected.looks[look].phase
        if phase == (None if self._here is None else self._here.phase):
            return []
        told: list[Reached | Left] = self._gone(now_s)
        if phase is not None:
            side = state.side if self._expected.exercise.has_sides else Side.BOTH
            self._here = Reached(now_s, phase, side)
            told.append(self._here)
        return told

    def finish(self) -> list[Reached | Left]:
        """Nothing follows: what was reached is left."""
        return self._gone(self._last_s)

    def _gone(self, now_s: float) -> list[Reached | Left]:
        here, self._here = self._here, None
        return [] if here is None else [Left(now_s, here.phase, here.side)]
