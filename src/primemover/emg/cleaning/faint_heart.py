"""A heart that hardly stands out of the noise: peaks that keep time, where each by itself could be chance."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import signal

from primemover.emg.cleaning.heartbeat import in_band
from primemover.emg.recording import Samples

_OVER_NOISE = 2.9
"""A peak is so many times the noise's RMS: chance has one in three or four seconds."""
_APART_S = 0.32
_SIDES_S = (0.08, 0.28)
_QUIET = 1.6
"""Beside a beat there is rest: the RMS on both sides is under so many times that of the noise."""
_HALF_S = 0.04
_LEFT = 1.5
"""What the mean beat leaves of the beats has so many times the power beside them: a muscle leaves more."""
_PERIODS_S = np.geomspace(0.45, 1.3, 60)
_OFF_BEAT = 0.12
"""A heart's intervals lie within such a share of one another."""
_SEEN = 0.8
_FEWEST = 7


def faint_heartbeats(samples: Samples, sampling_rate_hz: float) -> NDArray[np.int64]:
    """Sample indices of regular beats; empty where there are none, or the signal is not at rest.

    1. Band-pass 8–35 Hz; peaks of one sign over 2.9 times the noise, with rest beside them: bursts of a walk
       keep time, too.
    2. For each period of .45–1.3 s: the longest chain of peaks, each about one period after the one before,
       or two where one was not seen.
    3. Taken where four of five beats were seen, from seven on, in the whole of the signal: chance does not
       keep time for so long.
    4. And only where they look alike: what their mean leaves over is little more than lies beside them.

    Args:
        samples: (n,), some ten seconds, without gaps.
    """
    # 1
    filtered = in_band(samples, sampling_rate_hz)
    noise = float(np.median(np.abs(filtered))) / 0.6745
    best: NDArray[np.int64] = np.empty(0, dtype=np.int64)
    for sign in (1.0, -1.0):
        peaks, _ = signal.find_peaks(
            sign * filtered, height=_OVER_NOISE * noise, distance=round(_APART_S * sampling_rate_hz)
        )
        peaks = peaks[_alone(filtered, peaks, noise, sampling_rate_hz)]
        if len(peaks) < _FEWEST:
            continue
        # 2
        for period in _PERIODS_S * sampling_rate_hz:
            chain = _longest_chain(peaks, float(period))
            # 3
            due = len(filtered) / period - 1
            if len(chain) >= max(_FEWEST, _SEEN * due, len(best) + 1):
                best = peaks[chain]
    # 4
    return best if len(best) and _repeat(samples, best, sampling_rate_hz) else best[:0]


def _alone(
    filtered: Samples, peaks: NDArray[np.int64], noise: float, sampling_rate_hz: float
) -> NDArray[np.bool_]:
    near, far = (round(s * sampling_rate_hz) for s in _SIDES_S)
    total = np.concatenate([[0.0], np.cumsum(filtered**2)])
    before_far, before, after, after_far = (
        total[np.clip(peaks + away, 0, len(filtered))] for away in (-far, -near, near, far)
    )
    beside = np.maximum(before - before_far, after_far - after)
    return np.asarray(beside < (_QUIET * noise) ** 2 * (far - near), dtype=np.bool_)


def _repeat(samples: Samples, beats: NDArray[np.int64], sampling_rate_hz: float) -> bool:
    half, near, far = (round(s * sampling_rate_hz) for s in (_HALF_S, *_SIDES_S))
    whole = beats[(beats >= far) & (beats < len(samples) - far)]
    if len(whole) < _FEWEST - 2:
        return False
    cut = samples[whole[:, None] + np.arange(-far, far)]
    beat = cut[:, far - half : far + half]
    left = np.mean((beat - beat.mean(axis=0)) ** 2) * len(whole) / (len(whole) - 1)
    beside = np.mean(np.square(np.hstack([cut[:, : far - near], cut[:, far + near :]])))
    return bool(left < _LEFT * beside)


def _longest_chain(peaks: NDArray[np.int64], period: float) -> list[int]:
    """Indices of the most peaks that follow one another by one or two periods."""
    length = np.ones(len(peaks), dtype=np.int64)
    before = np.full(len(peaks), -1)
    gap = peaks[:, None] - peaks
    fits = np.zeros_like(gap, dtype=np.bool_)
    for many in (1, 2):
        fits |= np.abs(gap / (many * period) - 1) < _OFF_BEAT / many
    for j in range(1, len(peaks)):
        earlier = np.flatnonzero(fits[j, :j])
        if len(earlier):
            i = int(earlier[length[earlier].argmax()])
            length[j], before[j] = length[i] + 1, i
    chain = [int(length.argmax())]
    while before[chain[-1]] >= 0:
        chain.append(int(before[chain[-1]]))
    return chain[::-1]
