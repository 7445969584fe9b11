"""The ladder of one place: everything that may be done there, from the easiest to the most.

Level 0 is the usual dose of the exercise that fills the place today. Upwards come more repetitions, then
longer holds, then sets, then the harder form; downwards smaller doses, then the easier forms. Every rung
lies inside the bounds of its file, and needs no more of the body than is allowed.

======== =====================================================================================
level     what changes from one rung to the next
======== =====================================================================================
above     two repetitions more, up to the most of the file
          a second more of the hold that counts; without repetitions, half-way to the most
          a set more, with fewer repetitions again, so that the seconds in all never fall
          the harder form: its usual dose, and its own rungs above
0         the usual dose
−1, −2    half-way to the least dose; the least dose
below     the easier form: its usual dose, then its least; then that one's easier form
======== =====================================================================================
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from primemover.routine.exercise import Exercise, ExerciseKind
from primemover.routine.ladder import doses_at, smallest_doses, usual_doses, within_limit
from primemover.routine.library import Library
from primemover.routine.prescription import Doses

REPS_A_RUNG: Final = 2
SECONDS_A_RUNG: Final = 1
MOST_TIMES: Final = 4
"""[D] No rung holds more than four times the seconds of the usual dose: the harder form comes before that."""
HALF_WAY_DOWN: Final = 0.5
HALF_WAY_UP, THE_MOST = 1.5, 2.0
"""Rungs of ``routine.ladder``: 1 is the usual dose, 2 the most."""


class Change(StrEnum):
    """What sets a rung apart from the one below it."""

    DOSE = "dose"
    """A smaller dose than usual grows towards it."""
    REPS = "reps"
    HOLD = "hold"
    SETS = "sets"
    FORM = "form"


@dataclass(frozen=True, slots=True)
class Rung:
    """One way of doing a place: an exercise at a dose, and how it differs from the rung below."""

    exercise: str
    doses: Doses
    change: Change

    @property
    def amounts(self) -> Mapping[str, float]:
        """The dose as ``routine.plan`` takes it."""
        reps = {} if self.doses.reps is None else {"reps": float(self.doses.reps)}
        return {**reps, "sets": float(self.doses.sets), **self.doses.holds}


@dataclass(frozen=True, slots=True)
class Ladder:
    """The rungs of one place, the easiest first; ``usual`` is the index of level 0."""

    rungs: tuple[Rung, ...]
    usual: int

    @property
    def lowest(self) -> int:
        """The level of the easiest rung, 0 or below."""
        return -self.usual

    @property
    def highest(self) -> int:
        """The level of the hardest rung, 0 or above."""
        return len(self.rungs) - 1 - self.usual

    def within(self, level: int) -> int:
        """``level``, or the nearest that there is."""
        return min(max(level, self.lowest), self.highest)

    def at(self, level: int) -> Rung:
        """The rung of a level, or the nearest that there is."""
        return self.rungs[self.usual + self.within(level)]

    def lowered(self, level: int, steps: int) -> int:
        """The level after ``steps`` quick steps down.

        From above the usual dose a step is one rung, and out of a harder form it is the usual dose; from
        the usual dose or below it is the next easier form, or one rung where there is none.
        """
        for _ in range(steps):
            level = self._one_lower(self.within(level))
        return level

    def _one_lower(self, level: int) -> int:
        if level > 0:
            return level - 1 if self.at(level).exercise == self.at(level - 1).exercise else 0
        here = self.at(level).exercise
        easier = (down for down in range(level, self.lowest - 1, -1) if self.at(down).exercise != here)
        return next(easier, max(level - 1, self.lowest))


def ladder_of(exercise: Exercise, library: Library, allowed: Callable[[Exercise], bool]) -> Ladder:
    """The ladder of a place that ``exercise`` (one way of doing it) fills today.

    ``allowed`` says of an exercise whether the body may be asked for it today.
    """
    seen = {exercise.id}
    below: list[Rung] = []
    for form in _forms(exercise, "easier", library, allowed, seen):
        below += [_rung(form, usual_doses(form)), _rung(form, smallest_doses(form))]
    own = [_rung(exercise, doses, Change.DOSE) for doses in _smaller(exercise)]
    above = list(_above(exercise))
    for form in _forms(exercise, "harder", library, allowed, seen):
        above += [_rung(form, usual_doses(form)), *_above(form)]
    lower = [*reversed(_once(below)), *reversed(own)]
    usual = Rung(exercise.id, usual_doses(exercise), Change.DOSE if own else Change.FORM)
    return Ladder((*lower, usual, *above), len(lower))


def _rung(exercise: Exercise, doses: Doses, change: Change = Change.FORM) -> Rung:
    return Rung(exercise.id, doses, change)


def _once(rungs: list[Rung]) -> list[Rung]:
    kept: list[Rung] = []
    for rung in rungs:
        if not kept or (kept[-1].exercise, kept[-1].amounts) != (rung.exercise, rung.amounts):
            kept.append(rung)
    return kept


def _forms(
    exercise: Exercise,
    direction: str,
    library: Library,
    allowed: Callable[[Exercise], bool],
    seen: set[str],
) -> Iterator[Exercise]:
    """The forms one after another in one direction, each the first of its file that is allowed."""
    here: Exercise | None = exercise
    while here is not None:
        following = (library.exercise(name) for name in getattr(here, direction) if name not in seen)
        here = next((form for form in following if _is_form(form) and allowed(form)), None)
        if here is not None:
            seen.add(here.id)
            yield here


def _is_form(exercise: Exercise) -> bool:
    return exercise.kind is not ExerciseKind.TEST and not exercise.variants


def _smaller(exercise: Exercise) -> Iterator[Doses]:
    """The doses below the usual one, the greater first, each strictly less."""
    held_s = usual_doses(exercise).held_per_side_s(exercise)
    for doses in (doses_at(exercise, usual_doses(exercise), HALF_WAY_DOWN), smallest_doses(exercise)):
        if doses.held_per_side_s(exercise) < held_s:
            held_s = doses.held_per_side_s(exercise)
            yield doses


def _above(exercise: Exercise) -> Iterator[Rung]:
    """The rungs above the usual dose of one exercise, each strictly more."""
    below = usual_doses(exercise)
    most_s = MOST_TIMES * below.held_per_side_s(exercise)
    for wanted in _greater(exercise):
        doses = within_limit(exercise, wanted)
        if below.held_per_side_s(exercise) < doses.held_per_side_s(exercise) <= most_s:
            yield Rung(exercise.id, doses, _change(below, doses))
            below = doses


def _change(below: Doses, doses: Doses) -> Change:
    if doses.sets != below.sets:
        return Change.SETS
    return Change.REPS if doses.reps != below.reps else Change.HOLD


def _greater(exercise: Exercise) -> Iterator[Doses]:
    doses = usual_doses(exercise)
    more_sets = range(doses.sets + 1, int(exercise.sets.max) + 1)
    if exercise.reps is None or doses.reps is None:
        for rung in (HALF_WAY_UP, THE_MOST):
            doses = doses_at(exercise, usual_doses(exercise), rung)
            yield doses
        yield from (Doses(None, sets, doses.holds) for sets in more_sets)
        return
    most = int(exercise.reps.max)
    for reps in _counts(doses.reps, most):
        doses = Doses(reps, doses.sets, doses.holds)
        yield doses
    for holds in _longer(exercise, doses.holds):
        doses = Doses(doses.reps, doses.sets, holds)
        yield doses
    for sets in more_sets:
        first = max(int(exercise.reps.usual), math.ceil((sets - 1) * most / sets))
        yield from (Doses(reps, sets, doses.holds) for reps in (first, *_counts(first, most)))


def _counts(first: int, most: int) -> Iterator[int]:
    for reps in range(first + REPS_A_RUNG, most + REPS_A_RUNG, REPS_A_RUNG):
        yield min(reps, most)


def _longer(exercise: Exercise, holds: Mapping[str, float]) -> Iterator[dict[str, float]]:
    """Longer holds of the phase that counts; the seconds of the others are technique."""
    for phase in exercise.phases:
        if phase.hold is not None and phase.hold.counts:
            longest, now = phase.hold.dose.max, holds[phase.id]
            while now < longest:
                now = min(now + SECONDS_A_RUNG, longest)
                yield {**holds, phase.id: now}
