"""The places of today's routine before any change: what fills each, its ladder, and where it stands."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from primemover.coach.past import Level
from primemover.coach.rungs import Ladder, Rung, ladder_of
from primemover.routine.exercise import Exercise, ExerciseKind, Tool
from primemover.routine.library import Library
from primemover.routine.planning import plan
from primemover.routine.routine_file import Routine
from primemover.terms import Muscle, Need, Region

GROWS: Final = (ExerciseKind.ACTIVATE, ExerciseKind.LENGTHEN)
"""What may go above the usual dose. Releasing and resting have nothing to grow towards."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a plan is asked for: the routine, and what is allowed and at hand."""

    routine: Routine
    library: Library
    unmet_needs: Collection[Need] = frozenset()
    tools: Collection[Tool | str] | None = None
    done_by_professional: bool = False
    something_sore: bool = False


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of today's routine before any change: what fills it, its ladder, and its present level."""

    place: str
    exercise: Exercise
    ladder: Ladder
    level: int
    form_regions: frozenset[Region]
    """What the form that is done there now loads."""
    priority: int
    """The lower, the sooner it goes up."""

    @property
    def rung(self) -> Rung:
        """What is done there at the present level."""
        return self.ladder.at(self.level)

    @property
    def regions(self) -> frozenset[Region]:
        """What the place loads, as it usually is or as it is done now."""
        return frozenset(self.exercise.regions) | self.form_regions

    @property
    def may_grow(self) -> bool:
        """True where a rung above is open: back to the usual dose for everything, beyond it for work."""
        top = self.ladder.highest if self.exercise.kind in GROWS else 0
        return self.level < top

    @property
    def works(self) -> bool:
        """True where glutes are made to work."""
        return self.exercise.kind is ExerciseKind.ACTIVATE

    @property
    def lengthens_psoas(self) -> bool:
        """True for the places that lengthen the psoas."""
        return self.exercise.kind is ExerciseKind.LENGTHEN and Muscle.PSOAS in self.exercise.muscles

    def releases(self, muscles: frozenset[Muscle]) -> bool:
        """True where one of ``muscles`` is released."""
        return self.exercise.kind is ExerciseKind.RELEASE and bool(muscles & set(self.exercise.muscles))


def spots_of(asked: Asked, recorded: Mapping[str, Level]) -> list[Spot]:
    """The places of today as they stand, each with what fills it and its ladder."""
    usual = plan(
        asked.routine,
        asked.library,
        minutes=None,
        unmet_needs=asked.unmet_needs,
        tools=asked.tools,
        done_by_professional=asked.done_by_professional,
    )
    priority = {item.exercise: item.keep for item in asked.routine.items}
    elsewhere = {step.exercise for step in usual.steps} | set(priority) | _behind_a_gate(asked)
    unmet = frozenset(asked.unmet_needs)

    def allowed(form: Exercise) -> bool:
        return not form.needs & unmet and form.id not in elsewhere

    spots = []
    for step in usual.steps:
        exercise = asked.library.exercise(step.exercise).variant(step.tool)
        if exercise.kind is ExerciseKind.TEST:
            continue
        ladder = ladder_of(exercise, asked.library, allowed)
        before = recorded.get(step.place, Level(exercise.id, 0))
        # another exercise than last time: what was gained with that one does not count for this
        level = before.level if before.base == exercise.id else min(before.level, 0)
        level = ladder.within(level)
        form = asked.library.exercise(ladder.at(level).exercise)
        spots.append(Spot(step.place, exercise, ladder, level, frozenset(form.regions), priority[step.place]))
    return spots


def _behind_a_gate(asked: Asked) -> set[str]:
    """What only a routine behind a gate has: no ladder leads there while the gate is not part of the plan."""
    if asked.routine.behind is not None:
        return set()
    routines = asked.library.routines.values()
    gated = {item.exercise for routine in routines if routine.behind is not None for item in routine.items}
    free = {item.exercise for routine in routines if routine.behind is None for item in routine.items}
    return gated - free
