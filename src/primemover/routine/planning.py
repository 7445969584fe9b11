"""What of a routine fits into the minutes there are, with the tools at hand and within what is allowed."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from primemover.errors import InvalidInput
from primemover.routine.compiling import closing_s
from primemover.routine.exercise import Exercise, ExerciseKind, Tool
from primemover.routine.fitting import Fit, Place
from primemover.routine.ladder import USUAL, usual_doses
from primemover.routine.laying_out import lay_out
from primemover.routine.library import Library
from primemover.routine.prescription import (
    Doses,
    EasierStep,
    LeftOut,
    Prescription,
    Reason,
)
from primemover.routine.routine_file import LONGEST_MINUTES, SHORTEST_MINUTES, Item, Routine
from primemover.terms import Need, Side
from primemover.texts import speaking, text

OwnDoses = Mapping[str, Mapping[str, float]]
"""Exercise id → ``reps``, ``sets`` or a phase id → the amount a person takes instead of the usual one."""
OwnForms = Mapping[str, str]
"""Place (the exercise that the routine names) → the easier or harder form that a person does there."""


def usual_prescription(routine: Routine, library: Library, first_side: Side = Side.LEFT) -> Prescription:
    """Every place of ``routine`` with its own exercise at the usual dose, each tool the preferred one."""
    return plan(routine, library, minutes=None, tools=None, first_side=first_side)


def plan(
    routine: Routine,
    library: Library,
    *,
    minutes: int | None,
    unmet_needs: Collection[Need] = frozenset(),
    tools: Collection[Tool | str] | None = frozenset(),
    first_side: Side = Side.LEFT,
    doses: OwnDoses | None = None,
    forms: OwnForms | None = None,
    not_beyond: Collection[str] = frozenset(),
    kept_first: Collection[str] = frozenset(),
    done_by_professional: bool = False,
) -> Prescription:
    """The prescription of ``routine`` for today.

    1. Fill each place: its exercise, or the first of its ``instead`` (and theirs) whose needs are met;
       the way of doing it is the first of its file for which there is a tool. A form of ``forms`` takes
       the place of that exercise where its own needs are met, and never of another place's exercise.
    2. With all places at their least, leave out the ones kept least long until it fits.
    3. Raise the rest to their usual dose, the longest kept first, then beyond.

    Args:
        minutes: 5 to 30; the exact length of the timeline stays within them. None: usual doses.
        unmet_needs: what the body must not be asked for today.
        tools: what is at hand; None where nobody has asked, and each exercise takes its preferred tool.
        first_side: the side that begins.
        doses: own amounts in place of the usual ones, brought inside the bounds of each file.
        forms: own forms in place of the usual exercises.
        not_beyond: places that no spare minute makes longer than their usual or own dose.
        kept_first: places that stay before others which the routine keeps equally long.
        done_by_professional: the release has been done by a professional and is left out.

    Raises:
        InvalidInput: the minutes are out of range, or ``doses`` names something that an exercise has not.
        NotFound: the routine names an exercise that ``library`` has not.
    """
    if minutes is not None and not SHORTEST_MINUTES <= minutes <= LONGEST_MINUTES:
        raise InvalidInput(
            text("problem.minutes", minutes=minutes),
            where="minutes",
            remedy=text("problem.minutes_do", low=SHORTEST_MINUTES, high=LONGEST_MINUTES),
        )
    own = doses or {}
    _check_own(own, library)
    today = _Today(
        library=library,
        unmet=frozenset(unmet_needs),
        tools=None if tools is None else frozenset(map(Tool, tools)),
        own=own,
        forms=forms or {},
    )
    # Words take their time, so what fits depends on the language in which it is said.
    with speaking(library.language):
        filled, empty = _fill(routine, today, done_by_professional)
        fit = Fit(frozenset(not_beyond), frozenset(kept_first))
        fitted = fit.into(filled, minutes, first_side) if minutes is not None else filled
        late = [
            LeftOut(
                place.item.exercise,
                place.item.step,
                (Reason("plan.left_out_for_time", {"minutes": minutes}),),
            )
            for place in filled
            if minutes is not None and place.item not in {kept.item for kept in fitted}
        ]
        order = {item.exercise: index for index, item in enumerate(routine.items)}
        reasons = _overall(fitted, late, minutes, first_side, fit)
    return Prescription(
        routine=routine.id,
        minutes=minutes,
        first_side=first_side,
        steps=tuple(place.prescribed() for place in fitted),
        left_out=tuple(sorted([*empty, *late], key=lambda out: order[out.place])),
        reasons=reasons,
        language=library.language,
    )


@dataclass(frozen=True, slots=True)
class _Today:
    """What is there and what is allowed today."""

    library: Library
    unmet: frozenset[Need]
    tools: frozenset[Tool] | None
    own: OwnDoses
    forms: OwnForms

    def form(self, place: str, fills: Exercise, taken: Collection[str]) -> Exercise | None:
        """The own form of ``place``, where it is possible today and stands nowhere else."""
        wanted = self.forms.get(place)
        if wanted is None or wanted == fills.id or wanted in taken:
            return None
        return self.way(self.library.exercise(wanted))

    def way(self, exercise: Exercise) -> Exercise | None:
        """The first way of doing ``exercise`` that is possible today."""
        return next((way for way in self._ways(exercise) if not way.needs & self.unmet), None)

    def hindrances(self, exercise: Exercise) -> tuple[Reason, ...]:
        """Why ``exercise`` is not possible today."""
        ways = self._ways(exercise)
        if not ways:
            return (Reason("plan.no_tool"),)
        return tuple(Reason(f"plan.need.{need}") for need in Need if need in ways[0].needs & self.unmet)

    def stand_ins(self, exercise: Exercise) -> Iterator[Exercise]:
        """What may take the place of ``exercise``: its substitutes, then theirs, the nearest first.

        After them come the easier forms of all of these, so that a place stays empty only where nothing
        is allowed.
        """
        substitutes = [exercise, *self._following([exercise], "instead")]
        yield from substitutes[1:]
        known = {known.id for known in substitutes}
        yield from (easier for easier in self._following(substitutes, "easier") if easier.id not in known)

    def easier(self, exercise: Exercise) -> EasierStep | None:
        """The first easier form that is possible today."""
        for candidate in self._following([exercise], "easier"):
            way = self.way(candidate)
            if way is not None:
                return EasierStep(way.id, way.tool, self.usual(way))
        return None

    def usual(self, exercise: Exercise) -> Doses:
        return usual_doses(exercise, self.own.get(exercise.id))

    def _ways(self, exercise: Exercise) -> list[Exercise]:
        if not exercise.variants:
            return [exercise]
        return [way for way in exercise.variants if self.tools is None or way.tool in self.tools]

    def _following(self, exercises: list[Exercise], key: str) -> Iterator[Exercise]:
        """Everything that ``key`` (instead or easier) leads to, breadth first, each once."""
        seen = {exercise.id for exercise in exercises}
        queue = list(exercises)
        while queue:
            for exercise_id in getattr(queue.pop(0), key):
                if exercise_id not in seen:
                    seen.add(exercise_id)
                    queue.append(self.library.exercise(exercise_id))
                    yield queue[-1]


def _fill(routine: Routine, today: _Today, done_by_professional: bool) -> tuple[list[Place], list[LeftOut]]:
    filled: list[Place] = []
    empty: list[LeftOut] = []
    for item in routine.items:
        named = today.library.exercise(item.exercise)
        if done_by_professional and named.kind is ExerciseKind.RELEASE:
            empty.append(LeftOut(item.exercise, item.step, (Reason("plan.professional"),)))
            continue
        taken = {place.exercise.id for place in filled}
        way, reasons = _filling(named, item, today, taken)
        if way is None:
            empty.append(LeftOut(item.exercise, item.step, reasons))
            continue
        others = taken | {other.exercise for other in routine.items if other is not item}
        form = today.form(item.exercise, way, others)
        if form is not None:
            reasons = (*reasons, Reason("plan.form", {"exercise": way.name}))
            way = form
        usual = today.usual(way)
        own = _own_reason(way, usual, today.own.get(way.id))
        filled.append(Place(item, way, usual, USUAL, today.easier(way), (*reasons, *own)))
    return filled, empty


def _filling(
    named: Exercise, item: Item, today: _Today, taken: set[str]
) -> tuple[Exercise | None, tuple[Reason, ...]]:
    way = today.way(named)
    if way is not None and named.id not in taken:
        return way, ()
    hindrances = (
        today.hindrances(named) if way is None else (Reason("plan.already", {"exercise": named.name}),)
    )
    for candidate in today.stand_ins(named):
        stand_in = today.way(candidate)
        if stand_in is not None and (candidate.id not in taken or item.always):
            return stand_in, (Reason("plan.instead", {"exercise": named.name}), *hindrances)
    return None, (Reason("plan.no_substitute"), *hindrances)


def _overall(
    places: list[Place], left_out: list[LeftOut], minutes: int | None, first_side: Side, fit: Fit
) -> tuple[Reason, ...]:
    if not places:
        return (Reason("plan.nothing"),)
    if minutes is None:
        return ()
    lengths = [lay_out(place.exercise, place.doses, first_side)[-1].end_s for place in places]
    spare_s = minutes * 60 - closing_s() - sum(lengths)
    if spare_s < 0:
        return (Reason("plan.longer_than_asked", {"minutes": minutes}),)
    full = not left_out and all(fit.is_full(place) for place in places)
    return (Reason("plan.enough", {"minutes": minutes}),) if full and spare_s >= 60 else ()


def _own_reason(exercise: Exercise, doses: Doses, own: Mapping[str, float] | None) -> tuple[Reason, ...]:
    if not own:
        return ()
    taken = {**doses.holds, "reps": doses.reps, "sets": doses.sets}
    as_wanted = all(taken[name] == amount for name, amount in own.items())
    return (Reason("plan.wanted" if as_wanted else "plan.bounded"),)


def _check_own(own: OwnDoses, library: Library) -> None:
    for exercise_id, amounts in own.items():
        exercise = library.exercise(exercise_id)
        known = {phase.id for phase in exercise.phases if phase.hold} | {"sets"}
        known |= {"reps"} if exercise.reps else set()
        for name, amount in amounts.items():
            if name not in known or not math.isfinite(amount):
                raise InvalidInput(
                    f"{name} {amount:g} is not a dose of this exercise.",
                    where=exercise_id,
                    remedy=f"It has: {', '.join(sorted(known))}.",
                )
