"""The onset detector: one channel's conditioned samples in, bursts with 95 % intervals out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from primemover.emg.burst import Burst, edge_at, with_burst
from primemover.emg.onset import activity, edge, spectrum
from primemover.emg.onset.conditioning import Conditioned, conditioned
from primemover.emg.onset.frame_energy import (
    FRAME_S,
    FrameProducts,
    frame_edges,
    frame_products,
    gains,
    whitened_energy,
)
from primemover.emg.onset.ladder import Ladder, ladder
from primemover.emg.onset.ramps import LEVEL_STEP_DB
from primemover.emg.recording import Samples

_COARSE_STEP_DB = 3.0
_COARSE_LOWEST_DB = -1.0
_HIGHEST_DB = 50.0
_PASSES = (4, 2, 1)
"""5 ms frames that are decided together: the first passes only have to tell rest from activity."""
_BLOCK_FRAMES = 4
_GUARD_S = 0.03
_REST_GUARD_S = 0.2
"""Rest keeps clear of bursts by more than bursts keep clear of rest: a slow ramp begins long before the first
guess of its onset, and would be taken for noise."""
_CAUTION = 1.3
"""Divides the log-likelihood of edges, for the spectra and levels that had to be estimated."""


_OUTLAST_S = 0.008
"""Action potentials are heard for some milliseconds after the drive has ended: the interval of an offset
begins so much earlier than the last of the signal would have it."""


@dataclass(frozen=True, slots=True, eq=False)
class Learned:
    """What a stretch of one channel has taught about itself."""

    noise: Samples
    signal: Samples
    frame_length: int
    states: NDArray[np.int8]
    """State of each 5 ms frame: 0 rest, 1… levels."""
    dispersion: float

    @property
    def snr_db(self) -> float:
        """Mean level of what the muscle adds over the noise, in dB."""
        weights = spectrum.two_sided_weights(self.frame_length)
        return float(10 * np.log10((self.signal @ weights) / (self.noise @ weights)))


def learn(channels: Sequence[Conditioned]) -> list[Learned]:
    """Find rest and activity in several channels, each by itself.

    2. Spectra of rest and of what the muscle adds, from 64 ms frames.
    3. Levels of the muscle 3 dB apart, each an autoregressive model of order 8.
    4. Viterbi on 5 ms frames; spectra estimated again from what is surely rest and surely active.
    5. Over-dispersion of the whitened energy.
    """
    if not channels:
        return []
    found = [spectrum.frames(c.forward, c.masked, c.rate_hz) for c in channels]
    products = [frame_products(c.forward, c.masked, c.rate_hz) for c in channels]
    # 2
    spectra = [spectrum.first_guess(f) for f in found]
    spread = [1.0] * len(channels)
    states: list[NDArray[np.int8]] = []
    for width in _PASSES:
        # 3
        ladders = [_coarse_ladder(*s, f.length) for s, f in zip(spectra, found, strict=True)]
        looks = [_look(p.merged(width), m, phi) for p, m, phi in zip(products, ladders, spread, strict=True)]
        # 4
        decided = activity.decode([look.gain for look in looks], width)
        # 5
        spread = [_dispersion(look, _tidy(st, width), width) for look, st in zip(looks, decided, strict=True)]
        states = [
            _each(_tidy(st, width), width, len(p.count)) for st, p in zip(decided, products, strict=True)
        ]
        spectra = [
            _estimated(f, st, c, s) for f, st, c, s in zip(found, states, channels, spectra, strict=True)
        ]
    return [
        Learned(s[0], s[1], f.length, st, phi)
        for s, f, st, phi in zip(spectra, found, states, spread, strict=True)
    ]


@dataclass(frozen=True, slots=True, eq=False)
class _Look:
    """What the frames of one channel say about rest and levels, as ``frame_energy`` gives it; and the samples
    that count in each frame."""

    energy: NDArray[np.float32]
    gain: NDArray[np.float32]
    count: Samples


def _look(frames: FrameProducts, models: Ladder, dispersion: float) -> _Look:
    energy = whitened_energy(frames, models)
    return _Look(energy, gains(frames, models, energy) / np.float32(dispersion), frames.count)


def _coarse_ladder(noise: Samples, signal: Samples, frame_length: int) -> Ladder:
    weights = spectrum.two_sided_weights(frame_length)
    snr_db = 10 * np.log10((signal @ weights) / (noise @ weights))
    top = float(np.clip(snr_db + 8, 5, _HIGHEST_DB))
    return ladder(noise, signal, np.arange(_COARSE_LOWEST_DB, top, _COARSE_STEP_DB), frame_length)


def _tidy(states: NDArray[np.int8], width: int) -> NDArray[np.int8]:
    return activity.without_short(states, round(activity.SHORTEST_BURST_S / (width * FRAME_S)))


def _each(states: NDArray[np.int8], width: int, count: int) -> NDArray[np.int8]:
    """States of ``count`` single frames from those of ``width`` together; the last are as those before."""
    return np.pad(np.repeat(states, width), (0, count - width * len(states)), mode="edge")


def _estimated(
    found: spectrum.Frames, states: NDArray[np.int8], channel: Conditioned, before: tuple[Samples, Samples]
) -> tuple[Samples, Samples]:
    """Spectra of noise and signal from the frames that are surely one or the other."""
    half = spectrum.FRAME_S / 2
    _, active = activity.guarded(states > 0, round((_GUARD_S + half) / FRAME_S))
    rest, _ = activity.guarded(states > 0, round((_REST_GUARD_S + half) / FRAME_S))
    at = np.minimum((found.centre / (channel.rate_hz * FRAME_S)).astype(np.int64), len(states) - 1)
    resting, working = rest[at] & found.usable, active[at] & found.usable
    noise = found.power[resting].mean(axis=0) if np.count_nonzero(resting) >= 10 else before[0]
    if np.count_nonzero(working) < 5:
        return noise, before[1]
    return noise, spectrum.added(found.power[working].mean(axis=0), noise)


def _dispersion(look: _Look, states: NDArray[np.int8], width: int) -> float:
    """The larger of the dispersion at rest and in bursts, from blocks of 20 ms."""
    frames = _BLOCK_FRAMES // width
    blocks = len(states) // frames
    used = blocks * frames
    of_state = look.energy[states[:used], np.arange(used)].reshape(blocks, frames).sum(axis=1)
    samples = look.count[:used].reshape(blocks, frames).sum(axis=1)
    usual = float(look.count.max()) * frames
    clear = samples > 0.9 * usual
    mean = of_state / np.maximum(samples, 1)
    per_block = states[:used].reshape(blocks, frames)
    resting, working = clear & (per_block == 0).all(axis=1), clear & (per_block > 0).all(axis=1)
    return max(activity.dispersion(mean, kind[:-1] & kind[1:], usual) for kind in (resting, working))


def by_likelihood(samples: Samples, sampling_rate_hz: float) -> tuple[Burst, ...]:
    """Bursts of one channel with 95 % intervals for their onsets and offsets.

    A likelihood over local autoregressive models, with the ramp of each edge summed out (after Staude et
    al. 2001 and Tenan et al. 2017, whose steps are replaced by ramps of unknown length and shape):

    1. About 1 kHz, hum taken out, causal high-pass at 20 Hz (40 Hz where there is motion), along time for
       onsets and against it for offsets.
    2. Spectra of rest, from the quietest fifth, and of what the muscle adds.
    3. Levels of the muscle 3 dB apart, each an autoregressive model of order 8.
    4. The most probable path through rest and levels on 5 ms frames; the spectra again from what is surely
       one or the other, three times; bursts shorter than 60 ms are dropped.
    5. The over-dispersion of the whitened energy divides the log-likelihood.
    6. The posterior of each edge: ramps of 0–400 ms and three shapes, plateaus ± 4 dB, levels 2 dB apart.
    7. Where the heart is heard, and in gaps, nothing counts.

    Args:
        samples: (n,), any unit; NaN are gaps.
        sampling_rate_hz: 500 or more; 1000 or more is better.

    Returns:
        Bursts in order of time. One that the recording cuts at its start or end is left out.

    Raises:
        InvalidInput: shorter than a second, or nothing but one value.
    """
    # 1, 7
    channel = conditioned(samples, sampling_rate_hz)
    # 2-5
    (learned,) = learn([channel])
    active = activity.runs(learned.states > 0)
    whole = active[(active[:, 0] > 0) & (active[:, 1] < len(learned.states))]
    if not len(whole):
        return ()
    # 6
    found = edges(channel, learned, frame_edges(len(channel.forward), channel.rate_hz)[whole])
    bursts: tuple[Burst, ...] = ()
    for i in range(len(whole)):
        onset, offset = edge_at(found.onsets, i), edge_at(found.offsets, i)
        bursts = with_burst(bursts, Burst(onset, offset, float(found.level_db[i])))
    return bursts


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """Bursts of one channel: onsets and offsets in seconds from the first sample, an entry per burst."""

    onsets: edge.Edges
    offsets: edge.Edges
    level_db: Samples
    """Level of each burst over the noise, (n_bursts,)."""


def edges(channel: Conditioned, learned: Learned, bursts: NDArray[np.int64]) -> Found:
    """6. The posterior of each edge of ``bursts`` (n, 2), half-open intervals of samples."""
    level_db = _levels(channel, learned, bursts)
    top = float(np.clip(np.max(level_db, initial=6.0) + 6, 6, _HIGHEST_DB))
    levels = np.arange(edge.LOWEST_LEVEL_DB, top + LEVEL_STEP_DB, LEVEL_STEP_DB)
    models = ladder(learned.noise, learned.signal, levels, learned.frame_length)
    plateau = np.clip(np.round((level_db - levels[0]) / LEVEL_STEP_DB) + 1, 1, len(levels)).astype(np.int64)
    wanted = edge.search(learned.snr_db)
    phi = _CAUTION * learned.dispersion
    n = len(channel.forward)
    along = edge.Evidence(channel.forward, channel.masked, channel.rate_hz, models, phi)
    against = edge.Evidence(channel.backward[::-1], channel.masked[::-1], channel.rate_hz, models, phi)
    turned = n - bursts[::-1, ::-1]
    onsets = edge.locate(along, edge.Guesses(bursts[:, 0], _bounds(bursts, n), plateau), wanted)
    offsets = edge.locate(against, edge.Guesses(turned[:, 0], _bounds(turned, n), plateau[::-1]), wanted)
    return Found(_in_seconds(onsets, channel.rate_hz), _turned(offsets, n, channel.rate_hz), level_db)


def _levels(channel: Conditioned, learned: Learned, bursts: NDArray[np.int64]) -> Samples:
    """Level of the middle half of each burst over the noise, in dB."""
    noise = learned.noise @ spectrum.two_sided_weights(learned.frame_length)
    seen = np.where(channel.masked, 0.0, channel.forward**2)
    total = np.concatenate([[0.0], np.cumsum(seen)])
    count = np.concatenate([[0], np.cumsum(~channel.masked)])
    quarter = (bursts[:, 1] - bursts[:, 0]) // 4
    low, high = bursts[:, 0] + quarter, bursts[:, 1] - quarter
    power = (total[high] - total[low]) / np.maximum(count[high] - count[low], 1)
    return np.asarray(10 * np.log10(np.maximum(power / noise - 1, 0.05)))


def _bounds(bursts: NDArray[np.int64], n: int) -> NDArray[np.int64]:
    """The samples that may speak about each onset: from the end of the burst before to its own end."""
    before = np.concatenate([[0], bursts[:-1, 1]])
    return np.column_stack([before, np.minimum(bursts[:, 1], n)])


def _in_seconds(found: edge.Edges, rate: float) -> edge.Edges:
    return edge.Edges(
        found.time / rate,
        found.low / rate,
        found.high / rate,
        found.log_evidence,
        found.mean / rate,
        found.sd / rate,
    )


def _turned(found: edge.Edges, n: int, rate: float) -> edge.Edges:
    """Edges of the reversed signal as offsets along time, what outlasts the drive allowed for."""
    last = n - 1
    return edge.Edges(
        (last - found.time[::-1]) / rate,
        (last - found.high[::-1]) / rate - _OUTLAST_S,
        (last - found.low[::-1]) / rate,
        found.log_evidence[::-1],
        (last - found.mean[::-1]) / rate,
        found.sd[::-1] / rate,
    )
