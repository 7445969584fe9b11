"""Somebody on a table with one knee held and the other thigh hanging, before a simulated camera."""

from __future__ import annotations

import cmath
import math
import struct

import numpy as np

from primemover.motion import Frame
from primemover.motion.landmarks import INDEX
from primemover.motion.measures import points_of
from primemover.motion.simulation import Camera
from primemover.motion.simulation.person import figure_postures
from primemover.routine import library
from primemover.terms import Side

_LEG = ("knee", "ankle", "heel", "foot index")


def frames(
    deg: float, side: Side = Side.RIGHT, camera: Camera | None = None, count: int = 1, seed: int = 0
) -> list[Frame]:
    """``count`` pictures of a thigh that hangs at ``deg`` (below level negative)."""
    posture = figure_postures(library().exercise("supine-knee-to-chest"))["hold-knee"]
    points = [complex("nan") if p is None else p for p in points_of(posture, side)]
    hip, knee = points[INDEX[f"{side} hip"]], points[INDEX[f"{side} knee"]]
    turn = cmath.rect(1.0, math.radians(deg) - cmath.phase(knee - hip))
    for joint in _LEG:
        place = INDEX[f"{side} {joint}"]
        points[place] = hip + (points[place] - hip) * turn
    plane = np.array([[(point.real, point.imag) for point in points]] * count)
    seen = (camera or Camera(sees=side, noise=0.0)).seen(
        np.arange(count) / 25.0, plane, np.random.default_rng(seed)
    )
    return list(seen.frames())


def as_bytes(frames_: list[Frame]) -> bytes:
    """The same as a page sends them."""
    told = b""
    for frame in frames_:
        assert frame.world is not None
        points = frame.image.astype("<f4").tobytes() + frame.world[:, :3].astype("<f4").tobytes()
        told += struct.pack("<dd", frame.time_s, frame.aspect) + points
    return told
