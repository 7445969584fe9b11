"""A stream made ready as it comes: about 1 kHz, no hum, high-passed; it never looks ahead.

A piece is some ten samples, and calling a filter costs more than filtering them. A linear filter takes a
piece and its state to the next state and what comes out: one small matrix for each length, made once.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from scipy import signal

from primemover.emg.recording import Samples

CORNER_HZ = 20.0
_WORKING_RATE_HZ = 1000.0
_NOTCH_WIDTH_HZ = 2.0


class Conditioner:
    """Causal filters with their state; feeding in pieces equals feeding at once.

    Args:
        sampling_rate_hz: of what comes in.
        hum_lines_hz: what is notched out.
        corner_hz: of the high-pass.
        frame: pieces of up to so many samples are filtered fastest.
    """

    def __init__(
        self,
        sampling_rate_hz: float,
        hum_lines_hz: list[float],
        corner_hz: float = CORNER_HZ,
        frame: int = 0,
    ) -> None:
        self.factor = factor_of(sampling_rate_hz)
        self.rate_hz = sampling_rate_hz / self.factor
        parts = [signal.butter(2, corner_hz, btype="highpass", fs=sampling_rate_hz, output="sos")]
        if self.factor > 1:
            parts.append(signal.butter(4, 0.4 * self.rate_hz, fs=sampling_rate_hz, output="sos"))
        parts += [
            signal.tf2sos(*signal.iirnotch(line, line / _NOTCH_WIDTH_HZ, sampling_rate_hz))
            for line in hum_lines_hz
        ]
        self._sos = np.ascontiguousarray(np.vstack(parts))
        self._state = np.zeros((len(self._sos), 2))
        self._frame = frame
        self._steps: dict[int, Samples] = {}
        self._level: float | None = None
        self._last = 0.0
        self._sampling_rate_hz = sampling_rate_hz

    def feed(self, samples: Samples) -> tuple[Samples, NDArray[np.bool_]]:
        """The next samples (n,), n a multiple of ``factor``: (n / factor,) conditioned, and where they were
        missing. What is missing keeps the level before it."""
        missing = ~np.isfinite(samples)
        filled = samples
        if missing.any():
            filled = _held(samples, missing, self._last)
        if self._level is None:
            self._level = float(filled[0])
        self._last = float(filled[-1])
        shifted = filled - self._level
        out = self._filtered(shifted)
        if self.factor == 1:
            return np.asarray(out), missing
        gone = missing.reshape(-1, self.factor).any(axis=1)
        return np.asarray(out[:: self.factor]), np.asarray(gone, dtype=np.bool_)

    def _filtered(self, samples: Samples) -> Samples:
        n = len(samples)
        if n > self._frame:
            out, self._state = signal.sosfilt(self._sos, samples, zi=self._state)
            return np.asarray(out)
        step = self._steps.get(n)
        if step is None:
            step = self._steps[n] = _step(self._sos, n)
        both = np.concatenate([samples, self._state.ravel()]) @ step
        self._state = both[n:].reshape(self._state.shape)
        return np.asarray(both[:n])

    def gain(self, frequency_hz: Samples) -> Samples:
        """Power gain of all filters at each frequency."""
        _, response = signal.freqz_sos(self._sos, worN=frequency_hz, fs=self._sampling_rate_hz)
        return np.abs(np.asarray(response)) ** 2


class Gaps:
    """Where samples are missing, and ``reach`` conditioned samples behind: filters ring after a gap."""

    def __init__(self, reach: int) -> None:
        self._reach, self._left = reach, 0

    def around(self, missing: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """The next samples (n,): True for the missing, and for a while after them."""
        if not missing.any() and not self._left:
            return missing
        masked = missing.copy()
        for i, gone in enumerate(missing):
            self._left = self._reach if gone else max(0, self._left - 1)
            masked[i] = gone or self._left > 0
        return masked


def _step(sos: Samples, n: int) -> Samples:
    """What a piece of n samples and the state of the filters become: (n + states, n + states). Its rows are
    the answers to a one in each place."""
    states = 2 * len(sos)
    ones = np.eye(n + states)
    state = ones[:, n:].reshape(-1, len(sos), 2).transpose(1, 0, 2)
    out, after = signal.sosfilt(sos, ones[:, :n], axis=1, zi=np.ascontiguousarray(state))
    return np.hstack([out, after.transpose(1, 0, 2).reshape(-1, states)])


def factor_of(sampling_rate_hz: float) -> int:
    """By how much a stream is thinned out."""
    return max(1, math.floor(sampling_rate_hz / _WORKING_RATE_HZ + 0.2))


def _held(samples: Samples, missing: NDArray[np.bool_], before: float) -> Samples:
    """``samples`` with each missing one replaced by the last that was there."""
    last = np.maximum.accumulate(np.where(missing, -1, np.arange(len(samples))))
    held = np.where(last >= 0, samples[np.maximum(last, 0)], before)
    return np.asarray(held)
