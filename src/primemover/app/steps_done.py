"""What was done of each step that was planned: the holds of a session beside its plan."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from primemover.errors import PrimeMoverError
from primemover.routine import Library, Timeline
from primemover.routine.compiling import compile as lay_out
from primemover.routine.prescription import prescription_from
from primemover.routine.timeline import MAIN, Kind, Step
from primemover.session import SessionState
from primemover.session.state import Hold


@dataclass(frozen=True, slots=True)
class StepDone:
    """One planned step. ``done`` are the holds that were held to their end, on whichever track; ``planned``
    is None where it was done in its easier form, which has a number of its own."""

    name: str
    done: int
    planned: int | None


def planned_timeline(state: SessionState, library: Library) -> Timeline | None:
    """The plan of a session laid out in time; None where it has none, or its exercises are gone."""
    if state.plan is None:
        return None
    try:
        prescription = prescription_from(state.plan.prescription)
        return lay_out(library.routine(state.plan.routine), prescription, library)
    except PrimeMoverError:
        return None


def steps_done(state: SessionState, library: Library) -> tuple[StepDone, ...]:
    """Every step of the plan in order, also those of which nothing was done.

    Empty where there is no plan to compare with (``planned_timeline``).
    """
    timeline = planned_timeline(state, library)
    if timeline is None:
        return ()
    planned = Counter(segment.step for segment in timeline.main.segments if segment.kind is Kind.HOLD)
    held = [(hold, _step_of(hold, timeline)) for hold in state.holds if not hold.skipped]
    done = Counter(step for _, step in held)
    eased = {step for hold, step in held if hold.track != MAIN}
    return tuple(
        StepDone(
            name_of(step, library), done[step.index], None if step.index in eased else planned[step.index]
        )
        for step in timeline.steps
    )


def name_of(step: Step, library: Library) -> str:
    """What the exercise of a step is called in the language of ``library``, whatever it was planned in."""
    exercise = library.exercises.get(step.exercise)
    return exercise.name if exercise else step.name


def _step_of(hold: Hold, timeline: Timeline) -> int | None:
    track = timeline.track(hold.track)
    if track is None or hold.segment >= len(track.segments):
        return None
    return track.segments[hold.segment].step
