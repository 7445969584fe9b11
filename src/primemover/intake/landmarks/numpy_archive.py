"""NumPy archives: ``time_s`` (n), ``image`` (n, 33, 4), ``world`` (n, 33, 3 or 4), ``frame_size_px`` (2).

``world`` may be missing. NaN where no person was found.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from primemover.errors import InvalidInput
from primemover.intake.landmarks.given import Given
from primemover.motion.landmarks import Array, Landmarks

_DAMAGED = (OSError, EOFError, ValueError, KeyError, zipfile.BadZipFile, zlib.error)


def read_npz(path: Path, given: Given) -> Landmarks:
    """The landmarks of an archive.

    Raises:
        InvalidInput: not an archive, a truncated one, an array missing or of another shape.
    """
    arrays = _arrays(path)
    for name in ("time_s", "image"):
        if name not in arrays:
            raise InvalidInput(
                f"The array {name} is missing.",
                where=str(path),
                remedy=f"It has: {', '.join(sorted(arrays)) or 'nothing'}.",
            )
    world = arrays.get("world")
    if world is not None and world.ndim == 3 and world.shape[2] == 3:
        world = np.concatenate([world, np.ones((*world.shape[:2], 1))], axis=2)
    return Landmarks(arrays["time_s"], arrays["image"], world, _size(arrays, path, given), str(path))


def _size(arrays: Mapping[str, Array], path: Path, given: Given) -> tuple[float, float]:
    size = arrays.get("frame_size_px")
    if size is None:
        return given.size_of(path)
    if size.shape != (2,):
        raise InvalidInput(
            f"frame_size_px has the shape {size.shape}.", where=str(path), remedy="Give width and height."
        )
    return float(size[0]), float(size[1])


def _arrays(path: Path) -> dict[str, Array]:
    try:
        # the file is opened here, since NumPy leaves it open where it is no archive
        with path.open("rb") as file, np.load(file, allow_pickle=False) as archive:
            if not isinstance(archive, np.lib.npyio.NpzFile):
                raise ValueError
            return {name: archive[name].astype(np.float64) for name in archive.files}
    except _DAMAGED as error:
        raise InvalidInput(
            "This is no archive of NumPy arrays, or it was cut short.",
            where=str(path),
            remedy="Write it again, or copy it again from where it came from.",
        ) from error
