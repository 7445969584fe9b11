"""A posture: a person's joint angles, where the hip is, what bears on what, and the props."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from primemover.body import skeleton
from primemover.body.skeleton import ADULT, ANGLE_INDEX, SEGMENT_INDEX, Frames, Person
from primemover.body.vocabulary import SIDES, Part

_JOINT_ORIGIN = {
    "hip": "thigh",
    "knee": "shank",
    "ankle": "foot",
    "ball of foot": "toes",
    "shoulder": "upper arm",
    "elbow": "forearm",
    "wrist": "hand",
    "knuckles": "fingers",
}
_MIDDLE_ORIGIN = {"hip": "pelvis", "neck": "neck", "skull": "head", "waist": "lumbar"}


@dataclass(frozen=True, slots=True)
class Contact:
    """A part that bears on the floor, or on ``prop``; ``along`` moves a round prop along the part."""

    part: Part
    prop: str | None = None
    along: float = 0.0


@dataclass(frozen=True, slots=True)
class PlacedProp:
    """A prop where it stands: ``x_m`` of its middle, ``height_m`` of its top, ``turn_rad`` rolled.

    ``faces_back``: a chair whose back is in front of its seat, as seen from the person's back.
    """

    name: str
    x_m: float
    height_m: float
    turn_rad: float = 0.0
    faces_back: bool = False


@dataclass(frozen=True)
class Posture:
    """A solved posture.

    ``hip``: hip centre in metres (real forward, imaginary up); where the body is seen from behind, the
    middle between both. ``angles``: radians in the order of ``skeleton.ANGLES``. ``spreads``: cosine of
    each upper arm's spread out of the side view.
    """

    hip: complex
    angles: tuple[float, ...]
    spreads: tuple[float, float]
    contacts: tuple[Contact, ...]
    hands: tuple[str, str]
    props: tuple[PlacedProp, ...] = ()
    person: Person = ADULT

    @cached_property
    def frames(self) -> Frames:
        """Origins and directions of all segments."""
        return skeleton.frames(self.person, self.hip, list(self.angles), self.spreads)

    def angle_deg(self, joint: str) -> float:
        """A joint's angle in degrees by its name, ``working hip`` or ``lumbar``; standing is zero."""
        return math.degrees(self.angles[ANGLE_INDEX[joint]])

    @property
    def angles_deg(self) -> Mapping[str, float]:
        """All joint angles in degrees by name."""
        return {name: math.degrees(angle) for name, angle in zip(skeleton.ANGLES, self.angles, strict=True)}

    def joint(self, name: str) -> complex:
        """Where a joint is, metres: ``working ankle``, ``other knee``, ``hip``, ``neck``."""
        side, _, joint = name.partition(" ")
        if side in SIDES:
            return self.frames.origins[SEGMENT_INDEX[f"{side} {_JOINT_ORIGIN[joint]}"]]
        return self.frames.origins[SEGMENT_INDEX[_MIDDLE_ORIGIN[name]]]

    def inclination_deg(self, segment: str) -> float:
        """A segment's direction against the floor, −180 to 180 degrees (0 forward, 90 up)."""
        direction = self.frames.directions[SEGMENT_INDEX[segment]]
        return math.degrees(math.atan2(direction.imag, direction.real))

    @property
    def trunk_deg(self) -> float:
        """Inclination of the line from hip to shoulder against the floor, 90 upright."""
        line = self.joint("working shoulder") - self.hip
        return math.degrees(math.atan2(line.imag, line.real))
