"""Text tables: CSV, TSV and the like, with or without a header and a clock."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TextIO

import numpy as np

from primemover.emg import Channel
from primemover.emg.recording import Samples
from primemover.errors import InvalidInput
from primemover.intake.emg.column_names import channel_and_unit, clock_in_s, is_not_a_signal
from primemover.intake.emg.emg_file import Blocks, EmgFile, on_clock, rate_of
from primemover.texts import text

_ROWS = 20_000
_LONGEST_LINE = 100_000
_RATE = re.compile(r"(?:sampling|sample)[\s_]*(?:rate|frequency).*?(\d+(?:\.\d+)?)", re.IGNORECASE)
_MISSING = frozenset({"", "nan", "na", "n/a", "null", "none", "-"})


@dataclass(frozen=True, slots=True)
class Layout:
    """How a text table is laid out: its delimiter (None: blanks), columns, clock and first row of numbers."""

    delimiter: str | None
    columns: tuple[str, ...]
    clock: int | None
    clock_s: float
    signals: tuple[int, ...]
    first_row: int
    stated_rate_hz: float | None


def open_delimited(path: Path, rate_hz: float | None) -> EmgFile:
    """Open a text table.

    Raises:
        InvalidInput: there is no table of numbers in it, or nothing says how fast it was sampled.
    """
    layout = read_layout(path)
    head = next(read_tables(path, layout), None)
    if head is None:
        raise InvalidInput(text("recording.no_rows"), where=path.name, remedy=text("recording.export_do"))
    clock = head[layout.clock] * layout.clock_s if layout.clock is not None else None
    rate = rate_hz or layout.stated_rate_hz or (rate_of(clock, path.name) if clock is not None else None)
    if rate is None:
        raise InvalidInput(
            text("recording.no_rate"),
            where=path.name,
            remedy=text("recording.no_rate_do"),
        )
    named = [channel_and_unit(layout.columns[i]) for i in layout.signals]
    channels = tuple(Channel(name, rate, unit) for name, unit in named)
    start_s = float(clock[0]) if clock is not None and np.isfinite(clock[0]) else 0.0
    return EmgFile(path, channels, None, start_s, lambda: _blocks(path, layout, rate))


def read_layout(path: Path) -> Layout:
    """Find out how the table is laid out, from its first lines."""
    with path.open(encoding="utf-8-sig", errors="replace", newline=None) as file:
        head = [line.rstrip("\n") for line in islice(_lines(file, path), 200)]
    stated = next((float(m[1]) for m in map(_RATE.search, head) if m and m.string.startswith("#")), None)
    begin = next((i for i, line in enumerate(head) if line.strip() and not line.startswith("#")), None)
    if begin is None:
        raise InvalidInput(text("recording.nothing"), where=path.name, remedy=text("recording.export_do"))
    delimiter = _delimiter(head[begin])
    cells = [cell.strip().strip('"') for cell in head[begin].split(delimiter)]
    has_header = any(not _is_number(cell) for cell in cells)
    columns = tuple(cells) if has_header else tuple(f"channel_{i + 1}" for i in range(len(cells)))
    clocks = [(i, s) for i, s in ((i, clock_in_s(c)) for i, c in enumerate(columns)) if s is not None]
    clock, clock_s = clocks[0] if clocks else (None, 1.0)
    signals = tuple(i for i, c in enumerate(columns) if i != clock and c and not is_not_a_signal(c))
    if not signals:
        raise InvalidInput(
            text("recording.no_column"), where=path.name, remedy=text("recording.no_column_do")
        )
    return Layout(delimiter, columns, clock, clock_s, signals, begin + int(has_header), stated)


def _delimiter(line: str) -> str | None:
    for delimiter in ("\t", ";", ","):
        if delimiter in line:
            return delimiter
    return None


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return cell.lower() in _MISSING
    return True


def _lines(file: TextIO, path: Path) -> Iterator[str]:
    """Lines of a file; one without an end would fill the memory."""
    while line := file.readline(_LONGEST_LINE):
        if len(line) >= _LONGEST_LINE or "\0" in line:
            raise InvalidInput(
                text("recording.no_table"), where=path.name, remedy=text("recording.no_table_do")
            )
        yield line


def read_tables(path: Path, layout: Layout) -> Iterator[Samples]:
    """The numbers in portions, (n_columns, n_rows) each; NaN where a cell is empty."""
    with path.open(encoding="utf-8-sig", errors="replace", newline=None) as file:
        lines = islice(_lines(file, path), layout.first_row, None)
        row = layout.first_row
        while portion := list(islice(lines, _ROWS)):
            table = _numbers(portion, layout, path, row)
            row += len(portion)
            if table.shape[1]:
                yield table


def _numbers(lines: list[str], layout: Layout, path: Path, first_row: int) -> Samples:
    try:
        table = np.loadtxt(lines, delimiter=layout.delimiter, ndmin=2, comments="#")
    except ValueError:
        table = _numbers_one_by_one(lines, layout, path, first_row)
    if table.size and table.shape[1] != len(layout.columns):
        raise InvalidInput(
            text("recording.columns", count=table.shape[1], wanted=len(layout.columns)),
            where=text("recording.row", file=path.name, row=first_row + 1),
            remedy=text("recording.export_do"),
        )
    return np.ascontiguousarray(table.T) if table.size else np.empty((len(layout.columns), 0))


def _numbers_one_by_one(lines: list[str], layout: Layout, path: Path, first_row: int) -> Samples:
    """The slow way, which knows empty cells and can name the one that is wrong."""
    rows = []
    for i, line in enumerate(lines):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.rstrip("\n").split(layout.delimiter)
        where = text("recording.row", file=path.name, row=first_row + i + 1)
        if len(cells) != len(layout.columns):
            raise InvalidInput(
                text("recording.columns", count=len(cells), wanted=len(layout.columns)),
                where=where,
                remedy=text("recording.columns_do"),
            )
        rows.append([_number(cell, where, layout.columns[k]) for k, cell in enumerate(cells)])
    return np.array(rows, dtype=np.float64) if rows else np.empty((0, len(layout.columns)))


def _number(cell: str, where: str, column: str) -> float:
    bare = cell.strip().strip('"')
    if bare.lower() in _MISSING:
        return float("nan")
    try:
        return float(bare)
    except ValueError:
        pass
    try:
        return float(bare.replace(",", "."))
    except ValueError:
        raise InvalidInput(
            text("recording.no_number", given=bare[:30]),
            where=text("recording.cell", row=where, column=column),
            remedy=text("recording.no_number_do"),
        ) from None


def _blocks(path: Path, layout: Layout, rate: float) -> Blocks:
    signals, clock = list(layout.signals), layout.clock
    tables = read_tables(path, layout)
    if clock is None:
        return (tuple(table[signals]) for table in tables)
    portions = ((table[clock] * layout.clock_s, table[signals]) for table in tables)
    return on_clock(portions, rate, path.name, layout.first_row)
