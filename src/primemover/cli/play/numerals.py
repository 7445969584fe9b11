"""Large numerals, drawn as rounded seven-segment strokes at whatever size the window leaves.

Two pixels stand in one character cell (the half blocks), so a pixel is about square.
"""

from __future__ import annotations

from collections.abc import Iterable

_STROKES = {
    "0": "abcdef",
    "1": "bc",
    "2": "abged",
    "3": "abgcd",
    "4": "fgbc",
    "5": "afgcd",
    "6": "afgedc",
    "7": "abc",
    "8": "abcdefg",
    "9": "abcdfg",
}
"""Strokes by their usual letters: a top, b and c right, d bottom, e and f left, g middle."""

_HALF_BLOCKS = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}


def numerals(text: str, rows: int) -> list[str]:
    """``text`` (digits and ``:``) in ``rows`` lines of equal width; at least 3 rows are drawn."""
    height = 2 * max(3, rows)
    glyphs = [_glyph(character, height) for character in text]
    gap = " " * _stroke(height)
    pixels = [gap.join("".join(row) for row in line) for line in zip(*glyphs, strict=True)]
    return half_blocks(pixels)


def half_blocks(pixels: list[str]) -> list[str]:
    """Lines of pixels (anything but a space is ink), an even number of them, as half as many lines."""
    return [
        "".join(_HALF_BLOCKS[(upper != " ", lower != " ")] for upper, lower in zip(top, bottom, strict=True))
        for top, bottom in zip(pixels[::2], pixels[1::2], strict=True)
    ]


def _stroke(height: int) -> int:
    return max(1, round(height / 6))


def _glyph(character: str, height: int) -> list[list[str]]:
    stroke = _stroke(height)
    if character == ":":
        return _colon(height, stroke)
    width = stroke if character == "1" else max(3, round(height * 0.62))
    strokes = _STROKES[character]
    ink = _ink(strokes, width, height, stroke) - _round(strokes, width, height)
    return [["#" if (x, y) in ink else " " for x in range(width)] for y in range(height)]


def _ink(strokes: str, width: int, height: int, stroke: int) -> set[tuple[int, int]]:
    waist = (height - stroke) // 2
    boxes = {
        "a": (0, 0, width, stroke),
        "g": (0, waist, width, waist + stroke),
        "d": (0, height - stroke, width, height),
        "f": (0, 0, stroke, waist + stroke),
        "b": (width - stroke, 0, width, waist + stroke),
        "e": (0, waist, stroke, height),
        "c": (width - stroke, waist, width, height),
    }
    return {pixel for name in strokes for pixel in _box(*boxes[name])}


def _box(left: int, top: int, right: int, bottom: int) -> Iterable[tuple[int, int]]:
    return ((x, y) for x in range(left, right) for y in range(top, bottom))


def _round(strokes: str, width: int, height: int) -> set[tuple[int, int]]:
    """The outer pixels of the corners where two strokes meet."""
    corners = {"fa": (0, 0), "ab": (width - 1, 0), "ed": (0, height - 1), "cd": (width - 1, height - 1)}
    return {pixel for pair, pixel in corners.items() if set(pair) <= set(strokes) and height > 8}


def _colon(height: int, stroke: int) -> list[list[str]]:
    dots = {height // 3 + step for step in range(stroke)} | {2 * height // 3 + step for step in range(stroke)}
    return [["#" if y in dots else " "] * stroke for y in range(height)]
