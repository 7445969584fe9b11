"""All muscles of a stream: any blocks in, moments out, and how each muscle is now."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from primemover.emg.live.moments import Moment
from primemover.emg.live.muscle import Muscle, Now
from primemover.emg.recording import Channel, Samples
from primemover.errors import InvalidInput


class Monitor:
    """Follows the channels of a stream. The same samples tell the same moments however they are cut: a muscle
    comes on at a sample, everything else happens at the end of a frame of 10 ms. It holds no more than some
    seconds.

    Args:
        channels: what is known about each.
        references: RMS of a maximal effort above rest for each, None where there is none.
    """

    def __init__(self, channels: Sequence[Channel], references: Sequence[float | None] | None = None) -> None:
        given = references if references is not None else [None] * len(channels)
        if len(given) != len(channels):
            raise InvalidInput(f"{len(given)} references for {len(channels)} channels.")
        self.channels = tuple(channels)
        self._muscles = [Muscle(i, c, r) for i, (c, r) in enumerate(zip(channels, given, strict=True))]
        self._waiting: list[Samples] = [np.empty(0) for _ in channels]
        self._fed = [0] * len(channels)

    @property
    def heard_s(self) -> float:
        """Length of the stream so far, in seconds of its own samples."""
        return max(
            (n / c.sampling_rate_hz for n, c in zip(self._fed, self.channels, strict=True)), default=0.0
        )

    def feed(self, blocks: Sequence[Samples]) -> list[Moment]:
        """The next samples, one (n_i,) per channel, NaN where they were lost; what there is to tell, by time.

        Raises:
            InvalidInput: not one block for each channel.
        """
        if len(blocks) != len(self.channels):
            raise InvalidInput(f"{len(blocks)} blocks for {len(self.channels)} channels.")
        told: list[Moment] = []
        for i, (muscle, block) in enumerate(zip(self._muscles, blocks, strict=True)):
            samples = np.concatenate([self._waiting[i], np.asarray(block, dtype=np.float64)])
            whole = len(samples) // muscle.grain * muscle.grain
            told += muscle.feed(samples[:whole])
            self._waiting[i] = samples[whole:]
            self._fed[i] += len(block)
        return sorted(told, key=lambda moment: moment.told_s)

    def now(self) -> tuple[Now, ...]:
        """How each muscle is now."""
        return tuple(muscle.now for muscle in self._muscles)
