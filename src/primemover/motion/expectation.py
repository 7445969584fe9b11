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
from primemover.motion.fault import measure_names
from primemover.motion.landmarks import Array
from primemover.motion.measures import MEASURE_INDEX, PROP, RISE, targets_of
from primemover.motion.tolerance import OVERHEAD_DEG, counterpart, phase_tolerances, slacks, usual_tolerances
from primemover.motion.wandering import errors_together
from primemover.routine.exercise import Exercise, Phase
from primemover.terms import CannotTell, Side

_SAME: Final = 0.8
"""Phases nearer to each other than this, in tolerances, cannot be told apart and are one."""
_SHARE_HELD: Final = 1 / 3

UNSEEN: Final = "motion.cannot-tell.unseen"

_ALWAYS: Final = ("trunk", "working hip", "working knee")
_IF_MOVING: Final = ("working hip", "working knee", "other hip", "other knee", "working elbow")
_MOVES_DEG: Final = 10.0
_IN_PLANE: Final = 0.9
_IN_FRONT_DEG: Final = 45.0


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
    still the phase, and whether it is too far a fault says. ``errors``: how measures err together in each
    look, (looks, measures, measures). ``repeats``: repetitions are counted, not just
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
    errors: Array
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
        phases = [look.phase for look in self.looks]
        below, above = slacks(self.exercise, phases, self.measures, targets, self.person)
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
    usual = usual_tolerances(exercise, measures, targets)
    tolerances = np.array([phase_tolerances(phase, measures, usual) for phase in (None, *seen)])
    kept = _told_apart(targets, tolerances, seen, repeats=exercise.reps is not None)
    looks = tuple(_look(exercise, names[index]) for index in kept)
    rises = [str(phase.posture["raise"]["from"]) for phase in seen if "raise" in phase.posture]  # type: ignore[index]
    below, above = slacks(exercise, [look.phase for look in looks], measures, targets[kept], person)
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
        np.array([errors_together(_settled(names[i], solved), _columns(measures, Side.RIGHT)) for i in kept]),
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
            chosen |= dict.fromkeys((name, counterpart(name)) if _in_leg(name) else (name,))
    if _arms_bear(looked_at):
        chosen["working shoulder"] = None
        if _arms_alike(looked_at):
            chosen["other shoulder"] = None
    elif _arms_lie(looked_at):
        chosen[f"working {PROP}"] = None
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


def _arms_bear(looked_at: Sequence[Posture]) -> bool:
    """Whether the arms carry in every posture, or reach over the head: then their angle tells it apart."""
    shoulders = [abs(posture.angle_deg("working shoulder")) for posture in looked_at]
    bearing = all(
        posture.spreads[0] > _IN_PLANE and any(c.part.limb == "working arm" for c in posture.contacts)
        for posture in looked_at
    )
    return min(shoulders) > OVERHEAD_DEG or (bearing and min(shoulders) > _IN_FRONT_DEG)


def _arms_alike(looked_at: Sequence[Posture]) -> bool:
    """Whether both arms do the same throughout: then either tells, should the other one be hidden."""
    return all(
        abs(posture.angle_deg("working shoulder") - posture.angle_deg("other shoulder")) < _MOVES_DEG
        for posture in looked_at
    )


def _arms_lie(looked_at: Sequence[Posture]) -> bool:
    """Whether the arms lie spread on the floor throughout: then their height tells, not their angle."""
    return all(
        posture.spreads[0] <= _IN_PLANE and any(c.part.limb == "working arm" for c in posture.contacts)
        for posture in looked_at
    )


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
    # The person ends an open hold, and may do so after seconds.
    free = phase.hold.open or exercise.reps
    return Look(name, held=True, least_s=0.0 if free else usual_s * _SHARE_HELD)
