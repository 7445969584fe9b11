"""The figure as one SVG picture, with its own style or to be styled by the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Final

from primemover.body.curve import path_of
from primemover.body.figure import Drawing, Mark, Shape
from primemover.body.posture import Posture

WORKS, LENGTHENS = "works", "lengthens"

_COLOURS: Final = {
    "near": ("#51616E", "#8496A2"),
    "arm": ("#5F707D", "#95A6B1"),
    "far": ("#98A5AE", "#55656F"),
    "hair": ("#37444F", "#5A6972"),
    "edge": ("#84929C", "#5F707B"),
    "mat": ("#DEE4DE", "#1F2A31"),
    "matedge": ("#C3CDC6", "#2D3A42"),
    "prop": ("#CDBD9F", "#8A7B60"),
    "pi": ("#B7A582", "#6C604B"),
    "shadow": ("#22303A33", "#00000066"),
    "works": ("#F27A2E", "#FF7F2E"),
    "lengthens": ("#2FA4B5", "#3DB7C8"),
}
"""Light and dark colour of each class."""

_MARGIN_MM, _BELOW_MM, _MAT_MM, _SHADED_MM = 70, 84, (-62, 44, 57), 50


def view_box(frames: Iterable[Sequence[int]]) -> tuple[int, int, int, int]:
    """x, y, width, height in mm that hold all the frames, their mat and a margin."""
    xs: list[int] = []
    ys: list[int] = []
    for frame in frames:
        xs += (min(frame[0::2]), max(frame[0::2]))
        ys.append(min(frame[1::2]))
    left, right, top = min(xs) - _MARGIN_MM, max(xs) + _MARGIN_MM, min(ys) - _MARGIN_MM
    return left, top, right - left, _BELOW_MM - top


def svg(
    posture: Posture,
    works: Iterable[Mark] = (),
    lengthens: Iterable[Mark] = (),
    *,
    title: str,
    description: str = "",
    standalone: bool = True,
    view: tuple[int, int, int, int] | None = None,
    identity: str = "figure",
) -> str:
    """One posture as an SVG document.

    ``works`` are drawn warm, ``lengthens`` cool. ``standalone`` brings its own colours for light and dark;
    otherwise the page colours the classes. ``identity`` keeps ids apart where
    several figures stand on one page. ``view``: x, y, width, height in mm (else cropped to the posture).
    """
    marks: dict[Mark, str] = {**dict.fromkeys(lengthens, LENGTHENS), **dict.fromkeys(works, WORKS)}
    drawing = Drawing(posture.person, marks, [prop.name for prop in posture.props])
    frame = drawing.frame(posture)
    box = view or view_box([frame])
    body = "".join(_paths(drawing.shapes, frame, marks, identity))
    style = f"<style>{stylesheet()}</style>" if standalone else ""
    named = f"{identity}-title", f"{identity}-desc"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="fig" role="img" viewBox="{" ".join(map(str, box))}"'
        f' aria-labelledby="{" ".join(named)}"><title id="{named[0]}">{escape(title)}</title>'
        f'<desc id="{named[1]}">{escape(description)}</desc>{style}{_glow(identity)}'
        f"{_mat(frame)}{_shadow(frame)}{body}</svg>"
    )


def stylesheet(scheme: str | None = None) -> str:
    """Style of a standalone figure: follows the reader's scheme, or ``light`` or ``dark`` fixed."""
    light = _rules({name: pair[0] for name, pair in _COLOURS.items()})
    dark = _rules({name: pair[1] for name, pair in _COLOURS.items()})
    if scheme == "light":
        return light
    if scheme == "dark":
        return dark
    return f"{light}@media (prefers-color-scheme:dark){{{dark}}}"


def _rules(colours: Mapping[str, str]) -> str:
    return "".join(f".fig .{name}{{fill:{colour}}}" for name, colour in colours.items())


def _glow(identity: str) -> str:
    return (
        f'<defs><filter id="{identity}-glow" x="-60%" y="-60%" width="220%" height="220%">'
        '<feGaussianBlur in="SourceGraphic" stdDeviation="22" result="wide"/>'
        '<feGaussianBlur in="SourceGraphic" stdDeviation="4" result="soft"/>'
        '<feMerge><feMergeNode in="wide"/><feMergeNode in="soft"/></feMerge></filter></defs>'
    )


def _mat(frame: Sequence[int]) -> str:
    left, right = min(frame[0::2]) - 45, max(frame[0::2]) + 45
    back, front, under = _MAT_MM
    return (
        f'<path class="mat" d="M{left + 50} {back}H{right - 50}L{right} {front}H{left}Z"/>'
        f'<path class="matedge" d="M{left} {front}H{right}V{under}H{left}Z"/>'
    )


def _shadow(frame: Sequence[int]) -> str:
    """A flat ellipse under everything that is close to the floor."""
    xs = [x for x, y in zip(frame[0::2], frame[1::2], strict=True) if y > -_SHADED_MM]
    middle, half = (min(xs) + max(xs)) / 2, (max(xs) - min(xs)) / 2 + 30
    return f'<ellipse class="shadow" cx="{middle:g}" cy="8" rx="{half:g}" ry="19"/>'


def _paths(
    shapes: Sequence[Shape], frame: Sequence[int], marks: Mapping[Mark, str], identity: str
) -> Iterable[str]:
    lit = {f"{mark.muscle} {mark.side}": meaning for mark, meaning in marks.items()}
    glow = f'filter="url(#{identity}-glow)" '
    first = 0
    for shape in shapes:
        points = frame[first : first + shape.points * 2]
        first += shape.points * 2
        muscle = shape.kind == "muscle"
        kind = f"muscle {lit[shape.name]}" if muscle else shape.kind
        yield f'<path class="{kind}" {glow if muscle else ""}d="{path_of(points)}"/>'
