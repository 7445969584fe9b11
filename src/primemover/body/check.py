"""Mistakes in a posture block, each with the path of its key."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Final

from primemover.body import vocabulary as words

Path = tuple[str | int, ...]
Block = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PoseProblem:
    """One mistake: where (keys and list indexes from the block's root), what stands there, what should."""

    path: Path
    found: str
    expected: str
    suggestion: str | None = None


def check_pose(
    block: object, *, phases: Collection[str] = (), lying: bool = False
) -> tuple[PoseProblem, ...]:
    """Every mistake in one posture block (a ``start``, or the posture keys of a phase).

    ``phases`` are the ids that ``like`` and ``raise … from`` may name; without them any word passes.
    ``lying``: the exercise's start lies on its side, so that its phases are seen from behind.
    Returns an empty tuple for a block that can be drawn.
    """
    if not isinstance(block, Mapping):
        return (PoseProblem((), _shown(block), "a posture block: touches, hands, pose …"),)
    unseen = _unseen_problems(block, (), lying=lying or "lying" in block)
    return (*_block_problems(block, (), phases, words.POSTURE_KEYS), *unseen)


def _unseen_problems(block: Block, path: Path, *, lying: bool) -> Iterator[PoseProblem]:
    """Words that belong to the other view: from the side, or from behind a body that lies on its side."""
    pose = block.get("pose")
    for word in pose if isinstance(pose, Mapping) else ():
        if any(words.is_unseen(joint.name, lying=lying) for joint in words.JOINT_WORDS.get(word, ())):
            seen = (
                "abduction: a body lying on its side is seen from behind" if lying else "lying in the start"
            )
            yield PoseProblem((*path, "pose", word), word, seen)
    touches = block.get("touches")
    for index, word in enumerate(touches if isinstance(touches, list | tuple) else ()):
        parts = words.PART_WORDS.get(word, ()) if isinstance(word, str) else ()
        if any(words.is_unseen(part.name, lying=lying) for part in parts):
            yield PoseProblem((*path, "touches", index), word, "lying in the start")
    for key, inner in (("then", block.get("then")), ("glide", block.get("glide"))):
        far_end = inner.get("to") if key == "glide" and isinstance(inner, Mapping) else inner
        if isinstance(far_end, Mapping):
            under = (*path, key, "to") if key == "glide" else (*path, key)
            yield from _unseen_problems(far_end, under, lying=lying)


def _lying_problems(value: object, path: Path) -> Iterator[PoseProblem]:
    if not _is_one_of(value, words.LYING_WORDS):
        yield _unknown(path, value, words.LYING_WORDS, "the side that is lain on")


def _block_problems(
    block: Block, path: Path, phases: Collection[str], keys: Collection[str]
) -> Iterator[PoseProblem]:
    for key, value in block.items():
        here = (*path, key)
        if key not in keys:
            yield _unknown(here, key, keys, "a posture key")
        elif key in ("then", "glide"):
            yield from _nested_problems(key, value, here, phases)
        elif key == "like":
            yield from _phase_problems(value, here, phases)
        elif key == "raise":
            yield from _raise_problems(value, here, phases)
        elif key in _CHECKS:
            yield from _CHECKS[key](value, here)


def _pose_problems(value: object, path: Path) -> Iterator[PoseProblem]:
    if value == words.START:
        return
    if not isinstance(value, Mapping):
        yield PoseProblem(path, _shown(value), "joint angles in degrees, or: start")
        return
    for word, angle in value.items():
        here = (*path, word)
        if word not in words.JOINT_WORDS:
            yield _unknown(here, word, words.JOINT_WORDS, "a joint")
        elif not _is_number(angle):
            yield PoseProblem(here, _shown(angle), "degrees, as a number")
        else:
            yield from _range_problems(word, float(angle), here)


def _range_problems(word: str, angle: float, path: Path) -> Iterator[PoseProblem]:
    for joint in words.JOINT_WORDS[word]:
        share = words.SPINE_SHARE[joint.name] if word == "spine" else 1.0
        limits = words.JOINT_RANGES_DEG[joint.name]
        if not limits.holds(angle * share):
            expected = f"{limits.low / share:g} to {limits.high / share:g} degrees"
            yield PoseProblem(path, f"{angle:g}", expected)
            return


def _touches_problems(value: object, path: Path) -> Iterator[PoseProblem]:
    if not isinstance(value, Sequence) or isinstance(value, str):
        yield PoseProblem(path, _shown(value), "a list of the parts that bear, as [belly, thighs]")
        return
    known = {**words.PART_WORDS, **words.FREE_WORDS}
    for index, word in enumerate(value):
        if not _is_one_of(word, known):
            yield _unknown((*path, index), word, known, "a part of the body")


def _on_problems(value: object, path: Path) -> Iterator[PoseProblem]:
    if not isinstance(value, Mapping):
        yield PoseProblem(path, _shown(value), "part: prop, as {working thigh: roller}")
        return
    for part, prop in value.items():
        if part not in words.PART_WORDS:
            yield _unknown((*path, part), part, words.PART_WORDS, "a part of the body")
        if not _is_one_of(prop, words.PROP_WORDS):
            yield _unknown((*path, part), prop, words.PROP_WORDS, "a prop")


def _hands_problems(value: object, path: Path) -> Iterator[PoseProblem]:
    if not isinstance(value, Mapping):
        if not _is_one_of(value, words.HAND_WORDS):
            yield _unknown(path, value, words.HAND_WORDS, "a place for the hands")
        return
    for side, place in value.items():
        if side not in words.SIDES:
            yield _unknown((*path, side), side, words.SIDES, "a side")
        elif not _is_one_of(place, words.HAND_WORDS):
            yield _unknown((*path, side), place, words.HAND_WORDS, "a place for the hand")


def _feet_problems(value: object, path: Path) -> Iterator[PoseProblem]:
    sides = (*words.SIDES, words.BOTH)
    if not isinstance(value, Mapping):
        yield PoseProblem(path, _shown(value), "side: flat or cm, as {both: flat} or {other: 60}")
        return
    for side, place in value.items():
        if side not in sides:
            yield _unknown((*path, side), side, sides, "a side")
        elif not _is_number(place) and place not in words.FEET_WORDS:
            expected = "flat, or how many cm the ankle stands in front of the hip"
            yield PoseProblem((*path, side), _shown(place), expected, _nearest(place, words.FEET_WORDS))


def _props_problems(value: object, path: Path) -> Iterator[PoseProblem]:
    if not isinstance(value, Sequence) or isinstance(value, str):
        yield PoseProblem(path, _shown(value), "a list, as [{name: cushion, under: working knee}]")
        return
    for index, prop in enumerate(value):
        here = (*path, index)
        if not isinstance(prop, Mapping):
            yield PoseProblem(here, _shown(prop), "a prop, as {name: cushion, under: working knee}")
            continue
        if "name" not in prop:
            yield PoseProblem(here, "no name", "a name of a prop")
        for key, detail in prop.items():
            yield from _prop_detail_problems(key, detail, (*here, key))


def _prop_detail_problems(key: str, detail: object, path: Path) -> Iterator[PoseProblem]:
    if key not in words.PROP_KEYS:
        yield _unknown(path, key, words.PROP_KEYS, "a key of a prop")
    elif key == "name" and not _is_one_of(detail, words.PROPS):
        yield _unknown(path, detail, words.PROPS, "a prop")
    elif key == "under" and not _is_one_of(detail, words.PART_WORDS):
        yield _unknown(path, detail, words.PART_WORDS, "a part of the body")
    elif key == "optional" and not isinstance(detail, bool):
        yield PoseProblem(path, _shown(detail), "true or false")
    elif key == "height_cm" and not (_is_number(detail) and 0 < float(str(detail)) <= 100):
        yield PoseProblem(path, _shown(detail), "a height in cm, above 0 and at most 100")


def _raise_problems(value: object, path: Path, phases: Collection[str]) -> Iterator[PoseProblem]:
    if not isinstance(value, Mapping):
        yield PoseProblem(path, _shown(value), "as {working ankle_cm: 7.5, from: straighten}")
        return
    rises = [key for key in value if str(key).endswith("_cm")]
    if not rises:
        yield PoseProblem(path, "no joint", "a joint and its rise, as working ankle_cm: 7.5")
    if "from" not in value:
        yield PoseProblem(path, "no from", "the phase that the rise is measured from")
    for key, detail in value.items():
        here = (*path, key)
        if key not in words.RAISE_KEYS:
            yield _unknown(here, key, words.RAISE_KEYS, "a key of raise")
        elif key == "from":
            yield from _phase_problems(detail, here, phases)
        elif not (_is_number(detail) and 0 <= detail <= 100):
            yield PoseProblem(here, _shown(detail), "cm, 0 to 100")


def _nested_problems(key: str, value: object, path: Path, phases: Collection[str]) -> Iterator[PoseProblem]:
    if not isinstance(value, Mapping):
        example = "{after_s: 0.5, pose: {…}}" if key == "then" else "{to: {…}, pass_s: 3}"
        yield PoseProblem(path, _shown(value), f"as {example}")
        return
    seconds = "after_s" if key == "then" else "pass_s"
    if seconds in value and not (_is_number(value[seconds]) and 0 <= value[seconds] <= 60):
        yield PoseProblem((*path, seconds), _shown(value[seconds]), "seconds, 0 to 60")
    if key == "then":
        rest = {name: detail for name, detail in value.items() if name != seconds}
        yield from _block_problems(rest, path, phases, words.THEN_KEYS)
        return
    for name in value:
        if name not in words.GLIDE_KEYS:
            yield _unknown((*path, name), name, words.GLIDE_KEYS, "a key of glide")
    far_end = value.get("to")
    if not isinstance(far_end, Mapping):
        yield PoseProblem((*path, "to"), _shown(far_end), "the posture at the far end, as {on: {…}}")
    else:
        yield from _block_problems(far_end, (*path, "to"), phases, words.THEN_KEYS - {"after_s"})


def _phase_problems(value: object, path: Path, phases: Collection[str]) -> Iterator[PoseProblem]:
    if not isinstance(value, str):
        yield PoseProblem(path, _shown(value), "the id of a phase")
    elif phases and value not in phases and value != words.START:
        yield _unknown(path, value, phases, "the id of a phase")


_CHECKS: Final[dict[str, Callable[[object, Path], Iterator[PoseProblem]]]] = {
    "pose": _pose_problems,
    "touches": _touches_problems,
    "on": _on_problems,
    "hands": _hands_problems,
    "feet": _feet_problems,
    "props": _props_problems,
    "lying": _lying_problems,
}


def _unknown(path: Path, found: object, known: Collection[str], what: str) -> PoseProblem:
    nearest = _nearest(found, known)
    expected = what if len(known) > 12 else f"{what}: {', '.join(sorted(known))}"
    return PoseProblem(path, _shown(found), expected, nearest)


def _nearest(found: object, known: Collection[str]) -> str | None:
    matches = get_close_matches(str(found), known, n=1, cutoff=0.6)
    return matches[0] if matches else None


def _is_one_of(value: object, known: Collection[str]) -> bool:
    """Whether ``value`` is one of the words; a list or a mapping never is."""
    return isinstance(value, str) and value in known


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _shown(value: object) -> str:
    if isinstance(value, Mapping):
        return "a mapping"
    if isinstance(value, list | tuple):
        return "a list"
    return "nothing" if value is None else str(value) or "empty words"
