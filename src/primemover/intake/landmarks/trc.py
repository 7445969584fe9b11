"""TRC: marker positions as text, the format of motion capture (Motion Analysis), OpenSim and Sports2D.

Y is up. The markers are looked at from the side that the hips show, at right angles to the line through
them, so the way the person faces does not matter.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import Final

import numpy as np

from primemover.errors import InvalidInput
from primemover.intake.landmarks.given import Given
from primemover.intake.landmarks.points import point_named
from primemover.motion.landmarks import INDEX, POINTS, VISIBILITY, Array, Landmarks, X, Y, Z

_METRES: Final = {"mm": 0.001, "cm": 0.01, "m": 1.0, "px": 1.0}
_FIRST_ROW: Final = 5
_MARGIN: Final = 1.2


def read_trc(path: Path, given: Given) -> Landmarks:
    """The landmarks of a TRC file; time and unit stand in it.

    Raises:
        InvalidInput: no TRC, a row cut short, an unknown unit, or hips and shoulders that are not marked.
    """
    lines = _lines(path)
    unit = dict(zip(lines[1].split("\t"), lines[2].split("\t"), strict=False)).get("Units", "m").strip()
    if unit not in _METRES:
        raise InvalidInput(f"The unit {unit!r} is unknown.", where=str(path), remedy="mm, cm or m.")
    names = [name.strip() for name in lines[3].split("\t")[2:] if name.strip()]
    numbers = _numbers(lines, 2 + 3 * len(names), path)
    markers = numbers[:, 2:].reshape(len(numbers), len(names), 3) * _METRES[unit]
    world = np.full((len(numbers), POINTS, 4), np.nan)
    for column, name in enumerate(names):
        point = point_named(name)
        if point is not None:
            world[:, point, :3] = markers[:, column]
            world[:, point, VISIBILITY] = 1.0
    _check_marked(world, path)
    return _seen_from_the_side(numbers[:, 1], world, path)


def _lines(path: Path) -> list[str]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise InvalidInput("This is no text.", where=str(path)) from error
    if len(lines) <= _FIRST_ROW or not lines[0].startswith("PathFileType"):
        raise InvalidInput(
            "This is no TRC file, or it was cut short.",
            where=str(path),
            remedy="Its first line starts with PathFileType.",
        )
    return lines


def _numbers(lines: list[str], columns: int, path: Path) -> Array:
    rows = []
    for number, line in enumerate(lines[_FIRST_ROW:], start=_FIRST_ROW + 1):
        if not line.strip():
            continue
        cells = line.rstrip("\r\n").split("\t")
        cells = cells[:columns] if len(cells) > columns and not any(cells[columns:]) else cells
        if len(cells) != columns:
            raise InvalidInput(
                f"Line {number} has {len(cells)} values; {columns} were expected.",
                where=str(path),
                remedy="The file was cut short; write it again.",
            )
        try:
            rows.append([float(cell) if cell.strip() else math.nan for cell in cells])
        except ValueError as error:
            raise InvalidInput(f"Line {number} has something that is no number.", where=str(path)) from error
    if not rows:
        raise InvalidInput("It has no frames.", where=str(path), remedy="Record it again.")
    return np.array(rows)


def _check_marked(world: Array, path: Path) -> None:
    needed = [f"{side} {joint}" for side in ("left", "right") for joint in ("shoulder", "hip")]
    missing = [name for name in needed if np.isnan(world[:, INDEX[name], X]).all()]
    if missing:
        raise InvalidInput(
            f"No marker stands for: {', '.join(missing)}.",
            where=str(path),
            remedy="Markers are named as RHip, RKnee, RAnkle, RShoulder.",
        )


def _seen_from_the_side(time_s: Array, world: Array, path: Path) -> Landmarks:
    across = np.nanmedian(world[:, INDEX["right hip"], :3] - world[:, INDEX["left hip"], :3], axis=0)
    turn = math.atan2(across[0], across[2]) if math.hypot(across[0], across[2]) > 1e-3 else 0.0
    x, z = world[:, :, X].copy(), world[:, :, Z].copy()
    world[:, :, X] = x * math.cos(turn) - z * math.sin(turn)
    world[:, :, Z] = -(x * math.sin(turn) + z * math.cos(turn))
    world[:, :, Y] *= -1
    image = world.copy()
    low, high = np.nanmin(world[:, :, :2], axis=(0, 1)), np.nanmax(world[:, :, :2], axis=(0, 1))
    extent = np.maximum(high - low, 1e-6) * _MARGIN
    image[:, :, X] = (image[:, :, X] - (low[0] + high[0]) / 2) / extent[0] + 0.5
    image[:, :, Y] = (image[:, :, Y] - (low[1] + high[1]) / 2) / extent[1] + 0.5
    image[:, :, Z] /= extent[0]
    flat = math.hypot(across[0], across[2]) <= 1e-3
    return Landmarks(time_s, image, None if flat else world, (float(extent[0]), float(extent[1])), str(path))
