"""A drawing surface of braille dots: two by four in every character cell, each about square."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from operator import itemgetter

from rich.style import Style
from rich.text import Text

_DOT_BITS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
_EMPTY_BRAILLE = 0x2800
_FULL = 0xFF

Point = tuple[float, float]


class Canvas:
    """Dots in layers. What is filled later covers what lies below it.

    Points are in dots: x to the right from 0 to ``2 * columns``, y down from 0 to ``4 * rows``.
    """

    def __init__(self, columns: int, rows: int) -> None:
        self.width = 2 * columns
        self.height = 4 * rows
        self._layers = [[0] * self.width for _ in range(self.height)]

    def fill(self, outline: Sequence[Point], layer: int, *, gap_over: int = 0) -> None:
        """Fill a closed outline (even-odd) with ``layer``, 1 or more.

        Where it lies over dots of the layer ``gap_over`` one dot is left free around it, so that two
        limbs of one colour stay two limbs.
        """
        spans = [(y, *span) for y in range(self.height) for span in self._spans(outline, y + 0.5)]
        if gap_over:
            self._clear_around(spans, gap_over)
        for y, left, right in spans:
            self._layers[y][left:right] = [layer] * (right - left)

    def _spans(self, outline: Sequence[Point], y: float) -> Iterator[tuple[int, int]]:
        """The stretches of one row whose centres lie inside: first dot, and the one after the last."""
        crossings = sorted(_crossings(outline, y))
        for left, right in zip(crossings[::2], crossings[1::2], strict=False):
            first, after = max(0, round(left)), min(self.width, round(right))
            if first < after:
                yield first, after

    def _clear_around(self, spans: Sequence[tuple[int, int, int]], layer: int) -> None:
        for y, left, right in spans:
            for row in self._layers[max(0, y - 1) : y + 2]:
                for x in range(max(0, left - 1), min(self.width, right + 1)):
                    if row[x] == layer:
                        row[x] = 0

    def lines(self, styles: Sequence[Style], solid: Mapping[int, str]) -> list[Text]:
        """The drawing as text, ``styles[layer]`` being the colour of a layer.

        A cell has one colour: that of the highest layer in it. ``solid`` gives a layer another character
        for its full cells, where there is no colour to know it by.
        """
        return [self._line(row, styles, solid) for row in range(0, self.height, 4)]

    def _line(self, top: int, styles: Sequence[Style], solid: Mapping[int, str]) -> Text:
        cells = [self._cell(top, left, solid) for left in range(0, self.width, 2)]
        line = Text(no_wrap=True)
        for layer, run in groupby(cells, key=itemgetter(0)):
            line.append("".join(character for _, character in run), styles[layer])
        return line

    def _cell(self, top: int, left: int, solid: Mapping[int, str]) -> tuple[int, str]:
        """The highest layer in a cell, and its character."""
        bits = layer = 0
        for row, (first, second) in zip(self._layers[top : top + 4], _DOT_BITS, strict=True):
            bits |= (first if row[left] else 0) | (second if row[left + 1] else 0)
            layer = max(layer, row[left], row[left + 1])
        if not bits:
            return 0, " "
        own = solid.get(layer) if bits == _FULL else None
        return layer, own or chr(_EMPTY_BRAILLE + bits)


def _crossings(outline: Sequence[Point], y: float) -> list[float]:
    closed = [*outline, outline[0]]
    return [
        x0 + (y - y0) * (x1 - x0) / (y1 - y0)
        for (x0, y0), (x1, y1) in pairwise(closed)
        if min(y0, y1) <= y < max(y0, y1)
    ]
