"""Large letters for the instruction, five pixels high, enlarged as far as the window allows."""

from __future__ import annotations

from functools import cache
from importlib import resources

from primemover.cli.play.numerals import half_blocks

_HEIGHT = 5
_SPACE = ["..."] * _HEIGHT
_LARGEST = 4


def lettering(text: str, columns: int, rows: int) -> list[str]:
    """``text`` in capitals as lines of half blocks no wider than ``columns`` and no more than ``rows``.

    Empty where it does not fit at the smallest size, or holds a character that has no drawing: then
    the words are shown as they are.
    """
    glyphs = [_SPACE if character == " " else _drawings().get(character) for character in text.upper()]
    drawn = [glyph for glyph in glyphs if glyph is not None]
    if not drawn or len(drawn) < len(glyphs):
        return []
    width = sum(len(glyph[0]) + 1 for glyph in drawn) - 1
    scale = min(columns // width, 2 * rows // (_HEIGHT + 1), _LARGEST)
    if scale < 1:
        return []
    lines = [".".join(glyph[y] for glyph in drawn) for y in range(_HEIGHT)]
    return half_blocks(_enlarged(lines, scale))


def _enlarged(lines: list[str], scale: int) -> list[str]:
    """Each pixel ``scale`` times as wide and high, with a blank line where the number would be odd."""
    pixels = ["".join((" " if pixel == "." else "#") * scale for pixel in line) for line in lines]
    tall = [line for line in pixels for _ in range(scale)]
    return tall + [" " * len(tall[0])] * (len(tall) % 2)


@cache
def _drawings() -> dict[str, list[str]]:
    """The drawing of each character, one string of ``#`` and ``.`` per line of pixels."""
    source = resources.files("primemover.cli.play").joinpath("lettering.txt").read_text("utf-8")
    return {line[0]: line[2:].split() for line in source.splitlines()}
