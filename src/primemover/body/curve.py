"""Closed smooth curves through points, as the page and the SVG draw them."""

from __future__ import annotations

from collections.abc import Sequence


def path_of(points: Sequence[float]) -> str:
    """SVG path of a closed Catmull–Rom curve through flat ``[x0, y0, x1, y1, …]``.

    Numbers are rounded to a tenth, halves away from zero towards plus, exactly as ``pathOf`` in
    ``web/static/figure.js``; vectors hold both together.
    """
    count = len(points) // 2
    if count == 0:
        return ""
    pieces = [f"M{_short(points[0])} {_short(points[1])}"]
    for i in range(count):
        a, b, c, d = (2 * ((i + step) % count) for step in (-1, 0, 1, 2))
        pieces.append("C")
        numbers = [
            points[b] + (points[c] - points[a]) / 6,
            points[b + 1] + (points[c + 1] - points[a + 1]) / 6,
            points[c] - (points[d] - points[b]) / 6,
            points[c + 1] - (points[d + 1] - points[b + 1]) / 6,
            points[c],
            points[c + 1],
        ]
        pieces.append(" ".join(_short(number) for number in numbers))
    return "".join(pieces) + "Z"


def _short(number: float) -> str:
    tenths = int((number * 10 + 0.5) // 1)
    whole, rest = divmod(abs(tenths), 10)
    sign = "-" if tenths < 0 else ""
    return f"{sign}{whole}.{rest}" if rest else f"{sign}{whole}"
