"""Stretches of an envelope above a threshold that rest gives."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import signal

from primemover.emg.onset.activity import runs
from primemover.emg.recording import Samples
from primemover.errors import InvalidInput
from primemover.terms import Interval

_LONGEST_PAUSE_S = 0.05


def low_passed(samples: Samples, sampling_rate_hz: float, corner_hz: float = 50.0) -> Samples:
    """Zero-phase second-order Butterworth low-pass of ``samples`` (n,)."""
    sos = signal.butter(2, corner_hz, fs=sampling_rate_hz, output="sos")
    return np.asarray(signal.sosfiltfilt(sos, samples), dtype=np.float64)


def above_rest(
    envelope: Samples, sampling_rate_hz: float, rest_s: Interval, deviations: float, window_s: float
) -> NDArray[np.int64]:
    """Half-open sample intervals, (n, 2), where the mean of a window is above rest by so many deviations."""
    rest = envelope[round(rest_s.low * sampling_rate_hz) : round(rest_s.high * sampling_rate_hz)]
    if len(rest) < 2:
        raise InvalidInput(
            "there is no rest in that stretch.", remedy="Name some hundred milliseconds without work."
        )
    width = max(1, round(window_s * sampling_rate_hz))
    total = np.concatenate([[0.0], np.cumsum(envelope)])
    ahead = np.minimum(np.arange(len(envelope)) + width, len(envelope))
    mean = (total[ahead] - total[:-1]) / (ahead - np.arange(len(envelope)))
    return runs(mean > rest.mean() + deviations * rest.std())


def bridged(found: NDArray[np.int64], sampling_rate_hz: float, shortest_s: float) -> tuple[Interval, ...]:
    """Intervals in s: pauses under 50 ms are bridged, what is shorter than ``shortest_s`` is dropped."""
    joined: list[list[int]] = []
    for start, end in found:
        if joined and start - joined[-1][1] < _LONGEST_PAUSE_S * sampling_rate_hz:
            joined[-1][1] = int(end)
        else:
            joined.append([int(start), int(end)])
    return tuple(
        Interval(a / sampling_rate_hz, b / sampling_rate_hz)
        for a, b in joined
        if b - a >= shortest_s * sampling_rate_hz
    )
