"""A recording in numbers: channels with what is known about them, and their samples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from primemover.emg.muscles import Site
from primemover.errors import InvalidInput
from primemover.terms import Side
from primemover.texts import text

Samples: TypeAlias = NDArray[np.float64]


class Unit(StrEnum):
    """What one unit of a sample is; ``COUNTS`` where the file does not say."""

    VOLT = "V"
    MILLIVOLT = "mV"
    MICROVOLT = "uV"
    COUNTS = "counts"

    @property
    def in_uv(self) -> float | None:
        """Microvolts in one unit, or None where that is not known."""
        return {Unit.VOLT: 1e6, Unit.MILLIVOLT: 1e3, Unit.MICROVOLT: 1.0}.get(self)


@dataclass(frozen=True, slots=True)
class Channel:
    """One electrode pair: where it lies and how it was sampled."""

    name: str
    """As in the file."""
    sampling_rate_hz: float
    unit: Unit = Unit.COUNTS
    muscle: Site | None = None
    side: Side | None = None

    def __post_init__(self) -> None:
        if not 0 < self.sampling_rate_hz < 1e6:
            raise InvalidInput(
                text("recording.rate_senseless", rate=self.sampling_rate_hz),
                where=self.name,
                remedy=text("recording.rate_do"),
            )


@dataclass(frozen=True, slots=True, eq=False)
class Recording:
    """Channels and their samples, in memory.

    ``samples[i]`` belongs to ``channels[i]``: shape (n_samples_i,), in the channel's unit; NaN where the
    recording has a gap. All channels start together at 0 s.
    """

    channels: tuple[Channel, ...]
    samples: tuple[Samples, ...]

    def __post_init__(self) -> None:
        if len(self.channels) != len(self.samples):
            raise InvalidInput(f"{len(self.channels)} channels, but samples of {len(self.samples)}.")
        for channel, samples in zip(self.channels, self.samples, strict=True):
            if samples.ndim != 1:
                raise InvalidInput(
                    f"samples of shape {samples.shape}; one row is wanted.", where=channel.name
                )

    @property
    def duration_s(self) -> float:
        """Length of the longest channel in seconds."""
        lengths = (len(x) / c.sampling_rate_hz for c, x in zip(self.channels, self.samples, strict=True))
        return max(lengths, default=0.0)

    def blocks(self, length_s: float = 10.0) -> Iterator[tuple[Samples, ...]]:
        """The samples in consecutive blocks of ``length_s``, one array per channel in each."""
        count = int(np.ceil(self.duration_s / length_s))
        for i in range(count):
            yield tuple(
                x[round(i * length_s * c.sampling_rate_hz) : round((i + 1) * length_s * c.sampling_rate_hz)]
                for c, x in zip(self.channels, self.samples, strict=True)
            )


def recording(
    samples: Iterable[Iterable[float]],
    sampling_rate_hz: float,
    names: Iterable[str],
    unit: Unit = Unit.MICROVOLT,
) -> Recording:
    """A recording from plain rows of numbers, all sampled at one rate.

    ``samples`` is (n_channels, n_samples).
    """
    rows = tuple(np.asarray(row, dtype=np.float64) for row in samples)
    channels = tuple(Channel(name, sampling_rate_hz, unit) for name in names)
    return Recording(channels, rows)
