"""The alarm: has the muscle come on, has it gone off? Cumulative sums of likelihood ratios (Page 1954)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from primemover.emg.onset.ladder import ORDER, Ladder
from primemover.emg.recording import Samples

ON = 10.0
OFF = 8.0
_OFF_LEVEL = 2
"""Rows of ``rest.LEVELS_DB`` from this one on are tried against rest to tell that a muscle has gone off."""
_LARGEST_STEP = 2.0
SHORTEST_REST_S = 0.12
"""A working muscle falls silent for some milliseconds again and again; rest is told after so much of it."""
_DISPERSION = 1.3
"""Muscle and amplifier scatter more than a stationary Gaussian: divides every log-likelihood."""


@dataclass(frozen=True, slots=True)
class Change:
    """The muscle came on or went off: where the evidence for it begins, counted in samples from the first of
    this feeding; mostly negative."""

    on: bool
    began: int


class Alarm:
    """Tells when one conditioned channel leaves rest and when it is back.

    Args:
        rate_hz: of the conditioned samples.
    """

    def __init__(self, rate_hz: float) -> None:
        self.on = False
        self._shortest_rest = round(SHORTEST_REST_S * rate_hz)
        self._past = np.zeros(ORDER)
        self._above: NDArray[np.int64] | None = None
        """Where each sample of a frame and those before it lie, (ORDER + 1, n)."""
        self._up: Samples | None = None
        self._since: NDArray[np.int64] | None = None
        self._down, self._down_for = 0.0, 0

    @property
    def certainly_at_rest(self) -> bool:
        """True where nothing speaks for a beginning burst."""
        return not self.on and (self._up is None or bool(self._up.max() < 0.35 * ON))

    def reset(self) -> None:
        """Forget the evidence, not the last samples."""
        self.on = False
        self._up = self._since = None
        self._down, self._down_for = 0.0, 0

    def feed(self, samples: Samples, masked: NDArray[np.bool_], models: Ladder) -> Change | None:
        """The next samples (n,), conditioned; ``masked`` (n,) ones say nothing. Tells at most one change."""
        gains = self._gains(samples, masked, models)
        return self._going_off(gains[_OFF_LEVEL:]) if self.on else self._coming_on(gains)

    def _gains(self, samples: Samples, masked: NDArray[np.bool_], models: Ladder) -> Samples:
        """By how much each level explains each sample better than rest: (n_levels, n)."""
        joined = np.concatenate([self._past, samples])
        self._past = joined[-ORDER:]
        if self._above is None or self._above.shape[1] != len(samples):
            self._above = np.arange(ORDER, len(joined)) - np.arange(ORDER + 1)[:, None]
        error = models.filters @ joined[self._above]
        cost = error**2 / models.error[:, None] + np.log(models.error)[:, None]
        gains = 0.5 * (cost[0] - cost[1:]) / _DISPERSION
        gains[:, masked] = 0.0
        return np.asarray(np.minimum(gains, _LARGEST_STEP))

    def _coming_on(self, gains: Samples) -> Change | None:
        levels, n = gains.shape
        up = self._up if self._up is not None else np.zeros(levels)
        since = self._since if self._since is not None else np.zeros(levels, dtype=np.int64)
        total = np.cumsum(gains, axis=1) + up[:, None]
        lowest = np.minimum(np.minimum.accumulate(total, axis=1), 0.0)
        height = total - lowest
        at_zero = np.where(height <= 0, np.arange(1, n + 1), np.iinfo(np.int64).min)
        begun = np.maximum(np.maximum.accumulate(at_zero, axis=1), since[:, None])
        crossed = np.flatnonzero(height.max(axis=0) >= ON)
        if not len(crossed):
            self._up, self._since = height[:, -1], begun[:, -1] - n
            return None
        level = int(height[:, crossed[0]].argmax())
        began = int(begun[level, crossed[0]])
        self.reset()
        self.on = True
        return Change(True, began)

    def _going_off(self, gains: Samples) -> Change | None:
        best = float(gains.sum(axis=1).max())
        self._down = min(max(0.0, self._down - best), 2 * OFF)
        self._down_for = self._down_for + gains.shape[1] if self._down > 0 else 0
        if self._down < OFF or self._down_for < self._shortest_rest:
            return None
        self.reset()
        return Change(False, 0)
