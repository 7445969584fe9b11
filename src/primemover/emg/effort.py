"""How much a muscle does: per phase, beside another muscle, and for how long.

Amplitude is compared within one session only: from day to day it varies by 41–43 %, the length of a burst by
10–13 %. More of it is never a success by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import special

from primemover.emg.burst import Burst
from primemover.emg.recording import Samples
from primemover.errors import InvalidInput
from primemover.terms import CannotTell, Interval

FEWEST = 3


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with the interval that holds 95 % of it, from ``count`` repetitions."""

    value: float
    interval: Interval
    count: int


def rms_in(samples: Samples, sampling_rate_hz: float, phase_s: Interval) -> float:
    """RMS of band-passed ``samples`` (n,) in a phase, in their unit; gaps do not count.

    In a hold take its middle 1–2 s: the way in and out is movement.

    Raises:
        InvalidInput: the phase has no samples.
    """
    part = samples[
        max(0, round(phase_s.low * sampling_rate_hz)) : max(0, round(phase_s.high * sampling_rate_hz))
    ]
    part = part[np.isfinite(part)]
    if not len(part):
        raise InvalidInput(
            f"there are no samples from {phase_s.low:g} to {phase_s.high:g} s.",
            remedy="Check that the events and the recording share one clock.",
        )
    return float(np.sqrt(np.mean(part**2)))


def middle_of(hold_s: Interval, length_s: float = 1.5) -> Interval:
    """The middle ``length_s`` of a hold, or all of a shorter one."""
    centre, half = (hold_s.low + hold_s.high) / 2, min(length_s, hold_s.high - hold_s.low) / 2
    return Interval(centre - half, centre + half)


def ratio(numerator: Sequence[float], denominator: Sequence[float]) -> Estimate | CannotTell:
    """Ratio of two muscles over repetitions of one session, as glute to hamstring or glute to back.

    Args:
        numerator: RMS of one muscle, once per repetition, each as a share of its reference level.
        denominator: of the other muscle, in the same repetitions.
    """
    if len(numerator) != len(denominator):
        raise InvalidInput(f"{len(numerator)} values of one muscle and {len(denominator)} of the other.")
    if min([*numerator, *denominator], default=1.0) <= 0:
        return CannotTell("emg.effort.silent")
    logs = np.log(numerator) - np.log(denominator)
    found = _estimate(logs)
    if isinstance(found, CannotTell):
        return found
    interval = Interval(float(np.exp(found.interval.low)), float(np.exp(found.interval.high)))
    return Estimate(float(np.exp(found.value)), interval, found.count)


def burst_length(bursts: Sequence[Burst]) -> Estimate | CannotTell:
    """Mean length of bursts in seconds: what may be compared from day to day."""
    return _estimate(np.array([b.length_s for b in bursts]))


def cue_effect(without: Sequence[float], with_cue: Sequence[float]) -> Estimate | CannotTell:
    """What the spoken cue changes within one person: mean with the cue less mean without.

    The values are of one kind, one per repetition: onset after the start of the movement in s (a negative
    effect: the glute comes earlier), or a log ratio. Welch's interval (1947), as the spreads may differ.
    """
    if min(len(without), len(with_cue)) < FEWEST:
        return CannotTell("emg.effort.too_few")
    return _difference(np.asarray(without, dtype=np.float64), np.asarray(with_cue, dtype=np.float64))


def _difference(before: Samples, after: Samples) -> Estimate:
    """Difference of means with Welch's interval."""
    shares = before.var(ddof=1) / len(before), after.var(ddof=1) / len(after)
    error = float(np.sqrt(sum(shares)))
    parts = shares[0] ** 2 / (len(before) - 1) + shares[1] ** 2 / (len(after) - 1)
    freedom = float(sum(shares) ** 2 / parts) if parts > 0 else float(len(before) + len(after) - 2)
    return Estimate(
        *_with_interval(float(after.mean() - before.mean()), error, freedom), len(before) + len(after)
    )


def _with_interval(mean: float, error: float, freedom: float) -> tuple[float, Interval]:
    half = float(special.stdtrit(freedom, 0.975)) * error
    return mean, Interval(mean - half, mean + half)


def _estimate(values: Samples) -> Estimate | CannotTell:
    if len(values) < FEWEST:
        return CannotTell("emg.effort.too_few")
    error = float(values.std(ddof=1) / np.sqrt(len(values)))
    return Estimate(*_with_interval(float(values.mean()), error, len(values) - 1.0), len(values))
