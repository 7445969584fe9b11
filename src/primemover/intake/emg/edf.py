"""EDF and BDF, through pyedflib."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from primemover.emg import Channel
from primemover.errors import InvalidInput
from primemover.intake.emg.column_names import unit_named
from primemover.intake.emg.emg_file import BLOCK_S, Blocks, EmgFile
from primemover.intake.emg.extras import library
from primemover.texts import text

_HEADER_BYTES = 256


def open_edf(path: Path, rate_hz: float | None) -> EmgFile:
    """Open an EDF or BDF file; its own sampling rates count, not ``rate_hz``.

    Raises:
        InvalidInput: the file is damaged or cut.
        MissingPart: pyedflib is not installed.
    """
    del rate_hz
    with _reader(path) as reader:
        labels = reader.getSignalLabels()
        kept = [i for i, label in enumerate(labels) if "annotation" not in label.lower()]
        channels = tuple(
            Channel(
                labels[i].strip() or f"channel_{i + 1}",
                float(reader.getSampleFrequency(i)),
                unit_named(reader.getPhysicalDimension(i)),
            )
            for i in kept
        )
        duration_s = float(reader.getFileDuration())
    return EmgFile(path, channels, duration_s, 0.0, lambda: _blocks(path, kept, channels))


def _blocks(path: Path, kept: list[int], channels: tuple[Channel, ...]) -> Blocks:
    with _reader(path) as reader:
        lengths = reader.getNSamples()
        longest_s = max(lengths[i] / c.sampling_rate_hz for i, c in zip(kept, channels, strict=True))
        for k in range(int(np.ceil(longest_s / BLOCK_S))):
            block = []
            for i, channel in zip(kept, channels, strict=True):
                start = round(k * BLOCK_S * channel.sampling_rate_hz)
                end = min(round((k + 1) * BLOCK_S * channel.sampling_rate_hz), int(lengths[i]))
                block.append(np.asarray(reader.readSignal(i, start, max(0, end - start)), dtype=np.float64))
            yield tuple(block)


def _reader(path: Path) -> Any:
    pyedflib = library("pyedflib", "EDF and BDF", path.name)
    _check_header(path)
    try:
        return pyedflib.EdfReader(str(path))
    except (OSError, ValueError, ArithmeticError, IndexError, KeyError) as error:
        raise InvalidInput(
            text("recording.not_whole", kind="EDF/BDF"),
            where=path.name,
            remedy=text("recording.not_whole_do"),
        ) from error


def _check_header(path: Path) -> None:
    """Refuse a header that promises more than the file holds, before a C library believes it."""
    with path.open("rb") as file:
        head = file.read(_HEADER_BYTES)
        try:
            header_bytes, records, signals = int(head[184:192]), int(head[236:244]), int(head[252:256])
            duration_s = float(head[244:252])
            file.seek(_HEADER_BYTES + 216 * signals)
            per_record = sum(int(file.read(8)) for _ in range(min(signals, 4096)))
        except ValueError:
            header_bytes, records, signals, duration_s, per_record = 0, 0, 0, 0.0, 0
    width = 3 if head[:1] == b"\xff" else 2
    whole = header_bytes + records * per_record * width
    sound = 0 < signals <= 4096 and records > 0 and per_record > 0 and 0 < duration_s < 1e6
    if not sound or header_bytes != _HEADER_BYTES * (signals + 1) or whole > path.stat().st_size:
        raise InvalidInput(
            text("recording.not_whole", kind="EDF/BDF"),
            where=path.name,
            remedy=text("recording.not_whole_do"),
        )
