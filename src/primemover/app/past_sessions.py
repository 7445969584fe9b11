"""A folded session as the coach reads it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from primemover.app.lately import Lately, ended_at
from primemover.coach.past import Level, MorningTold, PainTold, PastSession, PastStep
from primemover.errors import InvalidInput
from primemover.routine import Library
from primemover.routine.prescription import PrescribedStep, prescription_from
from primemover.session import Kind, SessionState, Status
from primemover.terms import Region

LEVELS: Final = "levels"
"""The key of a planned prescription under which the level of every place stands."""
EASIER: Final = "easier:"
"""How the track of a step's easier form is named; the step's index follows."""


def past_sessions(lately: Lately, library: Library) -> Iterator[PastSession]:
    """The last sessions, newest first, each read when it is asked for."""
    return (past_session(state, library, lately.recruited(state, library)) for state in lately.states())


def past_session(state: SessionState, library: Library, recruited: bool) -> PastSession:
    """One session: what was planned, what of it was done, and what was told of it."""
    planned = _planned_steps(state)
    closing = state.closing
    return PastSession(
        routine=state.routine,
        planned_at=state.planned_at,
        at=ended_at(state),
        finished=state.status is Status.DONE and state.logged is None,
        steps=tuple(_step(index, step, state, library) for index, step in enumerate(planned)),
        levels=_levels(state),
        pains=tuple(
            PainTold(pain.at, pain.region, pain.kind, pain.level, _place(pain.exercise, planned))
            for pain in state.pains
        ),
        worst_pain=closing.pain if closing else None,
        effort=closing.effort if closing else None,
        morning=MorningTold(state.morning.at, state.morning.sore) if state.morning else None,
        recruited=recruited,
    )


def levels_json(levels: Mapping[str, Level]) -> dict[str, list[str | int]]:
    """Levels as they are recorded with a plan."""
    return {place: [level.base, level.level] for place, level in levels.items()}


def _levels(state: SessionState) -> Mapping[str, Level] | None:
    recorded = state.plan.prescription.get(LEVELS) if state.plan else None
    if not isinstance(recorded, Mapping):
        return None
    return {str(place): level for place, told in recorded.items() if (level := _level(told))}


def _level(told: Any) -> Level | None:
    match told:
        case [str(base), int(level)]:
            return Level(base, level)
    return None


def _planned_steps(state: SessionState) -> tuple[PrescribedStep, ...]:
    try:
        return prescription_from(state.plan.prescription).steps if state.plan else ()
    except InvalidInput:  # by another version of this program
        return ()


def _step(index: int, step: PrescribedStep, state: SessionState, library: Library) -> PastStep:
    done = {
        hold.segment
        for hold in state.holds
        if hold.exercise == step.exercise and not hold.skipped and not hold.track.startswith(EASIER)
    }
    return PastStep(
        place=step.place,
        exercise=step.exercise,
        tool=step.tool,
        doses=step.doses,
        holds_planned=_holds(step, library),
        holds_held=len(done),
        eased=_eased(index, step, state, library),
    )


def _holds(step: PrescribedStep, library: Library) -> int:
    if step.exercise not in library.exercises:
        return 0
    exercise = library.exercise(step.exercise).variant(step.tool)
    once = sum(phase.hold is not None for phase in exercise.phases)
    return once * (step.doses.reps or 1) * step.doses.sets * (2 if exercise.has_sides else 1)


def _eased(index: int, step: PrescribedStep, state: SessionState, library: Library) -> bool:
    if any(hold.track == f"{EASIER}{index}" for hold in state.holds):
        return True
    regions = (
        frozenset(library.exercise(step.exercise).regions)
        if step.exercise in library.exercises
        else frozenset[Region]()
    )
    for control in state.controls:
        if control.kind in {Kind.EASIER, Kind.LEAVE_OUT}:
            named = {Region(region) for region in control.data.get("regions") or ()}
            if index in (control.data.get("steps") or ()) or named & regions:
                return True
    return False


def _place(exercise: str | None, planned: tuple[PrescribedStep, ...]) -> str | None:
    """The place at which ``exercise``, or the easier form of it, was being done."""
    for step in planned:
        if exercise is not None and exercise in (
            step.exercise,
            step.easier.exercise if step.easier else None,
        ):
            return step.place
    return None
