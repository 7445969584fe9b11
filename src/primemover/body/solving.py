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
from primemover.body.posture import Posture
from primemover.body.skeleton import ADULT, ANGLES, SEGMENT_INDEX, Person, radians
from primemover.body.stage import placed_props
from primemover.body.vocabulary import HAND_WORDS, SIDES, START
from primemover.errors import InvalidInput

_REACH_M: Final = 0.008
"""A contact further off than this cannot be kept by the angles that the file allows."""

_UNWRITTEN: Final = 0.10
_LOOSE_JOINTS: Final = {"neck": 0.08, "head": 0.15, "ankle": 0.3, "toes": 0.2}
_FREE_HIP: Final = 4.0


def postures(
    start: Mapping[str, Any], phases: Sequence[Any], *, person: Person = ADULT
) -> dict[str, Posture]:
    """Solved postures by key.

    ``start``: the start's posture block. ``phases``: values with ``id`` and ``posture`` (posture keys), or
    pairs of both. Keys: ``start``, phase ids, ``id+`` (``then``), ``id~`` (far end of a ``glide``).
    Raises ``InvalidInput`` where a contact cannot be reached, saying by how much.
    """
    blocks = [pair if isinstance(pair, tuple) else (pair.id, pair.posture) for pair in phases]
    found: dict[str, Posture] = {}
    before: Posture | None = None
    returning = {phase for phase, block in blocks if block.get("pose") == START}
    for key, demand in demands(start, blocks).items():
        if key in returning:
            found[key] = found[START]
        else:
            if key.endswith(("+", "~")):
                before = found[key[:-1]]
            found[key] = _solve(key, demand, before, found, person)
        before = found[key] if not key.endswith("~") else before
    return found


def _solve(
    key: str, demand: Demand, before: Posture | None, found: Mapping[str, Posture], person: Person
) -> Posture:
    constraints = [bearing.bearing(contact, person, demand.heights_m) for contact in demand.contacts]
    constraints += _places(demand, person)
    if before is not None:
        constraints += _kept(demand, before)
    if demand.rise is not None:
        constraints.append(_risen(demand.rise, found, key))
    start = _start(demand, before)
    values, missed = placement.solve(person, start, constraints)
    if missed > _REACH_M:
        _refuse(key, demand, missed)
    hip = complex(values[0], values[1])
    posture = Posture(hip, tuple(values[2:]), start.spreads, demand.contacts, demand.hands, (), person)
    return replace(posture, props=placed_props(posture, demand.props, demand.heights_m))


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
    for name in ANGLES:
        firmness[name] *= _LOOSE_JOINTS.get(name.rpartition(" ")[2], 1.0)
    hip = before.hip if before is not None else complex(0.0, 0.5)
    spreads = [math.cos(math.radians(HAND_WORDS[word].spread_deg)) for word in demand.hands]
    return Start(
        [hip.real, hip.imag, *radians(wished_deg)],
        [_FREE_HIP, _FREE_HIP, *(1 / firmness[name] for name in ANGLES)],
        (spreads[0], spreads[1]),
    )


def _places(demand: Demand, person: Person) -> list[Constraint]:
    places = [
        bearing.foot_ahead(side, ahead)
        for side, ahead in demand.feet_m.items()
        if f"{side} leg" in demand.placed_anew
    ]
    for side, word in zip(SIDES, demand.hands, strict=True):
        place = bearing.hand_at(side, word, person)
        if place is not None:
            places.append(place)
    return places


def _kept(demand: Demand, before: Posture) -> list[Constraint]:
    """Whatever bore before, and still does, stays where it was."""
    kept = []
    for contact in demand.contacts:
        if contact in before.contacts and contact.part.limb not in demand.placed_anew:
            still = bearing.held_still(contact, before)
            if still is not None:
                kept.append(still)
    return kept


def _risen(rise: Rise, found: Mapping[str, Posture], key: str) -> Constraint:
    if rise.above not in found:
        raise InvalidInput(f"There is no phase {rise.above!r} before this one.", where=f"{key}: raise")
    height = found[rise.above].joint(rise.joint).imag + rise.rise_m
    side, _, joint = rise.joint.partition(" ")
    segment = {"ankle": "foot", "knee": "shank"}[joint]
    return bearing.at_height(SEGMENT_INDEX[f"{side} {segment}"], height)


def _refuse(key: str, demand: Demand, missed_m: float) -> None:
    parts = ", ".join(bearing.named(contact) for contact in demand.contacts)
    raise InvalidInput(
        f"This posture cannot keep all its contacts ({parts}); {missed_m * 100:.0f} cm are missing.",
        where=f"{key}: touches",
        remedy="Change the pose, or name fewer parts in touches.",
    )


def standing(person: Person = ADULT) -> Posture:
    """A person standing at ease, both soles on the floor: what lengths are measured against."""
    block = {"touches": ["soles"], "hands": "at sides", "pose": {"pelvis": 90, "hips": 0, "knees": 0}}
    return postures(block, (), person=person)[START]
