"""The part of a picture that is looked at: all of it, or a square around somebody who is small in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from primemover.intake.video.pictures import Picture
from primemover.motion.landmarks import Array, X, Y, Z

_TILE, _STEP = 0.6, 0.75
_ROOM: Final = 2.2
"""A window's side, in the larger side of the person: they lift arms and legs, and walk."""
_INNER: Final = 0.25
_GROWN: Final = 1.6


@dataclass(frozen=True, slots=True)
class Window:
    """A rectangle in pixels; its corner may not lie outside the picture."""

    x: int
    y: int
    width: int
    height: int

    def of(self, picture: Picture) -> Picture:
        """The part of ``picture``."""
        part = picture[self.y : self.y + self.height, self.x : self.x + self.width]
        return np.ascontiguousarray(part)

    def in_whole(self, points: Array, whole: Window) -> Array:
        """Points of the window, (33, 4), as points of the whole picture."""
        found = points.copy()
        found[:, X] = (self.x + points[:, X] * self.width) / whole.width
        found[:, Y] = (self.y + points[:, Y] * self.height) / whole.height
        found[:, Z] = points[:, Z] * self.width / whole.width
        return found

    def still_fits(self, points: Array, whole: Window) -> bool:
        """Whether the person, in points of the whole picture, is still well inside."""
        if self == whole:
            return True
        x, y, side = _middle_px(points, whole)
        away_x = abs(x - self.x - self.width / 2) / self.width
        away_y = abs(y - self.y - self.height / 2) / self.height
        grown = side * _ROOM / max(self.width, self.height)
        return max(away_x, away_y) < _INNER and 1 / _GROWN < grown < _GROWN


def whole_of(picture: Picture) -> Window:
    """All of a picture."""
    height, width = picture.shape[:2]
    return Window(0, 0, width, height)


def tiles(whole: Window) -> Iterator[Window]:
    """Squares that cover the picture and overlap by a quarter or more."""
    side = round(_TILE * min(whole.width, whole.height))
    for y in _starts(whole.height, side):
        for x in _starts(whole.width, side):
            yield Window(x, y, side, side)


def around(points: Array, whole: Window) -> Window:
    """A square around a person, as far as the picture goes; all of it where they fill it."""
    x, y, side = _middle_px(points, whole)
    side *= _ROOM
    if side >= min(whole.width, whole.height):
        return whole
    left = min(max(round(x - side / 2), 0), whole.width - round(side))
    top = min(max(round(y - side / 2), 0), whole.height - round(side))
    return Window(left, top, round(side), round(side))


def _middle_px(points: Array, whole: Window) -> tuple[float, float, float]:
    """The middle of a person, and the larger side of the box around them."""
    x, y = points[:, X] * whole.width, points[:, Y] * whole.height
    side = max(float(np.ptp(x)), float(np.ptp(y)))
    return float(x.max() + x.min()) / 2, float(y.max() + y.min()) / 2, side


def _starts(length: int, side: int) -> list[int]:
    count = int(np.ceil((length - side) / (_STEP * side))) + 1
    return [round(start) for start in np.linspace(0, length - side, count)]
