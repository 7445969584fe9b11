"""A long signal in few numbers, for drawing: lowest, highest and RMS of short steps."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from primemover.emg.live.conditioning import Conditioner
from primemover.emg.recording import Channel, Samples

SHORTEST_STEP_S = 0.004
MOST_STEPS = 15_000
_ENVELOPE_S = 0.05


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """``low``, ``high`` and ``rms`` (n,) of steps of ``step_s``, high-passed at 20 Hz, in the channel's unit.
    NaN where the recording has a gap."""

    step_s: float
    low: Samples
    high: Samples
    rms: Samples


class Outliner:
    """Takes one channel block by block. Its memory is bounded: where steps are too many, two become one."""

    def __init__(self, channel: Channel) -> None:
        self._conditioner = Conditioner(channel.sampling_rate_hz, [])
        self._factor = self._conditioner.factor
        self._rate_hz = self._conditioner.rate_hz
        self._width = max(1, round(SHORTEST_STEP_S * self._rate_hz))
        self._raw = np.empty(0)
        self._waiting = np.empty(0)
        self._steps = np.empty((3, 0))

    def feed(self, samples: Samples) -> None:
        """The next samples (n,)."""
        raw = np.concatenate([self._raw, samples])
        whole = len(raw) // self._factor * self._factor
        self._raw = raw[whole:]
        if not whole:
            return
        made, missing = self._conditioner.feed(raw[:whole])
        values = np.concatenate([self._waiting, np.where(missing, np.nan, made)])
        count = len(values) // self._width
        pieces = values[: count * self._width].reshape(count, self._width)
        self._waiting = values[count * self._width :]
        steps = np.array([pieces.min(axis=1), pieces.max(axis=1), (pieces**2).mean(axis=1)])
        self._steps = np.hstack([self._steps, steps])
        while self._steps.shape[1] >= 2 * MOST_STEPS:
            self._halve()

    def outline(self) -> Outline:
        """What was fed, in at most twice ``MOST_STEPS`` steps."""
        low, high, power = self._steps
        step_s = self._width / self._rate_hz
        width = max(1, round(_ENVELOPE_S / step_s))
        smooth = power
        if len(power):
            padded = np.pad(np.nan_to_num(power), (width // 2, width - 1 - width // 2))
            smooth = np.convolve(padded, np.ones(width) / width, mode="valid")
        rms = np.where(np.isnan(power), np.nan, np.sqrt(np.maximum(smooth, 0)))
        return Outline(step_s, low, high, rms)

    def _halve(self) -> None:
        """Two steps become one. An odd one at the end waits as samples would: it is taken apart again."""
        even = self._steps.shape[1] // 2 * 2
        left, right = self._steps[:, 0:even:2], self._steps[:, 1:even:2]
        if even < self._steps.shape[1]:
            low, high, power = self._steps[:, -1]
            again = np.full(self._width, np.sqrt(power) if np.isfinite(power) else np.nan)
            again[0], again[-1] = low, high
            self._waiting = np.concatenate([again, self._waiting])
        self._steps = np.array(
            [np.minimum(left[0], right[0]), np.maximum(left[1], right[1]), (left[2] + right[2]) / 2]
        )
        self._width *= 2
