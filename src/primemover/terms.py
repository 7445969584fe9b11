"""The few words that every room shares."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Side(StrEnum):
    """A side of the body; ``BOTH`` where an exercise has no working side."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"

    @property
    def other(self) -> Side:
        """The opposite side; both stays both."""
        opposite = {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT, Side.BOTH: Side.BOTH}
        return opposite[self]


class Muscle(StrEnum):
    """Muscles that an exercise file may name."""

    GLUTEUS_MAXIMUS = "gluteus-maximus"
    GLUTEUS_MEDIUS = "gluteus-medius"
    PSOAS = "psoas"
    ILIACUS = "iliacus"
    RECTUS_FEMORIS = "rectus-femoris"
    VASTI = "vasti"
    HAMSTRINGS = "hamstrings"
    ERECTOR_SPINAE = "erector-spinae"


class Need(StrEnum):
    """What an exercise asks of the body. Safety answers take needs away; an exercise runs only
    while all of its needs are met, so nothing fails open."""

    LYING_ON_BELLY = "lying-on-belly"
    LYING_ON_BACK = "lying-on-back"
    LYING_ON_SIDE = "lying-on-side"
    KNEELING = "kneeling"
    STANDING = "standing"
    WEIGHT_ON_HANDS = "weight-on-hands"
    ROLLING = "rolling"
    PRESSURE_ON_BUTTOCK = "pressure-on-buttock"
    BACK_BENDING = "back-bending"
    HIP_EXTENSION = "hip-extension"
    DEEP_HIP_FLEXION = "deep-hip-flexion"
    DEEP_KNEE_FLEXION = "deep-knee-flexion"
    DEEP_LUNGE = "deep-lunge"
    SPINE_FLEXION = "spine-flexion"
    HEAD_DOWN = "head-down"
    ABDOMINAL_EFFORT = "abdominal-effort"


class Region(StrEnum):
    """Where a person may feel something, and what an exercise loads."""

    LOW_BACK = "low-back"
    BUTTOCK = "buttock"
    SIT_BONE = "sit-bone"
    GROIN = "groin"
    FRONT_OF_HIP = "front-of-hip"
    FRONT_OF_THIGH = "front-of-thigh"
    BACK_OF_THIGH = "back-of-thigh"
    KNEE = "knee"
    FOOT = "foot"
    NECK_OR_SHOULDER = "neck-or-shoulder"


@dataclass(frozen=True, slots=True)
class Interval:
    """A half-open interval ``[low, high)`` of one quantity; the unit stands in the owner's name."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class CannotTell:
    """The answer where there is no figure; ``reason`` is a message id of ``texts``."""

    reason: str
