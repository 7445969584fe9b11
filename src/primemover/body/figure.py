"""The drawn figure: shapes in drawing order, each a closed curve through points in whole millimetres."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from primemover.body import drawn_props
from primemover.body.flesh import muscle_outline
from primemover.body.posture import Posture
from primemover.body.skeleton import SEGMENT_INDEX, Person
from primemover.body.skin import SHANK, THIGH, Held, Outline, foreshortened, place, skin_of
from primemover.terms import Muscle

NEAR, FAR = "near", "far"
_SIDE_OF: Final = {NEAR: "working", FAR: "other"}

_FAR_SHIFT: Final = complex(0.012, 0.024)
"""Far limbs are drawn a little up and forward, as seen from slightly above the mat."""
_MUSCLE_CLEAR_M: Final = 0.006


class Shape(NamedTuple):
    """One shape of the drawing: its name, its class for the style sheet, how many points it has."""

    name: str
    kind: str
    points: int


class Mark(NamedTuple):
    """A muscle of the near or the far side."""

    side: str
    muscle: Muscle

    def __str__(self) -> str:
        return f"{self.side} {self.muscle}"


class _Part(NamedTuple):
    name: str
    kind: str
    outline: Outline
    far: bool
    lift_m: float = 0.0


class Drawing:
    """Draws postures of one person as frames of the same shapes.

    ``marks``: the muscles that may be lit, ``props``: the props that may stand in it.
    """

    def __init__(self, person: Person, marks: Iterable[Mark], props: Iterable[str]) -> None:
        self._parts = _parts(person, frozenset(marks))
        used = dict.fromkeys(props)
        self._behind = tuple(name for name in used if name not in drawn_props.IN_FRONT)
        self._in_front = tuple(name for name in used if name in drawn_props.IN_FRONT)
        self.shapes: tuple[Shape, ...] = (
            *(Shape(*shape) for shape in drawn_props.shapes(self._behind)),
            *(Shape(part.name, part.kind, len(part.outline)) for part in self._parts),
            *(Shape(*shape) for shape in drawn_props.shapes(self._in_front)),
        )

    def frame(self, posture: Posture) -> list[int]:
        """All shapes of one posture as one flat list: x, y in mm, y pointing down."""
        at = posture.frames
        frame: list[int] = []
        _append(frame, drawn_props.outlines(self._behind, posture.props))
        _append(frame, [_laid(place(_shown(part, posture), at), part) for part in self._parts])
        _append(frame, drawn_props.outlines(self._in_front, posture.props))
        return frame


def _shown(part: _Part, posture: Posture) -> Outline:
    """An upper arm that is spread out of the side view is shown shorter."""
    share = dict(zip(("upper arm near", "upper arm far"), posture.spreads, strict=True)).get(part.name, 1.0)
    if share == 1.0:
        return part.outline
    return foreshortened(part.outline, posture.person.lengths_m["upper arm"], share)


def _append(frame: list[int], outlines: Iterable[Sequence[complex]]) -> None:
    for points in outlines:
        for point in points:
            frame.append(round(point.real * 1000))
            frame.append(round(-point.imag * 1000))


def _laid(points: list[complex], part: _Part) -> list[complex]:
    """Skin below the floor is pressed flat; far limbs stand a little further up."""
    floor = part.lift_m
    if part.far:
        floor += _FAR_SHIFT.imag
        points = [point + _FAR_SHIFT for point in points]
    return [point if point.imag >= floor else complex(point.real, floor) for point in points]


_ARM: Final = ("upper arm", "forearm", "hand", "fingers")
_LEG: Final = ("buttock", "thigh", "knee", "shank", "foot", "toes")


def _parts(person: Person, marks: frozenset[Mark]) -> tuple[_Part, ...]:
    """Everything that is drawn of the body, from the back to the front."""
    worn = skin_of(person).outlines

    def limb(side: str, names: Sequence[str], kind: str) -> list[_Part]:
        far = side == FAR and not person.up
        return [_Part(f"{name} {side}", kind, worn[f"{_SIDE_OF[side]} {name}"], far) for name in names]

    middle = [_Part("trunk", "near", worn["trunk"], False)]
    head = [_Part("head", "near", worn["head"], False), _Part("hair", "hair", worn["hair"], False)]
    if person.up:
        # seen from behind, both arms lie on the far side of the trunk
        return (
            *limb(FAR, _ARM, "far"),
            *limb(NEAR, _ARM, "arm"),
            *limb(FAR, _LEG[1:], "far"),
            *middle,
            *limb(FAR, _LEG[:1], "far"),
            *_muscles(person, marks, FAR),
            *head,
            *limb(NEAR, _LEG, "near"),
            *_muscles(person, marks, NEAR),
        )
    return (
        *limb(FAR, _ARM, "far"),
        *limb(FAR, _LEG[1:], "far"),
        *_muscles(person, marks, FAR),
        *middle,
        *head,
        *limb(NEAR, _LEG, "near"),
        *_edges(person),
        *_muscles(person, marks, NEAR),
        *limb(NEAR, _ARM, "arm"),
    )


def _muscles(person: Person, marks: frozenset[Mark], side: str) -> list[_Part]:
    return [
        _Part(
            f"{mark.muscle} {mark.side}",
            "muscle",
            muscle_outline(mark.muscle, _SIDE_OF[side], person),
            side == FAR and not person.up,
            _MUSCLE_CLEAR_M,
        )
        for mark in sorted(marks)
        if mark.side == side
    ]


def _edges(person: Person) -> list[_Part]:
    """Thin lines that set the near leg off from what lies behind it."""
    parts = []
    for name, profile in (("thigh", THIGH[1:-1]), ("shank", SHANK[1:])):
        index, length = SEGMENT_INDEX[f"working {name}"], person.lengths_m[name]
        for edge, column, sign in (("front", 1, 1), ("back", 2, -1)):
            line = [(station[0] * length, station[column] * person.scale) for station in profile]
            parts.append(_Part(f"{name} {edge}", "edge", _edge(index, line, sign), False))
    return parts


def _edge(segment: int, line: Sequence[tuple[float, float]], sign: int) -> Outline:
    """A line along one side of a limb, from nothing to 4 mm wide and back."""
    last = len(line) - 1
    wide = [0.0005 if i in (0, last) else 0.004 for i in range(len(line))]
    inner = [complex(along, sign * (depth - 0.0005)) for along, depth in line]
    outer = [point + sign * 1j * width for point, width in zip(inner, wide, strict=True)]
    return tuple((Held(segment, point, 1.0),) for point in (*inner, *reversed(outer)))
