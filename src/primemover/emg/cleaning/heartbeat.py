"""The heart in the signal: regular, isolated peaks, whose surroundings are masked."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy import signal

from primemover.emg.recording import Samples

BEFORE_S, AFTER_S = 0.06, 0.08
_BAND_HZ = (8.0, 35.0)
_PROMINENCE = 4.5
_SCREEN, _SCREEN_HZ = 4.0, 240.0
_SIDES_S = (0.08, 0.28)
_INTERVALS_S = (0.4, 1.5)
_REGULARITY = 0.15
_FEWEST = 5
HEARD = 1.6


def heartbeats(samples: Samples, sampling_rate_hz: float) -> NDArray[np.int64]:
    """Sample indices of the heart's R waves; empty where no regular beat is seen.

    1. Band-pass 8–35 Hz: the QRS complex stays, most of the muscle goes.
    2. Peaks over 4.5 times the RMS on both of their sides, close by (80–147 ms) and farther (80–280 ms): a
       short burst of muscle is not that short.
    3. Their shape must repeat: the template is their median, and a peak must correlate with it.
    4. Their intervals must be regular: most within 15 % of the typical one.
    5. Beats hidden in a burst: where the template fits best near the time at which one is due.

    Args:
        samples: (n,), without gaps.
    """
    if not _may_beat(samples, sampling_rate_hz):
        return np.empty(0, dtype=np.int64)
    # 1
    filtered = in_band(samples, sampling_rate_hz)
    # 2
    seeds = _isolated_peaks(filtered, sampling_rate_hz)
    if len(seeds) < _FEWEST:
        return np.empty(0, dtype=np.int64)
    # 3
    half = round(0.05 * sampling_rate_hz)
    template = np.median(_cut(filtered, seeds, half), axis=0)
    alike = np.array([np.corrcoef(piece, template)[0, 1] > 0.7 for piece in _cut(filtered, seeds, half)])
    beats = seeds[alike]
    # 4
    period = _period(beats, sampling_rate_hz)
    if period is None:
        return np.empty(0, dtype=np.int64)
    # 5
    return _with_hidden(filtered, beats, template, period)


def heartbeat_mask(beats: NDArray[np.int64], samples: Samples, sampling_rate_hz: float) -> NDArray[np.bool_]:
    """True around each beat for as long as the heart is heard, at most from 60 ms before to 80 ms after it.

    Args:
        samples: (n,), as they will be analysed; the heart is heard while the power around the beats,
            smoothed over 9 ms, is more than a quarter above what it is farther away.
    """
    mask = np.zeros(len(samples), dtype=np.bool_)
    before, after = round(BEFORE_S * sampling_rate_hz), round(AFTER_S * sampling_rate_hz)
    margin = round(_SIDES_S[1] * sampling_rate_hz)
    whole = beats[(beats >= margin) & (beats < len(samples) - margin)]
    if len(whole):
        power = np.median(samples[whole[:, None] + np.arange(-margin, margin)] ** 2, axis=0)
        smooth = np.convolve(power, np.full(9, 1 / 9), mode="same")
        far = np.median(np.concatenate([smooth[5 : margin - before], smooth[margin + after : -5]]))
        heard = np.flatnonzero(smooth[margin - before : margin + after] > HEARD * far)
        if not len(heard):
            return mask
        before, after = before - heard[0], heard[-1] + 1 - before
    for beat in beats:
        mask[max(0, beat - before) : max(0, beat + after)] = True
    return mask


def _may_beat(samples: Samples, rate: float) -> bool:
    """Whether it is worth looking: isolated peaks at about 250 samples a second, counted generously."""
    factor = int(rate / _SCREEN_HZ)
    if factor < 2:
        return True
    count = len(samples) // factor
    slow = np.sum([samples[i : count * factor : factor] for i in range(factor)], axis=0) / factor
    return len(_isolated_peaks(in_band(slow, rate / factor), rate / factor, _SCREEN)) >= _FEWEST


def isolated_peaks(samples: Samples, sampling_rate_hz: float) -> NDArray[np.int64]:
    """Peaks of ``samples`` (n,) between 8 and 35 Hz that stand alone as a heart's do: steps 1 and 2."""
    return _isolated_peaks(in_band(samples, sampling_rate_hz), sampling_rate_hz)


def in_band(samples: Samples, rate: float) -> Samples:
    """``samples`` (n,) between 8 and 35 Hz, where the QRS complex is and most of the muscle is not."""
    return np.asarray(signal.sosfiltfilt(_band(rate), samples)) if len(samples) > 40 else samples


@cache
def _band(rate: float) -> Samples:
    return np.asarray(signal.butter(2, _BAND_HZ, btype="bandpass", fs=rate, output="sos"))


def _isolated_peaks(filtered: Samples, rate: float, prominence: float = _PROMINENCE) -> NDArray[np.int64]:
    near, far = (round(s * rate) for s in _SIDES_S)
    if len(filtered) <= 2 * far + 1:
        return np.empty(0, dtype=np.int64)
    size = np.abs(filtered)
    peaks, _ = signal.find_peaks(size, distance=round(_INTERVALS_S[0] * 0.8 * rate))
    peaks = peaks[(peaks >= far) & (peaks < len(filtered) - far)]
    total = np.concatenate([[0.0], np.cumsum(filtered**2)])
    beside = np.zeros(len(peaks))
    for reach in (near + (far - near) // 3, far):
        left = (total[peaks - near] - total[peaks - reach]) / (reach - near)
        right = (total[peaks + reach] - total[peaks + near]) / (reach - near)
        beside = np.maximum(beside, np.maximum(left, right))
    return np.asarray(peaks[size[peaks] > prominence * np.sqrt(beside)], dtype=np.int64)


def _cut(filtered: Samples, peaks: NDArray[np.int64], half: int) -> Samples:
    return np.asarray(filtered[peaks[:, None] + np.arange(-half, half + 1)])


def _period(beats: NDArray[np.int64], rate: float) -> float | None:
    """Typical interval in samples, or None where the beats are not regular."""
    if len(beats) < _FEWEST:
        return None
    gaps = np.diff(beats) / rate
    candidates = gaps[(gaps >= _INTERVALS_S[0]) & (gaps <= _INTERVALS_S[1])]
    if len(candidates) < _FEWEST - 1:
        return None
    typical = float(np.median(candidates))
    multiple = np.maximum(np.round(gaps / typical), 1)
    regular = np.abs(gaps / multiple / typical - 1) < _REGULARITY
    return typical * rate if regular.mean() > 0.7 and multiple.mean() < 4 else None


def _with_hidden(
    filtered: Samples, beats: NDArray[np.int64], template: Samples, period: float
) -> NDArray[np.int64]:
    half = len(template) // 2
    found = list(beats)
    ends = [beats[0] - round(4 * period), *beats, beats[-1] + round(4 * period)]
    fit = np.abs(np.correlate(filtered, template, mode="same"))
    for start, end in pairwise(ends):
        missing = round((end - start) / period) - 1
        for k in range(1, missing + 1):
            due = start + round(k * (end - start) / (missing + 1))
            low, high = (
                max(half, due - round(0.12 * period)),
                min(len(filtered) - half, due + round(0.12 * period)),
            )
            if high > low:
                found.append(low + int(fit[low:high].argmax()))
    return np.unique(np.asarray(found, dtype=np.int64))
