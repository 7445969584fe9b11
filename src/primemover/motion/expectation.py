"""What the camera expects of an exercise, worked out from its file alone.

Each phase that a camera can see becomes a target with a tolerance for every measure that matters. The
targets come from the phase's posture through ``body`` and the function that measures people; the file's
``camera`` gives tolerances only. No exercise is known here by name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from primemover.body import ADULT, Person, Posture, postures
from primemover.body.vocabulary import START
from primemover.motion.fault import condition_of, measure_names
from primemover.motion.landmarks import Array
from primemover.motion.measures import MEASURE_INDEX, rise_cm, targets_of
from primemover.routine.exercise import Exercise, Phase
from primemover.terms import CannotTell, Side

USUAL_TOLERANCE_DEG: Final = 20.0
"""How far a measure may be from the figure's where the file says nothing."""
_ARM_DEG, _BEARING_ARM_DEG = 30.0, 22.0
"""The same for arms; an arm that carries stands where it must, one that reaches may point anywhere near."""
_TIGHTEST_DEG: Final = 8.0
"""A tolerance in a file is about the person; the camera's own error (about 5°) comes on top of any."""
_SECOND_LEG_DEG: Final = 35.0
_SHARE_OF_WAY: Final = 0.6
_LEADS_DEG: Final = 15.0
_SAME: Final = 0.8
"""Phases nearer to each other than this, in tolerances, cannot be told apart and are one."""
_SHARE_HELD: Final = 1 / 3

_MOST_OVERSHOOT_DEG: Final = 20.0
_FAULT_REACH: Final = 3.0
_TOWARDS_NEXT: Final = 0.4

RISE: Final = "rise"
UNSEEN: Final = "motion.cannot-tell.unseen"

_ALWAYS: Final = ("trunk", "working hip", "working knee")
_IF_MOVING: Final = ("working hip", "working knee", "other hip", "other knee", "working elbow")
_OTHER_LEG: Final = ("other hip", "other knee", f"other {RISE}")
_MOVES_DEG: Final = 10.0
_IN_PLANE: Final = 0.9
_OVERHEAD_DEG, _IN_FRONT_DEG = 120.0, 45.0


@dataclass(frozen=True, slots=True)
class Look:
    """A phase as the camera sees it: ``phase`` is its id (``start`` for the posture between repetitions).

    ``held``: it has a hold, whose time is told. ``least_s``: it must last that long to count.
    """

    phase: str
    held: bool
    least_s: float


@dataclass(frozen=True, eq=False)
class Expectation:
    """What is looked for: ``looks`` in order, ``targets`` and ``tolerances`` (looks, measures).

    The first look is where a repetition starts and ends; with a single look the exercise is one long
    hold. ``measures``: names with ``working`` and ``other``. ``columns``: for the left and the right
    working side, the place of each measure in ``MEASURES``. ``slack_below`` (≤ 0) and ``slack_above``
    (≥ 0): how far past its target a measure may be for nothing, since going further than the figure is
    still the phase, and whether it is too far a fault says. ``repeats``: repetitions are counted, not just
    passes of the whole. ``rise_from``: the look from which a rise is measured, or None. ``taught``: the
    targets are this person's own, not the figure's.
    """

    exercise: Exercise
    person: Person
    looks: tuple[Look, ...]
    measures: tuple[str, ...]
    columns: tuple[tuple[int, ...], tuple[int, ...]]
    targets: Array
    tolerances: Array
    slack_below: Array
    slack_above: Array
    repeats: bool
    rise_from: int | None
    taught: bool = False

    @property
    def moving(self) -> Array:
        """Which measures move by more than their tolerance, (measures,) of bool; all where none does."""
        reach = self.targets.max(axis=0) - self.targets.min(axis=0)
        moves: Array = reach > self.tolerances.mean(axis=0)
        return moves if moves.any() else np.ones_like(moves)

    def with_targets(self, targets: Array, tolerances: Array) -> Expectation:
        """The same with a person's own targets and tolerances."""
        below, above = slacks(self.exercise, self.looks, self.measures, targets, self.person)
        own = replace(self, targets=targets, tolerances=tolerances, taught=True)
        return replace(own, slack_below=below, slack_above=above)


def expectation(exercise: Exercise, person: Person = ADULT) -> Expectation | CannotTell:
    """What to look for, or why a side camera has nothing to look for.

    Raises:
        InvalidInput: a posture of the file cannot be solved.
    """
    seen = [phase for phase in exercise.phases if phase.camera is not None]
    if not seen:
        return CannotTell(UNSEEN)
    solved = postures(exercise.start, exercise.phases, person=person)
    measures = _measures(exercise, seen, solved)
    names = [START, *(phase.id for phase in seen)]
    raw = [_row(_settled(name, solved), measures) for name in names]
    targets = _unwrapped(np.array(raw))
    usual = _usual_tolerances(exercise, measures, targets)
    tolerances = np.array([_tolerances(phase, measures, usual) for phase in (None, *seen)])
    kept = _told_apart(targets, tolerances, seen, repeats=exercise.reps is not None)
    looks = tuple(_look(exercise, names[index]) for index in kept)
    rises = [str(phase.posture["raise"]["from"]) for phase in seen if "raise" in phase.posture]  # type: ignore[index]
    below, above = slacks(exercise, looks, measures, targets[kept], person)
    return Expectation(
        exercise,
        person,
        looks,
        measures,
        (_columns(measures, Side.LEFT), _columns(measures, Side.RIGHT)),
        targets[kept],
        tolerances[kept],
        below,
        above,
        exercise.reps is not None,
        next((i for i, look in enumerate(looks) if look.phase in rises), None),
    )


def column(measure: str, working: Side) -> int:
    """The place in ``MEASURES`` of ``working knee``, ``other hip`` or ``trunk``."""
    role, _, joint = measure.partition(" ")
    if not joint:
        return MEASURE_INDEX[measure]
    side = working if role == "working" else working.other
    return MEASURE_INDEX[f"{side} {joint}"]


def _columns(measures: Sequence[str], working: Side) -> tuple[int, ...]:
    return tuple(column(measure, working) for measure in measures)


def _settled(phase: str, solved: Mapping[str, Posture]) -> Posture:
    return solved.get(f"{phase}+", solved[phase])


def _row(posture: Posture, measures: Sequence[str]) -> list[float]:
    values = targets_of(posture, Side.RIGHT)
    return [values[column(measure, Side.RIGHT)] for measure in measures]


def _unwrapped(targets: Array) -> Array:
    """Angles within 180° of the start's, so that differences between phases are the way that is moved."""
    first = targets[:1]
    return np.asarray(first + (targets - first + 180.0) % 360.0 - 180.0)


def _measures(exercise: Exercise, seen: Sequence[Phase], solved: Mapping[str, Posture]) -> tuple[str, ...]:
    """The measures that matter: trunk and working leg, what the file names, and what moves.

    Where sides take turns the other leg is looked at too, or a leg at rest would speak for the whole body.
    """
    one_leg = not exercise.has_sides
    named = [name for phase in seen for word in phase.camera or {} for name in _named(word, one_leg)]
    chosen = dict.fromkeys((*_ALWAYS, *named))
    looked_at = [solved[START], *(_settled(phase.id, solved) for phase in seen)]
    for name in _IF_MOVING:
        values = [_row(posture, (name,))[0] for posture in looked_at]
        if max(values) - min(values) > _MOVES_DEG:
            chosen |= dict.fromkeys((name, _counterpart(name)) if _in_leg(name) else (name,))
    if _arms_bear(looked_at):
        chosen["working shoulder"] = None
    if any("raise" in phase.posture for phase in seen):
        chosen |= dict.fromkeys((f"working {RISE}", f"other {RISE}"))
    if one_leg:
        chosen |= dict.fromkeys(("other hip", "other knee"))
    return tuple(chosen)


def _named(word: str, one_leg: bool) -> tuple[str, ...]:
    names = measure_names(word)
    return names[:1] if one_leg else names


def _in_leg(measure: str) -> bool:
    return not measure.endswith("elbow")


def _counterpart(measure: str) -> str:
    role, _, joint = measure.partition(" ")
    return f"{'other' if role == 'working' else 'working'} {joint}"


def _arms_bear(looked_at: Sequence[Posture]) -> bool:
    """Whether the arms carry in every posture, or reach over the head: then their angle tells it apart."""
    shoulders = [abs(posture.angle_deg("working shoulder")) for posture in looked_at]
    bearing = all(
        posture.spreads[0] > _IN_PLANE and any(c.part.limb == "working arm" for c in posture.contacts)
        for posture in looked_at
    )
    return min(shoulders) > _OVERHEAD_DEG or (bearing and min(shoulders) > _IN_FRONT_DEG)


def _usual_tolerances(exercise: Exercise, measures: Sequence[str], targets: Array) -> list[float]:
    """What a measure may be off where the file says nothing: less than it moves, on either leg."""
    ways = dict(zip(measures, np.ptp(targets, axis=0).tolist(), strict=True))
    found = []
    for name, target in zip(measures, targets[0].tolist(), strict=True):
        joint = name.rpartition(" ")[2]
        if not exercise.has_sides and name.startswith("other"):
            found.append(_SECOND_LEG_DEG)
        elif joint == RISE:
            found.append(_rise_tolerance(exercise))
        elif joint == "shoulder" and abs(target) < _OVERHEAD_DEG:
            found.append(_BEARING_ARM_DEG)
        elif joint in ("shoulder", "elbow"):
            found.append(_ARM_DEG)
        else:
            way = max(ways[name], ways.get(_counterpart(name), 0.0))
            tight = max(_SHARE_OF_WAY * way, _TIGHTEST_DEG)
            found.append(min(USUAL_TOLERANCE_DEG, tight) if way > _LEADS_DEG else USUAL_TOLERANCE_DEG)
    return found


def _tolerances(phase: Phase | None, measures: Sequence[str], usual: Sequence[float]) -> list[float]:
    own = _named_tolerances(phase.camera or {}) if phase else {}
    return [
        max(own[name], _TIGHTEST_DEG) if name in own else tolerance
        for name, tolerance in zip(measures, usual, strict=True)
    ]


def _named_tolerances(camera: Mapping[str, float]) -> dict[str, float]:
    return {name: float(value) for word, value in camera.items() for name in measure_names(word)}


def _rise_tolerance(exercise: Exercise) -> float:
    """Half of the rise that is asked for, in leg lengths."""
    asked_cm = [
        float(value)
        for phase in exercise.phases
        for key, value in _mapping(phase.posture.get("raise")).items()
        if str(key).endswith("_cm")
    ]
    return min(asked_cm) / 2 / (ADULT.leg_m * 100)


def _mapping(value: object) -> Mapping[str, float]:
    return value if isinstance(value, Mapping) else {}


def _told_apart(targets: Array, tolerances: Array, seen: Sequence[Phase], *, repeats: bool) -> list[int]:
    """Indices of the looks that differ from the one before; the last one also from the first."""

    def apart(a: int, b: int) -> bool:
        away = np.abs(targets[a] - targets[b]) / np.minimum(tolerances[a], tolerances[b])
        return bool(away.max() > _SAME)

    kept = [0]
    for index in range(1, len(seen) + 1):
        if apart(kept[-1], index):
            kept.append(index)
        elif kept[-1] == 0:
            kept = [index]
    if len(kept) > 2 and not apart(kept[-1], kept[0]) and repeats:
        kept.pop()
    return kept


def _look(exercise: Exercise, name: str) -> Look:
    if name == START:
        return Look(START, held=False, least_s=0.0)
    phase = exercise.phase(name)
    if phase.hold is None:
        return Look(name, held=False, least_s=0.0)
    usual_s = phase.hold.seconds(phase.hold.dose.usual)
    return Look(name, held=True, least_s=0.0 if exercise.reps else usual_s * _SHARE_HELD)


def slacks(
    exercise: Exercise, looks: Sequence[Look], measures: Sequence[str], targets: Array, person: Person
) -> tuple[Array, Array]:
    """How far below and above its target each measure may be for nothing, (looks, measures) each.

    As much again as its range, up to 20°, past the end of that range; and where a fault is looked for, as
    far as three times the fault, but never nearer to another look than the middle.
    """
    below, above = np.zeros_like(targets), np.zeros_like(targets)
    low, high = targets.min(axis=0), targets.max(axis=0)
    past = np.minimum(high - low, _MOST_OVERSHOOT_DEG)
    if len(looks) > 1:
        above[:] = np.where(targets == high, past, 0.0)
        below[:] = np.where(targets == low, -past, 0.0)
    for look, measure, reach in _fault_reaches(exercise, looks, measures, targets, person):
        ways = np.delete(targets[:, measure], look) - targets[look, measure]
        ahead = [abs(way) for way in ways if way * reach > 0 and abs(way) > USUAL_TOLERANCE_DEG]
        past_limit = min(abs(reach), min(ahead, default=np.inf) * _TOWARDS_NEXT)
        if reach > 0:
            above[look, measure] = max(above[look, measure], past_limit)
        else:
            below[look, measure] = min(below[look, measure], -past_limit)
    return below, above


def _fault_reaches(
    exercise: Exercise, looks: Sequence[Look], measures: Sequence[str], targets: Array, person: Person
) -> list[tuple[int, int, float]]:
    """(look, measure, reach) of each fault whose measure is looked at: from its target to three times the
    limit, or for an angle three times the excess; a rise in leg lengths."""
    places = {look.phase: index for index, look in enumerate(looks)}
    found = []
    for condition in (condition_of(fault) for fault in exercise.faults if fault.phase in places):
        look = places[condition.phase]
        for measure in (measures.index(name) for name in condition.measures if name in measures):
            target = targets[look, measure]
            reach = _FAULT_REACH * (condition.limit - target)
            if condition.in_cm:
                farthest = _FAULT_REACH * condition.limit / rise_cm(1.0, person)
                reach = targets[max(look - 1, 0), measure] + farthest - target
            found.append((look, measure, reach))
    return found
