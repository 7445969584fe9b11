"""Mains hum: found as a line above its neighbours, taken out as a slowly changing sinusoid."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from primemover.emg.recording import Samples

MAINS_HZ = (50.0, 60.0)
_PROMINENCE = 8.0
_SEARCH_HZ = 0.4
_NEIGHBOURS_HZ = (1.0, 5.0)
_SMOOTHING_S = 2.0


def hum_lines(samples: Samples, sampling_rate_hz: float, highest_hz: float = 450.0) -> list[float]:
    """Frequencies of the mains' lines that stand out more than eightfold from their neighbours, in Hz.

    Args:
        samples: (n,), without gaps.
    """
    if len(samples) < 2 * sampling_rate_hz:
        return []
    power, resolution_hz = _spectrum(samples, sampling_rate_hz)
    highest_hz = min(highest_hz, 0.48 * sampling_rate_hz)
    nominal = sorted({m * k for m in MAINS_HZ for k in range(1, int(highest_hz / m) + 1)})
    return [f for f in (_line(power, resolution_hz, at) for at in nominal) if f is not None]


def without_hum(samples: Samples, sampling_rate_hz: float, lines_hz: list[float]) -> Samples:
    """``samples`` (n,) less each line, whose amplitude and phase are followed with a two-second mean."""
    cleaned = samples.copy()
    time_s = np.arange(len(samples)) / sampling_rate_hz
    width = min(len(samples), round(_SMOOTHING_S * sampling_rate_hz))
    for line_hz in lines_hz:
        turning = np.exp(-2j * np.pi * line_hz * time_s)
        cleaned -= 2 * np.real(_moving_mean(cleaned * turning, width) * turning.conj())
    return cleaned


def _spectrum(samples: Samples, sampling_rate_hz: float) -> tuple[Samples, float]:
    """Averaged periodogram over pieces of about eight seconds, and its resolution in Hz."""
    length = min(len(samples), 1 << int(np.log2(8 * sampling_rate_hz)))
    count = len(samples) // length
    pieces = samples[: count * length].reshape(count, length)
    window = np.hanning(length + 1)[:-1]
    turning = np.fft.rfft((pieces - pieces.mean(axis=1, keepdims=True)) * window, axis=-1)
    return (turning.real**2 + turning.imag**2).mean(axis=0), sampling_rate_hz / length


def _line(power: Samples, resolution_hz: float, nominal_hz: float) -> float | None:
    near, beside = _around(len(power), resolution_hz, nominal_hz)
    if not len(near) or not len(beside):
        return None
    peak = near[power[near].argmax()]
    if peak in {0, len(power) - 1} or not _stands_out(float(power[peak]), power[beside]):
        return None
    left, middle, right = np.log(np.maximum(power[peak - 1 : peak + 2], 1e-300))
    return float((peak + 0.5 * (left - right) / (left - 2 * middle + right)) * resolution_hz)


def _stands_out(peak: float, beside: Samples) -> bool:
    # Mostly it does not stand out even from the lowest, which is found sooner than the median.
    return peak > _PROMINENCE * beside.min() and peak > _PROMINENCE * float(np.median(beside))


@lru_cache(maxsize=256)
def _around(
    count: int, resolution_hz: float, nominal_hz: float
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Which of ``count`` frequencies a line may lie on, and which are its neighbours."""
    off = np.abs(np.arange(count) * resolution_hz - nominal_hz)
    near = np.flatnonzero(off <= max(_SEARCH_HZ, 1.5 * resolution_hz))
    return near, np.flatnonzero((off >= _NEIGHBOURS_HZ[0]) & (off <= _NEIGHBOURS_HZ[1]))


def _moving_mean(values: NDArray[np.complex128], width: int) -> NDArray[np.complex128]:
    """Centred mean over ``width`` values, over fewer at the ends."""
    total = np.concatenate([[0.0], np.cumsum(values)])
    i = np.arange(len(values))
    low = np.maximum(i - width // 2, 0)
    high = np.minimum(i + width - width // 2, len(values))
    return np.asarray((total[high] - total[low]) / (high - low))
