"""MATLAB files up to version 7, through SciPy in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from primemover.emg import Channel
from primemover.emg.recording import Samples
from primemover.errors import InvalidInput
from primemover.intake.emg import mat_process
from primemover.intake.emg.column_names import channel_and_unit, clock_in_s
from primemover.intake.emg.emg_file import EmgFile, cut_into_blocks, rate_of
from primemover.texts import text

_RATES = (
    "fs",
    "samplingrate",
    "samplingfrequency",
    "samplefrequency",
    "srate",
    "fsamp",
    "rate",
    "samplingratehz",
)
_NAMES = ("names", "labels", "channels", "channelnames", "description", "muscles")
_LARGEST_BYTES = 2 << 30
_PATIENCE_S = 300.0


def open_mat(path: Path, rate_hz: float | None) -> EmgFile:
    """Open a MATLAB file that has one matrix of samples, or one vector per channel.

    The rate is a variable called fs, srate, samplingRate or the like, a time vector, or ``rate_hz``; names
    are a cell array called names or labels.

    Raises:
        InvalidInput: the file is damaged, of version 7.3, or without a matrix of numbers or a rate.
    """
    plain = _loaded(path)
    rate = rate_hz or _rate(plain)
    clock = next((v for n, v in plain.items() if clock_in_s(n) is not None and _is_vector(v)), None)
    if rate is None and clock is not None:
        rate = rate_of(np.asarray(clock, dtype=np.float64).ravel(), path.name)
    if rate is None:
        raise InvalidInput(
            text("recording.no_rate"),
            where=path.name,
            remedy=text("recording.rate_do"),
        )
    names, rows = _signals(plain, path)
    channels = tuple(Channel(name, rate, unit) for name, unit in map(channel_and_unit, names))
    return EmgFile(path, channels, rows.shape[1] / rate, 0.0, lambda: cut_into_blocks(rows, rate))


def _loaded(path: Path) -> dict[str, Any]:
    if path.stat().st_size > _LARGEST_BYTES:
        raise InvalidInput(
            text("recording.too_large", kind="MATLAB"),
            where=path.name,
            remedy=text("recording.too_large_do"),
        )
    with TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.npz"
        # By its file, not as a module of the package, which would load far more than the reader.
        command = [sys.executable, "-P", mat_process.__file__, str(path.resolve()), str(plain)]
        try:
            done = subprocess.run(command, capture_output=True, check=False, timeout=_PATIENCE_S)  # noqa: S603 - our own module
        except subprocess.TimeoutExpired:
            raise _damaged(path) from None
        if done.returncode == mat_process.OLD_VERSION:
            raise InvalidInput(
                text("recording.matlab_73"),
                where=path.name,
                remedy=text("recording.matlab_73_do"),
            )
        if done.returncode != 0:
            raise _damaged(path)
        with np.load(plain, allow_pickle=False) as arrays:
            return {name: arrays[name] for name in arrays.files}


def _damaged(path: Path) -> InvalidInput:
    return InvalidInput(
        text("recording.not_whole", kind="MATLAB"), where=path.name, remedy=text("recording.not_whole_do")
    )


def _rate(plain: dict[str, Any]) -> float | None:
    for name, value in plain.items():
        if (
            name.lower().replace("_", "") in _RATES
            and value.size == 1
            and np.issubdtype(value.dtype, np.number)
        ):
            return float(value.ravel()[0])
    return None


def _is_vector(value: Any) -> bool:
    return (
        value.ndim == 2 and min(value.shape) == 1 and value.size > 1 and np.issubdtype(value.dtype, np.number)
    )


def _signals(plain: dict[str, Any], path: Path) -> tuple[list[str], Samples]:
    """Names and samples, (n_channels, n)."""
    matrices = {
        n: v
        for n, v in plain.items()
        if v.ndim == 2 and min(v.shape) > 1 and np.issubdtype(v.dtype, np.number) and not np.iscomplexobj(v)
    }
    if matrices:
        matrix = max(matrices.values(), key=lambda v: v.size)
        rows = np.asarray(matrix, dtype=np.float64)
        rows = rows if rows.shape[0] < rows.shape[1] else rows.T
        return _names(plain, len(rows)), np.ascontiguousarray(rows)
    vectors = {n: v for n, v in plain.items() if _is_vector(v) and clock_in_s(n) is None}
    longest = max((v.size for v in vectors.values()), default=0)
    vectors = {n: v for n, v in vectors.items() if v.size == longest}
    if not vectors:
        raise InvalidInput(
            text("recording.no_matrix"),
            where=path.name,
            remedy=text("recording.no_matrix_do"),
        )
    return list(vectors), np.array([np.asarray(v, dtype=np.float64).ravel() for v in vectors.values()])


def _names(plain: dict[str, Any], count: int) -> list[str]:
    for name, value in plain.items():
        if name.lower().replace("_", "") in _NAMES and value.size == count and value.dtype.kind == "U":
            return [str(text).strip() or f"channel_{i + 1}" for i, text in enumerate(value.ravel())]
    return [f"channel_{i + 1}" for i in range(count)]
