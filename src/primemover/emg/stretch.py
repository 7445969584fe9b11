"""One stretch of a recording: what its core adds to each channel's bursts, measures and likeness."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from primemover.emg.burst import Burst, Edge, edge_at, with_burst
from primemover.emg.crosstalk import Likeness, likeness
from primemover.emg.measures import Measures, conditioned_measures, raw_measures
from primemover.emg.onset import activity, detector
from primemover.emg.onset.conditioning import Conditioned, conditioned
from primemover.emg.onset.frame_energy import FRAME_S, frame_edges
from primemover.emg.recording import Channel, Samples
from primemover.errors import InvalidInput

_MOSTLY = 0.5
_LARGEST_BLOCK = 33_000_000
_CONTEXT_FRAMES = round(10.0 / FRAME_S)


@dataclass(frozen=True, slots=True)
class Span:
    """Where a stretch lies in the recording: its data begin at ``start_s``; what it decides is its core."""

    start_s: float
    core_start_s: float
    core_end_s: float

    @property
    def core_frames(self) -> slice:
        """The core as frames of the stretch."""
        begin = round((self.core_start_s - self.start_s) / FRAME_S)
        return slice(begin, round((self.core_end_s - self.start_s) / FRAME_S))


@dataclass(frozen=True, slots=True, eq=False)
class Track:
    """What is decided about a channel so far.

    ``past`` are the last decided frames (True where active), ``onset`` the edge that waits for its offset.
    """

    bursts: tuple[Burst, ...] = ()
    past: NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, dtype=np.bool_))
    onset: Edge | None = None
    incomplete: int = 0

    @property
    def open(self) -> int:
        """1 while a burst has begun and not ended."""
        return int(len(self.past) > 0 and bool(self.past[-1]))


@dataclass(frozen=True, slots=True, eq=False)
class Stretch:
    """What one stretch gives, a value per channel."""

    tracks: list[Track]
    measures: list[Measures]
    likeness: Likeness


def analysed_stretch(
    channels: Sequence[Channel], samples: Sequence[Samples], span: Span, tracks: Sequence[Track]
) -> Stretch:
    """Decide the core of a stretch.

    Args:
        channels: n_channels of them.
        samples: (n_i,) each, from ``span.start_s`` on.
        span: where that is.
        tracks: what was decided before.
    """
    _keep_memory()
    ready = [_conditioned(x, c.sampling_rate_hz) for x, c in zip(samples, channels, strict=True)]
    learned = iter(detector.learn([c for c in ready if c is not None]))
    new_tracks, measures = [], []
    for channel, x, condition, track in zip(channels, samples, ready, tracks, strict=True):
        core = x[round((span.core_start_s - span.start_s) * channel.sampling_rate_hz) :]
        core = core[: round((span.core_end_s - span.core_start_s) * channel.sampling_rate_hz)]
        measured = raw_measures(core)
        if condition is None:
            new_tracks.append(Track(track.bursts, incomplete=track.incomplete + track.open))
        else:
            measured += conditioned_measures(condition, _core_samples(span, condition.rate_hz), len(core))
            new_tracks.append(_continued(track, condition, next(learned), span))
        measures.append(measured)
    forward = [None if c is None else c.forward[_core_samples(span, c.rate_hz)] for c in ready]
    return Stretch(new_tracks, measures, likeness(forward, [1.0 if c is None else c.rate_hz for c in ready]))


def _keep_memory() -> None:
    """Let the C library keep what is freed, up to 64 MB, instead of handing the pages back and faulting them
    in again, which took a sixth of the time.

    glibc learns how much to keep from the largest block of up to 32 MB that was ever freed. This one is never
    touched, so it costs nothing; elsewhere it does nothing.
    """
    np.empty(_LARGEST_BLOCK, dtype=np.uint8)


def _conditioned(samples: Samples, rate_hz: float) -> Conditioned | None:
    """The channel made ready, or None where there is nothing to make ready."""
    if not len(samples) or np.isfinite(samples).mean() < _MOSTLY:
        return None
    try:
        return conditioned(samples, rate_hz)
    except InvalidInput:
        return None


def _core_samples(span: Span, rate_hz: float) -> slice:
    begin = round((span.core_start_s - span.start_s) * rate_hz)
    return slice(begin, begin + round((span.core_end_s - span.core_start_s) * rate_hz))


def _continued(track: Track, channel: Conditioned, learned: detector.Learned, span: Span) -> Track:
    """The track with the edges that lie in the core, found in the light of what was decided before."""
    core = span.core_frames
    active = learned.states > 0
    known = track.past[len(track.past) - core.start :] if len(track.past) >= core.start else track.past
    active[core.start - len(known) : core.start] = known
    runs = _touching(activity.runs(active), core)
    bursts, onset, incomplete = track.bursts, track.onset, track.incomplete
    if len(runs):
        found = detector.edges(channel, learned, frame_edges(len(channel.forward), channel.rate_hz)[runs])
        for i, (begin, end) in enumerate(runs):
            if core.start <= begin < core.stop and begin > 0:
                onset = edge_at(found.onsets, i).later(span.start_s)
            if core.start <= end < core.stop and end < len(active):
                offset = edge_at(found.offsets, i).later(span.start_s)
                if onset is None or _hidden(onset, channel, span) or _hidden(offset, channel, span):
                    incomplete += 1
                elif offset.time_s > onset.time_s:
                    bursts = with_burst(bursts, Burst(onset, offset, float(found.level_db[i])))
                onset = None
    past = np.concatenate([track.past, active[core]])[-_CONTEXT_FRAMES:]
    return Track(bursts, past, onset, incomplete)


def _touching(runs: NDArray[np.int64], core: slice) -> NDArray[np.int64]:
    """The runs of activity that touch the core, with one neighbour on either side."""
    inside = np.flatnonzero((runs[:, 1] >= core.start) & (runs[:, 0] < core.stop))
    return runs[max(0, inside[0] - 1) : inside[-1] + 2] if len(inside) else runs[:0]


def _hidden(edge: Edge, channel: Conditioned, span: Span) -> bool:
    """True where a gap lies in the interval of the edge."""
    low = max(0, int((edge.interval_s.low - span.start_s) * channel.rate_hz))
    high = max(low + 1, int((edge.interval_s.high - span.start_s) * channel.rate_hz) + 1)
    return bool(channel.gap[low:high].any())
