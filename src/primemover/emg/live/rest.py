"""What rest looks like: learnt from the first quiet seconds, then followed while the muscle rests."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from primemover.emg.onset.ladder import Ladder, ladder
from primemover.emg.onset.spectrum import Frames, first_guess, frames, two_sided_weights
from primemover.emg.recording import Samples

LEARN_S = 3.0
LEVELS_DB = np.array([1.0, 5.0, 10.0, 16.0, 24.0])
_EVEN = 3.0
"""Frames of one even noise differ by less than this: nine tenths of them lie below so many medians."""
_FEWEST = 10
_MEMORY_S = 3.0
_SPECTRUM_HZ = (55.0, 120.0)
"""Corners of the spectrum that surface electrodes see of a muscle (Shwedyk et al. 1977)."""


class Rest:
    """The spectrum of rest, and the ladder of models that stands on it.

    Args:
        samples: (n,), some seconds, conditioned; mostly rest.
        rate_hz: of the samples.
        gain: power gain of the conditioning at ``frequencies(rate_hz)``, (n_bins,).
        masked: (n,), True where the heart is heard.
    """

    def __init__(
        self, samples: Samples, rate_hz: float, gain: Samples, masked: NDArray[np.bool_] | None = None
    ) -> None:
        self._rate_hz = rate_hz
        clear = np.zeros(len(samples), dtype=np.bool_)
        found = frames(samples, clear if masked is None else masked, rate_hz)
        self._length = found.length
        self._noise = _quiet(found)
        self._muscle = muscle_spectrum(frequencies(rate_hz)) * gain
        self.models, self.rms = self._ladder(), self._level()
        """Rest and levels above it; RMS of rest, in the unit of the samples."""

    def follow(self, samples: Samples) -> None:
        """Take in more rest (n,), at least one frame of 64 ms; what is older than some seconds fades."""
        found = frames(samples, np.zeros(len(samples), dtype=np.bool_), self._rate_hz)
        share = min(0.5, len(samples) / self._rate_hz / _MEMORY_S)
        self._noise = self._noise + share * (found.power.mean(axis=0) - self._noise)
        self.models, self.rms = self._ladder(), self._level()

    def _level(self) -> float:
        return float(np.sqrt(self._noise @ two_sided_weights(self._length)))

    def _ladder(self) -> Ladder:
        return ladder(self._noise, self._muscle, LEVELS_DB, self._length)


def frequencies(rate_hz: float) -> Samples:
    """Frequencies of the spectra's bins, (n_bins,)."""
    length = frames(np.zeros(round(rate_hz)), np.zeros(round(rate_hz), dtype=np.bool_), rate_hz).length
    return np.asarray(np.fft.rfftfreq(length, 1 / rate_hz), dtype=np.float64)


def muscle_spectrum(frequency_hz: Samples) -> Samples:
    """Power spectrum of a muscle under surface electrodes (Shwedyk, Balasubramanian and Scott 1977)."""
    low, high = _SPECTRUM_HZ
    f2 = frequency_hz**2
    return np.asarray(f2 * high**4 / ((f2 + low**2) * (f2 + high**2) ** 2))


def _quiet(found: Frames) -> Samples:
    """All frames where they are even, otherwise the quietest."""
    usable = found.usable if np.count_nonzero(found.usable) >= _FEWEST else np.ones_like(found.usable)
    variance = found.variance[usable]
    if np.quantile(variance, 0.9) <= _EVEN * np.median(variance):
        return np.asarray(found.power[usable].mean(axis=0))
    return first_guess(found)[0]
