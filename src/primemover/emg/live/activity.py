"""How much a muscle does now: its RMS above rest over the last 100 ms."""

from __future__ import annotations

import math

from primemover.emg.recording import Samples

ACTIVITY_S = 0.1
_FRAMES = 10
"""Frames of 10 ms in ``ACTIVITY_S``."""


class Activity:
    """Follows the power of one conditioned channel, frame by frame.

    Args:
        reference: RMS of a maximal effort above rest, in the channel's unit, where one was recorded.
    """

    def __init__(self, reference: float | None = None) -> None:
        self._reference = reference
        self._most = 0.0
        self._power: list[float] = []
        self.rms, self.level_db = 0.0, 0.0
        """RMS above rest, in the unit of the samples, and the power over that of rest in dB."""

    @property
    def share(self) -> float:
        """RMS over the reference, or over the most that was seen so far."""
        reference = self._reference or self._most
        return self.rms / reference if reference > 0 else 0.0

    def begin(self) -> None:
        """Forget the last frames: rest was learnt anew."""
        self._power = []
        self.rms, self.level_db = 0.0, 0.0

    def feed(self, samples: Samples, rest_rms: float, *, works: bool) -> None:
        """The next frame (n,); while the muscle ``works`` it may be the most that was seen."""
        self._power = [*self._power[1 - _FRAMES :], float(samples @ samples) / len(samples)]
        power, rest = sum(self._power) / len(self._power), rest_rms**2
        self.rms = math.sqrt(max(0.0, power - rest))
        self.level_db = 10 * math.log10(max(power / rest, 1e-3))
        if works:
            self._most = max(self._most, self.rms)
