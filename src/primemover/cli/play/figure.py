"""The figure in the terminal: the same outlines as in the browser, filled with braille dots."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from rich.style import Style
from rich.text import Text

from primemover.cli.play.canvas import Canvas, Point
from primemover.cli.play.looks import COOL, FAR, LENGTHENS_CELL, NEAR, PROP, WARM, WORKS_CELL
from primemover.routine.timeline import Segment

_PROP, _FAR, _NEAR, _ARM, _COOL, _WARM = 1, 2, 3, 4, 5, 6
_LAYERS = {"prop": _PROP, "far": _FAR, "near": _NEAR, "hair": _NEAR, "arm": _ARM}
"""By the class of a shape; the fine lines of the browser's figure are finer than a dot."""
_GAP_OVER = {_NEAR: _FAR, _ARM: _NEAR}
"""Near limbs stand out from the far ones, and an arm from the trunk behind it."""
_WITHOUT_COLOUR = {_COOL: LENGTHENS_CELL, _WARM: WORKS_CELL}
_STYLES: Sequence[Style] = (Style.null(), PROP, FAR, NEAR, NEAR, COOL, WARM)

SETTLING_S = 0.6
"""How long the change into a phase's second posture takes."""


class Figure:
    """One exercise's figure set (``routine.figures``), ready to be drawn at any size."""

    def __init__(self, figure_set: Mapping[str, Any]) -> None:
        self._shapes = figure_set["shapes"]
        self._postures: Mapping[str, Sequence[float]] = figure_set["postures"]
        self._moves: Mapping[str, Sequence[Sequence[float]]] = figure_set["moves"]
        between = (frame for move in self._moves.values() for frame in move)
        self._box = _box([*self._postures.values(), *between])

    def frame(self, posture_from: str, posture_to: str, share: float) -> Sequence[float]:
        """The coordinates at ``share`` (0 to 1) of the way between two postures."""
        move = self._moves.get(f"{posture_from}>{posture_to}")
        frames = move or [
            self._postures.get(posture_from, self._postures[posture_to]),
            self._postures[posture_to],
        ]
        place = min(max(share, 0.0), 1.0) * (len(frames) - 1)
        index = min(int(place), len(frames) - 2)
        return _between(frames[index], frames[index + 1], place - index)

    def at(self, segment: Segment, elapsed_s: float) -> Sequence[float]:
        """The coordinates ``elapsed_s`` into a segment."""
        length_s = segment.end_s - segment.start_s
        if segment.pass_s is not None:
            share = _to_and_fro(elapsed_s / segment.pass_s)
        elif segment.after_s is not None:
            share = (elapsed_s - segment.after_s) / SETTLING_S
        else:
            share = elapsed_s / length_s if length_s else 1.0
        return self.frame(segment.posture_from, segment.posture_to, share)

    def draw(
        self,
        frame: Sequence[float],
        marks: Mapping[str, str],
        columns: int,
        rows: int,
        *,
        mirrored: bool,
        coloured: bool,
    ) -> list[Text]:
        """The frame in ``rows`` lines of ``columns`` cells, standing on the lowest line.

        ``marks`` tell for each muscle (``near psoas``) whether it ``works`` or ``lengthens``; the others
        are not drawn.
        """
        canvas = Canvas(columns, rows)
        place = _placement(self._box, canvas, mirrored=mirrored)
        start = 0
        for shape in self._shapes:
            end = start + 2 * shape["points"]
            layer = _layer(shape, marks)
            if layer:
                points = [
                    place(x, y) for x, y in zip(frame[start:end:2], frame[start + 1 : end : 2], strict=True)
                ]
                canvas.fill(points, layer, gap_over=_GAP_OVER.get(layer, 0))
            start = end
        return canvas.lines(_STYLES, {} if coloured else _WITHOUT_COLOUR)


def _to_and_fro(passes: float) -> float:
    """0 to 1 and back to 0, one way in each pass."""
    within = passes % 2
    return within if within <= 1 else 2 - within


def _between(a: Sequence[float], b: Sequence[float], share: float) -> Sequence[float]:
    if share == 0:
        return a
    return [one + share * (other - one) for one, other in zip(a, b, strict=True)]


def _layer(shape: Mapping[str, Any], marks: Mapping[str, str]) -> int:
    if shape["class"] != "muscle":
        return _LAYERS.get(shape["class"], 0)
    muscle, _, side = shape["name"].partition(" ")
    return {"works": _WARM, "lengthens": _COOL}.get(marks.get(f"{side} {muscle}", ""), 0)


def _box(frames: Sequence[Sequence[float]]) -> tuple[float, float, float, float]:
    """Left, top, width and height that hold every frame, so that the scale stays while the figure moves."""
    xs = [x for frame in frames for x in frame[0::2]]
    ys = [y for frame in frames for y in frame[1::2]]
    return min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)


def _placement(box: Sequence[float], canvas: Canvas, *, mirrored: bool) -> Callable[[float, float], Point]:
    """From millimetres of the drawing to dots: as large as fits, in the middle, down to the floor."""
    left, top, width, height = box
    dots_per_mm = min(canvas.width / width, canvas.height / height)
    middle = left + width / 2
    bottom = top + height

    def place(x: float, y: float) -> Point:
        across = (middle - x if mirrored else x - middle) * dots_per_mm
        return canvas.width / 2 + across, canvas.height + (y - bottom) * dots_per_mm

    return place
