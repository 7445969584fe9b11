"""MediaPipe landmarks as CSV.

Two layouts are about. Wide: one row a frame, columns ``nose_x, nose_y, nose_z, nose_v`` and so on, or
``x1, y1, z1, v1`` to ``x33, …``. Long: one row a point, columns ``frame`` or a time, ``landmark`` (name or
number), ``x``, ``y``, ``z``, ``visibility``. Time is ``time_s``, ``time``, ``timestamp`` (seconds) or
``timestamp_ms``; coordinates are frame widths and heights, or pixels where they go beyond 3.
"""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np

from primemover.errors import InvalidInput
from primemover.intake.landmarks.given import Given
from primemover.intake.landmarks.points import point_named
from primemover.motion.landmarks import POINTS, VISIBILITY, Array, Landmarks, X, Y, Z

_PLACES: Final = {"x": X, "y": Y, "z": Z, "v": VISIBILITY, "visibility": VISIBILITY, "vis": VISIBILITY}
_SECONDS: Final = {"time_s": 1.0, "time": 1.0, "timestamp": 1.0, "seconds": 1.0, "t": 1.0}
_MILLISECONDS: Final = {"timestamp_ms": 0.001, "time_ms": 0.001}
_TIMES: Final = _SECONDS | _MILLISECONDS
_FRAMES: Final = ("frame", "frame_index", "frame_id", "frame_number")
_POINT_COLUMNS: Final = ("landmark", "landmark_name", "landmark_id", "landmark_index", "name", "id", "joint")
_PIXELS_FROM: Final = 3.0

Rows = list[list[str]]


def read_csv(path: Path, given: Given) -> Landmarks:
    """The landmarks of a CSV file, wide or long.

    Raises:
        InvalidInput: no text, no header with points, a row cut short, or neither time nor rate.
    """
    header, rows = _table(path)
    point_column = next((header.index(name) for name in _POINT_COLUMNS if name in header), None)
    if point_column is not None and {"x", "y"} <= set(header):
        time_s, points = _long(header, rows, point_column, path, given)
    else:
        time_s, points = _wide(header, rows, path, given)
    size = _size(header, rows, path, given)
    reach = np.nanmax(np.abs(points[:, :, :2])) if np.isfinite(points[:, :, :2]).any() else 0.0
    if reach > _PIXELS_FROM:
        points[:, :, [X, Z]] /= size[0]
        points[:, :, Y] /= size[1]
    return Landmarks(time_s, points, None, size, str(path))


def _table(path: Path) -> tuple[list[str], Rows]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = [row for row in csv.reader(file) if row]
    except (UnicodeDecodeError, csv.Error) as error:
        raise InvalidInput("This is no text with columns.", where=str(path)) from error
    if len(rows) < 2:
        raise InvalidInput("It has no rows of numbers.", where=str(path), remedy="Record it again.")
    header = [name.strip().lower() for name in rows[0]]
    for number, row in enumerate(rows[1:], start=2):
        if len(row) != len(header):
            raise InvalidInput(
                f"Row {number} has {len(row)} values, the header has {len(header)}.",
                where=str(path),
                remedy="The file was cut short or joined wrongly; write it again.",
            )
    return header, rows[1:]


def _wide(header: Sequence[str], rows: Rows, path: Path, given: Given) -> tuple[Array, Array]:
    columns = _wide_columns(header)
    if len({point for point, _ in columns.values()}) < 8:
        raise InvalidInput(
            "The header names no points of a body.",
            where=str(path),
            remedy="Columns are named as nose_x, nose_y, nose_z, nose_v, or as x1, y1, z1, v1.",
        )
    points = _empty(len(rows), has_visibility=any(place == VISIBILITY for _, place in columns.values()))
    for frame, row in enumerate(rows):
        for column, (point, place) in columns.items():
            points[frame, point, place] = _number(row[column], frame + 2, path)
    return _times(header, rows, path, given), points


def _wide_columns(header: Sequence[str]) -> dict[int, tuple[int, int]]:
    """Column → point and place."""
    found = {}
    first = 0 if "x0" in header else 1
    for column, name in enumerate(header):
        numbered = re.fullmatch(r"(x|y|z|v|vis|visibility)_?(\d+)", name)
        named = re.fullmatch(r"(.+)[_. ](x|y|z|v|vis|visibility)", name)
        if numbered:
            point: int | None = int(numbered[2]) - first
            place = _PLACES[numbered[1]]
        elif named:
            point, place = point_named(named[1]), _PLACES[named[2]]
        else:
            continue
        if point is not None and 0 <= point < POINTS:
            found[column] = (point, place)
    return found


def _long(
    header: Sequence[str], rows: Rows, point_column: int, path: Path, given: Given
) -> tuple[Array, Array]:
    key = next((name for name in (*_TIMES, *_FRAMES) if name in header), None)
    if key is None:
        raise InvalidInput(
            "No column says to which frame a row belongs.",
            where=str(path),
            remedy="Add a column time_s, or frame.",
        )
    keys = [_number(row[header.index(key)], number, path) for number, row in enumerate(rows, start=2)]
    frames = list(dict.fromkeys(keys))
    index_of = {value: index for index, value in enumerate(frames)}
    places = {header.index(name): place for name, place in _PLACES.items() if name in header}
    points = _empty(len(frames), has_visibility=VISIBILITY in places.values())
    for number, (value, row) in enumerate(zip(keys, rows, strict=True), start=2):
        point = point_named(row[point_column])
        if point is not None:
            for column, place in places.items():
                points[index_of[value], point, place] = _number(row[column], number, path)
    if key in _TIMES:
        return np.array(frames) * _TIMES[key], points
    return np.array(frames) / given.rate_of(path), points


def _empty(frames: int, *, has_visibility: bool) -> Array:
    """Nothing seen yet; where a file says nothing about visibility, what has a number is visible."""
    points = np.full((frames, POINTS, 4), np.nan)
    points[:, :, Z] = 0.0
    if not has_visibility:
        points[:, :, VISIBILITY] = 1.0
    return points


def _times(header: Sequence[str], rows: Rows, path: Path, given: Given) -> Array:
    name = next((name for name in _TIMES if name in header), None)
    if name is not None:
        column = header.index(name)
        seconds = [_number(row[column], number, path) for number, row in enumerate(rows, start=2)]
        return np.array(seconds) * _TIMES[name]
    return np.arange(len(rows)) / given.rate_of(path)


def _size(header: Sequence[str], rows: Rows, path: Path, given: Given) -> tuple[float, float]:
    if given.size_px is None and {"width", "height"} <= set(header):
        width, height = (_number(rows[0][header.index(name)], 2, path) for name in ("width", "height"))
        return width, height
    return given.size_of(path)


def _number(text: str, row: int, path: Path) -> float:
    stripped = text.strip()
    if stripped.lower() in ("", "nan", "none", "null"):
        return math.nan
    try:
        return float(stripped)
    except ValueError as error:
        raise InvalidInput(f"Row {row} has {stripped!r} where a number belongs.", where=str(path)) from error
