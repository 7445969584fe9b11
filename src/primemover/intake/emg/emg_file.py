"""An EMG file that has been opened: its channels, and its samples block by block."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np

from primemover.emg import Channel
from primemover.emg.recording import Samples
from primemover.errors import InvalidInput
from primemover.texts import text

Blocks: TypeAlias = Iterator[tuple[Samples, ...]]
BLOCK_S = 20.0
LONGEST_GAP_S = 600.0


@dataclass(frozen=True, slots=True)
class EmgFile:
    """Channels of a file. ``blocks()`` reads it from the start: in turn, one (n_i,) per channel."""

    path: Path
    channels: tuple[Channel, ...]
    duration_s: float | None
    """None where only reading all of it would tell."""
    start_s: float
    """What the file's own clock shows at the first sample."""
    blocks: Callable[[], Blocks]


def cut_into_blocks(rows: Samples, sampling_rate_hz: float) -> Blocks:
    """Blocks of samples (n_channels, n) that are in memory already."""
    step = max(1, round(BLOCK_S * sampling_rate_hz))
    for start in range(0, rows.shape[1], step):
        yield tuple(rows[:, start : start + step])


def with_gaps(time_s: Samples, rows: Samples, rate_hz: float, where: str, first_row: int) -> Samples:
    """``rows`` (n_channels, n) with NaN where the clock ``time_s`` (n,) has jumped.

    Raises:
        InvalidInput: the clock runs backwards or jumps by more than ten minutes.
    """
    step = np.diff(time_s)
    backwards = np.flatnonzero(~(step > 0))
    if len(backwards):
        raise InvalidInput(
            text("recording.clock_back"),
            where=text("recording.row", file=where, row=first_row + int(backwards[0]) + 1),
            remedy=text("recording.clock_back_do"),
        )
    missing = np.maximum(np.round(step * rate_hz).astype(np.int64) - 1, 0)
    if missing.max(initial=0) > LONGEST_GAP_S * rate_hz:
        at = first_row + int(missing.argmax()) + 1
        raise InvalidInput(
            text("recording.clock_jumps", seconds=float(step.max())),
            where=text("recording.row", file=where, row=at),
            remedy=text("recording.clock_jumps_do"),
        )
    if not missing.any():
        return rows
    place = np.concatenate([[0], np.cumsum(missing + 1)])
    out = np.full((len(rows), int(place[-1]) + 1), np.nan)
    out[:, place] = rows
    return out


def on_clock(
    portions: Iterable[tuple[Samples, Samples]], rate_hz: float, where: str, first_row: int
) -> Blocks:
    """Blocks from portions of (clock in s (n,), rows (n_channels, n)); what the clock jumps over is NaN."""
    before_s: float | None = None
    row = first_row
    for clock_s, rows in portions:
        if before_s is None:
            yield tuple(with_gaps(clock_s, rows, rate_hz, where, row))
        else:
            # The step from the portion before belongs to this one: a gap may lie between the two.
            time_s = np.concatenate([[before_s], clock_s])
            padded = np.concatenate([np.zeros((len(rows), 1)), rows], axis=1)
            yield tuple(with_gaps(time_s, padded, rate_hz, where, row)[:, 1:])
        before_s = float(clock_s[-1])
        row += len(clock_s)


def rate_of(time_s: Samples, where: str) -> float:
    """Sampling rate of a clock, from the middle step of its first rows.

    Raises:
        InvalidInput: the clock stands still or shows no time.
    """
    step = float(np.median(np.diff(time_s))) if len(time_s) > 1 else float("nan")
    if not step > 0:
        raise InvalidInput(text("recording.clock_stands"), where=where, remedy=text("recording.rate_do"))
    mean = float(time_s[-1] - time_s[0]) / (len(time_s) - 1)
    exact = 1 / mean if abs(mean / step - 1) < 0.01 else 1 / step
    return round(exact) if abs(exact / round(exact) - 1) < 1e-3 else exact
