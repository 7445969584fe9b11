"""Drawings of the pages under /why: phases of exercises, and postures of our own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

from markupsafe import Markup

from primemover.routine import library
from primemover.routine.exercise import ExerciseKind
from primemover.terms import Muscle
from primemover.texts import once_per_language, text
from primemover.web.drawings import drawn, figures_of, still
from primemover.web.steps import key_phase
from primemover.web.why import Picture

POSES: Final[Mapping[str, Mapping[str, Any]]] = {
    "push-off": {
        "touches": ["working toes", "other leg free"],
        "hands": "at sides",
        "pose": {
            **{"pelvis": 80, "spine": 0, "working hip": -12, "working knee": 18, "working ankle": -18},
            **{"working toes": 50, "other hip": 55, "other knee": 95, "other ankle": 0},
            **{"working shoulder": 45, "working elbow": 95, "other shoulder": -45, "other elbow": 95},
        },
    },
    "landing": {
        "touches": ["working sole", "other leg free"],
        "hands": "at sides",
        "pose": {
            **{"pelvis": 80, "spine": 0, "working hip": 35, "working knee": 40, "working ankle": 12},
            **{"other hip": 5, "other knee": 100, "other ankle": -20},
            **{"working shoulder": -62, "working elbow": 105, "other shoulder": 35, "other elbow": 95},
        },
    },
    "leg-behind": {
        "touches": ["other sole", "working leg free"],
        "hands": "at sides",
        "pose": {
            **{"pelvis": 90, "spine": 0, "other hip": 0, "other knee": 2, "other ankle": 2},
            **{"working hip": -20, "working knee": 12, "working ankle": -10},
            **{"shoulders": 62, "elbows": 25},
        },
    },
}
"""Posture blocks in the words of the exercise files."""

_LIT: Final[Mapping[str, Mapping[str, str]]] = {
    "push-off": {"near gluteus-maximus": "works", "near gluteus-medius": "works", "near psoas": "lengthens"},
    "landing": {"near gluteus-maximus": "works", "near gluteus-medius": "works"},
    "leg-behind": {"near psoas": "lengthens", "near iliacus": "lengthens"},
}


class Shown(NamedTuple):
    """A drawing, and in words what is marked in it: ("works" or "lengthens", the line) each."""

    figure: Markup
    marked: tuple[tuple[str, str], ...]


@once_per_language
def picture(wanted: Picture) -> Shown | None:
    """The drawing of a section, or None where it is a chart."""
    if wanted.own is not None:
        return Shown(own(wanted.own), _named(_LIT[wanted.own]))
    if wanted.exercise is None:
        return None
    way = library().exercise(wanted.exercise).variant(None)
    phase = wanted.phase or key_phase(way)
    marks = figures_of(wanted.exercise, way.tool)["marks"].get(phase, {})
    # A release is no stretch, though its files mark what is rolled as one.
    rolled = "rolled" if way.kind is ExerciseKind.RELEASE else "lengthens"
    return Shown(still(wanted.exercise, phase, way.tool), _named(marks, rolled))


@once_per_language
def own(name: str) -> Markup:
    """One of our own postures, its muscles marked."""
    shapes, frame = framed(POSES[name], _LIT[name])
    return drawn(shapes, frame, _LIT[name], text(f"why.figure.{name}"))


def _named(lit: Mapping[str, str], cool: str = "lengthens") -> tuple[tuple[str, str], ...]:
    """The muscles of each meaning by name, the near and the far one once."""
    lines = []
    for meaning in ("works", "lengthens"):
        muscles = dict.fromkeys(name.partition(" ")[2] for name, means in lit.items() if means == meaning)
        if muscles:
            named = ", ".join(text(f"why.muscle.{muscle}") for muscle in muscles)
            said = cool if meaning == "lengthens" else meaning
            lines.append((meaning, text(f"why.mark.{said}", muscles=named)))
    return tuple(lines)


def framed(block: Mapping[str, Any], lit: Iterable[str]) -> tuple[list[dict[str, Any]], list[int]]:
    """Shapes and frame of a posture block, as a figure set has them; ``lit``: the muscles that are drawn."""
    # Here rather than above: the first page draws nothing, and need not wait for the body.
    from primemover.body import Drawing, Mark, postures  # noqa: PLC0415

    posture = postures(dict(block), [])["start"]
    marks = [Mark(*_mark(name)) for name in lit]
    drawing = Drawing(posture.person, marks, [prop.name for prop in posture.props])
    shapes = [{"name": one.name, "class": one.kind, "points": one.points} for one in drawing.shapes]
    return shapes, drawing.frame(posture)


def _mark(name: str) -> tuple[str, Muscle]:
    side, _, muscle = name.partition(" ")
    return side, Muscle(muscle)
