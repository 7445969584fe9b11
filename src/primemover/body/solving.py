"""Postures of an exercise, solved one after the other so that what bears in both stays where it was."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from primemover.body import contacts as bearing
from primemover.body import placement
from primemover.body.block import Demand, Rise, demands
from primemover.body.placement import Constraint, Start
from primemover.body.posture import Contact, Posture
from primemover.body.skeleton import ADULT, ANGLE_INDEX, ANGLES, SEGMENT_INDEX, Person, radians
from primemover.body.stage import placed_props
from primemover.body.vocabulary import HAND_WORDS, SIDES, START
from primemover.errors import InvalidInput

_REACH_M: Final = 0.008
"""A contact further off than this cannot be kept by the angles that the file allows."""

_AT_EASE: Final = 0.03
"""Strain below which a solution is as good as any: 7° off in three written angles."""

_UNWRITTEN: Final = 0.10
_LOOSE_JOINTS: Final = {"neck": 0.08, "head": 0.15, "ankle": 0.3, "toes": 0.2}
_OUT_OF_PLANE: Final = ("lumbar", "thoracic", *(f"{side} knee" for side in SIDES))
_RIGID: Final = 100.0
"""Seen from behind these do not bend: what would bend them is not in the plane."""
_FREE_HIP: Final = 4.0
_ARM_JOINTS: Final = ("shoulder", "elbow", "wrist", "fingers")


def postures(
    start: Mapping[str, Any], phases: Sequence[Any], *, person: Person = ADULT
) -> dict[str, Posture]:
    """Solved postures by key.

    ``start``: the start's posture block. ``phases``: values with ``id`` and ``posture`` (posture keys), or
    pairs of both. Keys: ``start``, phase ids, ``id+`` (``then``), ``id~`` (far end of a ``glide``).
    Raises ``InvalidInput`` where a contact cannot be reached, saying by how much.
    """
    blocks = [pair if isinstance(pair, tuple) else (pair.id, pair.posture) for pair in phases]
    wanted = demands(start, blocks)
    person = replace(person, up=wanted[START].up)
    found: dict[str, Posture] = {}
    before: str | None = None
    for key, demand in wanted.items():
        before = key[:-1] if key.endswith(("+", "~")) else before
        same = next(
            (other for other in (before, START) if other in found and demand.same(wanted[other])), None
        )
        if same is not None:
            found[key] = found[same]
        else:
            found[key] = _solve(key, demand, found.get(before or ""), found, person)
        before = before if key.endswith("~") else key
    return found


def _solve(
    key: str, demand: Demand, before: Posture | None, found: Mapping[str, Posture], person: Person
) -> Posture:
    arms, rest = _constraints(demand, before, found, key, person)
    start, still = _start(demand, before), bearing.on_floor(demand.contacts)
    best = None
    if before is not None:
        first = [before.hip.real, before.hip.imag, *before.angles]
        values = placement.solve(person, start, (*rest, *arms), bearing=still, first=first)
        best = _posture(values, start, demand, person)
    if best is None or _strain(best, start) > _AT_EASE:
        afresh = _posture(_lying_first(person, start, rest, arms, demand), start, demand, person)
        best = min(filter(None, (best, afresh)), key=lambda posture: _strain(posture, start))
    _refuse_gaps(key, best)
    return best


def _lying_first(
    person: Person, start: Start, rest: Sequence[Constraint], arms: Sequence[Constraint], demand: Demand
) -> list[float]:
    """From afar the arms would drag the trunk along: it lies down first, then the hands find their place."""
    still = bearing.on_floor(demand.contacts)
    lying = placement.solve(person, start, rest, bearing=still)
    if not arms:
        return lying
    if all(HAND_WORDS[word].rests for word in demand.hands):
        start = _only_arms(start, lying)
    return placement.solve(person, start, (*rest, *arms), bearing=still, first=lying)


def _only_arms(start: Start, values: list[float]) -> Start:
    """The same start with everything but the arms as it now is, and stiff."""
    arms = {index for name, index in ANGLE_INDEX.items() if name.rpartition(" ")[2] in _ARM_JOINTS}
    wished, compliance = list(start.wished), list(start.compliance)
    for index in range(placement.SIZE):
        if index - 2 not in arms:
            wished[index] = values[index]
            compliance[index] *= 1e-3
    return Start(wished, compliance, start.spreads)


def _strain(posture: Posture, start: Start) -> float:
    """How far a solution is from what was written, and above all from its contacts."""
    apart = zip(posture.angles, start.wished[2:], start.compliance[2:], strict=True)
    bent = sum((angle - wish) ** 2 / compliance for angle, wish, compliance in apart)
    return bent + (1000.0 if _worst_gap(posture)[1] > _REACH_M else 0.0)


def _constraints(
    demand: Demand, before: Posture | None, found: Mapping[str, Posture], key: str, person: Person
) -> tuple[list[Constraint], list[Constraint]]:
    """What the arms have to keep, and what the rest of the body has to."""
    arms: list[Constraint] = []
    rest: list[Constraint] = []
    for contact in demand.contacts:
        of_limb = arms if contact.part.limb.endswith("arm") else rest
        of_limb.append(bearing.bearing(contact, person, demand.heights_m))
        if before and contact in before.contacts and contact.part.limb not in demand.placed_anew:
            of_limb += filter(None, [bearing.held_still(contact, before)])
    for side, word in zip(SIDES, demand.hands, strict=True):
        arms += filter(None, [bearing.hand_at(side, word, person)])
    for side, ahead in demand.feet_m.items():
        if f"{side} leg" in demand.placed_anew:
            rest.append(bearing.foot_ahead(side, ahead))
    if demand.rise is not None:
        rest.append(_risen(demand.rise, found, key))
    return arms, rest


def _posture(values: list[float], start: Start, demand: Demand, person: Person) -> Posture:
    hip, angles = complex(values[0], values[1]), tuple(values[2:])
    bare = Posture(hip, angles, start.spreads, demand.contacts, demand.hands, (), person)
    return replace(bare, props=placed_props(bare, demand.props, demand.heights_m))


def _start(demand: Demand, before: Posture | None) -> Start:
    """The wished angles and how easily each gives way."""
    wished_deg: dict[str, float] = {}
    firmness = dict.fromkeys(ANGLES, _UNWRITTEN)
    for side, word in zip(SIDES, demand.hands, strict=True):
        place = HAND_WORDS[word]
        for joint in ("shoulder", "elbow", "wrist", "fingers"):
            wished_deg[f"{side} {joint}"] = getattr(place, joint)
        firmness[f"{side} fingers"] = 1.0
    for name, wish in demand.pose.items():
        wished_deg[name] = wish.angle_deg
        firmness[name] = wish.firmness
    if demand.up:
        firmness.update(dict.fromkeys(_OUT_OF_PLANE, _RIGID))
    for name in ANGLES:
        firmness[name] *= _LOOSE_JOINTS.get(name.rpartition(" ")[2], 1.0)
    hip = before.hip if before is not None else complex(0.0, 0.5)
    spreads = [math.cos(math.radians(HAND_WORDS[word].spread_deg)) for word in demand.hands]
    return Start(
        [hip.real, hip.imag, *radians(wished_deg)],
        [_FREE_HIP, _FREE_HIP, *(1 / firmness[name] for name in ANGLES)],
        (spreads[0], spreads[1]),
    )


def _risen(rise: Rise, found: Mapping[str, Posture], key: str) -> Constraint:
    if rise.above not in found:
        raise InvalidInput(f"There is no phase {rise.above!r} before this one.", where=f"{key}: raise")
    height = found[rise.above].joint(rise.joint).imag + rise.rise_m
    side, _, joint = rise.joint.partition(" ")
    segment = {"ankle": "foot", "knee": "shank"}[joint]
    return bearing.at_height(SEGMENT_INDEX[f"{side} {segment}"], height)


def _worst_gap(posture: Posture) -> tuple[Contact | None, float]:
    gaps = bearing.gaps_m(posture)
    worst = max(gaps, key=lambda contact: abs(gaps[contact]), default=None)
    return worst, abs(gaps[worst]) if worst else 0.0


def _refuse_gaps(key: str, posture: Posture) -> None:
    contact, gap = _worst_gap(posture)
    if contact is None or gap <= _REACH_M:
        return
    raise InvalidInput(
        f"This posture cannot keep the {contact.part} on the {contact.prop or 'floor'}: "
        f"it stays {gap * 100:.0f} cm off.",
        where=f"{key}: touches",
        remedy="Change the angles of the pose, or name fewer parts in touches.",
    )


def standing(person: Person = ADULT) -> Posture:
    """A person standing at ease, both soles on the floor: what lengths are measured against."""
    block = {"touches": ["soles"], "hands": "at sides", "pose": {"pelvis": 90, "hips": 0, "knees": 0}}
    return postures(block, (), person=person)[START]
