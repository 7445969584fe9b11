"""The way from one posture to another, without sliding what bears in both."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from primemover.body import contacts as bearing
from primemover.body import placement
from primemover.body.placement import Constraint, Start
from primemover.body.posture import Contact, Posture
from primemover.body.skeleton import ANGLES, SEGMENT_INDEX
from primemover.body.stage import props_between
from primemover.body.vocabulary import HAND_WORDS, SIDES

_ROUNDS: Final = 12
_FREE_HIP: Final = 4.0
_LOOSE: Final = {"neck": 10.0, "head": 6.0, "wrist": 4.0, "fingers": 4.0, "toes": 4.0, "ankle": 3.0}
_COMPLIANCE: Final = [
    *(_FREE_HIP, _FREE_HIP),
    *(_LOOSE.get(name.rpartition(" ")[2], 1.0) for name in ANGLES),
]
"""On the way the ends of the body give way before its middle does."""


def blend(a: Posture, b: Posture, u: float) -> Posture:
    """The posture at fraction ``u`` (0 to 1) of the move from ``a`` to ``b``.

    Joint angles go evenly from one to the other; then they give way as little as it takes for whatever
    bears in both postures to go on bearing, where it was, and for nothing to pass through the floor.
    """
    if u <= 0 or a == b:
        return a
    if u >= 1:
        return b
    shared = _shared(a, b, u)
    constraints = [bearing.bearing(contact, a.person, _heights(a, b)) for contact in shared]
    constraints += _held(a, b, shared, u)
    constraints += _hands(a, b)
    mixed = [_mixed(x, y, u) for x, y in zip(_values(a), _values(b), strict=True)]
    spreads = tuple(_mixed(x, y, u) for x, y in zip(a.spreads, b.spreads, strict=True))
    start = Start(mixed, _COMPLIANCE, (spreads[0], spreads[1]))
    still = bearing.on_floor(shared)
    values = placement.solve(a.person, start, constraints, bearing=still, rounds=_ROUNDS, first=mixed)
    hip = complex(values[0], values[1])
    between = replace(b, hip=hip, angles=tuple(values[2:]), spreads=start.spreads, contacts=shared)
    return replace(between, props=props_between(between, a, b, u))


def _values(posture: Posture) -> list[float]:
    return [posture.hip.real, posture.hip.imag, *posture.angles]


def _mixed(x: float, y: float, u: float) -> float:
    return x + (y - x) * u


def _shared(a: Posture, b: Posture, u: float) -> tuple[Contact, ...]:
    """What bears in both; on a round prop it moves along the part."""
    later = {(contact.part, contact.prop): contact for contact in b.contacts}
    return tuple(
        replace(contact, along=_mixed(contact.along, later[contact.part, contact.prop].along, u))
        for contact in a.contacts
        if (contact.part, contact.prop) in later
    )


def _heights(a: Posture, b: Posture) -> dict[str, float]:
    return {prop.name: prop.height_m for prop in (*b.props, *a.props) if prop.name != "hand-held tool"}


def _held(a: Posture, b: Posture, shared: tuple[Contact, ...], u: float) -> list[Constraint]:
    held = []
    for contact in shared:
        segment = bearing.held_joint(contact)
        if segment is not None:
            index = SEGMENT_INDEX[segment]
            x = _mixed(a.frames.origins[index].real, b.frames.origins[index].real, u)
            held.append(bearing.at_x(index, x))
    return held


def _hands(a: Posture, b: Posture) -> list[Constraint]:
    """A hand that holds on to the same place in both stays there; one that only rests lies where it lies."""
    places = [
        bearing.hand_at(side, before, a.person)
        for side, before, after in zip(SIDES, a.hands, b.hands, strict=True)
        if before == after and not HAND_WORDS[before].rests
    ]
    return [place for place in places if place is not None]
