"""What a side camera measures: angles in degrees and the rise of the ankle, from points in one plane.

A point is a complex number: the real part forward, the imaginary part up, in any one unit of length. The
signs are those of ``body``: flexion +, extension −; ``trunk``, ``thigh`` and ``shank`` are inclinations
from the floor (the trunk 0 on the belly, 90 upright, 180 on the back). The hip's angle is taken against
the line from hip to shoulder, since a camera cannot see the pelvis. ``rise`` is the height of the ankle
above the hip in leg lengths, ``prop`` that of the elbow above the shoulder: near 0 where the arms lie, and
far below where they carry.
"""

from __future__ import annotations

import cmath
import math
from collections.abc import Mapping, Sequence
from typing import Final

from primemover.body import Person, Posture
from primemover.motion.landmarks import INDEX, POINTS
from primemover.terms import Side

Points = Sequence[complex | None]
"""33 points in the order of ``landmarks.NAMES``; None where a point is not visible."""

RISE: Final = "rise"
PROP: Final = "prop"
LENGTHS: Final = (RISE, PROP)
"""Measures in leg lengths; all others are degrees."""
SIDED: Final = ("hip", "knee", "ankle", "thigh", "shank", "shoulder", "elbow", *LENGTHS)
MEASURES: Final = ("trunk", *(f"{side} {name}" for side in (Side.LEFT, Side.RIGHT) for name in SIDED))
MEASURE_INDEX: Final = {name: index for index, name in enumerate(MEASURES)}
COUNT: Final = len(MEASURES)
MISSING: Final = math.nan

_DEG: Final = 180.0 / math.pi
USED_JOINTS: Final = ("shoulder", "elbow", "wrist", "hip", "knee", "ankle", "foot index")
"""The points of each side that measures are made from."""
_JOINTS: Final = tuple(
    tuple(INDEX[f"{side} {joint}"] for joint in USED_JOINTS) for side in (Side.LEFT, Side.RIGHT)
)
_NONE: Final = [MISSING] * len(SIDED)


def measured(points: Points, leg: float | None) -> list[float]:
    """The measures of one frame in the order of ``MEASURES``; NaN for what cannot be seen.

    ``leg``: the length of a straight leg in the unit of the points, or None while it is unknown.
    """
    left, left_trunk = _side(points, _JOINTS[0], leg)
    right, right_trunk = _side(points, _JOINTS[1], leg)
    if left_trunk is None or right_trunk is None:
        trunk = left_trunk or right_trunk
    else:
        trunk = left_trunk + right_trunk
    inclination = MISSING if trunk is None else _wrapped(cmath.phase(trunk) * _DEG, -90.0)
    return [inclination, *left, *right]


def _side(points: Points, joints: tuple[int, ...], leg: float | None) -> tuple[list[float], complex | None]:
    shoulder, elbow, wrist, hip, knee, ankle, toe = (points[joint] for joint in joints)
    if shoulder is None or hip is None or shoulder == hip:
        return _NONE, None
    found = list(_NONE)
    trunk = shoulder - hip
    if knee is not None and knee != hip:
        thigh = knee - hip
        found[0] = _wrapped(_between(-trunk, thigh), -90.0)
        found[3] = _wrapped(cmath.phase(thigh) * _DEG, -270.0)
        if ankle is not None and ankle != knee:
            shank = ankle - knee
            found[1] = _wrapped(_between(shank, thigh), -90.0)
            found[4] = _wrapped(cmath.phase(shank) * _DEG, -270.0)
            if toe is not None and toe != ankle:
                found[2] = _between(shank * 1j, toe - ankle)
            if leg:
                found[7] = (ankle.imag - hip.imag) / leg
    if elbow is not None and elbow != shoulder:
        arm = elbow - shoulder
        if leg:
            found[8] = arm.imag / leg
        found[5] = _wrapped(_between(-trunk, arm), -120.0)
        if wrist is not None and wrist != elbow:
            found[6] = _wrapped(_between(arm, wrist - elbow), -90.0)
    return found, trunk


def _between(reference: complex, direction: complex) -> float:
    """Degrees that ``direction`` is turned anticlockwise from ``reference``, −180 to 180."""
    return cmath.phase(direction * reference.conjugate()) * _DEG


def _wrapped(angle_deg: float, lowest: float) -> float:
    return (angle_deg - lowest) % 360.0 + lowest


def points_of(posture: Posture, working: Side = Side.RIGHT) -> list[complex | None]:
    """Where a camera would see the points of a posture whose working side is ``working``, metres."""
    points: list[complex | None] = [None] * POINTS
    sides = {"working": working, "other": working.other}
    for role, side in sides.items():
        for point, joint in _SEEN_AT.items():
            points[INDEX[f"{side} {point}"]] = posture.joint(f"{role} {joint}")
    for point, where in _face(posture).items():
        points[INDEX[point]] = where
    return points


_SEEN_AT: Final[Mapping[str, str]] = {
    **{name: name for name in ("shoulder", "elbow", "wrist", "hip", "knee", "ankle")},
    "foot index": "ball of foot",
    **dict.fromkeys(("pinky", "index", "thumb"), "knuckles"),
    "heel": "ankle",
}


def _face(posture: Posture) -> dict[str, complex]:
    """Nose, eyes, ears and mouth, after the proportions of an adult's head."""
    size = posture.person.height_m
    skull = posture.joint("skull")
    up = posture.frames.directions[_HEAD]
    forward = up * -1j
    ears = skull + (up * 0.030 + forward * 0.004) * size
    eyes = skull + (up * 0.040 + forward * 0.045) * size
    mouth = skull + (up * 0.008 + forward * 0.048) * size
    found = {"nose": skull + (up * 0.026 + forward * 0.062) * size}
    for side in (Side.LEFT, Side.RIGHT):
        found |= {f"{side} ear": ears, f"mouth {side}": mouth}
        found |= {f"{side} eye{part}": eyes for part in ("", " inner", " outer")}
    return found


_HEAD: Final = 5


def targets_of(posture: Posture, working: Side = Side.RIGHT) -> list[float]:
    """What the camera should measure in a posture, by the very function that measures people."""
    return measured(points_of(posture, working), posture.person.leg_m)


def rise_cm(rise: float, person: Person) -> float:
    """A rise in leg lengths as centimetres of that person."""
    return rise * person.leg_m * 100
