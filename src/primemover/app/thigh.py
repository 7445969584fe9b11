"""Read the hanging thigh of the extension test: from landmarks that a page found, or from a photo."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from primemover.intake.video.photo import read_photo
from primemover.motion import Frame
from primemover.motion.thigh import ThighSeen, thigh_seen
from primemover.terms import CannotTell


def measure_thigh(frames: Sequence[Frame]) -> ThighSeen | CannotTell:
    """The angle, with its error, or why there is none. Nothing is kept: the person confirms first.

    Raises:
        InvalidInput: the frames are not in order of time.
    """
    return thigh_seen(frames)


def measure_photo(path: Path) -> ThighSeen | CannotTell:
    """The same from a side photo.

    Raises:
        NotFound: there is no such file.
        MissingPart: what photos need is not installed.
        InvalidInput: it is no picture.
    """
    return thigh_seen([read_photo(path)])
