"""Figures as part of a page: drawn once, coloured by the page's own style."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from markupsafe import Markup

from primemover.routine import library
from primemover.texts import once_per_language


def figures_of(exercise_id: str, tool: str | None = None) -> dict[str, Any]:
    """The figure set of an exercise; see docs/architecture.md."""
    # Here rather than above: the first page draws nothing, and need not wait for the body.
    from primemover.routine.figures import figure_set  # noqa: PLC0415

    return figure_set(library().exercise(exercise_id), tool)


@once_per_language
def still(exercise_id: str, posture: str, tool: str | None = None) -> Markup:
    """One posture as an inline SVG, cropped to itself, with its muscles marked."""
    figures = figures_of(exercise_id, tool)
    marks: dict[str, str] = figures["marks"].get(posture.rstrip("+~"), {})
    return drawn(figures["shapes"], figures["postures"][posture], marks, figures["describe"].get(posture, ""))


def drawn(shapes: list[dict[str, Any]], frame: list[int], marks: Mapping[str, str], label: str) -> Markup:
    """One frame as an inline SVG, cropped to itself; ``marks``: muscle → "works" or "lengthens"."""
    box = " ".join(map(str, _box(frame)))
    body = "".join(_paths(shapes, frame, marks))
    return Markup(  # noqa: S704 - numbers, and names that are escaped
        f'<svg class="fig" viewBox="{box}" role="img" aria-label="{escape(label)}">{_mat(frame)}{body}</svg>'
    )


def _paths(shapes: list[dict[str, Any]], frame: list[int], marks: Mapping[str, str]) -> list[str]:
    from primemover.body.curve import path_of  # noqa: PLC0415

    lit = {" ".join(reversed(name.split(" ", 1))): meaning for name, meaning in marks.items()}
    paths, first = [], 0
    for shape in shapes:
        points = frame[first : first + 2 * shape["points"]]
        first += 2 * shape["points"]
        kind = shape["class"]
        if kind == "muscle":
            if shape["name"] not in lit:
                continue
            kind = f"muscle {lit[shape['name']]}"
        paths.append(f'<path class="{kind}" d="{path_of(points)}"/>')
    return paths


def _box(frame: list[int]) -> tuple[int, int, int, int]:
    left, right = min(frame[0::2]) - 60, max(frame[0::2]) + 60
    top = min(frame[1::2]) - 60
    return left, top, right - left, 80 - top


def _mat(frame: list[int]) -> str:
    left, right = min(frame[0::2]) - 40, max(frame[0::2]) + 40
    return (
        f'<path class="mat" d="M{left + 50} -62H{right - 50}L{right} 44H{left}Z"/>'
        f'<path class="matedge" d="M{left} 44H{right}V57H{left}Z"/>'
    )
