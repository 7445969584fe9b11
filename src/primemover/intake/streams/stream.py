"""What every stream is: channels, and chunks of samples when they have come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from primemover.emg.recording import Channel, Samples

LONGEST_GAP_S = 600.0
"""A source that was silent for longer begins anew: that much is not filled with missing samples."""


@dataclass(frozen=True, slots=True, eq=False)
class Chunk:
    """What has come since the last look.

    ``samples`` has one (n_i,) per channel, in its unit; NaN for each sample that was lost on the way, so that
    counting samples tells the time. ``lost`` is how many rows of them are NaN for that reason.
    ``age_s`` is how old the newest sample was when it was handed over, None where the source has no clock.
    """

    samples: tuple[Samples, ...]
    lost: int = 0
    age_s: float | None = None

    @property
    def empty(self) -> bool:
        """True where nothing has come."""
        return not any(len(row) for row in self.samples)


class Stream(Protocol):
    """A source of samples that is running. It mends itself where its source stops and comes back."""

    @property
    def name(self) -> str:
        """What a person calls it."""

    @property
    def channels(self) -> tuple[Channel, ...]:
        """What it measures; the same for as long as it runs."""

    @property
    def ended(self) -> bool:
        """True where nothing will ever come again."""

    def read(self) -> Chunk:
        """What has come since the last call, without waiting; an empty chunk where nothing has.

        Raises:
            PrimeMoverError: the source came back as something else.
        """

    def wait(self, seconds: float) -> None:
        """Return as soon as something has come, at the latest after so long."""

    def close(self) -> None:
        """Let the source go."""


def with_lost(rows: Samples, before: Samples) -> Samples:
    """``rows`` (n_channels, n) with ``before[j]`` columns of NaN put in front of column j."""
    missing = np.asarray(before, dtype=np.int64)
    if not missing.any():
        return rows
    place = np.arange(rows.shape[1]) + np.cumsum(missing)
    out = np.full((len(rows), rows.shape[1] + int(missing.sum())), np.nan)
    out[:, place] = rows
    return out


def nothing(channels: int) -> Chunk:
    """A chunk in which nothing has come."""
    return Chunk(tuple(np.empty(0) for _ in range(channels)))
