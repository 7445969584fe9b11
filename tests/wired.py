"""Frames as a page sends them."""

from __future__ import annotations

import struct

import numpy as np

from primemover.motion import Frame


def packed(frame: Frame) -> bytes:
    """One frame of landmarks, in the bytes that docs/camera.md lists."""
    world = np.full((33, 3), np.nan) if frame.world is None else frame.world[:, :3]
    points = frame.image.astype("<f4").tobytes() + world.astype("<f4").tobytes()
    return struct.pack("<dd", frame.time_s, frame.aspect) + points
