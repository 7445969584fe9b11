"""From the blocks of an exercise file to what each posture asks for.

A phase takes from ``start`` (or from the phase it is ``like``) whatever it does not name: joint angles
joint by joint, contacts limb by limb, hands, feet and props as a whole.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from primemover.body import vocabulary as words
from primemover.body.posture import Contact
from primemover.body.vocabulary import START, Part
from primemover.errors import InvalidInput

Block = Mapping[str, Any]

_OWN, _TAKEN_OVER = 1.0, 0.4


@dataclass(frozen=True, slots=True)
class Wish:
    """A joint angle that a file asks for, degrees, and how firmly (1: written in this very block)."""

    angle_deg: float
    firmness: float


@dataclass(frozen=True, slots=True)
class Rise:
    """``joint`` (as ``working ankle``) stands ``rise_m`` higher than in the posture ``above``."""

    joint: str
    rise_m: float
    above: str


@dataclass(frozen=True, slots=True)
class Demand:
    """All that one posture asks for."""

    pose: Mapping[str, Wish] = field(default_factory=dict)
    contacts: tuple[Contact, ...] = ()
    hands: tuple[str, str] = ("at sides", "at sides")
    feet_m: Mapping[str, float] = field(default_factory=dict)
    placed_anew: frozenset[str] = frozenset()
    """Limbs that this block itself puts somewhere: they are not held where they were before."""
    props: tuple[str, ...] = ()
    """Props that no part lies on: a chair to hold, a tool in the hand."""
    heights_m: Mapping[str, float] = field(default_factory=dict)
    rise: Rise | None = None
    up: str = ""
    """The side that is up where the body lies on its side; else empty."""

    def same(self, other: Demand) -> bool:
        """Whether both ask for the same posture, however firmly."""
        mine, theirs = (
            (
                {joint: wish.angle_deg for joint, wish in demand.pose.items()},
                frozenset(demand.contacts),
                (demand.hands, demand.feet_m, demand.props, demand.heights_m, demand.rise, demand.up),
            )
            for demand in (self, other)
        )
        return mine == theirs


def demands(start: Block, phases: Sequence[tuple[str, Block]]) -> dict[str, Demand]:
    """Posture key → demand, in the order in which they are solved.

    ``start``: the start's posture block. ``phases``: id and posture keys of each phase. The keys are
    ``start``, the phase ids, ``id+`` for a phase's ``then`` and ``id~`` for the far end of its ``glide``.
    Raises ``InvalidInput`` for a word that ``check_pose`` would name.
    """
    up = _looked_up(start["lying"], words.LYING_WORDS, START) if "lying" in start else ""
    found = {START: _read(start, Demand(up=up), START)}
    for phase, block in phases:
        like = START if block.get("pose") == START else block.get("like", START)
        base = found[_named(like, found, f"{phase}: like")]
        found[phase] = _read(block, base, phase)
        settled = replace(_taken_over(found[phase]), rise=None)
        if "then" in block:
            found[f"{phase}+"] = _read(
                block["then"], replace(settled, rise=found[phase].rise), f"{phase}: then"
            )
        if "glide" in block:
            found[f"{phase}~"] = _read(block["glide"].get("to", {}), settled, f"{phase}: glide")
    return found


def _named(phase: str, found: Mapping[str, Demand], where: str) -> str:
    if phase not in found:
        raise InvalidInput(f"There is no phase {phase!r} before this one.", where=where)
    return phase


def _read(block: Block, base: Demand, where: str) -> Demand:
    base = _taken_over(base)
    contacts = _contacts(block, base, where)
    hands = _hands(block["hands"], where) if "hands" in block else base.hands
    contacts = _with_hands(contacts, base, hands)
    rise = _rise(block["raise"]) if "raise" in block else base.rise
    if rise is not None:
        limb = f"{rise.joint.split()[0]} leg"
        contacts = tuple(contact for contact in contacts if contact.part.limb != limb)
    anew = {f"{side} leg" for side in _feet_sides(block)}
    props, heights = _props(block, base)
    return Demand(
        pose=_pose(block.get("pose", {}), base, where),
        contacts=contacts,
        hands=hands,
        feet_m=_feet(block) if "feet" in block else base.feet_m,
        placed_anew=frozenset(
            anew | {f"{s} arm" for s, a, b in zip(words.SIDES, hands, base.hands, strict=True) if a != b}
        ),
        props=props,
        heights_m=heights,
        rise=rise,
        up=base.up,
    )


def _taken_over(base: Demand) -> Demand:
    pose = {joint: Wish(wish.angle_deg, _TAKEN_OVER) for joint, wish in base.pose.items()}
    return replace(base, pose=pose, placed_anew=frozenset())


def _pose(written: Any, base: Demand, where: str) -> dict[str, Wish]:
    pose = dict(base.pose)
    if written == START:
        return pose
    for word, angle in written.items():
        for joint in _looked_up(word, words.JOINT_WORDS, where):
            share = words.SPINE_SHARE[joint.name] if word == "spine" else 1.0
            _must_be_seen(joint, word, base, where)
            if joint.name == "abduction":
                # the lower leg's way out is down, which is the other way round
                out = 1.0 if joint.side == base.up else -1.0
                pose[f"{joint.side} hip"] = Wish(float(angle) * out, _OWN)
            else:
                pose[str(joint)] = Wish(float(angle) * share, _OWN)
    return pose


def _contacts(block: Block, base: Demand, where: str) -> tuple[Contact, ...]:
    """Limb by limb: what the block names replaces what the base had there."""
    named: list[Contact] = []
    limbs: set[str] = set()
    for word in block.get("touches", ()):
        if word in words.FREE_WORDS:
            limbs.update(words.FREE_WORDS[word])
        else:
            for part in _looked_up(word, words.PART_WORDS, where):
                _must_be_seen(part, word, base, where)
                named.append(Contact(part))
    bearers = dict(block.get("on", {}))
    for prop in block.get("props", ()):
        if "under" in prop and not prop.get("optional"):
            bearers[prop["under"]] = prop["name"]
    for word, prop_word in bearers.items():
        prop, along = _looked_up(prop_word, words.PROP_WORDS, where)
        for part in _looked_up(word, words.PART_WORDS, where):
            named = [contact for contact in named if contact.part != part]
            named.append(Contact(part, prop, along))
    limbs.update(contact.part.limb for contact in named)
    kept = [contact for contact in base.contacts if contact.part.limb not in limbs]
    return (*kept, *named)


def _with_hands(contacts: tuple[Contact, ...], base: Demand, hands: tuple[str, str]) -> tuple[Contact, ...]:
    """A hand's place decides what of the arm bears; the place is the whole truth about an arm."""
    legs_and_trunk = [contact for contact in contacts if not contact.part.limb.endswith("arm")]
    on_props = {contact.part: contact for contact in contacts if contact.prop is not None}
    arms = []
    for side, word in zip(words.SIDES, hands, strict=True):
        bears = words.HAND_WORDS[word].bears
        if bears is not None:
            part = Part(side, bears)
            prop = "chair" if "chair" in word else None
            arms.append(on_props.get(part, Contact(part, prop)))
    return (*legs_and_trunk, *arms)


def _hands(written: Any, where: str) -> tuple[str, str]:
    one = dict.fromkeys(words.SIDES, written) if isinstance(written, str) else dict(written)
    places = [str(one.get(side, "at sides")) for side in words.SIDES]
    for place in places:
        _looked_up(place, words.HAND_WORDS, where)
    return places[0], places[1]


def _feet_sides(block: Block) -> set[str]:
    sides = set(block.get("feet", {}))
    return set(words.SIDES) if words.BOTH in sides else sides


def _feet(block: Block) -> dict[str, float]:
    places: dict[str, float] = {}
    for side, place in block["feet"].items():
        if place not in words.FEET_WORDS:
            for each in words.SIDES if side == words.BOTH else (side,):
                places[each] = float(place) / 100
    return places


def _props(block: Block, base: Demand) -> tuple[tuple[str, ...], dict[str, float]]:
    if "props" not in block:
        return base.props, dict(base.heights_m)
    held = []
    heights = dict(base.heights_m)
    for prop in block["props"]:
        if prop.get("optional"):
            continue
        if "height_cm" in prop:
            heights[prop["name"]] = float(prop["height_cm"]) / 100
        if "under" not in prop:
            held.append(prop["name"])
    return tuple(held), heights


def _rise(written: Block) -> Rise:
    key = next(key for key in written if key.endswith("_cm"))
    return Rise(key.removesuffix("_cm"), float(written[key]) / 100, str(written["from"]))


def _must_be_seen(named: Part, word: object, base: Demand, where: str) -> None:
    """Raises ``InvalidInput`` for a word of the other view."""
    if words.is_unseen(named.name, lying=bool(base.up)):
        raise InvalidInput(
            f"{word!r} is not seen in this view.",
            where=where,
            remedy="Run `primemover routine check FILE` to see every mistake with what is expected.",
        )


def _looked_up(word: object, table: Mapping[str, Any], where: str) -> Any:
    if word not in table:
        raise InvalidInput(
            f"A posture does not know the word {word!r}.",
            where=where,
            remedy="Run `primemover routine check FILE` to see every mistake with what is expected.",
        )
    return table[str(word)]
