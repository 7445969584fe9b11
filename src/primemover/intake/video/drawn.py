"""What was seen, drawn over a picture: the skeleton, and a band with words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from primemover.intake.video.parts import library
from primemover.intake.video.pictures import Picture
from primemover.motion.landmarks import INDEX, VISIBILITY, Array, X, Y, Z

_ROWS: Final = ("shoulder", "hip")
_LIMBS: Final = (("shoulder", "elbow", "wrist"), ("shoulder", "hip", "knee", "ankle", "foot index"))
_VISIBLE: Final = 0.3
_INK, _PAPER, _DIM, _ALARM = (15, 21, 25), (243, 244, 240), (150, 160, 166), (255, 138, 128)
_BAND: Final = 0.13
"""Height of the band, of the picture's shorter side."""


@dataclass(frozen=True, slots=True)
class Words:
    """``left`` and ``right`` stand in a band below the picture, ``alarms`` at its top, one a line."""

    left: str
    right: str
    alarms: Sequence[str]


class Drawing:
    """Draws on pictures of one size."""

    def __init__(self, where: str) -> None:
        self._image = library("PIL.Image", where)
        self._draw = library("PIL.ImageDraw", where)
        self._font = library("PIL.ImageFont", where)
        self._fonts: dict[int, Any] = {}

    def over(self, picture: Picture, points: Array, words: Words) -> Picture:
        """``picture`` with the person's ``points``, (33, 4) or NaN, and words over it."""
        height, width = picture.shape[:2]
        band = round(min(width, height) * _BAND)
        # The band goes below: somebody on the floor must not lie behind it.
        drawn = self._image.new("RGB", (width, height + band), _INK)
        drawn.paste(self._image.fromarray(picture))
        pen = self._draw.Draw(drawn, "RGBA")
        self._skeleton(pen, points, (width, height))
        self._words(pen, words, (width, height), band)
        return np.asarray(drawn)

    def _skeleton(self, pen: Any, points: Array, size: tuple[int, int]) -> None:
        if np.isnan(points[0, X]):
            return
        width = max(3, min(size) // 120)
        near, far = _near_and_far(points)
        bones = [(far, _DIM), (near, _PAPER)]
        for side, colour in bones:
            lines = [[f"{side} {joint}" for joint in limb] for limb in _LIMBS]
            for line in lines:
                self._line(pen, line, points, size, colour=colour, width=width)
        for row in _ROWS:
            self._line(pen, [f"left {row}", f"right {row}"], points, size, colour=_DIM, width=width)

    def _line(
        self,
        pen: Any,
        names: Sequence[str],
        points: Array,
        size: tuple[int, int],
        *,
        colour: tuple[int, int, int],
        width: int,
    ) -> None:
        seen = [points[INDEX[name]] for name in names]
        at = [(float(p[X]) * size[0], float(p[Y]) * size[1]) for p in seen if p[VISIBILITY] >= _VISIBLE]
        if len(at) > 1:
            pen.line(at, fill=(*_INK, 200), width=2 * width, joint="curve")
            pen.line(at, fill=colour, width=width, joint="curve")
        for x, y in at:
            pen.ellipse((x - width, y - width, x + width, y + width), fill=colour, outline=_INK)

    def _words(self, pen: Any, words: Words, size: tuple[int, int], band: int) -> None:
        width, height = size
        gap = band // 4
        middle = height + band / 2
        font = self._sized(band // 2)
        pen.text((gap, middle), words.left, font=font, fill=_PAPER, anchor="lm")
        pen.text((width - gap, middle), words.right, font=font, fill=_PAPER, anchor="rm")
        small = self._sized(band // 3)
        for row, alarm in enumerate(words.alarms):
            top = gap + row * (band // 2 + gap // 2)
            box = pen.textbbox((2 * gap, top + band // 4), f"! {alarm}", font=small, anchor="lm")
            padded = (box[0] - gap, box[1] - gap // 2, box[2] + gap, box[3] + gap // 2)
            pen.rounded_rectangle(padded, radius=gap, fill=(*_INK, 215))
            pen.text((2 * gap, top + band // 4), f"! {alarm}", font=small, fill=_ALARM, anchor="lm")

    def _sized(self, size: int) -> Any:
        if size not in self._fonts:
            self._fonts[size] = self._font.load_default(max(size, 10))
        return self._fonts[size]


def _near_and_far(points: Array) -> tuple[str, str]:
    left, right = (
        float(points[[INDEX[f"{side} {joint}"] for joint in _ROWS], Z].mean()) for side in ("left", "right")
    )
    return ("left", "right") if left < right else ("right", "left")
