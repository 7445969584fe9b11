"""The heart in a live channel: its beat is learnt, and an alarm that the beat explains is not told."""

from __future__ import annotations

from enum import Enum

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from primemover.emg.cleaning.faint_heart import faint_heartbeats
from primemover.emg.cleaning.heartbeat import heartbeats, isolated_peaks
from primemover.emg.live.alarm import DISPERSION, LARGEST_STEP
from primemover.emg.live.rest import Rest
from primemover.emg.onset.ladder import ORDER, Ladder
from primemover.emg.recording import Samples

LOOK_S = 2.0
_HELD_S = 10.0
_RECENT_S = 0.25
_BEFORE_S, _AFTER_S = 0.08, 0.14
_SHIFT_S = 0.01
CORNER_HZ = 5.0
"""The heart is looked for above this: most of it lies below what is heard of the muscle."""
_AUDIBLE, _OVER_NOISE = 0.12, 4.0
"""The beat lasts as long as it is louder than this share of its peak, and than its mean is noisy."""
_SILENT_S = 0.008
"""So much silence ends a beat."""
_TOO_STRONG = 10.0
"""A beat whose peak is so many times the RMS of rest leaves too little of the muscle."""
_SMALLEST, _LARGEST = 0.5, 1.8
_UNLIKE = 0.3
"""Beats differ from their mean by such a share of its amplitude, as breathing moves the heart."""
_LEFT = 1.7
"""What the beat leaves over may have so many times the power of rest."""
_MARGIN = 7.0
"""A muscle may be so much more likely (log), and the beat is believed."""
_SEEN = 0.85
_SUSPECT = 2


class Explained(Enum):
    """Whether a beat explains what was heard."""

    NO = "no"
    SO_FAR = "so far"
    WHOLLY = "wholly"


class Heart:
    """Follows the heart of one channel; fed with frames of it, conditioned and above ``CORNER_HZ``.

    Args:
        rate_hz: of the conditioned samples.
    """

    def __init__(self, rate_hz: float) -> None:
        self._rate_hz = rate_hz
        self._frames: list[tuple[Samples, Samples]] = []
        self._held = self._since_look = 0
        self._recent = np.zeros(round(_RECENT_S * rate_hz))
        self._beat: Samples | None = None
        self._peak = 0.0

    @property
    def heard(self) -> bool:
        """True once the beat is known."""
        return self._beat is not None

    def too_strong(self, rest_rms: float) -> bool:
        """True where the beat drowns the muscle."""
        return self._peak > _TOO_STRONG * rest_rms

    def feed(self, samples: Samples, slow: Samples) -> None:
        """The next samples (n,), conditioned, and above ``CORNER_HZ``."""
        self._recent = np.concatenate([self._recent[len(samples) :], samples])
        self._frames.append((samples, slow))
        self._held += len(samples)
        self._since_look += len(samples)
        while self._held - len(self._frames[0][0]) >= _HELD_S * self._rate_hz:
            self._held -= len(self._frames.pop(0)[0])
        if self._since_look >= LOOK_S * self._rate_hz:
            self._since_look = 0
            self.look()

    def look(self) -> NDArray[np.int64]:
        """Learn the beat from the last ten seconds; where its R waves lie in them, if there is one."""
        samples, slow = (np.concatenate(row) for row in zip(*self._frames, strict=True))
        beats = heartbeats(slow, self._rate_hz)
        if not len(beats):
            beats = heartbeats(samples, self._rate_hz)
        if not len(beats):
            beats = faint_heartbeats(slow, self._rate_hz)
        before, after = round(_BEFORE_S * self._rate_hz), round(_AFTER_S * self._rate_hz)
        whole = beats[(beats >= 2 * before) & (beats < len(samples) - 2 * after)]
        if len(whole) < 3:
            return whole
        mean = _aligned_mean(samples, whole, before, after, round(_SHIFT_S * self._rate_hz))
        size = np.abs(mean)
        noise = float(np.median(np.concatenate([size[: before // 3], size[-before // 3 :]])))
        loud = np.flatnonzero(size > max(_AUDIBLE * size.max(), _OVER_NOISE * noise))
        if not len(loud):
            return whole
        first, last = _around(int(size.argmax()), loud, round(_SILENT_S * self._rate_hz))
        self._beat = mean[first : last + 1]
        self._peak = float(np.abs(mean).max())
        return whole

    def explains(self, began: int, rest: Rest) -> Explained:
        """Whether one beat explains what was heard since ``began`` samples ago.

        For every part of the beat that may have been heard by now: its best amplitude, and what is left over,
        which must be little more than rest. And the beat must be about as likely as a muscle, which goes on:
        soon it is not.
        """
        if self._beat is None:
            return Explained.NO
        beat, recent = self._beat, self._recent
        energy = np.cumsum(beat**2)
        whitened, like = _whitened(recent, beat, rest.models)
        gained = _muscle_gain(recent[max(0, len(recent) - began - ORDER) :], rest.models)
        answer = Explained.NO
        most = 0.0
        for seen in range(2, len(recent) + 1):
            # ``seen``: samples since the beat began; it may have ended by now.
            part = min(seen, len(beat))
            share = float(energy[part - 1] / energy[-1])
            if share < 0.05:
                continue
            start = len(recent) - max(seen, min(began, len(recent)))
            heard = recent[start:]
            at = len(recent) - seen - start
            size = float(heard[at : at + part] @ beat[:part] / energy[part - 1])
            if not _SMALLEST <= size <= _LARGEST:
                continue
            left = float(heard @ heard) - size**2 * energy[part - 1]
            allowed = _LEFT * rest.rms**2 * (len(heard) + 10) + (_UNLIKE * size) ** 2 * energy[part - 1]
            if left > allowed or size**2 * energy[part - 1] <= most:
                continue
            end = len(recent) - seen + part
            shape = like[:part]
            fits = size * float(whitened[end - part : end] @ shape) - 0.5 * size**2 * float(shape @ shape)
            if fits / DISPERSION + _MARGIN >= gained:
                most = size**2 * float(energy[part - 1])
                answer = Explained.WHOLLY if share >= _SEEN else Explained.SO_FAR
        return answer


def suspected(samples: Samples, rate_hz: float) -> bool:
    """Whether some seconds (n,) of rest, above ``CORNER_HZ``, have peaks that stand alone."""
    return len(isolated_peaks(samples, rate_hz)) >= _SUSPECT


def _around(peak: int, loud: NDArray[np.int64], silent: int) -> tuple[int, int]:
    """First and last of the ``loud`` samples that reach to the ``peak`` without a silence."""
    ends = np.flatnonzero(np.diff(loud) > silent)
    starts, stops = np.append(0, ends + 1), np.append(ends, len(loud) - 1)
    i = int(np.searchsorted(loud[starts], peak, side="right")) - 1
    return int(loud[starts[i]]), int(loud[stops[i]])


def _aligned_mean(samples: Samples, beats: NDArray[np.int64], before: int, after: int, reach: int) -> Samples:
    """Mean of the beats, each shifted by up to ``reach`` samples to where it fits their median best."""
    cut = samples[beats[:, None] + np.arange(-before - reach, after + reach)]
    middle = np.median(cut[:, reach:-reach], axis=0)
    fit = sliding_window_view(cut, len(middle), axis=1) @ middle
    best = fit.argmax(axis=1)
    return np.asarray(np.median([row[b : b + len(middle)] for row, b in zip(cut, best, strict=True)], axis=0))


def _whitened(recent: Samples, beat: Samples, models: Ladder) -> tuple[Samples, Samples]:
    """What was heard (n,) and the beat (m,), both whitened by the model of rest."""
    whiten = models.filters[0] / np.sqrt(models.error[0])
    return np.convolve(recent, whiten)[: len(recent)], np.convolve(beat, whiten)[: len(beat)]


def _muscle_gain(recent: Samples, models: Ladder) -> float:
    """By how much the best level explains what was heard better than rest; the first ``ORDER`` lead in."""
    error = np.array([np.convolve(recent, filters, mode="valid") for filters in models.filters])
    cost = error**2 / models.error[:, None] + np.log(models.error)[:, None]
    gains = np.minimum(0.5 * (cost[0] - cost[1:]) / DISPERSION, LARGEST_STEP)
    return float(gains.sum(axis=1).max())
