"""Is an electrode loose? Half a second of raw samples tells."""

from __future__ import annotations

from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from primemover.emg.cleaning.hum import MAINS_HZ
from primemover.emg.measures import samples_at_limit
from primemover.emg.recording import Samples

WINDOW_S = 0.5
_LAST_S = 0.1
_MISSING = 0.1
_UNCHANGED = 0.5
_CLIPPED = 0.02
_HUM = 0.5
_HUM_OVER_REST = 5.0
_JUMP_OVER_REST = 40.0
_SILENT_OVER_REST = 0.1
_LOWEST_HZ = 20.0


class Trouble(StrEnum):
    """What is wrong. The messages are ``emg.live.trouble.<trouble>`` and ``….do``."""

    MISSING = "missing"
    FLAT = "flat"
    CLIPPED = "clipped"
    HUM = "hum"
    JUMP = "jump"
    HEART = "heart"


def trouble_in(window: Samples, sampling_rate_hz: float, rest_rms: float | None) -> Trouble | None:
    """What is wrong in the last half second of a channel, or None.

    Args:
        window: (n,), raw; NaN where samples were lost.
        sampling_rate_hz: of the samples.
        rest_rms: RMS of this muscle at rest from 20 Hz up, in the unit of the samples; None where it is not
            known yet.
    """
    finite = window[np.isfinite(window)]
    if len(finite) < (1 - _MISSING) * len(window):
        return Trouble.MISSING
    if np.count_nonzero(np.diff(finite) == 0) > _UNCHANGED * (len(finite) - 1):
        return Trouble.FLAT
    if samples_at_limit(finite) > _CLIPPED * len(finite):
        return Trouble.CLIPPED
    return _beside_rest(finite, sampling_rate_hz, rest_rms)


def _beside_rest(finite: Samples, sampling_rate_hz: float, rest_rms: float | None) -> Trouble | None:
    """Hum, silence and jumps, which are large or small beside rest."""
    power, hum = _band_and_hum(finite, sampling_rate_hz)
    rest = rest_rms if rest_rms is not None else np.sqrt(max(power - hum, 0.0)) * 2
    if hum > _HUM * power and hum > (_HUM_OVER_REST * rest) ** 2:
        return Trouble.HUM
    if rest_rms is not None and power < (_SILENT_OVER_REST * rest_rms) ** 2:
        return Trouble.FLAT
    last = round(_LAST_S * sampling_rate_hz)
    step = abs(float(finite[-last:].mean() - finite[:-last].mean()))
    if step > _JUMP_OVER_REST * max(rest, 1e-300):
        return Trouble.JUMP
    return None


def _band_and_hum(samples: Samples, sampling_rate_hz: float) -> tuple[float, float]:
    """Power from 20 Hz up, and what of it lies in the lines of the mains that has more."""
    n = len(samples)
    window = np.hanning(n)
    spectrum = np.abs(np.fft.rfft((samples - samples.mean()) * window)) ** 2
    power = 2 * spectrum / (n * np.sum(window**2))
    frequency = np.arange(len(power)) * sampling_rate_hz / n
    band = frequency >= _LOWEST_HZ
    lines = [_near_multiples(frequency, mains) & band for mains in MAINS_HZ]
    return float(power[band].sum()), max(float(power[line].sum()) for line in lines)


def _near_multiples(frequency_hz: Samples, mains_hz: float) -> NDArray[np.bool_]:
    multiple = np.round(frequency_hz / mains_hz)
    near = np.abs(frequency_hz - multiple * mains_hz) <= 2 / WINDOW_S
    return np.asarray(near & (multiple >= 1) & (multiple <= 5))
