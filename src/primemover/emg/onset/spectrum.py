"""Power spectra of short frames: what rest looks like, and what the muscle adds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from primemover.emg.recording import Samples

FRAME_S = 0.064
_QUIETEST = 0.2
_QUIET_BIAS = 0.8
"""The quietest fifth of frames of pure noise has about this share of its mean power."""
_SIGNAL_FLOOR = 0.02
_FEWEST = 10
_SILENCE = 1e-7


@dataclass(frozen=True, slots=True, eq=False)
class Frames:
    """Hann periodograms of half-overlapping frames.

    ``power`` is (n_frames, n_bins), scaled so that the mean over the two-sided spectrum is the variance;
    ``centre`` (n_frames,) are the middles in samples; ``usable`` is False where masked samples are.
    """

    power: NDArray[np.float64]
    centre: NDArray[np.int64]
    length: int
    usable: NDArray[np.bool_]

    @property
    def variance(self) -> Samples:
        """Variance of each frame, (n_frames,)."""
        return self.power @ two_sided_weights(self.length)


def two_sided_weights(length: int) -> Samples:
    """Weights that turn a one-sided spectrum of ``length`` samples into its variance, (length // 2 + 1,)."""
    weights = np.full(length // 2 + 1, 2.0 / length)
    weights[0] = 1.0 / length
    if length % 2 == 0:
        weights[-1] = 1.0 / length
    return weights


def frames(samples: Samples, masked: NDArray[np.bool_], sampling_rate_hz: float) -> Frames:
    """Periodograms of ``samples`` (n,); ``masked`` (n,) marks what must not count."""
    length = max(16, 2 * round(FRAME_S * sampling_rate_hz / 2))
    window = np.hanning(length + 1)[:-1]
    step = length // 2
    cut = sliding_window_view(samples, length)[::step]
    turning = np.fft.rfft(cut * window, axis=-1)
    power = (turning.real**2 + turning.imag**2) / np.sum(window**2)
    touched = np.any(sliding_window_view(masked, length)[::step], axis=-1)
    centre = np.arange(len(cut), dtype=np.int64) * step + length // 2
    return Frames(power, centre, length, np.logical_not(touched))


def first_guess(found: Frames) -> tuple[Samples, Samples]:
    """Noise and signal spectra before any burst is known: the quietest fifth, and what rises above it."""
    kept = found.usable if np.count_nonzero(found.usable) >= _FEWEST else np.ones_like(found.usable)
    usable, variance = found.power[kept], found.variance[kept]
    quiet = variance <= np.quantile(variance, _QUIETEST)
    noise = np.maximum(usable[quiet].mean(axis=0) / _QUIET_BIAS, _SILENCE * usable.mean(axis=0))
    level = noise @ two_sided_weights(found.length)
    loud = variance > max(4.0 * level, float(np.quantile(variance, 0.9)))
    if not loud.any():
        loud = variance >= np.quantile(variance, 0.9)
    return noise, added(usable[loud].mean(axis=0), noise)


def added(active: Samples, noise: Samples) -> Samples:
    """What the muscle adds to the noise, never less than a fiftieth of what is seen."""
    return np.maximum(active - noise, _SIGNAL_FLOOR * active)
