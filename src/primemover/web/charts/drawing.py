"""One SVG while it is drawn: lines, areas, words, and the marks of the two sides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

from markupsafe import Markup

from primemover.terms import Side

Place = tuple[float, float]


@dataclass(slots=True)
class Drawing:
    """A picture ``width`` × ``height`` px, told as ``label`` to those who do not see it."""

    width: float
    height: float
    label: str
    _parts: list[str] = field(default_factory=list)

    def rect(self, low: Place, high: Place, kind: str, radius: float = 0) -> None:
        """A rectangle between two corners."""
        (x0, x1), (y0, y1) = sorted((low[0], high[0])), sorted((low[1], high[1]))
        round_ = f' rx="{radius:g}"' if radius else ""
        size = f'width="{x1 - x0:.1f}" height="{y1 - y0:.1f}"{round_}'
        self._add(f'<rect class="{kind}" x="{x0:.1f}" y="{y0:.1f}" {size}/>')

    def line(self, points: Sequence[Place], kind: str) -> None:
        """A line through the points."""
        self._add(f'<path class="{kind}" d="{_path(points)}"/>')

    def area(self, points: Sequence[Place], kind: str) -> None:
        """A closed area round the points."""
        self._add(f'<path class="{kind}" d="{_path(points)}Z"/>')

    def ellipse(self, centre: Place, radii: Place, kind: str) -> None:
        """An ellipse along the axes."""
        self._add(
            f'<ellipse class="{kind}" cx="{centre[0]:.1f}" cy="{centre[1]:.1f}"'
            f' rx="{radii[0]:.1f}" ry="{radii[1]:.1f}"/>'
        )

    def words(self, place: Place, said: str, kind: str, anchor: str = "start") -> None:
        """Words that begin, end or are centred (``start``, ``end``, ``middle``) at a place."""
        at = f'x="{place[0]:.1f}" y="{place[1]:.1f}" text-anchor="{anchor}"'
        self._add(f'<text class="{kind}" {at}>{escape(said)}</text>')

    def dot(self, side: Side, place: Place, size: float, kind: str) -> None:
        """The mark of a side: a circle for the left, a square for the right."""
        x, y = place
        if side is Side.LEFT:
            self._add(f'<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="{size:g}"/>')
        else:
            self.rect((x - size * 0.9, y - size * 0.9), (x + size * 0.9, y + size * 0.9), kind, size * 0.25)

    def cross(self, place: Place, size: float, kind: str) -> None:
        """A small ×."""
        x, y = place
        self._add(
            f'<path class="{kind}" d="M{x - size:.1f} {y - size:.1f}l{2 * size:g} {2 * size:g}'
            f'm0 {-2 * size:g}l{-2 * size:g} {2 * size:g}"/>'
        )

    def letter(self, side: Side, said: str, place: Place, size: float = 13) -> None:
        """The mark of a side with its letter in it."""
        self.dot(side, place, size, f"sign {side}")
        self.words((place[0], place[1] + size * 0.4), said, "letter", "middle")

    def svg(self, kind: str) -> Markup:
        """The picture."""
        return Markup(  # noqa: S704 - numbers, our own class names, and words that are escaped
            f'<svg class="chart {kind}" viewBox="0 0 {self.width:g} {self.height:g}" role="img"'
            f' aria-label="{escape(self.label)}">{"".join(self._parts)}</svg>'
        )

    def _add(self, part: str) -> None:
        self._parts.append(part)


def _path(points: Sequence[Place]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
