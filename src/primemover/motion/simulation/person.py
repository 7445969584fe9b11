"""How somebody does an exercise: the figure's postures with their own size, range, habits and faults."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Final

from primemover.body import ADULT, Person, Posture, postures
from primemover.body.skeleton import ANGLE_INDEX
from primemover.body.vocabulary import JOINT_RANGES_DEG, START
from primemover.motion.expectation import column
from primemover.motion.fault import condition_of
from primemover.motion.measures import rise_cm, targets_of
from primemover.routine.exercise import Exercise, Fault
from primemover.terms import Side

_TURNED_BY: Final = {
    "hip": ("hip", 1.0),
    "thigh": ("hip", 1.0),
    "rise": ("hip", -1.0),
    "knee": ("knee", 1.0),
    "shank": ("knee", -1.0),
    "ankle": ("ankle", 1.0),
    "shoulder": ("shoulder", 1.0),
    "elbow": ("elbow", 1.0),
    "trunk": ("lumbar", -1.0),
}
"""Measure → the joint that a person would turn to change it, and which way."""

_LEAVES_DEG, _ARRIVES_DEG = 20.0, 5.0
"""A posture of the exercise that differs by that much, and how near to its reading another one is it."""
_BEYOND_DEG: Final = 20.0
_STEPS: Final = 12
_PROBE: Final = 0.02
_CM: Final = rise_cm(1.0, ADULT)
"""Centimetres of one leg length of the figure."""


@dataclass(frozen=True, slots=True)
class Doer:
    """Who does it, and how.

    ``height_m``. ``range``: share of the figure's way that is moved (1: as drawn). ``offsets_deg``: how
    far joints stand from the figure's in every posture, by joint (``working hip``, ``pelvis``).
    ``pace``: how much faster than the file asks. ``hold_s``: seconds of every hold, or as the file says;
    ``rest_s``: seconds at the start posture between repetitions.
    """

    height_m: float = ADULT.height_m
    range: float = 1.0
    offsets_deg: Mapping[str, float] = field(default_factory=dict, hash=False)
    pace: float = 1.0
    hold_s: float | None = None
    rest_s: float = 1.2


@dataclass(frozen=True, slots=True)
class Wrong:
    """A fault: in ``phase`` joints are turned by ``turns_rad`` more; ``later``: from half of the hold on.

    ``possible``: a body can do it, and it is not by then another posture of the exercise: a bridge lower than
    lying is no bridge with a fault.
    """

    phase: str
    turns_rad: Mapping[str, float] = field(hash=False)
    later: bool = False
    possible: bool = True


@cache
def figure_postures(exercise: Exercise) -> dict[str, Posture]:
    """The postures of the file as drawn, by phase; of a phase with a second posture the second.

    Raises:
        InvalidInput: a posture cannot be solved.
    """
    solved = postures(exercise.start, exercise.phases)
    return {key: solved.get(f"{key}+", posture) for key, posture in solved.items() if key[-1] not in "+~"}


def as_done(exercise: Exercise, doer: Doer, wrong: Wrong | None = None) -> dict[str, Posture]:
    """The postures of the file as ``doer`` takes them, by phase."""
    figure = figure_postures(exercise)
    rest = figure[START]
    done = {}
    for phase, posture in figure.items():
        angles = [a + (b - a) * doer.range for a, b in zip(rest.angles, posture.angles, strict=True)]
        for joint, offset_deg in doer.offsets_deg.items():
            angles[ANGLE_INDEX[joint]] += math.radians(offset_deg)
        done[phase] = _with_angles(posture, angles)
        if wrong is not None and phase == wrong.phase:
            done[phase] = _turned(done[phase], wrong.turns_rad)
    return done


def mixed(a: Posture, b: Posture, share: float) -> Posture:
    """The posture at ``share`` of the way from ``a`` to ``b``, each joint going evenly."""
    angles = [x + (y - x) * share for x, y in zip(a.angles, b.angles, strict=True)]
    spread = [x + (y - x) * share for x, y in zip(a.spreads, b.spreads, strict=True)]
    hip = a.hip + (b.hip - a.hip) * share
    return replace(b, hip=hip, angles=tuple(angles), spreads=(spread[0], spread[1]))


def wrong_for(exercise: Exercise, fault: Fault, times: float) -> Wrong:
    """How to show ``fault`` with its excess ``times`` the one at which it begins.

    The excess is counted from the figure's own reading in that phase: with a target of 0° and ``over 15``,
    1.2 times is 18°. For centimetres of rise likewise from the baseline.
    """
    condition = condition_of(fault)
    measure = condition.measures[0]
    figure = figure_postures(exercise)
    posture = figure[fault.phase]
    limit = condition.limit
    if condition.in_cm:
        origin = _rise_origin(exercise, fault.phase)
        baseline = _reading(figure[origin], measure)
        target = rise_cm(_reading(posture, measure) - baseline, ADULT)
        wanted = baseline + limit * times / _CM
        return Wrong(fault.phase, _turns_to(posture, measure, max(wanted, baseline + target / _CM)))
    if condition.from_first:
        limit = condition.limit_at(_reading(posture, measure))
    target = _near(_reading(posture, measure), limit)
    wanted = target + (limit - target) * times
    turns: dict[str, float] = {}
    for each in condition.measures:
        turns |= _turns_to(posture, each, wanted)
    others = [_near(_reading(each, measure), target) for name, each in figure.items() if name != fault.phase]
    elsewhere = any(
        _LEAVES_DEG < abs(each - target) <= abs(wanted - target) + _ARRIVES_DEG
        and (each > target) == (wanted > target)
        for each in others
    )
    possible = not elsewhere and _in_range(_turned(posture, turns), turns)
    return Wrong(fault.phase, turns, condition.from_first, possible)


def _in_range(posture: Posture, joints: Iterable[str]) -> bool:
    """Whether joints are within what they can do, or little beyond."""
    for joint in joints:
        reach = JOINT_RANGES_DEG[joint.rpartition(" ")[2]]
        if not reach.low - _BEYOND_DEG <= posture.angle_deg(joint) <= reach.high + _BEYOND_DEG:
            return False
    return True


def _rise_origin(exercise: Exercise, phase: str) -> str:
    asked = exercise.phase(phase).posture.get("raise")
    return str(asked["from"]) if isinstance(asked, Mapping) else START


def _turns_to(posture: Posture, measure: str, wanted: float) -> dict[str, float]:
    """The turn of one joint after which ``measure`` reads ``wanted`` (secant steps)."""
    role, _, name = measure.rpartition(" ")
    joint, direction = _TURNED_BY[name]
    turned = f"{role} {joint}".strip()
    turn = 0.0
    for _ in range(_STEPS):
        here = _near(_reading(_turned(posture, {turned: turn}), measure), wanted)
        beyond = _near(_reading(_turned(posture, {turned: turn + _PROBE * direction}), measure), wanted)
        slope = (beyond - here) / (_PROBE * direction)
        if abs(slope) < 1e-6:
            break
        turn += max(min((wanted - here) / slope, 0.4), -0.4)
    return {turned: turn}


def _reading(posture: Posture, measure: str) -> float:
    return targets_of(posture)[column(measure, Side.RIGHT)]


def _near(value: float, reference: float) -> float:
    return (value - reference + 180.0) % 360.0 - 180.0 + reference


def _turned(posture: Posture, turns_rad: Mapping[str, float]) -> Posture:
    angles = list(posture.angles)
    for joint, turn in turns_rad.items():
        angles[ANGLE_INDEX[joint]] += turn
    return _with_angles(posture, angles)


def _with_angles(posture: Posture, angles: list[float]) -> Posture:
    return replace(posture, angles=tuple(angles), person=Person(posture.person.height_m))
