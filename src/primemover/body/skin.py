"""The skin: outlines that the segments carry, in metres, and which of their points can bear.

An outline point is a weighted sum of points fixed to segments, so that flesh over a joint follows both.
Most hang on one segment. Coordinates are (along the segment, towards its front) for a height of 1.75 m.
"""

from __future__ import annotations

import cmath
import math
from functools import lru_cache
from typing import Final, NamedTuple

from primemover.body.skeleton import (
    CHEST,
    HEAD,
    LUMBAR,
    NECK,
    PELVIS,
    RIBS,
    SEGMENT_INDEX,
    Frames,
    Person,
)
from primemover.body.vocabulary import SIDES


class Held(NamedTuple):
    """One share of a skin point: fixed at ``local`` to ``segment``, counted with ``weight``."""

    segment: int
    local: complex
    weight: float


SkinPoint = tuple[Held, ...]
Outline = tuple[SkinPoint, ...]

# (fraction of the segment, front, back) in metres
THIGH: Final = (
    *((0.0, 0.084, 0.088), (0.12, 0.088, 0.092), (0.28, 0.088, 0.086), (0.46, 0.081, 0.075)),
    *((0.64, 0.070, 0.064), (0.82, 0.059, 0.054), (0.95, 0.056, 0.047)),
)
SHANK: Final = (
    *((0.04, 0.053, 0.046), (0.15, 0.046, 0.053), (0.28, 0.041, 0.063), (0.43, 0.037, 0.061)),
    *((0.60, 0.034, 0.048), (0.78, 0.030, 0.034), (0.93, 0.030, 0.031)),
)
_UPPER_ARM: Final = ((0.0, 0.048, 0.051), (0.16, 0.050, 0.051), (0.38, 0.044, 0.046), (0.93, 0.036, 0.037))
_FOREARM: Final = ((0.03, 0.036, 0.036), (0.24, 0.039, 0.036), (0.45, 0.036, 0.034), (0.94, 0.022, 0.024))
_HAND: Final = ((0.06, 0.021, 0.022), (0.5, 0.021, 0.025), (0.96, 0.015, 0.019))
_FINGERS: Final = ((0.05, 0.014, 0.018), (0.5, 0.011, 0.014), (0.9, 0.007, 0.009))

_KNEE_M: Final = 0.050

_FOOT: Final = (
    *((0.034, 0.026), (0.054, -0.004), (0.090, -0.021), (0.124, -0.032), (0.146, -0.046), (0.134, -0.065)),
    *((0.096, -0.068), (0.040, -0.061), (-0.014, -0.067), (-0.048, -0.066), (-0.063, -0.046)),
    *((-0.057, -0.016), (-0.038, 0.014), (-0.030, 0.044), (0.004, 0.052)),
)
_TOES: Final = (
    *((-0.024, 0.010), (0.0, 0.0165), (0.032, 0.010), (0.058, 0.005), (0.073, -0.007), (0.064, -0.0195)),
    *((0.032, -0.0205), (0.0, -0.0195), (-0.022, -0.014)),
)
_HEAD: Final = (
    *((0.062, -0.058), (0.086, -0.052), (0.097, -0.036), (0.095, -0.020), (0.101, -0.008)),
    *((0.117, 0.008), (0.104, 0.034), (0.097, 0.052), (0.099, 0.078), (0.087, 0.112), (0.053, 0.145)),
    *((0.005, 0.158), (-0.044, 0.148), (-0.083, 0.112), (-0.097, 0.062), (-0.088, 0.012)),
    *((-0.060, -0.030), (-0.020, -0.050), (0.022, -0.046)),
)
_HAIR: Final = (
    *((0.090, 0.108), (0.082, 0.130), (0.050, 0.155), (0.004, 0.166), (-0.047, 0.156), (-0.088, 0.117)),
    *((-0.103, 0.064), (-0.095, 0.012), (-0.070, -0.022), (-0.052, -0.004), (-0.040, 0.036)),
    *((-0.018, 0.058), (0.006, 0.066), (0.022, 0.090), (0.056, 0.108)),
)
_FACE: Final = range(8, 12)

# (segment, along it, the segment it blends with or none, front, back) from the crotch to the skull
_TRUNK: Final = (
    (PELVIS, -0.095, None, 0.030, 0.050),
    (PELVIS, -0.045, None, 0.072, 0.100),
    (PELVIS, 0.008, None, 0.088, 0.118),
    (PELVIS, 0.060, None, 0.090, 0.112),
    (PELVIS, 0.1085, LUMBAR, 0.086, 0.090),
    (LUMBAR, 0.082, None, 0.081, 0.076),
    (LUMBAR, 0.1645, RIBS, 0.088, 0.082),
    (RIBS, 0.070, None, 0.100, 0.096),
    (RIBS, 0.13825, CHEST, 0.107, 0.104),
    (CHEST, 0.072, None, 0.101, 0.102),
    (CHEST, 0.122, None, 0.083, 0.091),
    (CHEST, 0.1575, NECK, 0.060, 0.070),
    (NECK, 0.040, None, 0.048, 0.056),
    (NECK, 0.084, HEAD, 0.047, 0.052),
)
_BELLY, _CHEST_FRONT = range(1, 7), range(6, 11)
_SACRUM_BACK, _UPPER_BACK = range(1, 6), range(6, 12)


def tube(
    segment: int, length: float, profile: tuple[tuple[float, float, float], ...], caps: tuple[float, float]
) -> Outline:
    """A tapered limb with round ends: front down, round the far end, back up, round the near end."""
    front = [complex(t * length, f) for t, f, _ in profile]
    back = [complex(t * length, -b) for t, _, b in reversed(profile)]
    points = [*front, *_cap(profile[-1], length, caps[1], 1), *back, *_cap(profile[0], length, caps[0], -1)]
    return tuple((Held(segment, point, 1.0),) for point in points)


def _cap(station: tuple[float, float, float], length: float, radius: float, sign: int) -> list[complex]:
    along, front, back = station
    middle, half = (front - back) / 2, (front + back) / 2
    turns = (40, 90, 140) if sign > 0 else (140, 90, 40)
    return [
        complex(
            along * length + sign * radius * math.sin(math.radians(turn)),
            middle + half * math.cos(math.radians(turn)),
        )
        for turn in turns
    ]


def _rigid(segment: int, points: tuple[tuple[float, float], ...], front: int = 1) -> Outline:
    return tuple((Held(segment, complex(x, front * y), 1.0),) for x, y in points)


def _head(points: tuple[tuple[float, float], ...]) -> Outline:
    """Head points are written (forward, up); the segment runs up, its front on the right of it."""
    return tuple((Held(HEAD, complex(up, -forward), 1.0),) for forward, up in points)


def _trunk() -> Outline:
    front: list[SkinPoint] = []
    back: list[SkinPoint] = []
    for segment, along, blend, ahead, behind in _TRUNK:
        for side, depth in ((front, -ahead), (back, behind)):
            if blend is None:
                side.append((Held(segment, complex(along, depth), 1.0),))
            else:
                halves = (
                    Held(segment, complex(along, depth), 0.5),
                    Held(blend, complex(0.0, depth), 0.5),
                )
                side.append(halves)
    return (*front, *reversed(back))


class Carrier(NamedTuple):
    """Shorthand to write flesh about one hip: points of the pelvis, of the thigh, or between them."""

    thigh: int
    thigh_m: float

    def pelvis(self, up: float, forward: float) -> SkinPoint:
        """A point fixed to the pelvis, metres from the hip centre."""
        return (Held(PELVIS, complex(up, -forward), 1.0),)

    def leg(self, fraction: float, forward: float) -> SkinPoint:
        """A point fixed to the thigh: fraction of its length, metres in front of its axis."""
        return (Held(self.thigh, complex(fraction * self.thigh_m, forward), 1.0),)

    def between(self, up: float, fraction: float, forward: float, leg_share: float) -> SkinPoint:
        """A point that follows the thigh by ``leg_share`` and the pelvis by the rest."""
        return (
            Held(PELVIS, complex(up, -forward), 1 - leg_share),
            Held(self.thigh, complex(fraction * self.thigh_m, forward), leg_share),
        )


def _kneecap(shank: int) -> Outline:
    """Rounds the front of the knee where thigh and shank part."""
    return tuple((Held(shank, cmath.rect(_KNEE_M, math.pi * turn / 4) + 0.0045j, 1.0),) for turn in range(8))


def _buttock(hip: Carrier) -> Outline:
    return (
        hip.pelvis(0.128, -0.078),
        hip.pelvis(0.098, -0.106),
        hip.pelvis(0.052, -0.130),
        hip.pelvis(0.002, -0.139),
        hip.between(-0.046, 0.10, -0.132, 0.40),
        hip.between(-0.085, 0.20, -0.114, 0.65),
        hip.leg(0.29, -0.092),
        hip.leg(0.36, -0.074),
        hip.leg(0.22, -0.010),
        hip.pelvis(0.0, 0.0),
        hip.pelvis(0.085, -0.030),
    )


class Skin(NamedTuple):
    """Outlines by name, and by part name the groups of points of which the lowest one bears."""

    outlines: dict[str, Outline]
    groups: dict[tuple[str, str], tuple[Outline, ...]]


@lru_cache(maxsize=8)
def skin_of(person: Person) -> Skin:
    """Everything that ``person`` wears on the segments."""
    if person.up:
        return _seen_from_behind(person)
    outlines: dict[str, Outline] = {"trunk": _trunk(), "head": _head(_HEAD), "hair": _head(_HAIR)}
    for side in SIDES:
        outlines.update(limb_outlines(side))
    worn = {
        name: tuple(scaled(point, person.scale) for point in outline) for name, outline in outlines.items()
    }
    return Skin(worn, _groups(worn))


def _seen_from_behind(person: Person) -> Skin:
    from primemover.body import skin_behind  # noqa: PLC0415 - it is written in the words of this module

    return skin_behind.skin_from_behind(person)


def scaled(point: SkinPoint, scale: float) -> SkinPoint:
    """The same point on a body ``scale`` times as large."""
    return tuple(Held(held.segment, held.local * scale, held.weight) for held in point)


def limb_outlines(side: str) -> dict[str, Outline]:
    """The outlines of one arm and one leg by their full names, for a height of 1.75 m."""
    lengths = Person().lengths_m
    index = {name: SEGMENT_INDEX[f"{side} {name}"] for name in ("thigh", "shank", "foot", "toes")}
    arm = {name: SEGMENT_INDEX[f"{side} {name}"] for name in ("upper arm", "forearm", "hand", "fingers")}
    fingers_m = lengths["hand"] - lengths["palm"]
    outlines = {
        "thigh": tube(index["thigh"], lengths["thigh"], THIGH, (0.086, 0.048)),
        "knee": _kneecap(index["shank"]),
        "shank": tube(index["shank"], lengths["shank"], SHANK, (0.047, 0.034)),
        "foot": _rigid(index["foot"], _FOOT),
        "toes": _rigid(index["toes"], _TOES),
        "upper arm": tube(arm["upper arm"], lengths["upper arm"], _UPPER_ARM, (0.048, 0.036)),
        "forearm": tube(arm["forearm"], lengths["forearm"], _FOREARM, (0.030, 0.020)),
        "hand": tube(arm["hand"], lengths["palm"], _HAND, (0.016, 0.012)),
        "fingers": tube(arm["fingers"], fingers_m, _FINGERS, (0.012, 0.008)),
        "buttock": _buttock(Carrier(index["thigh"], lengths["thigh"])),
    }
    return {f"{side} {name}": outline for name, outline in outlines.items()}


def _groups(outlines: dict[str, Outline]) -> dict[tuple[str, str], tuple[Outline, ...]]:
    trunk = outlines["trunk"]
    front = {
        name: tuple(trunk[i] for i in span) for name, span in (("belly", _BELLY), ("chest", _CHEST_FRONT))
    }
    last = len(trunk) - 1
    sacrum = tuple(trunk[last - i] for i in _SACRUM_BACK)
    upper_back = tuple(trunk[last - i] for i in _UPPER_BACK)
    head = (*outlines["head"], *outlines["hair"])
    groups: dict[tuple[str, str], tuple[Outline, ...]] = {
        ("", "belly"): (front["belly"],),
        ("", "chest"): (front["chest"],),
        ("", "sacrum"): (sacrum,),
        ("", "upper back"): (upper_back,),
        ("", "back"): (sacrum, upper_back),
        ("", "head"): (head,),
        ("", "forehead"): (tuple(outlines["head"][i] for i in _FACE),),
    }
    for side in SIDES:
        for part, parts in _limb_groups(side, outlines).items():
            groups[side, part] = parts
    return groups


def _limb_groups(side: str, outlines: dict[str, Outline]) -> dict[str, tuple[Outline, ...]]:
    def of(name: str, *spans: range) -> Outline:
        outline = outlines[f"{side} {name}"]
        return tuple(outline[i] for span in spans for i in span)

    knee = (*of("thigh", range(5, 12)), *of("shank", range(2), range(15, 20)))
    top_of_foot = (*of("foot", range(5), range(13, 15)), *of("toes", range(4)))
    heel, ball = of("foot", range(8, 12)), (*of("foot", range(4, 7)), *of("toes", range(6, 8)))
    toe_tip = of("toes", range(4, 6))
    palm = of("hand", range(12))
    fingertips = of("fingers", range(2, 7))
    elbow = of("forearm", range(1), range(10, 14))
    wrist = (*of("forearm", range(2, 9)),)
    return {
        "thigh": (of("thigh", range(0, 14)),),
        "knee": (knee,),
        "shin": (knee, top_of_foot),
        "calf": (of("shank", range(10, 16)),),
        "heel": (heel,),
        "sole": (heel, ball, toe_tip),
        "top of foot": (top_of_foot,),
        "toes": (ball, toe_tip),
        "hand": (palm, fingertips),
        "fingertips": (fingertips,),
        "forearm": (elbow, wrist, fingertips),
        "elbow": (elbow,),
        "buttock": (of("buttock", range(7)),),
    }


def place(outline: Outline, at: Frames) -> list[complex]:
    """The outline's points in the world, metres."""
    origins, directions = at
    placed = []
    for point in outline:
        if len(point) == 1:
            segment, local, _ = point[0]
            placed.append(origins[segment] + directions[segment] * local)
        else:
            placed.append(sum((origins[s] + directions[s] * x) * w for s, x, w in point))
    return placed


def foreshortened(outline: Outline, length_m: float, shown: float) -> Outline:
    """A limb of ``length_m`` that leaves the side view, which shows its length times ``shown``; its round
    ends stay round."""

    def shorter(local: complex) -> complex:
        inside = min(max(local.real, 0.0), length_m)
        return local + inside * (shown - 1)

    return tuple(tuple(Held(s, shorter(local), w) for s, local, w in point) for point in outline)
