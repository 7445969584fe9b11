"""The alarm: has the muscle come on, has it gone off? Cumulative sums of likelihood ratios (Page 1954)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from primemover.emg.onset.ladder import ORDER, Ladder
from primemover.emg.recording import Samples

ON = 10.0
OFF = 8.0
_OFF_LEVEL = 1
"""Rows of ``rest.LEVELS_DB`` from this one on are tried against rest to tell that a muscle has gone off."""
LARGEST_STEP = 3.0
"""What one sample may say for a level at the most: a lone spike is no burst."""
SHORTEST_REST_S = 0.12
"""A working muscle falls silent for some milliseconds again and again; rest is told after so much of it."""
DISPERSION = 1.3
"""Muscle and amplifier scatter more than a stationary Gaussian: divides every log-likelihood."""


@dataclass(frozen=True, slots=True)
class Change:
    """The muscle came on or went off. ``began`` is where the evidence for it begins, mostly negative, and
    ``told`` one past the sample that told it, both counted in samples from the first of this feeding."""

    on: bool
    began: int
    told: int


class Alarm:
    """Tells when one conditioned channel leaves rest, at the very sample, and when it is back, at the end of
    a frame. A frame may come in pieces.

    Args:
        rate_hz: of the conditioned samples.
    """

    def __init__(self, rate_hz: float) -> None:
        self.on = False
        self._shortest_rest = round(SHORTEST_REST_S * rate_hz)
        self._past = np.zeros(ORDER)
        self._above: NDArray[np.int64] | None = None
        """Where each sample of a piece and those before it lie, (ORDER + 1, n)."""
        self._models: Ladder | None = None
        self._filters = self._lead = np.empty(0)
        """Filters whose squared output is half a cost, and what each level costs less from the beginning."""
        self._up: Samples | None = None
        self._since: NDArray[np.int64] | None = None
        self._down, self._down_for = 0.0, 0
        self._levels: Samples | None = None
        """What each level has gained over rest in this frame; None where the muscle came on in it."""
        self._in_frame = 0

    @property
    def certainly_at_rest(self) -> bool:
        """True where nothing speaks for a beginning burst."""
        return not self.on and (self._up is None or bool(self._up.max() < 0.35 * ON))

    def reset(self) -> None:
        """Forget the evidence, not the last samples."""
        self.on = False
        self._up = self._since = None
        self._down, self._down_for = 0.0, 0
        self._levels, self._in_frame = None, 0

    def feed(
        self, samples: Samples, masked: NDArray[np.bool_], models: Ladder, *, ends_frame: bool
    ) -> Change | None:
        """The next samples (n,) of a frame, conditioned; ``masked`` (n,) ones say nothing. Tells at most one
        change in a frame."""
        gains = self._gains(samples, masked, models)
        change = None
        if not self.on:
            change = self._coming_on(gains)
        elif self._levels is not None:
            self._levels = self._levels + gains[_OFF_LEVEL:].sum(axis=1)
            self._in_frame += len(samples)
        if ends_frame and self.on:
            if self._levels is not None and self._is_off(float(self._levels.max())):
                self.reset()
                return Change(False, 0, len(samples))
            self._levels, self._in_frame = np.zeros(len(gains) - _OFF_LEVEL), 0
        return change

    def _gains(self, samples: Samples, masked: NDArray[np.bool_], models: Ladder) -> Samples:
        """By how much each level explains each sample better than rest: (n_levels, n)."""
        joined = np.concatenate([self._past, samples])
        self._past = joined[-ORDER:]
        n = len(samples)
        if self._above is None or self._above.shape[1] < n:
            self._above = np.arange(ORDER, len(joined)) - np.arange(ORDER + 1)[:, None]
        if self._models is not models:
            self._models = models
            self._filters = models.filters / np.sqrt(2 * DISPERSION * models.error)[:, None]
            half_log = np.log(models.error)[:, None] / (2 * DISPERSION)
            self._lead = half_log[0] - half_log[1:]
        cost = self._filters @ joined[self._above[:, :n]]
        cost *= cost
        gains = np.minimum(cost[0] - cost[1:] + self._lead, LARGEST_STEP)
        if masked.any():
            gains[:, masked] = 0.0
        return np.asarray(gains)

    def _coming_on(self, gains: Samples) -> Change | None:
        levels, n = gains.shape
        up = self._up if self._up is not None else np.zeros(levels)
        since = self._since if self._since is not None else np.zeros(levels, dtype=np.int64)
        total = np.cumsum(gains, axis=1) + up[:, None]
        bottom = total.min(axis=1)
        depth = np.minimum(bottom, 0.0)
        if (total.max(axis=1) - depth).max() < ON:
            # Nothing can have crossed: only where it ends counts, and where it was at zero last.
            last = n - total[:, ::-1].argmin(axis=1)
            self._up, self._since = total[:, -1] - depth, np.where(bottom <= 0, last, since) - n
            return None
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
        return Change(True, began, int(crossed[0]) + 1)

    def _is_off(self, best: float) -> bool:
        """Whether rest is back, after a frame in which the best level gained so much over it."""
        self._down = min(max(0.0, self._down - best), 2 * OFF)
        self._down_for = self._down_for + self._in_frame if self._down > 0 else 0
        return self._down >= OFF and self._down_for >= self._shortest_rest
