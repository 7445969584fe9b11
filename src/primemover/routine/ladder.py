"""The doses of one exercise from the least to the most that a plan takes for reasons of time.

Repetitions and holds grow together in quarters between the least and the usual amount, and from there
half-way to the most, never further: a longer evening is no reason for the largest dose. Where an
exercise is repeated, time changes the repetitions only; the seconds of its holds are technique. Sets
are never added for time.
"""

from __future__ import annotations

from collections.abc import Mapping

from primemover.routine.dose import Dose, Unit
from primemover.routine.exercise import Exercise
from primemover.routine.prescription import Doses

LESS = (0.0, 0.25, 0.5, 0.75)
USUAL = 1.0
MORE = (1.25, 1.5)
"""Rungs: 0 is the least, 1 the usual, 2 would be the most."""

_LONG_HOLD_S = 300.0
_COARSE_FROM_S = 20.0


def usual_doses(exercise: Exercise, own: Mapping[str, float] | None = None) -> Doses:
    """The doses of the file, or a person's ``own`` amounts (``reps``, ``sets``, phase ids) in their place.

    Own amounts are brought inside the bounds of the file.
    """
    wanted = own or {}
    reps = exercise.reps
    holds = {
        phase.id: phase.hold.dose.nearest(wanted.get(phase.id, phase.hold.dose.usual))
        for phase in exercise.phases
        if phase.hold is not None
    }
    doses = Doses(
        reps=None if reps is None else int(reps.nearest(wanted.get("reps", reps.usual))),
        sets=int(exercise.sets.nearest(wanted.get("sets", exercise.sets.usual))),
        holds=holds,
    )
    return within_limit(exercise, doses)


def smallest_doses(exercise: Exercise) -> Doses:
    """Everything at its least, the seconds of repeated holds included."""
    return Doses(
        reps=None if exercise.reps is None else int(exercise.reps.min),
        sets=int(exercise.sets.min),
        holds={phase.id: phase.hold.dose.min for phase in exercise.phases if phase.hold is not None},
    )


def doses_at(exercise: Exercise, usual: Doses, rung: float) -> Doses:
    """The doses on one rung of the ladder, where ``usual`` stands on rung 1.

    Below it, the holds of what is repeated are no longer than the file's usual: when time is short, a
    person's own longer holds give way before a place does.
    """
    sets = usual.sets if rung >= USUAL else int(_between(exercise.sets, usual.sets, rung))
    if exercise.reps is not None and usual.reps is not None:
        reps = int(_between(exercise.reps, usual.reps, rung))
        holds = usual.holds if rung >= USUAL else _at_most_usual(exercise, usual.holds)
        return within_limit(exercise, Doses(reps, sets, holds))
    holds = {
        phase.id: _between(phase.hold.dose, usual.holds[phase.id], rung)
        for phase in exercise.phases
        if phase.hold is not None
    }
    return within_limit(exercise, Doses(None, sets, holds))


def within_limit(exercise: Exercise, doses: Doses) -> Doses:
    """``doses`` brought under the exercise's ceiling of held seconds per side: sets first, then the holds."""
    limit_s = exercise.limit_per_side_s
    while limit_s is not None and doses.held_per_side_s(exercise) > limit_s:
        smaller = _one_smaller(exercise, doses)
        if smaller is None:
            break
        doses = smaller
    return doses


def _at_most_usual(exercise: Exercise, holds: Mapping[str, float]) -> dict[str, float]:
    usual = {phase.id: phase.hold.dose.usual for phase in exercise.phases if phase.hold is not None}
    return {name: min(amount, usual[name]) for name, amount in holds.items()}


def _between(dose: Dose, usual: float, rung: float) -> float:
    if rung == USUAL:
        return usual
    below = rung < USUAL
    amount = dose.min + (usual - dose.min) * rung if below else usual + (dose.max - usual) * (rung - 1)
    return dose.nearest(round(amount / _grain(dose)) * _grain(dose))


def _grain(dose: Dose) -> float:
    """The amount that a dose changes by: nobody plans holds of 37 seconds."""
    if dose.unit is not Unit.SECONDS or dose.max < _COARSE_FROM_S:
        return 1.0
    return 30.0 if dose.max >= _LONG_HOLD_S else 5.0


def _one_smaller(exercise: Exercise, doses: Doses) -> Doses | None:
    if doses.sets > exercise.sets.min:
        return Doses(doses.reps, doses.sets - 1, doses.holds)
    if exercise.reps is not None and doses.reps is not None and doses.reps > exercise.reps.min:
        return Doses(doses.reps - 1, doses.sets, doses.holds)
    room = {
        phase.id: (phase.hold.seconds(doses.holds[phase.id] - phase.hold.dose.min), phase.hold.dose)
        for phase in exercise.phases
        if phase.hold is not None
    }
    widest = max(room, key=lambda phase_id: room[phase_id][0])
    room_s, dose = room[widest]
    if room_s <= 0:
        return None
    less = max(doses.holds[widest] - _grain(dose), dose.min)
    return Doses(doses.reps, doses.sets, {**doses.holds, widest: less})
