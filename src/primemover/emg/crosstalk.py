"""How alike two channels are: one muscle heard at two places, or one cable plugged in twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import signal

from primemover.emg.recording import Samples

REACH_S = 0.01
_CLOCK_HZ = 1000.0
_BLOCK = 4096


@dataclass(frozen=True, slots=True, eq=False)
class Likeness:
    """Sums of products of every two channels at lags of -10…10 ms; they add up over stretches.

    ``products`` is (n_lags, n_channels, n_channels); the middle lag is none.
    """

    products: Samples

    def __add__(self, other: Likeness) -> Likeness:
        return Likeness(self.products + other.products)

    def correlation(self) -> Samples:
        """Largest absolute correlation within ±10 ms of every two channels, (n_channels, n_channels)."""
        return np.asarray(np.abs(self._normalised()).max(axis=0))

    def at_once(self) -> Samples:
        """Absolute correlation of every two channels without any lag, (n_channels, n_channels)."""
        return np.asarray(np.abs(self._normalised()[len(self.products) // 2]))

    def _normalised(self) -> Samples:
        power = np.diagonal(self.products[len(self.products) // 2])
        size = np.sqrt(np.maximum(np.outer(power, power), 1e-300))
        return np.asarray(self.products / size)


def likeness(signals: Sequence[Samples | None], rates_hz: Sequence[float]) -> Likeness:
    """Products of channels over one stretch of time.

    Args:
        signals: high-passed channels without hum, (n_i,) each; None for one that cannot be used.
        rates_hz: their rates; differing ones are brought to one clock.
    """
    used = [i for i, x in enumerate(signals) if x is not None and len(x)]
    lags = round(REACH_S * _CLOCK_HZ)
    products = np.zeros((2 * lags + 1, len(signals), len(signals)))
    if len(used) < 2:
        return Likeness(products)
    same = len({rates_hz[i] for i in used}) == 1
    rows = [_on_clock(signals[i], rates_hz[i], same=same) for i in used]
    n = min(len(row) for row in rows)
    reach = round(REACH_S * (rates_hz[used[0]] if same else _CLOCK_HZ))
    if n <= 4 * reach:
        return Likeness(products)
    together = np.array([row[:n] for row in rows], dtype=np.float32)
    shifts = (reach + np.round(np.linspace(-reach, reach, 2 * lags + 1)).astype(int)).tolist()
    found = np.zeros((len(shifts), len(used), len(used)))
    # Block by block: every lag finds the samples in the processor's cache.
    for start in range(0, n - 2 * reach, _BLOCK):
        width = min(_BLOCK, n - 2 * reach - start)
        middle = together[:, start + reach : start + reach + width]
        for k, shift in enumerate(shifts):
            found[k] += middle @ together[:, start + shift : start + shift + width].T
    products[np.ix_(range(len(shifts)), used, used)] = found
    return Likeness(products)


def _on_clock(samples: Samples | None, rate_hz: float, *, same: bool) -> Samples:
    if samples is None:
        raise ValueError("a channel that cannot be used has no samples")
    if same:
        return samples
    count = round(len(samples) * _CLOCK_HZ / rate_hz)
    return np.asarray(signal.resample(samples, count), dtype=np.float64)
