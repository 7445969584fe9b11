"""Band-pass, high-pass and decimation."""

from __future__ import annotations

import math
from functools import cache
from typing import Literal

import numpy as np
from scipy import signal

from primemover.emg.recording import Samples
from primemover.errors import InvalidInput
from primemover.texts import text

LOW_HZ, HIGH_HZ = 20.0, 450.0
_WORKING_RATE_HZ = 1000.0


def band_pass(
    samples: Samples, sampling_rate_hz: float, low_hz: float = LOW_HZ, high_hz: float = HIGH_HZ
) -> Samples:
    """Zero-phase fourth-order Butterworth band-pass, for recordings; a live stream cannot have it.

    Where the sampling rate does not reach ``high_hz`` the band ends at 45 % of the rate.

    Args:
        samples: (…, n).

    Raises:
        InvalidInput: the band is empty at this sampling rate, or there are too few samples to filter.
    """
    high_hz = min(high_hz, 0.45 * sampling_rate_hz)
    if not 0 < low_hz < high_hz:
        raise InvalidInput(
            text("recording.no_band", low=low_hz, high=high_hz, rate=sampling_rate_hz),
            remedy=text("recording.no_band_do"),
        )
    sos = signal.butter(4, (low_hz, high_hz), btype="bandpass", fs=sampling_rate_hz, output="sos")
    if samples.shape[-1] <= 3 * (2 * len(sos) + 1):
        raise InvalidInput(text("recording.too_short"), remedy=text("recording.too_short_do"))
    return np.asarray(signal.sosfiltfilt(sos, samples, axis=-1), dtype=np.float64)


def causal_high_pass(
    samples: Samples, sampling_rate_hz: float, corner_hz: float, *, order: Literal[1, 2] = 2
) -> Samples:
    """Butterworth high-pass that never looks ahead, so that nothing of a burst comes before its onset.

    Args:
        samples: (…, n); the filter starts as if the first sample had always been there.
    """
    sos = _high_pass(order, corner_hz, sampling_rate_hz)
    return np.asarray(signal.sosfilt(sos, samples - samples[..., :1], axis=-1), dtype=np.float64)


@cache
def _high_pass(order: int, corner_hz: float, sampling_rate_hz: float) -> Samples:
    return np.asarray(signal.butter(order, corner_hz, btype="highpass", fs=sampling_rate_hz, output="sos"))


def decimated(samples: Samples, sampling_rate_hz: float) -> tuple[Samples, float]:
    """The samples at about 1000 a second, zero-phase, and their exact new rate; slower ones as they are."""
    factor = max(1, math.floor(sampling_rate_hz / _WORKING_RATE_HZ + 0.2))
    if factor == 1:
        return samples, sampling_rate_hz
    return np.asarray(signal.resample_poly(samples, 1, factor, axis=-1)), sampling_rate_hz / factor
