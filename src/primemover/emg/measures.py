"""What a stretch of a channel shows about its own quality, in figures that add up over stretches."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from primemover.emg.onset.conditioning import Conditioned
from primemover.emg.recording import Samples

_CLIPPED_RUN = 3


@dataclass(frozen=True, slots=True)
class Measures:
    """Sums over samples; powers in the square of the channel's unit, times samples."""

    samples: int = 0
    missing: int = 0
    unchanged: int = 0
    """Samples equal to the one before."""
    clipped: int = 0
    """Samples in runs of three or more at the highest or the lowest value."""
    slow: float = 0.0
    """Share of the power below 15 Hz, times samples."""
    hum: float = 0.0
    band: float = 0.0
    """Power of hum, and of everything from 20 Hz up."""
    heart: float = 0.0
    """Samples that the heart hides."""
    hidden: int = 0
    """Bursts with an edge in a gap."""

    def __add__(self, other: Measures) -> Measures:
        return Measures(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))


def raw_measures(samples: Samples) -> Measures:
    """What the samples (n,) show before anything is done to them."""
    finite = samples[np.isfinite(samples)]
    if not len(finite):
        return Measures(samples=len(samples), missing=len(samples))
    return Measures(
        samples=len(samples),
        missing=len(samples) - len(finite),
        unchanged=int(np.count_nonzero(np.diff(finite) == 0)),
        clipped=samples_at_limit(finite),
    )


def conditioned_measures(channel: Conditioned, core: slice, samples: int) -> Measures:
    """What the conditioned channel shows in ``core`` (at its working rate), counted as ``samples``."""
    return Measures(
        slow=channel.motion_share * samples,
        hum=channel.hum_power * samples,
        band=(float(np.mean(channel.forward[core] ** 2)) * channel.scale**2 + channel.hum_power) * samples,
        heart=float(channel.heart[core].mean()) * samples,
    )


def samples_at_limit(samples: Samples) -> int:
    """How many of ``samples`` (n,) lie in runs of three or more at the highest or the lowest value."""
    return _at_limit(samples, samples.max()) + _at_limit(samples, samples.min())


def _at_limit(samples: Samples, limit: float) -> int:
    at: NDArray[np.int64] = np.flatnonzero(samples == limit)
    if len(at) < _CLIPPED_RUN:
        return 0
    runs = np.split(at, np.flatnonzero(np.diff(at) > 1) + 1)
    return sum(len(run) for run in runs if len(run) >= _CLIPPED_RUN)
