"""The skin of a body that lies on its side, seen from behind: the frontal plane is the plane of the drawing.

Coordinates as in ``skin``, in metres for a height of 1.75 m; "front" of a segment is the side that is up.
"""

from __future__ import annotations

from primemover.body.skeleton import CHEST, HEAD, LUMBAR, NECK, PELVIS, RIBS, SEGMENT_INDEX, Person
from primemover.body.skin import Held, Outline, Skin, SkinPoint, limb_outlines, scaled, tube
from primemover.body.vocabulary import SIDES
from primemover.errors import InvalidInput
from primemover.terms import Muscle

Stations = tuple[tuple[float, float, float], ...]

# (segment, along it, the segment it blends with or none, half the breadth) from the crotch to the skull
_TRUNK = (
    (PELVIS, -0.074, None, 0.020),
    (PELVIS, -0.042, None, 0.090),
    (PELVIS, 0.010, None, 0.168),
    (PELVIS, 0.060, None, 0.160),
    (PELVIS, 0.1085, LUMBAR, 0.141),
    (LUMBAR, 0.082, None, 0.130),
    (LUMBAR, 0.1645, RIBS, 0.136),
    (RIBS, 0.070, None, 0.150),
    (RIBS, 0.13825, CHEST, 0.161),
    (CHEST, 0.072, None, 0.166),
    (CHEST, 0.122, None, 0.156),
    (CHEST, 0.1575, NECK, 0.086),
    (NECK, 0.040, None, 0.055),
    (NECK, 0.084, HEAD, 0.052),
)
_HIPS, _RIBS = range(2, 5), range(7, 11)

# (fraction of the segment, outer, inner)
_THIGH: Stations = (
    *((0.0, 0.076, 0.060), (0.12, 0.080, 0.072), (0.28, 0.078, 0.077), (0.46, 0.071, 0.073)),
    *((0.64, 0.064, 0.066), (0.82, 0.055, 0.058), (0.95, 0.051, 0.053)),
)
_SHANK: Stations = (
    *((0.04, 0.048, 0.048), (0.15, 0.050, 0.051), (0.28, 0.054, 0.056), (0.43, 0.052, 0.053)),
    *((0.60, 0.042, 0.041), (0.78, 0.032, 0.031), (0.93, 0.031, 0.030)),
)
_HEEL = (
    *((-0.030, 0.044), (-0.033, 0.010), (-0.040, -0.030), (-0.038, -0.058), (-0.016, -0.068)),
    *((0.016, -0.068), (0.038, -0.058), (0.040, -0.030), (0.033, 0.010), (0.030, 0.044), (0.0, 0.054)),
)
_TOES = ((-0.010, -0.050), (0.0, -0.056), (0.010, -0.050), (0.0, -0.044))
_HEAD = ((-0.055, 0.036), (-0.020, 0.058), (0.040, 0.072), (0.090, 0.074), (0.130, 0.052), (0.156, 0.0))
_HAIR = ((-0.030, 0.044), (-0.004, 0.064), (0.045, 0.079), (0.094, 0.080), (0.138, 0.056), (0.165, 0.0))

_BARE_MUSCLES = "This muscle is not seen from behind on a body that lies on its side."


def skin_from_behind(person: Person) -> Skin:
    """Outlines and bearing groups; names as in ``skin.skin_of``."""
    outlines: dict[str, Outline] = {"trunk": _trunk(), "head": _round(_HEAD), "hair": _round(_HAIR)}
    for side in SIDES:
        limbs = limb_outlines(side)
        limbs.update(_leg(side, 1 if side == person.up else -1))
        outlines.update(limbs)
    worn = {
        name: tuple(scaled(point, person.scale) for point in outline) for name, outline in outlines.items()
    }
    return Skin(worn, _groups(worn))


def muscle_from_behind(muscle: Muscle, side: str, up: str) -> Outline:
    """The outline of one muscle, for a height of 1.75 m. Raises ``InvalidInput`` for one not seen so."""
    flank = _Flank(side, 1 if side == up else -1)
    if muscle is Muscle.GLUTEUS_MEDIUS:
        return _gluteus_medius(flank)
    if muscle is Muscle.GLUTEUS_MAXIMUS:
        return _gluteus_maximus(flank)
    raise InvalidInput(_BARE_MUSCLES, where=str(muscle), remedy="Name gluteus-medius or gluteus-maximus.")


class _Flank:
    """Writes flesh about one hip: metres out from the trunk's line, or out from the thigh's axis."""

    def __init__(self, side: str, sign: int) -> None:
        self._thigh = SEGMENT_INDEX[f"{side} thigh"]
        self._thigh_m = Person().lengths_m["thigh"]
        self._sign = sign

    def pelvis(self, up: float, out: float, weight: float = 1.0) -> SkinPoint:
        return (Held(PELVIS, complex(up, -self._sign * out), weight),)

    def leg(self, fraction: float, out: float, weight: float = 1.0) -> SkinPoint:
        return (Held(self._thigh, complex(fraction * self._thigh_m, self._sign * out), weight),)

    def between(self, pelvis: tuple[float, float], leg: tuple[float, float], leg_share: float) -> SkinPoint:
        return (*self.pelvis(*pelvis, 1 - leg_share), *self.leg(*leg, leg_share))


def _gluteus_medius(flank: _Flank) -> Outline:
    return (
        flank.pelvis(0.108, 0.052),
        flank.pelvis(0.124, 0.086),
        flank.pelvis(0.114, 0.120),
        flank.pelvis(0.078, 0.143),
        flank.pelvis(0.036, 0.153),
        flank.between((0.000, 0.157), (0.02, 0.072), 0.5),
        flank.between((-0.012, 0.146), (0.05, 0.060), 0.5),
        flank.pelvis(0.018, 0.122),
        flank.pelvis(0.050, 0.088),
        flank.pelvis(0.082, 0.060),
    )


def _gluteus_maximus(flank: _Flank) -> Outline:
    return (
        flank.pelvis(0.080, 0.022),
        flank.pelvis(0.076, 0.060),
        flank.pelvis(0.036, 0.104),
        flank.between((-0.010, 0.132), (0.03, 0.047), 0.5),
        flank.leg(0.14, 0.052),
        flank.leg(0.21, 0.030),
        flank.between((-0.072, 0.070), (0.16, -0.015), 0.5),
        flank.pelvis(-0.062, 0.024),
        flank.pelvis(0.005, 0.014),
    )


def _trunk() -> Outline:
    upper: list[SkinPoint] = []
    lower: list[SkinPoint] = []
    for segment, along, blend, half in _TRUNK:
        for edge, out in ((upper, -half), (lower, half)):
            if blend is None:
                edge.append((Held(segment, complex(along, out), 1.0),))
            else:
                edge.append((Held(segment, complex(along, out), 0.5), Held(blend, complex(0.0, out), 0.5)))
    return (*upper, *reversed(lower))


def _round(points: tuple[tuple[float, float], ...]) -> Outline:
    """The back of a head: (up, half the breadth), the same on both sides."""
    mirrored = [(up, -out) for up, out in reversed(points) if out]
    return tuple((Held(HEAD, complex(up, out), 1.0),) for up, out in (*points, *mirrored))


def _leg(side: str, sign: int) -> dict[str, Outline]:
    lengths = Person().lengths_m
    index = {name: SEGMENT_INDEX[f"{side} {name}"] for name in ("thigh", "shank", "foot")}
    flank = _Flank(side, sign)
    parts = {
        "thigh": tube(index["thigh"], lengths["thigh"], _turned(_THIGH, sign), (0.060, 0.048)),
        "shank": tube(index["shank"], lengths["shank"], _turned(_SHANK, sign), (0.047, 0.034)),
        "foot": tuple((Held(index["foot"], complex(*point), 1.0),) for point in _HEEL),
        # the toes point away and are hidden by the heel
        "toes": tuple((Held(index["foot"], complex(*point), 1.0),) for point in _TOES),
        "buttock": (
            flank.pelvis(0.090, 0.147),
            flank.pelvis(0.050, 0.162),
            flank.between((0.000, 0.168), (0.02, 0.078), 0.4),
            flank.between((-0.045, 0.165), (0.12, 0.081), 0.6),
            flank.leg(0.28, 0.077),
            flank.leg(0.30, 0.010),
            flank.leg(0.18, -0.050),
            flank.pelvis(-0.030, 0.030),
            flank.pelvis(0.040, 0.080),
        ),
    }
    return {f"{side} {name}": outline for name, outline in parts.items()}


def _turned(stations: Stations, sign: int) -> Stations:
    """The outside of the upper leg is up, that of the lower one is down."""
    return stations if sign > 0 else tuple((along, inner, outer) for along, outer, inner in stations)


def _groups(worn: dict[str, Outline]) -> dict[tuple[str, str], tuple[Outline, ...]]:
    trunk = worn["trunk"]
    last = len(trunk) - 1
    hips, ribs = (tuple(trunk[last - i] for i in span) for span in (_HIPS, _RIBS))
    groups: dict[tuple[str, str], tuple[Outline, ...]] = {
        ("", "side"): (hips, ribs),
        **{("", name): (hips,) for name in ("belly", "sacrum")},
        **{("", name): (ribs,) for name in ("chest", "upper back")},
        ("", "back"): (hips, ribs),
        ("", "head"): ((*worn["head"], *worn["hair"]),),
        ("", "forehead"): (worn["head"],),
    }
    for side in SIDES:
        thigh, shank, foot = (worn[f"{side} {name}"] for name in ("thigh", "shank", "foot"))
        hand, fingers = worn[f"{side} hand"], worn[f"{side} fingers"]
        of_side = {
            "outer leg": ((*shank, *foot),),
            **dict.fromkeys(("thigh", "knee"), (thigh,)),
            **dict.fromkeys(("shin", "calf"), (shank,)),
            **dict.fromkeys(("heel", "sole", "top of foot", "toes"), (foot,)),
            "hand": (hand, fingers),
            "fingertips": (fingers,),
            **dict.fromkeys(("forearm", "elbow"), (worn[f"{side} forearm"],)),
            "buttock": (worn[f"{side} buttock"],),
        }
        groups.update({(side, name): parts for name, parts in of_side.items()})
    return groups
