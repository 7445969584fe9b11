"""XDF, as Lab Streaming Layer's recorder writes it, through pyxdf."""

from __future__ import annotations

import gzip
import logging
import struct
from pathlib import Path
from typing import Any, BinaryIO, cast
from xml.etree.ElementTree import ParseError

import numpy as np

from primemover.emg import Channel
from primemover.errors import InvalidInput
from primemover.intake.emg.column_names import unit_named
from primemover.intake.emg.emg_file import EmgFile, cut_into_blocks, rate_of, with_gaps
from primemover.intake.emg.extras import library
from primemover.texts import text

_LARGEST_BYTES = 2 << 30


def open_xdf(path: Path, rate_hz: float | None) -> EmgFile:
    """Open the EMG stream of an XDF file: the first of type EMG, otherwise the first that is regular.

    Raises:
        InvalidInput: the file is damaged, or has no regular stream.
        MissingPart: pyxdf is not installed.
    """
    stream = _chosen(_streams(path), path)
    time_s = np.asarray(stream["time_stamps"], dtype=np.float64)
    rows = np.asarray(stream["time_series"], dtype=np.float64).T
    if rows.ndim != 2 or rows.shape[1] < 2:
        raise InvalidInput(
            text("recording.stream_empty"), where=path.name, remedy=text("recording.record_do")
        )
    rate = rate_hz or rate_of(time_s, path.name)
    info = _described(stream["info"])
    names = [info[i][0] if i < len(info) and info[i][0] else f"channel_{i + 1}" for i in range(len(rows))]
    units = [unit_named(info[i][1]) if i < len(info) else unit_named("") for i in range(len(rows))]
    filled = with_gaps(time_s, rows, rate, path.name, 0)
    channels = tuple(Channel(n, rate, u) for n, u in zip(names, units, strict=True))
    return EmgFile(path, channels, filled.shape[1] / rate, 0.0, lambda: cut_into_blocks(filled, rate))


def _streams(path: Path) -> list[dict[str, Any]]:
    pyxdf = library("pyxdf", "XDF", path.name)
    if path.stat().st_size > _LARGEST_BYTES:
        raise InvalidInput(
            text("recording.too_large", kind="XDF"),
            where=path.name,
            remedy=text("recording.too_large_do"),
        )
    logging.getLogger("pyxdf").setLevel(logging.CRITICAL)
    try:
        # Opened here, since pyxdf leaves a file open that does not begin as XDF does.
        with _opened(path) as content:
            return list(pyxdf.load_xdf(content, verbose=False)[0])
    except (
        ArithmeticError, AttributeError, LookupError, MemoryError, NameError, OSError, ParseError, TypeError,
        ValueError, EOFError, struct.error,
    ) as error:  # fmt: skip
        raise InvalidInput(
            text("recording.not_whole", kind="XDF"), where=path.name, remedy=text("recording.not_whole_do")
        ) from error


def _opened(path: Path) -> BinaryIO:
    packed = path.suffix == ".xdfz" or path.suffixes[-2:] == [".xdf", ".gz"]
    return cast("BinaryIO", gzip.open(path, "rb")) if packed else path.open("rb")


def _chosen(streams: list[dict[str, Any]], path: Path) -> dict[str, Any]:
    regular = [s for s in streams if _text(s["info"], "nominal_srate") not in {"", "0", "0.0"}]
    marked = [s for s in regular if _text(s["info"], "type").upper() == "EMG"]
    if not regular:
        raise InvalidInput(
            text("recording.no_stream"), where=path.name, remedy=text("recording.no_stream_do")
        )
    return (marked or regular)[0]


def _text(info: dict[str, Any], key: str) -> str:
    value = info.get(key) or [""]
    return str(value[0]) if isinstance(value, list) else str(value)


def _described(info: dict[str, Any]) -> list[tuple[str, str]]:
    """Label and unit of each channel, as far as the stream describes them."""
    try:
        channels = info["desc"][0]["channels"][0]["channel"]
        return [(str(c["label"][0]), str((c.get("unit") or [""])[0])) for c in channels]
    except (KeyError, IndexError, TypeError):
        return []
