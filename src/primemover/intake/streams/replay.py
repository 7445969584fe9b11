"""A recording replayed at the pace at which it was made, or faster."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from primemover.emg.recording import Samples
from primemover.errors import InvalidInput
from primemover.intake.emg import EmgFile, mapped, open_emg
from primemover.intake.streams.stream import Chunk, nothing

_LONGEST_S = 1.0
"""At most so much is handed over at once: who looks late gets it in pieces."""


class Replay:
    """A file as a stream."""

    def __init__(self, opened: EmgFile, speed: float) -> None:
        self.name = opened.path.name
        self.channels = mapped(opened.channels, {})
        self._blocks: Iterator[tuple[Samples, ...]] = opened.blocks()
        self._held: list[Samples] = [np.empty(0) for _ in self.channels]
        self._given = [0] * len(self.channels)
        self._given_s = 0.0
        self._read_all = False
        self._speed = speed
        self._began: float | None = None

    @property
    def ended(self) -> bool:
        """True at the end of the file."""
        return self._read_all and not any(len(row) for row in self._held)

    def read(self) -> Chunk:
        """What the file has had until now, by its own clock."""
        now = time.monotonic()
        if self._began is None:
            self._began = now
            return nothing(len(self.channels))
        due_s = (now - self._began) * self._speed
        until_s = min(due_s, self._given_s + _LONGEST_S)
        self._fill(until_s)
        out = []
        for i, channel in enumerate(self.channels):
            count = round(until_s * channel.sampling_rate_hz) - self._given[i]
            out.append(self._held[i][:count])
            self._held[i] = self._held[i][count:]
            self._given[i] += len(out[i])
        self._given_s = until_s
        lost = int(np.count_nonzero(np.isnan(out[0]))) if out else 0
        return Chunk(tuple(out), lost, due_s - until_s if self._speed == 1 else None)

    def wait(self, seconds: float) -> None:
        """A file always has something."""

    def close(self) -> None:
        """Nothing to let go."""

    def _fill(self, until_s: float) -> None:
        while not self._read_all and any(
            self._given[i] + len(self._held[i]) < until_s * c.sampling_rate_hz
            for i, c in enumerate(self.channels)
        ):
            block = next(self._blocks, None)
            if block is None:
                self._read_all = True
                return
            self._held = [np.concatenate([a, b]) for a, b in zip(self._held, block, strict=True)]


def open_replay(path: Path, speed: float, rate_hz: float | None) -> Replay:
    """Open a recording to replay it.

    Raises:
        InvalidInput: the file is damaged, or the speed is not above zero.
        NotFound: there is no such file.
    """
    if not speed > 0:
        raise InvalidInput(f"a speed of {speed:g} goes nowhere.", where="--speed", remedy="Take 1 or more.")
    return Replay(open_emg(path, rate_hz), speed)
