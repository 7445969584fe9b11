"""One channel made ready for the likelihood: about 1 kHz, no hum, high-passed forwards and backwards."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from primemover.emg.cleaning.band_pass import causal_high_pass, decimated
from primemover.emg.cleaning.heartbeat import heartbeat_mask, heartbeats
from primemover.emg.cleaning.hum import hum_lines, without_hum
from primemover.emg.recording import Samples
from primemover.errors import InvalidInput
from primemover.texts import text

CORNER_HZ = 20.0
MOTION_CORNER_HZ = 40.0
MOTION_HZ = 15.0
MOTION_SHARE = 0.3
_AROUND_GAP = 40
SHORTEST_S = 1.0
_HELD_S = 0.025


@dataclass(frozen=True, slots=True, eq=False)
class Conditioned:
    """A channel at its working rate, in multiples of its own spread.

    ``forward`` and ``backward`` (n,) are high-passed causally along and against time; ``masked`` (n,) is
    True where nothing can be told: gaps, and the heart.
    """

    forward: Samples
    backward: Samples
    masked: NDArray[np.bool_]
    gap: NDArray[np.bool_]
    heart: NDArray[np.bool_]
    """The two parts of ``masked``."""
    rate_hz: float
    scale: float
    """One unit of ``forward`` in the unit of the samples."""
    hum_power: float
    """Power of the hum that was taken out, in the square of the samples' unit."""
    motion_share: float
    """Share of the power that lies below 15 Hz, drift included, 0…1."""


def conditioned(samples: Samples, sampling_rate_hz: float) -> Conditioned:
    """Condition ``samples`` (n,); NaN are gaps. Step 1 and step 7 of ``by_likelihood``.

    Raises:
        InvalidInput: less than a second, or nothing but one value.
    """
    if len(samples) < SHORTEST_S * sampling_rate_hz:
        raise InvalidInput(text("recording.too_short"), remedy=text("recording.too_short_do"))
    filled, missing = _filled(samples, sampling_rate_hz)
    slow, rate = decimated(filled, sampling_rate_hz)
    gap = _at_rate(missing, len(samples) / len(slow), len(slow))
    dehummed = without_hum(slow, rate, hum_lines(slow, rate))
    motion = _share_below(dehummed, rate, MOTION_HZ)
    corner = MOTION_CORNER_HZ if motion > MOTION_SHARE else CORNER_HZ
    forward = causal_high_pass(dehummed, rate, corner)
    backward = causal_high_pass(dehummed[::-1], rate, corner)[::-1]
    scale = float(np.median(np.abs(forward[::7]))) or float(np.abs(forward).max())
    if not scale > 0:
        raise InvalidInput(text("recording.flat"), remedy=text("recording.flat_do"))
    beats = heartbeats(dehummed, rate)
    heart = heartbeat_mask(beats, forward, rate) | heartbeat_mask(beats, backward, rate)
    return Conditioned(
        forward=forward / scale,
        backward=np.ascontiguousarray(backward) / scale,
        masked=gap | heart,
        gap=gap,
        heart=heart,
        rate_hz=rate,
        scale=scale,
        hum_power=float(np.mean((slow - dehummed) ** 2)),
        motion_share=motion,
    )


def _filled(samples: Samples, sampling_rate_hz: float) -> tuple[Samples, NDArray[np.bool_]]:
    """Gaps bridged by straight lines, and where they are; a bridge is masked, it only keeps filters calm.

    Where one value stands for 25 ms the amplifier said nothing: that is a gap too.
    """
    good = np.isfinite(samples) & ~_held(samples, max(8, round(_HELD_S * sampling_rate_hz)))
    if good.all():
        return samples, ~good
    if not good.any():
        return np.zeros_like(samples), ~good
    index = np.arange(len(samples))
    return np.interp(index, index[good], samples[good]), ~good


def _held(samples: Samples, shortest: int) -> NDArray[np.bool_]:
    """True in runs of one value that are ``shortest`` samples long or longer."""
    same = samples[1:] == samples[:-1]
    if np.count_nonzero(same) < shortest - 1:
        return np.zeros(len(samples), dtype=np.bool_)
    starts = np.flatnonzero(np.concatenate([[True], ~same]))
    lengths = np.diff(np.append(starts, len(samples)))
    return np.repeat(lengths >= shortest, lengths)


def _at_rate(gap: NDArray[np.bool_], factor: float, n: int) -> NDArray[np.bool_]:
    if not gap.any():
        return np.zeros(n, dtype=np.bool_)
    hit = np.zeros(n, dtype=np.bool_)
    hit[np.minimum((np.flatnonzero(gap) / factor).astype(np.int64), n - 1)] = True
    return np.asarray(ndimage.binary_dilation(hit, iterations=_AROUND_GAP), dtype=np.bool_)


def _share_below(samples: Samples, rate: float, limit_hz: float) -> float:
    """Share of the power below ``limit_hz``, from pieces of about two seconds, the mean level left out."""
    length = min(len(samples), 1 << int(np.log2(2 * rate)))
    count = len(samples) // length
    pieces = samples[: count * length].reshape(count, length)
    window = np.hanning(length + 1)[:-1]
    turning = np.fft.rfft((pieces - pieces.mean(axis=1, keepdims=True)) * window, axis=-1)
    power = (turning.real**2 + turning.imag**2).sum(axis=0)
    slow = np.arange(len(power)) * rate / length < limit_hz
    total = float(power.sum())
    return float(power[slow].sum()) / total if total > 0 else 0.0
