"""How far from the figure a person may be: tolerances, and slack for going further.

Degrees, and leg lengths for a rise.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from primemover.body import ADULT, Person
from primemover.motion.fault import condition_of, measure_names
from primemover.motion.landmarks import Array
from primemover.motion.measures import PROP, RISE, rise_cm
from primemover.routine.exercise import Exercise, Phase

USUAL_TOLERANCE_DEG: Final = 20.0
"""How far a measure may be from the figure's where the file says nothing."""
_ARM_DEG, _BEARING_ARM_DEG = 30.0, 18.0
"""The same for arms; an arm that carries stands where it must, one that reaches may point anywhere near."""
_TIGHTEST_DEG: Final = 8.0
"""A tolerance in a file is about the person; the camera's own error (about 5°) comes on top of any."""
_PROP: Final = 0.07
"""Of the height of an elbow that lies, in leg lengths: 6 cm. On the forearms it hangs 30 cm below."""
_SECOND_LEG_DEG: Final = 35.0
_SHARE_OF_WAY: Final = 0.6
_LEADS_DEG: Final = 15.0
OVERHEAD_DEG: Final = 120.0
_MOST_OVERSHOOT_DEG: Final = 20.0
_FAULT_REACH: Final = 3.0
_TOWARDS_NEXT, _TOWARDS_UNLIKE = 0.4, 0.9
"""So much of the way to another look may be a fault; more where two other joints tell the looks apart."""
_UNLIKE_DEG: Final = 40.0


def counterpart(measure: str) -> str:
    """``other hip`` for ``working hip``, and the other way round."""
    role, _, joint = measure.partition(" ")
    return f"{'other' if role == 'working' else 'working'} {joint}"


def usual_tolerances(exercise: Exercise, measures: Sequence[str], targets: Array) -> list[float]:
    """What a measure may be off where the file says nothing: less than it moves, on either leg."""
    ways = dict(zip(measures, np.ptp(targets, axis=0).tolist(), strict=True))
    found = []
    for name, target in zip(measures, targets[0].tolist(), strict=True):
        joint = name.rpartition(" ")[2]
        if not exercise.has_sides and name.startswith("other"):
            found.append(_SECOND_LEG_DEG)
        elif joint == RISE:
            found.append(_rise_tolerance(exercise))
        elif joint == PROP:
            found.append(_PROP)
        elif joint == "shoulder" and abs(target) < OVERHEAD_DEG:
            found.append(_BEARING_ARM_DEG)
        elif joint in ("shoulder", "elbow"):
            found.append(_ARM_DEG)
        else:
            way = max(ways[name], ways.get(counterpart(name), 0.0))
            tight = max(_SHARE_OF_WAY * way, _TIGHTEST_DEG)
            found.append(min(USUAL_TOLERANCE_DEG, tight) if way > _LEADS_DEG else USUAL_TOLERANCE_DEG)
    return found


def phase_tolerances(phase: Phase | None, measures: Sequence[str], usual: Sequence[float]) -> list[float]:
    """Tolerances of a phase, or with None of the start, for each measure: the file's, else ``usual``."""
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


def slacks(
    exercise: Exercise, phases: Sequence[str], measures: Sequence[str], targets: Array, person: Person
) -> tuple[Array, Array]:
    """How far below and above its target each measure may be for nothing, (looks, measures) each.

    As much again as its range, up to 20°, past the end of that range; and where a fault is looked for, as
    far as three times the fault, but not past the middle to another look, unless two other joints differ.
    """
    below, above = np.zeros_like(targets), np.zeros_like(targets)
    low, high = targets.min(axis=0), targets.max(axis=0)
    past = np.minimum(high - low, _MOST_OVERSHOOT_DEG)
    if len(phases) > 1:
        above[:] = np.where(targets == high, past, 0.0)
        below[:] = np.where(targets == low, -past, 0.0)
    for look, measure, reach in _fault_reaches(exercise, phases, measures, targets, person):
        ways = targets[:, measure] - targets[look, measure]
        ahead = [
            abs(way)
            * (_TOWARDS_UNLIKE if _are_unlike(measures, measure, targets[[look, other]]) else _TOWARDS_NEXT)
            for other, way in enumerate(ways.tolist())
            if way * reach > 0 and abs(way) > USUAL_TOLERANCE_DEG
        ]
        past_limit = min(abs(reach), min(ahead, default=np.inf))
        if reach > 0:
            above[look, measure] = max(above[look, measure], past_limit)
        else:
            below[look, measure] = min(below[look, measure], -past_limit)
    return below, above


def _are_unlike(measures: Sequence[str], measure: int, two: Array) -> bool:
    """Whether at least two joints but that of ``measure`` tell two looks apart by far."""
    far = np.abs(two[1] - two[0]) > _UNLIKE_DEG
    joints = {name.rpartition(" ")[2] for name, is_far in zip(measures, far, strict=True) if is_far}
    return len(joints - {measures[measure].rpartition(" ")[2]}) >= 2


def _fault_reaches(
    exercise: Exercise, phases: Sequence[str], measures: Sequence[str], targets: Array, person: Person
) -> list[tuple[int, int, float]]:
    """(look, measure, reach) of each fault whose measure is looked at: from its target to three times the
    limit, or for an angle three times the excess; a rise in leg lengths."""
    places = {phase: index for index, phase in enumerate(phases)}
    found = []
    for condition in (condition_of(fault) for fault in exercise.faults if fault.phase in places):
        look = places[condition.phase]
        for measure in (measures.index(name) for name in condition.measures if name in measures):
            target = targets[look, measure]
            reach = _FAULT_REACH * (condition.limit_at(target) - target)
            if condition.in_cm:
                farthest = _FAULT_REACH * condition.limit / rise_cm(1.0, person)
                reach = targets[max(look - 1, 0), measure] + farthest - target
            found.append((look, measure, reach))
    return found
