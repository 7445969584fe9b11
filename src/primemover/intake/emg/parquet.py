"""Parquet, through pyarrow: columns as in a CSV."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from primemover.emg import Channel
from primemover.emg.recording import Samples
from primemover.errors import InvalidInput
from primemover.intake.emg.column_names import channel_and_unit, clock_in_s, is_not_a_signal
from primemover.intake.emg.emg_file import Blocks, EmgFile, on_clock, rate_of
from primemover.intake.emg.extras import library
from primemover.texts import text

_ROWS = 50_000


def open_parquet(path: Path, rate_hz: float | None) -> EmgFile:
    """Open a Parquet file with one column of numbers per channel, and a clock or ``rate_hz``.

    Raises:
        InvalidInput: the file is damaged, has no column of numbers, or nothing says how fast it was sampled.
        MissingPart: pyarrow is not installed.
    """
    file = _file(path)
    schema = file.schema_arrow
    numeric = [
        f.name for f in schema if str(f.type).startswith(("int", "uint", "float", "double", "halffloat"))
    ]
    clocks = [(name, s) for name, s in ((n, clock_in_s(n)) for n in numeric) if s is not None]
    clock = clocks[0] if clocks else None
    signals = [n for n in numeric if (clock is None or n != clock[0]) and not is_not_a_signal(n)]
    start_s = 0.0
    rate = rate_hz
    if clock is not None:
        head = _column(next(_batches(file, [clock[0]], path), None), 0) * clock[1]
        rate = rate or rate_of(head, path.name)
        start_s = float(head[0]) if len(head) and np.isfinite(head[0]) else 0.0
    if rate is None:
        raise InvalidInput(
            text("recording.no_rate"),
            where=path.name,
            remedy=text("recording.no_rate_do"),
        )
    channels = tuple(Channel(name, rate, unit) for name, unit in map(channel_and_unit, signals))
    duration_s = file.metadata.num_rows / rate
    return EmgFile(path, channels, duration_s, start_s, lambda: _blocks(path, signals, clock, rate))


def _blocks(path: Path, signals: list[str], clock: tuple[str, float] | None, rate: float) -> Blocks:
    batches = _batches(_file(path), [*signals, *([clock[0]] if clock else [])], path)
    count = len(signals)
    if clock is None:
        return (tuple(_column(batch, i) for i in range(count)) for batch in batches)
    portions = (
        (_column(batch, count) * clock[1], np.array([_column(batch, i) for i in range(count)]))
        for batch in batches
    )
    return on_clock(portions, rate, path.name, 0)


def _batches(file: Any, columns: list[str], path: Path) -> Any:
    try:
        yield from file.iter_batches(batch_size=_ROWS, columns=columns)
    except (OSError, ValueError) as error:
        raise _damaged(path) from error


def _column(batch: Any, i: int) -> Samples:
    if batch is None:
        return np.empty(0)
    return np.asarray(batch.column(i).to_numpy(zero_copy_only=False), dtype=np.float64)


def _file(path: Path) -> Any:
    parquet = library("pyarrow.parquet", "Parquet", path.name)
    try:
        return parquet.ParquetFile(path)
    except (OSError, ValueError) as error:
        raise _damaged(path) from error


def _damaged(path: Path) -> InvalidInput:
    return InvalidInput(
        text("recording.not_whole", kind="Parquet"), where=path.name, remedy=text("recording.not_whole_do")
    )
