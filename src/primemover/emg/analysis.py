"""A recording analysed: every channel's bursts and quality, in memory that does not grow with the hours."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from primemover.emg.burst import Burst
from primemover.emg.crosstalk import Likeness
from primemover.emg.measures import Measures
from primemover.emg.quality import Neighbour, Quality, Verdict, judge
from primemover.emg.recording import Channel, Recording, Samples
from primemover.emg.stretch import Span, Track, analysed_stretch
from primemover.errors import InvalidInput

CORE_S = 100.0
MARGIN_S = 10.0
LAST_CORE_S = 50.0
"""A rest shorter than this is added to the stretch before it."""


@dataclass(frozen=True, slots=True, eq=False)
class ChannelResult:
    """One channel: what was found, and whether it can be trusted.

    ``bursts`` is empty where the channel fails its gates. ``incomplete`` counts bursts that a gap or an end
    of the recording cuts.
    """

    channel: Channel
    quality: Quality
    bursts: tuple[Burst, ...]
    incomplete: int

    @property
    def usable(self) -> bool:
        """True where the bursts may be read."""
        return self.quality.verdict is not Verdict.FAIL


@dataclass(frozen=True, slots=True, eq=False)
class Analysis:
    """All channels, and how alike each two are: ``likeness`` (n_channels, n_channels), 0…1."""

    channels: tuple[ChannelResult, ...]
    likeness: Samples
    duration_s: float


class Analyser:
    """Takes a recording block by block and gives its analysis.

    It works on stretches of 100 s with 10 s on either side, at fixed places of the recording: however the
    blocks are cut, the answer is the same, and no more than 170 s and a block are ever held.
    """

    def __init__(self, channels: Sequence[Channel]) -> None:
        self._channels = tuple(channels)
        self._held: list[list[Samples]] = [[] for _ in channels]
        self._dropped = [0] * len(channels)
        self._tracks = [Track() for _ in channels]
        self._measures = [Measures() for _ in channels]
        self._likeness: Likeness | None = None
        self._core_s = 0.0

    def feed(self, blocks: Sequence[Samples]) -> None:
        """Add the next samples: one (n_i,) per channel, of about the same length in time.

        Raises:
            InvalidInput: not one block for each channel.
        """
        if len(blocks) != len(self._channels):
            raise InvalidInput(f"{len(blocks)} blocks for {len(self._channels)} channels.")
        for held, block in zip(self._held, blocks, strict=True):
            held.append(np.asarray(block, dtype=np.float64))
        while self._heard_s() >= self._core_s + CORE_S + LAST_CORE_S + MARGIN_S:
            self._analyse(self._core_s + CORE_S, self._core_s + CORE_S + MARGIN_S)

    def finish(self) -> Analysis:
        """The analysis of everything that was fed."""
        end_s = max((self._length(i) / c.sampling_rate_hz for i, c in enumerate(self._channels)), default=0.0)
        if end_s > self._core_s:
            self._analyse(end_s, end_s)
        return self._result(end_s)

    def _length(self, i: int) -> int:
        return self._dropped[i] + sum(len(block) for block in self._held[i])

    def _heard_s(self) -> float:
        return min((self._length(i) / c.sampling_rate_hz for i, c in enumerate(self._channels)), default=0.0)

    def _analyse(self, core_end_s: float, data_end_s: float) -> None:
        start_s = max(0.0, self._core_s - MARGIN_S)
        span = Span(start_s, self._core_s, core_end_s)
        pieces = [self._piece(i, start_s, data_end_s) for i in range(len(self._channels))]
        done = analysed_stretch(self._channels, pieces, span, self._tracks)
        self._measures = [a + b for a, b in zip(self._measures, done.measures, strict=True)]
        self._likeness = done.likeness if self._likeness is None else self._likeness + done.likeness
        self._tracks = done.tracks
        self._core_s = core_end_s
        self._let_go(max(0.0, core_end_s - MARGIN_S))

    def _piece(self, i: int, start_s: float, end_s: float) -> Samples:
        """Samples of one channel from ``start_s`` to ``end_s``."""
        rate = self._channels[i].sampling_rate_hz
        joined = np.concatenate(self._held[i]) if self._held[i] else np.empty(0)
        self._held[i] = [joined]
        return joined[
            round(start_s * rate) - self._dropped[i] : max(0, round(end_s * rate) - self._dropped[i])
        ]

    def _let_go(self, until_s: float) -> None:
        """Drop what lies before ``until_s``."""
        for i, channel in enumerate(self._channels):
            first = round(until_s * channel.sampling_rate_hz)
            joined = np.concatenate(self._held[i]) if self._held[i] else np.empty(0)
            self._held[i] = [joined[max(0, first - self._dropped[i]) :].copy()]
            self._dropped[i] = max(first, self._dropped[i])

    def _result(self, duration_s: float) -> Analysis:
        count = len(self._channels)
        near = self._likeness.correlation() if self._likeness else np.zeros((count, count))
        twin = self._likeness.at_once() if self._likeness else np.zeros((count, count))
        results = []
        for i, channel in enumerate(self._channels):
            others = np.where(np.arange(count) == i, 0.0, near[i])
            closest = int(others.argmax())
            same = float(np.where(np.arange(count) == i, 0.0, twin[i]).max())
            track = self._tracks[i]
            name = self._channels[closest].name if count > 1 else None
            neighbour = Neighbour(name, float(others[closest]), same)
            quality = judge(channel, self._measures[i], track.bursts, neighbour)
            bursts = track.bursts if quality.verdict is not Verdict.FAIL else ()
            results.append(ChannelResult(channel, quality, tuple(bursts), track.incomplete + track.open))
        return Analysis(tuple(results), near, duration_s)


def analyse(
    recording: Recording,
    blocks: Iterable[Sequence[Samples]] | None = None,
    progress: Callable[[float], None] | None = None,
) -> Analysis:
    """Analyse a recording in memory, or the ``blocks`` of one too long for it.

    Args:
        recording: its channels; its samples too, where ``blocks`` is None.
        blocks: consecutive samples, one (n_i,) per channel in each.
        progress: is told how many seconds have been taken in.
    """
    analyser = Analyser(recording.channels)
    heard_s = 0.0
    for block in recording.blocks() if blocks is None else blocks:
        analyser.feed(block)
        heard_s += max(
            (len(x) / c.sampling_rate_hz for x, c in zip(block, recording.channels, strict=True)), default=0.0
        )
        if progress is not None:
            progress(heard_s)
    return analyser.finish()
