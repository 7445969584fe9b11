"""Frames of landmarks as bytes: what a page sends of a picture, which itself stays there.

A frame is 16 + 924 bytes, little-endian: time in seconds and width over height of the picture (float64), 33
points of x, y, z, visibility in the picture and 33 of x, y, z in metres (float32); NaN where nobody was
found.
"""

from __future__ import annotations

import struct
from typing import Final

import numpy as np

from primemover.errors import InvalidInput
from primemover.motion import Frame
from primemover.motion.landmarks import POINTS

_HEAD_OF: Final = struct.Struct("<dd")
_HEAD, _IMAGE, _WORLD = 16, POINTS * 4, POINTS * 3
FRAME_BYTES: Final = _HEAD + 4 * (_IMAGE + _WORLD)
_LONGEST_S: Final = 366 * 86_400


def frame_at(data: bytes, start: int) -> Frame:
    """The frame that begins at byte ``start``.

    Raises:
        InvalidInput: a time or a shape that no picture has.
    """
    time_s, aspect = _HEAD_OF.unpack_from(data, start)
    if not (0 <= time_s < _LONGEST_S and 0.05 < aspect < 20):
        raise InvalidInput(
            f"A frame at {time_s} s, {aspect} as wide as high, is none.", where="time or shape"
        )
    numbers = np.frombuffer(data, "<f4", _IMAGE + _WORLD, start + _HEAD).astype(np.float64)
    image, world = numbers[:_IMAGE].reshape(POINTS, 4), numbers[_IMAGE:].reshape(POINTS, 3)
    return Frame(time_s, image, world if np.isfinite(world).all() else None, aspect)


def time_at(data: bytes, start: int) -> float:
    """The time of that frame, in seconds, whatever it says."""
    time_s: float = _HEAD_OF.unpack_from(data, start)[0]
    return time_s


def starts_of(data: bytes, most: int) -> range:
    """Where the frames of one message begin.

    Raises:
        InvalidInput: these bytes are no frames, or more than ``most``.
    """
    if not data or len(data) % FRAME_BYTES or len(data) > most * FRAME_BYTES:
        raise InvalidInput(f"{len(data)} bytes are no frames of {FRAME_BYTES}.")
    return range(0, len(data), FRAME_BYTES)
