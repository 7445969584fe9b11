"""A photo → the landmarks of the largest person in it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np

from primemover.errors import InvalidInput, NotFound
from primemover.intake.video.followed import size_of
from primemover.intake.video.parts import library
from primemover.intake.video.pictures import Picture
from primemover.intake.video.pose import Pose
from primemover.intake.video.search import people_in
from primemover.intake.video.window import around, whole_of
from primemover.motion.landmarks import POINTS, Frame

_LONGEST_SIDE_PX: Final = 1280


def read_photo(path: Path) -> Frame:
    """One frame at 0 s; NaN throughout where nobody was found.

    Raises:
        NotFound: there is no such file.
        MissingPart: the extra or the pose model is not installed.
        InvalidInput: it is no picture.
    """
    if not path.is_file():
        raise NotFound("There is no such file.", where=str(path))
    picture = _upright(path)
    whole = whole_of(picture)
    aspect = whole.width / whole.height
    nobody = Frame(0.0, np.full((POINTS, 4), np.nan), None, aspect)
    with Pose(path) as pose:
        people = people_in(pose, picture)
        if not people:
            return nobody
        window = around(max(people, key=size_of), whole)
        close = [(window.in_whole(flat, whole), world) for flat, world in pose.at_once(window.of(picture))]
    if not close:
        return nobody
    flat, world = max(close, key=lambda person: size_of(person[0]))
    return Frame(0.0, flat, world, aspect)


def _upright(path: Path) -> Picture:
    """The picture as it is meant to be seen, its longer side at most 1280 px."""
    image, ops = library("PIL.Image", str(path)), library("PIL.ImageOps", str(path))
    try:
        with image.open(path) as opened:
            upright = ops.exif_transpose(opened).convert("RGB")
            upright.thumbnail((_LONGEST_SIDE_PX, _LONGEST_SIDE_PX))
            return np.asarray(upright)
    except (OSError, ValueError, image.DecompressionBombError) as error:
        raise InvalidInput(
            "This is no picture, or it was cut short.", where=str(path), remedy="Give a JPEG or a PNG."
        ) from error
