"""A drawing surface of braille dots: two by four in every character cell, each about square."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

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
        inside = [(x, y) for y in range(self.height) for x in self._span(outline, y + 0.5)]
        if gap_over:
            self._clear_around(inside, gap_over)
        for x, y in inside:
            self._layers[y][x] = layer

    def _span(self, outline: Sequence[Point], y: float) -> list[int]:
        """The dots of one row whose centres lie inside."""
        crossings = sorted(_crossings(outline, y))
        dots: list[int] = []
        for left, right in zip(crossings[::2], crossings[1::2], strict=False):
            dots.extend(range(max(0, round(left)), min(self.width, round(right))))
        return dots

    def _clear_around(self, inside: list[Point] | list[tuple[int, int]], layer: int) -> None:
        near = {(int(x) + dx, int(y) + dy) for x, y in inside for dx in (-1, 0, 1) for dy in (-1, 0, 1)}
        for x, y in near:
            if 0 <= x < self.width and 0 <= y < self.height and self._layers[y][x] == layer:
                self._layers[y][x] = 0

    def lines(self, styles: Sequence[Style], solid: Mapping[int, str]) -> list[Text]:
        """The drawing as text, ``styles[layer]`` being the colour of a layer.

        A cell has one colour: that of the highest layer in it. ``solid`` gives a layer another character
        for its full cells, where there is no colour to know it by.
        """
        return [self._line(row, styles, solid) for row in range(0, self.height, 4)]

    def _line(self, top: int, styles: Sequence[Style], solid: Mapping[int, str]) -> Text:
        line = Text(no_wrap=True)
        for left in range(0, self.width, 2):
            bits, layer = 0, 0
            for y, row_bits in enumerate(_DOT_BITS):
                for x, bit in enumerate(row_bits):
                    owner = self._layers[top + y][left + x]
                    bits |= bit if owner else 0
                    layer = max(layer, owner)
            character = solid.get(layer) if bits == _FULL else None
            line.append(character or (chr(_EMPTY_BRAILLE + bits) if bits else " "), styles[layer])
        return line


def _crossings(outline: Sequence[Point], y: float) -> list[float]:
    closed = [*outline, outline[0]]
    return [
        x0 + (y - y0) * (x1 - x0) / (y1 - y0)
        for (x0, y0), (x1, y1) in pairwise(closed)
        if min(y0, y1) <= y < max(y0, y1)
    ]
