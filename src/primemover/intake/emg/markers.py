"""A channel that marks when something was done: high as long as it lasts, or a pulse each time."""

from __future__ import annotations

import re
from itertools import pairwise

import numpy as np

from primemover.emg.recording import Samples
from primemover.terms import Interval

_NAME = re.compile(r"(marker|trigger|trig|events?|sync)s?[ _-]*\d*", re.IGNORECASE)
_STEP_S = 0.01
_PULSE_S = 0.3
"""What is shorter than this is a pulse: it says when a stretch began, not how long it was."""
_LONGEST_S = 60.0


def is_marker(name: str) -> bool:
    """True where a channel's name says that it marks events."""
    return _NAME.fullmatch(name.strip()) is not None


class Marker:
    """Takes a marker channel block by block; its memory is 100 numbers a second."""

    def __init__(self, sampling_rate_hz: float) -> None:
        self._width = max(1, round(_STEP_S * sampling_rate_hz))
        self._step_s = self._width / sampling_rate_hz
        self._waiting = np.empty(0)
        self._highest: list[Samples] = []

    def feed(self, samples: Samples) -> None:
        """The next samples (n,); what is missing counts as low."""
        joined = np.concatenate([self._waiting, samples])
        count = len(joined) // self._width
        pieces = joined[: count * self._width].reshape(count, self._width)
        self._waiting = joined[count * self._width :]
        self._highest.append(np.where(np.isnan(pieces), -np.inf, pieces).max(axis=1))

    def spans(self) -> tuple[Interval, ...]:
        """The stretches that it marks, in seconds since the first sample. Between pulses lies one each."""
        level = np.concatenate(self._highest) if self._highest else np.empty(0)
        known = level[np.isfinite(level)]
        if not len(known) or not known.max() > known.min():
            return ()
        high = np.concatenate([[0], level > (known.max() + known.min()) / 2, [0]]).astype(np.int8)
        up, down = (np.flatnonzero(np.diff(high) == sign) * self._step_s for sign in (1, -1))
        if np.median(down - up) >= _PULSE_S:
            return tuple(Interval(float(a), float(b)) for a, b in zip(up, down, strict=True))
        return tuple(Interval(float(a), float(b)) for a, b in pairwise(up) if _PULSE_S <= b - a <= _LONGEST_S)
