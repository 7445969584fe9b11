"""The skeleton: segments of published proportions, and forward kinematics in the side view.

A point of the side view is a complex number in metres: the real part forward, the imaginary part up.
The person faces forward (+); the near side is the working side. A direction is a complex number of
length 1, and ``direction * 1j`` is that direction turned 90° anticlockwise.

Segment lengths follow Winter (2009), table 4.1, after Drillis and Contini (1966), as fractions of the
height; Winter has the trunk as one segment from hip to shoulder (.288), here divided into pelvis, lumbar
and two thoracic parts so that it can bend, and continued to the neck.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

from primemover.body.vocabulary import SIDES

FRACTIONS: Final = {
    "thigh": 0.245,
    "shank": 0.246,
    "foot height": 0.039,
    "foot": 0.152,
    "upper arm": 0.186,
    "forearm": 0.146,
    "hand": 0.108,
    "trunk": 0.288,
}
"""Segment lengths as fractions of the height (Winter 2009)."""

SPINE_FRACTIONS: Final = {"pelvis": 0.062, "lumbar": 0.094, "ribs": 0.079, "chest": 0.090, "neck": 0.048}
"""The trunk's own division, hip centre to the base of the skull."""

_SHOULDER_BELOW_NECK: Final = 0.036
_BALL_AHEAD, _BALL_BELOW = 0.0745, 0.0275
_PALM_SHARE: Final = 0.53

TRUNK_ANGLES: Final = ("pelvis", "lumbar", "thoracic", "neck", "head")
LIMB_ANGLES: Final = ("hip", "knee", "ankle", "toes", "shoulder", "elbow", "wrist", "fingers")
ANGLES: Final = (*TRUNK_ANGLES, *(f"{side} {joint}" for side in SIDES for joint in LIMB_ANGLES))
ANGLE_INDEX: Final = {name: index for index, name in enumerate(ANGLES)}

_LIMB_SEGMENTS: Final = ("thigh", "shank", "foot", "toes", "upper arm", "forearm", "hand", "fingers")
SEGMENTS: Final = (
    *("pelvis", "lumbar", "ribs", "chest", "neck", "head"),
    *(f"{side} {segment}" for side in SIDES for segment in _LIMB_SEGMENTS),
)
SEGMENT_INDEX: Final = {name: index for index, name in enumerate(SEGMENTS)}
PELVIS, LUMBAR, RIBS, CHEST, NECK, HEAD = range(6)

STANDING_CURVE_DEG: Final = {"lumbar": -8.0, "thoracic": 14.0, "neck": 8.0, "head": -14.0}
"""The standing spine against a straight one: the zero of the spine's angles."""

_RAD: Final = math.pi / 180.0
_CURVE: Final = tuple(STANDING_CURVE_DEG[name] * _RAD for name in TRUNK_ANGLES[1:])
_STRAIGHT: Final = (0.0, 0.0, 0.0, 0.0)
_RIBS_SHARE: Final = 0.4

_SHOULDER_AHEAD: Final = 0.006
_HIP_BESIDE, _SHOULDER_BESIDE, _SHOULDER_UNDER = 0.0486, 0.075, 0.063
"""Half of the distance between the hips and between the shoulders, as fractions of the height; the shoulder
that is lain on is pushed forward and up, and so nearer to the spine."""


@dataclass(frozen=True)
class Person:
    """A body's size, and how it is seen. ``height_m`` 1.2 to 2.2; nothing else changes the figure.

    ``up``: empty for a body seen from the side; ``working`` or ``other`` for one that lies on its side and is
    seen from behind, with that side up. There the plane of the drawing is the frontal plane, and the hip's
    angle is abduction (of the upper leg +, of the lower one −).
    """

    height_m: float = 1.75
    up: str = ""

    def __post_init__(self) -> None:
        if not 1.2 <= self.height_m <= 2.2:
            raise ValueError(f"A height of {self.height_m} m is outside 1.2 to 2.2 m.")

    @cached_property
    def scale(self) -> float:
        """Size against the 1.75 m for which the skin is drawn."""
        return self.height_m / 1.75

    @cached_property
    def lengths_m(self) -> dict[str, float]:
        """Length of each segment in metres."""
        fractions = {**FRACTIONS, **SPINE_FRACTIONS}
        lengths = {name: fraction * self.height_m for name, fraction in fractions.items()}
        lengths["palm"] = lengths["hand"] * _PALM_SHARE
        return lengths

    @cached_property
    def leg_m(self) -> float:
        """Hip centre to ankle centre, knee straight."""
        return self.lengths_m["thigh"] + self.lengths_m["shank"]


ADULT: Final = Person()


class Frames(NamedTuple):
    """Origin (proximal joint, metres) and direction of every segment, in the order of ``SEGMENTS``."""

    origins: list[complex]
    directions: list[complex]


def _unit(angle: float) -> complex:
    return complex(math.cos(angle), math.sin(angle))


def frames(person: Person, hip: complex, angles: list[float], spreads: tuple[float, float]) -> Frames:
    """Forward kinematics.

    ``hip``: the hip centre in metres. ``angles``: radians in the order of ``ANGLES``; ``pelvis`` is the
    world direction of the trunk's base, the others are zero when standing. ``spreads``: cosine of each
    upper arm's spread out of the side view (1 in the plane).
    """
    lengths = person.lengths_m
    pelvis, lumbar, thoracic, neck, head = angles[:5]
    curve = _STRAIGHT if person.up else _CURVE
    lumbar += curve[0]
    thoracic += curve[1]
    origins, directions = [hip], [_unit(pelvis)]
    above_lumbar = pelvis - lumbar
    upper = above_lumbar - thoracic
    top_of_neck = upper - neck - curve[2]
    for name, angle in (
        ("pelvis", pelvis - lumbar / 2),
        ("lumbar", above_lumbar - thoracic * _RIBS_SHARE),
        ("ribs", upper),
        ("chest", top_of_neck),
        ("neck", top_of_neck - head - curve[3]),
    ):
        origins.append(origins[-1] + directions[-1] * lengths[name])
        directions.append(_unit(angle))
    chest_up = directions[CHEST]
    drop = _SHOULDER_BELOW_NECK * person.height_m
    middle = origins[NECK] - chest_up * drop
    for side, spread in enumerate(spreads):
        hip_out, shoulder_out = _beside(person, SIDES[side])
        shoulder = middle - chest_up * 1j * shoulder_out
        socket = hip - directions[PELVIS] * 1j * hip_out
        leg, arm = angles[5 + side * 8 : 9 + side * 8], angles[9 + side * 8 : 13 + side * 8]
        for limb in (_leg(person, socket, pelvis, leg), _arm(person, shoulder, upper, arm, spread)):
            origins += limb[0]
            directions += limb[1]
    return Frames(origins, directions)


def _beside(person: Person, side: str) -> tuple[float, float]:
    """How far hip and shoulder of a side lie from the trunk's line towards what is drawn as its front: in
    the side view ahead of it, in the view from behind up or down."""
    if not person.up:
        return 0.0, _SHOULDER_AHEAD * person.height_m
    if side == person.up:
        return _HIP_BESIDE * person.height_m, _SHOULDER_BESIDE * person.height_m
    return -_HIP_BESIDE * person.height_m, -_SHOULDER_UNDER * person.height_m


Limb = tuple[tuple[complex, ...], tuple[complex, ...]]


def _leg(person: Person, hip: complex, pelvis: float, angles: list[float]) -> Limb:
    lengths = person.lengths_m
    thigh = pelvis - math.pi + angles[0]
    shank = thigh - angles[1]
    foot = shank + math.pi / 2 + angles[2]
    along_thigh, along_shank, along_foot = _unit(thigh), _unit(shank), _unit(foot)
    knee = hip + along_thigh * lengths["thigh"]
    ankle = knee + along_shank * lengths["shank"]
    ball = ankle + along_foot * complex(_BALL_AHEAD, -_BALL_BELOW) * person.height_m
    return (hip, knee, ankle, ball), (along_thigh, along_shank, along_foot, _unit(foot + angles[3]))


def _arm(person: Person, shoulder: complex, chest: float, angles: list[float], spread: float) -> Limb:
    lengths = person.lengths_m
    arm = chest - math.pi + angles[0]
    forearm = arm + angles[1]
    hand = forearm + angles[2]
    along_arm, along_forearm, along_hand = _unit(arm), _unit(forearm), _unit(hand)
    elbow = shoulder + along_arm * (lengths["upper arm"] * spread)
    wrist = elbow + along_forearm * lengths["forearm"]
    knuckles = wrist + along_hand * lengths["palm"]
    return (shoulder, elbow, wrist, knuckles), (along_arm, along_forearm, along_hand, _unit(hand + angles[3]))


class Turn(NamedTuple):
    """How a joint angle moves a segment: ``gain`` radians about the mean of ``pivots`` (weighted)."""

    angle: int
    gain: float
    pivots: tuple[tuple[int, float], ...]


def _turns() -> tuple[tuple[Turn, ...], ...]:
    """For every segment the angles that turn it, with the joints that they turn it about."""
    pelvis = Turn(0, 1.0, ((PELVIS, 1.0),))
    whole_lumbar = Turn(1, -1.0, ((LUMBAR, 0.5), (RIBS, 0.5)))
    whole_thoracic = Turn(2, -1.0, ((RIBS, _RIBS_SHARE), (CHEST, 1 - _RIBS_SHARE)))
    neck = Turn(3, -1.0, ((NECK, 1.0),))
    head = Turn(4, -1.0, ((HEAD, 1.0),))
    chest = (pelvis, whole_lumbar, whole_thoracic)
    table: list[tuple[Turn, ...]] = [
        (pelvis,),
        (pelvis, Turn(1, -0.5, ((LUMBAR, 1.0),))),
        (pelvis, whole_lumbar, Turn(2, -_RIBS_SHARE, ((RIBS, 1.0),))),
        chest,
        (*chest, neck),
        (*chest, neck, head),
    ]
    for side in range(2):
        for first_joint, root in ((0, (pelvis,)), (4, chest)):
            chain: tuple[Turn, ...] = root
            for step in range(4):
                joint = first_joint + step
                sign = -1.0 if LIMB_ANGLES[joint] == "knee" else 1.0
                segment = 6 + side * 8 + joint
                chain = (*chain, Turn(5 + side * 8 + joint, sign, ((segment, 1.0),)))
                table.append(chain)
    return tuple(table)


TURNS: Final = _turns()


def pivots(at: Frames) -> dict[tuple[tuple[int, float], ...], complex]:
    """The point about which each kind of turn happens, for the derivative of a body point:
    d(point)/d(angle) = gain · i · (point − pivot)."""
    origins = at.origins
    return {key: sum((origins[s] * w for s, w in key), 0j) for key in _PIVOT_KEYS}


_PIVOT_KEYS: Final = tuple({turn.pivots for chain in TURNS for turn in chain})


def radians(angles_deg: Mapping[str, float]) -> list[float]:
    """Angles by name in degrees → radians in the order of ``ANGLES``; what is missing is zero."""
    return [angles_deg.get(name, 0.0) * _RAD for name in ANGLES]
