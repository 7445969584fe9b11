"""Where the props of a posture stand: under the part that lies on them, or in front of the hands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from primemover.body import placement, skeleton
from primemover.body.contacts import round_prop_centre, surface_m
from primemover.body.placement import Body
from primemover.body.posture import Contact, PlacedProp, Posture
from primemover.body.skin import skin_of
from primemover.body.vocabulary import PROPS


def placed_props(
    posture: Posture, held: Sequence[str], heights_m: Mapping[str, float]
) -> tuple[PlacedProp, ...]:
    """The props of a solved posture; ``held`` are those that no part lies on."""
    under = _under_parts(posture, heights_m)
    there = {prop.name for prop in under}
    return (*under, *(_at_hand(posture, name) for name in held if name not in there))


def props_between(posture: Posture, a: Posture, b: Posture, u: float) -> tuple[PlacedProp, ...]:
    """The props of ``posture``, a fraction ``u`` of the way from ``a`` to ``b``."""
    heights = {prop.name: prop.height_m for prop in (*b.props, *a.props)}
    under = {prop.name: prop for prop in _under_parts(posture, heights)}
    before, after = ({prop.name: prop for prop in end.props} for end in (a, b))
    found = []
    for name in dict.fromkeys((*before, *after)):
        if name in under:
            found.append(under[name])
        elif name in before and name in after:
            found.append(_mixed(before[name], after[name], u))
        else:
            found.append(before.get(name) or after[name])
    return tuple(found)


def _mixed(a: PlacedProp, b: PlacedProp, u: float) -> PlacedProp:
    def mix(x: float, y: float) -> float:
        return x + (y - x) * u

    return PlacedProp(a.name, mix(a.x_m, b.x_m), mix(a.height_m, b.height_m), mix(a.turn_rad, b.turn_rad))


def _under_parts(posture: Posture, heights_m: Mapping[str, float]) -> list[PlacedProp]:
    """One prop for all the parts that lie on it."""
    body = Body(posture.frames, skeleton.pivots(posture.frames))
    spots: dict[str, list[float]] = {}
    for contact in posture.contacts:
        if contact.prop is not None:
            spots.setdefault(contact.prop, []).append(_spot_x(contact, posture, body, heights_m))
    return [_under(name, xs, posture, heights_m) for name, xs in spots.items()]


def _under(name: str, xs: Sequence[float], posture: Posture, heights_m: Mapping[str, float]) -> PlacedProp:
    """The prop under the middle of what lies on it; a chair's seat begins or ends there."""
    x, height = sum(xs) / len(xs), heights_m.get(name, PROPS[name].height_m)
    if PROPS[name].round:
        return PlacedProp(name, x, height, -x / (height / 2))
    if name == "chair":
        sat_on = any(contact.part.name == "buttock" for contact in posture.contacts)
        return PlacedProp(name, x + 0.02 if sat_on else max(xs) + 0.04, height, faces_back=not sat_on)
    return PlacedProp(name, x, height)


def _spot_x(contact: Contact, posture: Posture, body: Body, heights_m: Mapping[str, float]) -> float:
    if contact.prop is not None and PROPS[contact.prop].round:
        radius = surface_m(contact, heights_m) / 2
        return placement.point_of(round_prop_centre(contact, body, posture.person, radius), body).real
    groups = skin_of(posture.person).groups[contact.part]
    xs = [placement.lowest(group, body)[1].real for group in groups]
    return sum(xs) / len(xs)


def _at_hand(posture: Posture, name: str) -> PlacedProp:
    """A chair to hold stands before the hands; a tool is in the hand that uses it."""
    hand, prop = posture.joint("working knuckles"), PROPS[name]
    if name == "hand-held tool":
        return PlacedProp(name, hand.real, hand.imag)
    if any("chair back" in word for word in posture.hands):
        return PlacedProp(name, hand.real + prop.length_m / 2 - 0.01, prop.height_m)
    return PlacedProp(name, hand.real + 0.10, prop.height_m, faces_back=True)
