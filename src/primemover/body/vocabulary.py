"""Every word that a posture may use, and the range of every joint.

Exercise files say ``working`` and ``other`` instead of left and right; a plural means both sides.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

from primemover.terms import Muscle

SIDES: Final = ("working", "other")
BOTH: Final = "both"

POSTURE_KEYS: Final = frozenset(
    {"touches", "on", "hands", "feet", "pose", "props", "raise", "then", "glide", "like", "lying"}
)
"""The keys of a posture block; everything else in a phase belongs to the routine."""

LYING_WORDS: Final = {"on other side": "working", "on working side": "other"}
"""Word of ``lying``, in a start only → the side that is up. The body is then seen from behind."""

START: Final = "start"
"""The name of the first posture, also as ``pose: start``."""


class Range(NamedTuple):
    """A closed range of degrees."""

    low: float
    high: float

    def holds(self, value: float, slack: float = 0.0) -> bool:
        """Whether ``value`` lies inside, give or take ``slack`` degrees."""
        return self.low - slack <= value <= self.high + slack


JOINT_RANGES_DEG: Final[dict[str, Range]] = {
    "pelvis": Range(-20.0, 215.0),
    "lumbar": Range(-25.0, 45.0),
    "thoracic": Range(-20.0, 35.0),
    "neck": Range(-55.0, 55.0),
    "head": Range(-30.0, 30.0),
    "hip": Range(-25.0, 130.0),
    "abduction": Range(-15.0, 45.0),
    "knee": Range(0.0, 160.0),
    "ankle": Range(-75.0, 35.0),
    "toes": Range(-40.0, 90.0),
    "shoulder": Range(-75.0, 180.0),
    "elbow": Range(0.0, 150.0),
    "wrist": Range(-85.0, 90.0),
    "fingers": Range(-40.0, 110.0),
}
"""What a posture may ask of a joint, in degrees from standing (flexion +, toes: bent up +).

``pelvis`` is an inclination: 0 on the belly, 90 upright, 180 on the back. ``ankle`` turns the long
axis of the whole foot, midfoot included, so a pointed foot reads more than the ankle alone. The
ranges are ours: the passive end of what a trained adult reaches, not a norm.
"""

SPINE_SHARE: Final = {"lumbar": 0.6, "thoracic": 0.4}
"""How ``spine`` is shared out between its two parts."""

_SIDED_JOINTS: Final = {
    "hip": "hips",
    "abduction": "abductions",
    "knee": "knees",
    "ankle": "ankles",
    "toes": "toes",
    "shoulder": "shoulders",
    "elbow": "elbows",
    "wrist": "wrists",
    "fingers": "fingers",
}

_SIDED_PARTS: Final = {
    "thigh": "thighs",
    "knee": "knees",
    "shin": "shins",
    "calf": "calves",
    "heel": "heels",
    "sole": "soles",
    "top of foot": "tops of feet",
    "toes": "toes",
    "hand": "hands",
    "fingertips": "fingertips",
    "forearm": "forearms",
    "elbow": "elbows",
    "buttock": "buttocks",
    "outer leg": "outer legs",
}
_LEG_PARTS: Final = frozenset(
    {"thigh", "knee", "shin", "calf", "heel", "sole", "top of foot", "toes", "outer leg"}
)
_ARM_PARTS: Final = frozenset({"hand", "fingertips", "forearm", "elbow"})
_MIDDLE_PARTS: Final = ("belly", "chest", "back", "upper back", "sacrum", "head", "forehead", "side")
LYING_PARTS: Final = frozenset({"side", "outer leg"})
"""Parts that bear only where the body lies on its side; ``outer leg`` is the lower one's outside."""
LYING_JOINTS: Final = frozenset({"abduction"})
SEEN_FROM_BEHIND: Final = frozenset({Muscle.GLUTEUS_MAXIMUS, Muscle.GLUTEUS_MEDIUS})
SIDE_VIEW_JOINTS: Final = frozenset({"hip", "knee", "ankle", "toes", "lumbar", "thoracic"})
"""Joints that a body seen from the side, and only it, shows bending."""


def is_unseen(name: str, *, lying: bool) -> bool:
    """Whether a joint or part of that name cannot be said of a body that lies on its side, or only of one."""
    return name in SIDE_VIEW_JOINTS if lying else name in (LYING_PARTS | LYING_JOINTS)


class Part(NamedTuple):
    """A part of the body: ``side`` is ``working``, ``other`` or, in the middle, empty."""

    side: str
    name: str

    @property
    def limb(self) -> str:
        """The limb it belongs to; a phase's ``touches`` replace those of the start limb by limb."""
        if self.name in _LEG_PARTS:
            return f"{self.side} leg"
        if self.name in _ARM_PARTS:
            return f"{self.side} arm"
        return "head" if self.name in ("head", "forehead") else "trunk"

    def __str__(self) -> str:
        return f"{self.side} {self.name}".strip()


def _sided_words(names: dict[str, str]) -> dict[str, tuple[Part, ...]]:
    words: dict[str, tuple[Part, ...]] = {}
    for one, many in names.items():
        pair = tuple(Part(side, one) for side in SIDES)
        words[many] = words[f"{BOTH} {many}"] = pair
        for part in pair:
            words[str(part)] = (part,)
    return words


JOINT_WORDS: Final[dict[str, tuple[Part, ...]]] = {
    **{name: (Part("", name),) for name in ("pelvis", "lumbar", "thoracic", "neck", "head")},
    "spine": (Part("", "lumbar"), Part("", "thoracic")),
    **_sided_words(_SIDED_JOINTS),
}
"""Word of ``pose`` → the joints it turns."""

PART_WORDS: Final[dict[str, tuple[Part, ...]]] = {
    **{name: (Part("", name),) for name in _MIDDLE_PARTS},
    **_sided_words(_SIDED_PARTS),
}
"""Word of ``touches``, ``on`` and ``under`` → the parts it means."""

LIMBS: Final = ("trunk", "head", "working leg", "other leg", "working arm", "other arm")
FREE_WORDS: Final[dict[str, tuple[str, ...]]] = {
    **{f"{limb} free": (limb,) for limb in LIMBS},
    "legs free": ("working leg", "other leg"),
    "arms free": ("working arm", "other arm"),
}
"""Words of ``touches`` that lift a limb off whatever the start put it on."""


@dataclass(frozen=True, slots=True)
class HandPlace:
    """Where a hand goes: the angles that it starts from, what bears, and what it reaches for.

    ``shoulder``, ``elbow``, ``wrist``, ``fingers`` are degrees; ``spread_deg`` takes the upper arm out of
    the side view, which shows it shorter. ``reach`` names the joint that the wrist follows (``foot``,
    ``shoulder``, ``head``: its x only) or holds on to (``knee``, ``shin``, ``thigh``, ``buttock``),
    ``along`` is the fraction of that segment and ``offset_m`` the distance (for x only: forward);
    ``lies_deg`` turns the hand against the segment that it holds. ``rests``: the arm only lies there, so
    the trunk does not move to meet it.
    """

    shoulder: float
    elbow: float
    wrist: float = 0.0
    fingers: float = 10.0
    spread_deg: float = 0.0
    bears: str | None = None
    reach: str | None = None
    along: float = 0.0
    offset_m: float = 0.0
    lies_deg: float | None = None
    rests: bool = False
    side: str = ""


_PLACES: Final[dict[str, HandPlace]] = {
    "at sides": HandPlace(-6, 12, 0, 14),
    "on floor at sides": HandPlace(-8, 6, 0, 0, bears="hand", rests=True),
    "beside head": HandPlace(
        46, 134, 0, 4, spread_deg=71, bears="forearm", reach="head", offset_m=0.03, rests=True
    ),
    "under forehead": HandPlace(
        75, 105, 0, 4, spread_deg=66, bears="forearm", reach="head", offset_m=0.07, rests=True
    ),
    "under shoulders": HandPlace(80, 4, 84, 0, bears="hand", reach="shoulder", offset_m=0.0),
    "behind": HandPlace(-50, 6, -60, 0, bears="hand"),
    "on the floor": HandPlace(70, 8, 78, 0, bears="hand"),
    "far in front": HandPlace(165, 14, 0, 0, bears="hand", rests=True),
    "stretched in front": HandPlace(176, 8, 0, 6),
    "held in front": HandPlace(62, 12, 0, 10),
    "forearms flat": HandPlace(85, 85, 0, 0, bears="forearm"),
    "on chair": HandPlace(50, 40, 0, 0, bears="hand"),
    "on chair back": HandPlace(25, 62, 0, 30),
    "on belly": HandPlace(-4, 62, 10, 8, spread_deg=25),
    "under the head": HandPlace(180, 0, 0, 4, rests=True),
    "before the belly": HandPlace(-72, 58, 0, 10, spread_deg=75),
    "on hips": HandPlace(-28, 82, 20, 20, spread_deg=30),
}
_SIDED_PLACES: Final[dict[str, HandPlace]] = {
    "beside {} foot": HandPlace(85, 6, 70, 0, bears="hand", reach="foot", offset_m=0.03),
    "fingertips beside {} foot": HandPlace(85, 4, 20, 10, bears="fingertips", reach="foot", offset_m=0.05),
    "on {} knee": HandPlace(42, 30, 10, 34, reach="knee", along=0.93, offset_m=0.076, lies_deg=-22),
    "around {} shin": HandPlace(40, 80, 10, 95, reach="shin", along=0.17, offset_m=-0.038, lies_deg=66),
    "on {} thigh": HandPlace(10, 60, 10, 30, reach="thigh", along=0.45, offset_m=0.10),
    "near {} knee": HandPlace(30, 40, 10, 30, reach="thigh", along=0.80, offset_m=0.085),
    "on {} buttock": HandPlace(-40, 70, 10, 40, reach="buttock", along=0.45, offset_m=0.135),
    "low on {} buttock": HandPlace(-30, 45, 10, 40, reach="buttock", along=-0.45, offset_m=0.145),
}


def _hand_words() -> dict[str, HandPlace]:
    words = dict(_PLACES)
    for pattern, place in _SIDED_PLACES.items():
        for side in SIDES:
            fields = {name: getattr(place, name) for name in HandPlace.__slots__}
            words[pattern.format(side)] = HandPlace(**{**fields, "side": side})
    return words


HAND_WORDS: Final[dict[str, HandPlace]] = _hand_words()
"""Word of ``hands`` → the place; ``hands: {working: …, other: …}`` names one for each."""

FEET_WORDS: Final = ("flat",)
"""``feet: {both: flat}``; a number instead is how many cm the ankle stands in front of the hip."""


@dataclass(frozen=True, slots=True)
class Prop:
    """A thing one lies, sits or rolls on: the height it bears at and its shape, in metres.

    ``round`` props are circles that touch the part's skin; the others have a top at ``height_m``.
    """

    height_m: float
    length_m: float
    round: bool = False


PROPS: Final[dict[str, Prop]] = {
    "roller": Prop(0.14, 0.14, round=True),
    "ball": Prop(0.084, 0.084, round=True),
    "pillow": Prop(0.19, 0.40),
    "cushion": Prop(0.07, 0.34),
    "bolster": Prop(0.26, 0.52),
    "chair": Prop(0.44, 0.42),
    "block": Prop(0.10, 0.22),
    "hand-held tool": Prop(0.045, 0.045, round=True),
}
"""Things that a posture may use."""

CHAIR_BACK_M: Final = 0.88
"""Height of the chair's back, where a standing person holds on."""

ALONG_WORDS: Final = {
    "": 0.0,
    "near the hip": -0.12,
    "near the knee": 0.12,
    "further back": 0.10,
    "further forward": -0.10,
}
"""Where along the part a round prop lies, as in ``roller near the knee``: fractions of a thigh."""

PROP_WORDS: Final[dict[str, tuple[str, float]]] = {
    f"{prop} {words}".strip(): (prop, along) for prop in PROPS for words, along in ALONG_WORDS.items()
}
"""Word of ``on`` → the prop and how far along the part."""

PROP_KEYS: Final = frozenset({"name", "under", "optional", "height_cm"})
"""Keys of a prop; one that nothing lies on is held, or stands before the hands."""
GLIDE_KEYS: Final = frozenset({"to", "pass_s"})
THEN_KEYS: Final = frozenset({"after_s", *POSTURE_KEYS} - {"then", "glide", "raise", "like"})
RAISE_JOINTS: Final = tuple(f"{side} {joint}" for side in SIDES for joint in ("ankle", "knee"))
RAISE_KEYS: Final = frozenset({f"{joint}_cm" for joint in RAISE_JOINTS} | {"from", "min", "max"})
