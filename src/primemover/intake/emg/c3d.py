"""C3D, through the pure Python reader ``c3d``: a reader in C can be brought down by a damaged file."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from primemover.emg import Channel, Unit
from primemover.emg.recording import Samples
from primemover.errors import InvalidInput
from primemover.intake.emg.column_names import unit_named
from primemover.intake.emg.emg_file import BLOCK_S, Blocks, EmgFile
from primemover.intake.emg.extras import library
from primemover.texts import text

_DAMAGED = (
    AssertionError, ArithmeticError, AttributeError, EOFError, LookupError, MemoryError, NameError, OSError,
    TypeError, ValueError, struct.error,
)  # fmt: skip


def open_c3d(path: Path, rate_hz: float | None) -> EmgFile:
    """Open the analogue channels of a C3D file that are voltages; its own rate counts, not ``rate_hz``.

    Raises:
        InvalidInput: the file is damaged, or has no analogue voltages.
        MissingPart: the library c3d is not installed.
    """
    del rate_hz
    with _reader(path) as reader:
        rate = float(reader.analog_rate)
        units = (
            [str(u) for u in reader.get("ANALOG:UNITS").string_array] if reader.get("ANALOG:UNITS") else []
        )
        labels = [str(label).strip() for label in reader.analog_labels]
        frames = int(reader.last_frame - reader.first_frame + 1)
        per_frame = rate / float(reader.point_rate)
    named = [
        (i, label, unit_named(units[i]) if i < len(units) else Unit.COUNTS) for i, label in enumerate(labels)
    ]
    voltages = [n for n in named if n[2] is not Unit.COUNTS] or [n for n in named if not units]
    if not voltages or frames <= 0 or not 0 < per_frame < 1e4:
        raise InvalidInput(
            text("recording.no_voltage"),
            where=path.name,
            remedy=text("recording.no_signal_do"),
        )
    channels = tuple(Channel(label or f"channel_{i + 1}", rate, unit) for i, label, unit in voltages)
    rows = [i for i, _, _ in voltages]
    return EmgFile(path, channels, frames * per_frame / rate, 0.0, lambda: _blocks(path, rows, rate))


def _blocks(path: Path, rows: list[int], rate_hz: float) -> Blocks:
    with _reader(path) as reader:
        held: list[Samples] = []
        count = 0
        for _, _, analog in reader.read_frames(copy=True):
            held.append(np.asarray(analog, dtype=np.float64)[rows])
            count += held[-1].shape[1]
            if count >= BLOCK_S * rate_hz:
                yield tuple(np.concatenate(held, axis=1))
                held, count = [], 0
        if held:
            yield tuple(np.concatenate(held, axis=1))


@contextmanager
def _reader(path: Path) -> Iterator[Any]:
    c3d = library("c3d", "C3D", path.name)
    try:
        with path.open("rb") as file:
            yield c3d.Reader(file)
    except InvalidInput:
        raise
    except _DAMAGED as error:
        raise InvalidInput(
            text("recording.not_whole", kind="C3D"), where=path.name, remedy=text("recording.not_whole_do")
        ) from error
