"""Contacts as constraints: what bears on the floor or a prop, where hands and feet go, what stays put."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Final

from primemover.body import placement, skeleton
from primemover.body.placement import PRESSED_M, Body, Constraint, Row
from primemover.body.posture import Contact, Posture
from primemover.body.skeleton import PELVIS, SEGMENT_INDEX, TURNS, Person
from primemover.body.skin import SHANK, THIGH, Held, SkinPoint, skin_of
from primemover.body.vocabulary import CHAIR_BACK_M, HAND_WORDS, PROPS, HandPlace

_HARD, _FIRM, _SOFT = 1e-7, 1e-5, 1e-3

BUTTOCK_RADIUS_M: Final = 0.128
"""Hip centre to the skin of the buttock, at a height of 1.75 m."""

_PINNED_JOINT: Final = {
    "sole": "foot",
    "toes": "toes",
    "heel": "foot",
    "calf": "foot",
    "knee": "shank",
    "shin": "shank",
    "top of foot": "foot",
    "hand": "hand",
    "fingertips": "fingers",
    "forearm": "forearm",
    "elbow": "forearm",
    "belly": "pelvis",
    "sacrum": "pelvis",
    "back": "pelvis",
    "upper back": "neck",
    "side": "pelvis",
    "outer leg": "foot",
}
"""The segment whose origin stays where it is while the part bears."""


_COVERS: Final = {
    "back": ("sacrum", "upper back"),
    "side": ("belly", "chest", "sacrum", "upper back"),
    "outer leg": ("thigh", "knee", "calf", "heel", "top of foot", "toes"),
    "shin": ("knee", "thigh", "top of foot", "toes"),
    "knee": ("thigh",),
    "top of foot": ("toes",),
    "sole": ("heel", "toes", "top of foot"),
    "toes": ("top of foot",),
    "hand": ("fingertips",),
    "fingertips": ("hand",),
    "forearm": ("elbow", "hand", "fingertips"),
}


def on_floor(contacts: Iterable[Contact]) -> frozenset[tuple[str, str]]:
    """The parts that these contacts keep on the floor, and need not be kept above it."""
    return frozenset(
        (contact.part.side, name)
        for contact in contacts
        if contact.prop is None
        for name in (contact.part.name, *_COVERS.get(contact.part.name, ()))
    )


def bearing(contact: Contact, person: Person, heights_m: Mapping[str, float]) -> Constraint:
    """The part's skin is at the height of what it bears on."""
    if contact.prop is not None and PROPS[contact.prop].round:
        return _on_round_prop(contact, person, heights_m)
    level = surface_m(contact, heights_m) - PRESSED_M
    groups = skin_of(person).groups[contact.part]

    def rows(body: Body) -> list[Row]:
        found = []
        for group in groups:
            point, where = placement.lowest(group, body)
            found.append(Row(placement.height_gradient(point, body), where.imag - level, _HARD))
        return found

    return rows


def surface_m(contact: Contact, heights_m: Mapping[str, float]) -> float:
    """Height of the surface under a contact, metres."""
    if contact.prop is None:
        return 0.0
    return heights_m.get(contact.prop, PROPS[contact.prop].height_m)


def round_prop_centre(contact: Contact, posture_at: Body, person: Person, radius_m: float) -> SkinPoint:
    """The centre of a round prop that touches the part's skin, as a point carried by the body."""
    part = contact.part
    if part.name == "buttock":
        direction = posture_at.at.directions[PELVIS].conjugate() * complex(
            -math.sin(contact.along * 2.5), -math.cos(contact.along * 2.5)
        )
        return (Held(PELVIS, direction * (BUTTOCK_RADIUS_M * person.scale + radius_m), 1.0),)
    name, profile, middle = ("thigh", THIGH, 0.5) if part.name in ("thigh", "knee") else ("shank", SHANK, 0.4)
    segment = SEGMENT_INDEX[f"{part.side} {name}"]
    fraction = min(max(middle + contact.along, 0.05), 0.95)
    face_down = posture_at.at.directions[segment].real < 0
    thickness = _thickness_m(profile, fraction, front=face_down) * person.scale
    out = (thickness + radius_m) * (1 if face_down else -1)
    return (Held(segment, complex(fraction * person.lengths_m[name], out), 1.0),)


def _thickness_m(profile: tuple[tuple[float, float, float], ...], fraction: float, *, front: bool) -> float:
    column = 1 if front else 2
    for low, high in pairwise(profile):
        if fraction <= high[0]:
            share = max(0.0, (fraction - low[0]) / (high[0] - low[0]))
            return low[column] + (high[column] - low[column]) * share
    return profile[-1][column]


def _on_round_prop(contact: Contact, person: Person, heights_m: Mapping[str, float]) -> Constraint:
    radius = surface_m(contact, heights_m) / 2

    def rows(body: Body) -> list[Row]:
        centre = round_prop_centre(contact, body, person, radius - PRESSED_M)
        height = placement.point_of(centre, body).imag
        return [Row(placement.height_gradient(centre, body), height - radius, _HARD)]

    return rows


def held_joint(contact: Contact) -> str | None:
    """The segment whose origin stays where it is while the part bears; None where it may slide."""
    segment = _PINNED_JOINT.get(contact.part.name)
    if segment is None or (contact.prop is not None and PROPS[contact.prop].round):
        return None
    return f"{contact.part.side} {segment}".strip()


def held_still(contact: Contact, where: Posture) -> Constraint | None:
    """The bearing joint keeps the x that it has in ``where``; None for parts that may slide."""
    segment = held_joint(contact)
    if segment is None:
        return None
    index = SEGMENT_INDEX[segment]
    return at_x(index, where.frames.origins[index].real)


def at_x(segment: int, x_m: float, softness: float = _FIRM) -> Constraint:
    """A segment's origin stands at ``x_m``."""
    point: SkinPoint = (Held(segment, 0j, 1.0),)

    def rows(body: Body) -> list[Row]:
        gradient = placement.forward_gradient(point, body)
        return [Row(gradient, body.at.origins[segment].real - x_m, softness)]

    return rows


def at_height(segment: int, height_m: float) -> Constraint:
    """A segment's origin is ``height_m`` above the floor."""
    point: SkinPoint = (Held(segment, 0j, 1.0),)

    def rows(body: Body) -> list[Row]:
        gradient = placement.height_gradient(point, body)
        return [Row(gradient, body.at.origins[segment].imag - height_m, _HARD)]

    return rows


def foot_ahead(side: str, ahead_m: float) -> Constraint:
    """The ankle stands ``ahead_m`` in front of the hip."""
    ankle: SkinPoint = (Held(SEGMENT_INDEX[f"{side} foot"], 0j, 1.0),)
    hip: SkinPoint = (Held(PELVIS, 0j, 1.0),)

    def rows(body: Body) -> list[Row]:
        return [_apart(ankle, hip, ahead_m, body, upward=False, softness=_FIRM)]

    return rows


def hand_at(side: str, word: str, person: Person) -> Constraint | None:
    """The wrist goes where the place says; None for places that only bear, or hang."""
    place = HAND_WORDS[word]
    wrist: SkinPoint = (Held(SEGMENT_INDEX[f"{side} hand"], 0j, 1.0),)
    if place.reach is None:
        return _hand_on_chair_back(wrist) if word == "on chair back" else None
    target = _target(side, place, person)
    if place.reach in ("foot", "shoulder", "head"):
        ahead = place.offset_m * person.scale

        def beside(body: Body) -> list[Row]:
            return [_apart(wrist, target, ahead, body, upward=False, softness=_FIRM)]

        return beside

    def holding(body: Body) -> list[Row]:
        rows = [_apart(wrist, target, 0.0, body, upward=up, softness=_FIRM) for up in (False, True)]
        if place.lies_deg is not None:
            rows.append(_lying(wrist[0].segment, target[0].segment, place.lies_deg, body))
        return rows

    return holding


def _hand_on_chair_back(wrist: SkinPoint) -> Constraint:
    return at_height(wrist[0].segment, CHAIR_BACK_M + 0.03)


def _target(side: str, place: HandPlace, person: Person) -> SkinPoint:
    across = place.offset_m * person.scale
    if place.reach == "head":
        return (Held(SEGMENT_INDEX["head"], 0j, 1.0),)
    if place.reach == "shoulder":
        return (Held(SEGMENT_INDEX[f"{side} upper arm"], 0j, 1.0),)
    if place.reach == "foot":
        return (Held(SEGMENT_INDEX[f"{place.side} foot"], 0j, 1.0),)
    if place.reach == "buttock":
        return (Held(PELVIS, complex(place.along * 0.12 * person.scale, across), 1.0),)
    name = "shank" if place.reach == "shin" else "thigh"
    along = place.along * person.lengths_m[name]
    return (Held(SEGMENT_INDEX[f"{place.side} {name}"], complex(along, across), 1.0),)


def _apart(
    point: SkinPoint, other: SkinPoint, apart_m: float, body: Body, *, upward: bool, softness: float
) -> Row:
    """``point`` is ``apart_m`` above (or in front of) ``other``."""
    gradient_of = placement.height_gradient if upward else placement.forward_gradient
    between = placement.point_of(point, body) - placement.point_of(other, body)
    gradient = [a - b for a, b in zip(gradient_of(point, body), gradient_of(other, body), strict=True)]
    return Row(gradient, (between.imag if upward else between.real) - apart_m, softness)


def _lying(segment: int, under: int, lies_deg: float, body: Body) -> Row:
    """A segment's direction against another's, as 10 cm of arc, loosely."""
    arc_m = 0.1
    directions = body.at.directions
    wanted = directions[under] * complex(math.cos(math.radians(lies_deg)), math.sin(math.radians(lies_deg)))
    turn = directions[segment] * wanted.conjugate()
    gradient = [0.0] * placement.SIZE
    for which, sign in ((segment, arc_m), (under, -arc_m)):
        for angle, gain, _ in TURNS[which]:
            gradient[2 + angle] += sign * gain
    return Row(gradient, math.atan2(turn.imag, turn.real) * arc_m, _SOFT)


def gaps_m(posture: Posture) -> dict[Contact, float]:
    """How far each contact's skin is above (or, negative, under) what it bears on, metres."""
    body = Body(posture.frames, skeleton.pivots(posture.frames))
    heights = {prop.name: prop.height_m for prop in posture.props}
    gaps = {}
    for contact in posture.contacts:
        rows = bearing(contact, posture.person, heights)(body)
        gaps[contact] = max((row.missed for row in rows), key=abs) - PRESSED_M
    return gaps
