"""The figure in the terminal: the same outlines as in the browser, filled with braille dots."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from rich.style import Style
from rich.text import Text

from primemover.cli.play.canvas import Canvas, Point
from primemover.cli.play.looks import COOL, FAR, LENGTHENS_CELL, NEAR, PROP, WARM, WORKS_CELL

_PROP, _FAR, _NEAR, _COOL, _WARM = 1, 2, 3, 4, 5
_WITHOUT_COLOUR = {_COOL: LENGTHENS_CELL, _WARM: WORKS_CELL}
_STYLES: Sequence[Style] = (Style.null(), PROP, FAR, NEAR, COOL, WARM)


class Figure:
    """One exercise's figure set (``routine.figures``), ready to be drawn at any size."""

    def __init__(self, figure_set: Mapping[str, Any]) -> None:
        self._shapes = figure_set["shapes"]
        self._postures: Mapping[str, Sequence[float]] = figure_set["postures"]
        self._moves: Mapping[str, Sequence[Sequence[float]]] = figure_set["moves"]
        self._view = figure_set["view"]

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

        ``marks`` tell for each muscle shape whether it ``works`` or ``lengthens``; the others are not drawn.
        """
        canvas = Canvas(columns, rows)
        place = _placement(self._view, canvas, mirrored=mirrored)
        start = 0
        for shape in self._shapes:
            end = start + 2 * shape["points"]
            layer = _layer(shape, marks)
            if layer:
                points = [
                    place(x, y) for x, y in zip(frame[start:end:2], frame[start + 1 : end : 2], strict=True)
                ]
                canvas.fill(points, layer, gap_over=_FAR if layer == _NEAR else 0)
            start = end
        return canvas.lines(_STYLES, {} if coloured else _WITHOUT_COLOUR)


def _between(a: Sequence[float], b: Sequence[float], share: float) -> Sequence[float]:
    if share == 0:
        return a
    return [one + share * (other - one) for one, other in zip(a, b, strict=True)]


def _layer(shape: Mapping[str, Any], marks: Mapping[str, str]) -> int:
    kind = shape["class"]
    if kind == "muscle":
        return {"works": _WARM, "lengthens": _COOL}.get(marks.get(shape["name"], ""), 0)
    return {"near": _NEAR, "far": _FAR, "prop": _PROP}.get(kind, _NEAR)


def _placement(view: Sequence[float], canvas: Canvas, *, mirrored: bool) -> Callable[[float, float], Point]:
    """From millimetres of the drawing to dots: as large as fits, in the middle, down to the floor."""
    left, top, width, height = view
    dots_per_mm = min(canvas.width / width, canvas.height / height)
    middle = left + width / 2
    bottom = top + height

    def place(x: float, y: float) -> Point:
        across = (middle - x if mirrored else x - middle) * dots_per_mm
        return canvas.width / 2 + across, canvas.height + (y - bottom) * dots_per_mm

    return place
