"""OpenSignals text files (PLUX biosignals): a JSON header, then raw counts of the converter."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from primemover.emg import Channel, Unit
from primemover.errors import InvalidInput
from primemover.intake.emg.delimited import Layout, read_tables
from primemover.intake.emg.emg_file import Blocks, EmgFile
from primemover.texts import text

_FIRST = "# OpenSignals Text File Format"
_SUPPLY_V = {"bitalino": 3.3}
_GAIN = {"bitalino": 1009.0}
_USUAL_SUPPLY_V, _USUAL_GAIN = 3.0, 1000.0


def is_opensignals(path: Path) -> bool:
    """True where the file begins as OpenSignals writes it."""
    with path.open("rb") as file:
        return file.read(len(_FIRST)) == _FIRST.encode()


def open_opensignals(path: Path, rate_hz: float | None) -> EmgFile:
    """Open the EMG sensors of an OpenSignals file, in millivolts at the skin.

    mV = (counts / 2^resolution − ½) · supply / gain · 1000, with the supply and gain that PLUX gives for its
    EMG sensors (3 V and 1000; BITalino 3.3 V and 1009).

    Raises:
        InvalidInput: the header cannot be read, or no sensor is an EMG.
    """
    header, lines = _header(path)
    device = next(iter(header.values()))
    try:
        columns = tuple(str(c) for c in device["column"])
        sensors = [str(s).upper() for s in device["sensor"]]
        labels = [str(label) for label in device.get("label", device["column"][-len(sensors) :])]
        rate = float(rate_hz or device["sampling rate"])
        resolution = [int(r) for r in device["resolution"]][-len(sensors) :]
    except (KeyError, TypeError, ValueError) as error:
        raise _unreadable(path) from error
    emg = [i for i, sensor in enumerate(sensors) if "EMG" in sensor]
    first = len(columns) - len(sensors)
    if not emg or first < 0 or len(resolution) < len(sensors) or len(labels) < len(sensors):
        raise InvalidInput(
            text("recording.no_emg_sensor"),
            where=path.name,
            remedy=text("recording.no_emg_sensor_do"),
        )
    kind = str(device.get("device", "")).lower()
    gain_mv = 1000 * _SUPPLY_V.get(kind, _USUAL_SUPPLY_V) / _GAIN.get(kind, _USUAL_GAIN)
    channels = tuple(Channel(labels[i], rate, Unit.MILLIVOLT) for i in emg)
    layout = Layout("\t", columns, None, 1.0, tuple(first + i for i in emg), lines, rate)
    scale = [(1 / 2 ** resolution[i], gain_mv) for i in emg]
    return EmgFile(path, channels, None, 0.0, lambda: _blocks(path, layout, scale))


def _blocks(path: Path, layout: Layout, scale: list[tuple[float, float]]) -> Blocks:
    for table in read_tables(path, layout):
        rows = table[list(layout.signals)]
        yield tuple(np.asarray((x * step - 0.5) * gain) for x, (step, gain) in zip(rows, scale, strict=True))


def _header(path: Path) -> tuple[dict[str, Any], int]:
    """The header's devices, and how many lines come before the numbers."""
    with path.open(encoding="utf-8", errors="replace") as file:
        lines = [file.readline(100_000) for _ in range(3)]
    try:
        header = json.loads(lines[1].lstrip("# "))
    except ValueError as error:
        raise _unreadable(path) from error
    if not isinstance(header, dict) or not header or not isinstance(next(iter(header.values())), dict):
        raise _unreadable(path)
    return header, 3


def _unreadable(path: Path) -> InvalidInput:
    return InvalidInput(
        text("recording.no_header"),
        where=path.name,
        remedy=text("recording.export_do"),
    )
