"""Props as shapes: outlines in metres where a posture has placed them."""

from __future__ import annotations

import cmath
import math
from collections.abc import Callable, Sequence
from typing import Final

from primemover.body.posture import PlacedProp
from primemover.body.vocabulary import CHAIR_BACK_M, PROPS

Outline = list[complex]

_SEAT_M: Final = 0.035
_LEG_M: Final = 0.030


IN_FRONT: Final = frozenset({"hand-held tool"})
"""Props that are drawn over the body; the others stand behind it."""


def shapes(props: Sequence[str]) -> list[tuple[str, str, int]]:
    """Name, class and number of points of each shape of these props, in drawing order."""
    found = []
    for name in props:
        sample = _DRAWN[name](PlacedProp(name, 0.0, PROPS[name].height_m))
        for index, (kind, outline) in enumerate(sample):
            found.append((name if index == 0 else f"{name} {index + 1}", kind, len(outline)))
    return found


def outlines(props: Sequence[str], placed: Sequence[PlacedProp]) -> list[Outline]:
    """The shapes of ``shapes(props)`` where they stand; a prop that is not there shrinks to nothing."""
    there = {prop.name: prop for prop in placed}
    found = []
    for name in props:
        prop = there.get(name)
        drawn = _DRAWN[name](prop or PlacedProp(name, 0.0, PROPS[name].height_m))
        found += [outline if prop else [0j] * len(outline) for _, outline in drawn]
    return found


def _circle(centre: complex, radius: float, turn: float = 0.0, count: int = 8) -> Outline:
    return [centre + cmath.rect(radius, turn + 2 * math.pi * i / count) for i in range(count)]


def _roller(prop: PlacedProp) -> list[tuple[str, Outline]]:
    radius = prop.height_m / 2
    centre = complex(prop.x_m, radius)
    grooves = [
        (
            "pi",
            _circle(centre + cmath.rect(radius * 0.77, prop.turn_rad + math.pi * i / 2), radius * 0.10, 0, 4),
        )
        for i in range(4)
    ]
    return [("prop", _circle(centre, radius)), ("pi", _circle(centre, radius * 0.50)), *grooves]


def _ball(prop: PlacedProp) -> list[tuple[str, Outline]]:
    radius = prop.height_m / 2
    centre = complex(prop.x_m, radius)
    bow = [
        centre + cmath.rect(radius * r, prop.turn_rad + a)
        for r, a in ((0.98, 1.1), (0.42, 0), (0.98, -1.1), (0.25, 0))
    ]
    return [("prop", _circle(centre, radius)), ("pi", bow)]


def _soft(prop: PlacedProp) -> list[tuple[str, Outline]]:
    """A pillow: full in the middle, with soft ends, and a seam."""
    half, height = PROPS[prop.name].length_m / 2, prop.height_m
    profile = (
        *((-0.94, 0.0), (-1.02, 0.30), (-0.92, 0.70), (-0.50, 1.02), (0.0, 1.12), (0.50, 1.02)),
        *((0.92, 0.70), (1.02, 0.30), (0.94, 0.0), (0.3, 0.0), (-0.3, 0.0)),
    )
    body = [complex(prop.x_m + x * half, y * height) for x, y in profile]
    seam_profile = (
        (-0.98, 0.30),
        (-0.5, 0.27),
        (0.0, 0.26),
        (0.5, 0.27),
        (0.98, 0.30),
        (0.5, 0.31),
        (-0.5, 0.31),
    )
    seam = [complex(prop.x_m + x * half, y * height) for x, y in seam_profile]
    return [("prop", body), ("pi", seam)]


def _box(left: float, bottom: float, right: float, top: float) -> Outline:
    """A box with slightly soft corners."""
    inset = min(0.012, (right - left) / 4, (top - bottom) / 4)
    corners = (
        *((left, bottom + inset), (left, top - inset), (left + inset, top), (right - inset, top)),
        *((right, top - inset), (right, bottom + inset), (right - inset, bottom), (left + inset, bottom)),
    )
    return [complex(x, y) for x, y in corners]


def _chair(prop: PlacedProp) -> list[tuple[str, Outline]]:
    half, seat = PROPS["chair"].length_m / 2, prop.height_m
    left, right = prop.x_m - half, prop.x_m + half
    back = right - _LEG_M if prop.faces_back else left
    return [
        ("pi", _box(left + 0.03, 0.0, left + 0.03 + _LEG_M, seat - _SEAT_M)),
        ("pi", _box(right - 0.03 - _LEG_M, 0.0, right - 0.03, seat - _SEAT_M)),
        ("pi", _box(back, seat - 0.01, back + _LEG_M, CHAIR_BACK_M)),
        ("prop", _box(left, seat - _SEAT_M, right, seat)),
    ]


def _block(prop: PlacedProp) -> list[tuple[str, Outline]]:
    half = PROPS["block"].length_m / 2
    return [("prop", _box(prop.x_m - half, 0.0, prop.x_m + half, prop.height_m))]


def _tool(prop: PlacedProp) -> list[tuple[str, Outline]]:
    centre, radius = complex(prop.x_m, prop.height_m), PROPS[prop.name].height_m / 2
    return [("prop", _circle(centre, radius)), ("pi", _circle(centre, radius * 0.45, 0, 6))]


_DRAWN: Final[dict[str, Callable[[PlacedProp], list[tuple[str, Outline]]]]] = {
    "roller": _roller,
    "ball": _ball,
    "pillow": _soft,
    "cushion": _soft,
    "bolster": _soft,
    "chair": _chair,
    "block": _block,
    "hand-held tool": _tool,
}
