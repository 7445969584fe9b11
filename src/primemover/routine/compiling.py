"""A prescription laid out in time: every second of the session before it starts."""

from __future__ import annotations

from primemover.errors import InvalidInput
from primemover.routine.dose import ONCE, Dose
from primemover.routine.exercise import Exercise
from primemover.routine.laying_out import START, lay_out
from primemover.routine.library import Library
from primemover.routine.prescription import EasierStep, PrescribedStep, Prescription
from primemover.routine.routine_file import Routine
from primemover.routine.speech import speech_s
from primemover.routine.timeline import MAIN, Cue, Kind, Segment, Sound, Step, Timeline, Track
from primemover.texts import speaking, text


def compile(routine: Routine, prescription: Prescription, library: Library) -> Timeline:  # noqa: A001 (the room's word for it)
    """The timeline of ``prescription`` in its language, with a branch for every step that has an easier form.

    Raises:
        InvalidInput: the prescription is for another routine, or a dose lies outside its file's bounds.
        NotFound: an exercise, or a way of doing it, is not in ``library``.
    """
    if prescription.routine != routine.id:
        raise InvalidInput(
            f"This prescription is for {prescription.routine}.",
            where=routine.id,
            remedy="Plan the session again.",
        )
    with speaking(prescription.language):
        return _laid_out(routine, prescription, library.in_language(prescription.language))


def closing_s() -> float:
    """Seconds of the last words, which stand once at the end of a session."""
    return round(1.0 + speech_s(text("session.end")), 1)


def _laid_out(routine: Routine, prescription: Prescription, library: Library) -> Timeline:
    steps: list[Step] = []
    segments: list[Segment] = []
    branches: list[Track] = []
    for index, prescribed in enumerate(prescription.steps):
        start_s = segments[-1].end_s if segments else 0.0
        last = index == len(prescription.steps) - 1
        exercise = _checked(prescribed, library)
        block = segments[-1].block + 1 if segments else 0
        laid_out = lay_out(
            exercise, prescribed.doses, prescription.first_side, step=index, start_s=start_s, block=block
        )
        segments.extend(_closed(laid_out, last))
        regions = exercise.regions
        name = None
        if prescribed.easier is not None:
            easier = _checked(prescribed.easier, library)
            own = lay_out(easier, prescribed.easier.doses, prescription.first_side, step=index, easier=True)
            name = f"easier:{index}"
            branches.append(Track(name, _closed(own, last)))
            regions = (*regions, *easier.regions)
        steps.append(
            Step(
                index=index,
                number=prescribed.number,
                exercise=exercise.id,
                name=exercise.name,
                label=exercise.label,
                start_s=start_s,
                end_s=segments[-1].end_s,
                regions=tuple(dict.fromkeys(regions)),
                muscles=exercise.muscles,
                easier=name,
            )
        )
    return Timeline(routine.id, tuple(steps), (Track(MAIN, tuple(segments)), *branches))


def _checked(step: PrescribedStep | EasierStep, library: Library) -> Exercise:
    """The exercise of ``step``, whose doses lie inside the bounds of its file."""
    exercise = library.exercise(step.exercise).variant(step.tool)
    doses = step.doses
    amounts: list[tuple[str, float, Dose]] = [
        ("reps", doses.reps or 1, exercise.reps or ONCE),
        ("sets", doses.sets, exercise.sets),
    ]
    for phase in exercise.phases:
        if phase.hold is not None:
            amounts.append((phase.id, doses.holds.get(phase.id, -1.0), phase.hold.dose))
    for name, amount, dose in amounts:
        if not dose.holds(amount):
            raise _outside(exercise, f"{name} {amount:g} is not within {dose.min:g} to {dose.max:g}")
    limit_s = exercise.limit_per_side_s
    held_s = doses.held_per_side_s(exercise)
    if limit_s is not None and held_s > limit_s:
        raise _outside(exercise, f"{held_s:g} s held per side is more than {limit_s:g} s")
    return exercise


def _outside(exercise: Exercise, what: str) -> InvalidInput:
    return InvalidInput(
        f"This dose is not one of the exercise: {what}.", where=exercise.id, remedy="Plan again."
    )


def _closed(segments: tuple[Segment, ...], last: bool) -> tuple[Segment, ...]:
    """``segments``, followed by the last words where they end the session."""
    if not last:
        return segments
    before = segments[-1]
    words = text("session.end")
    closing = Segment(
        start_s=before.end_s,
        end_s=round(before.end_s + closing_s(), 3),
        kind=Kind.REST,
        step=before.step,
        block=before.block,
        exercise=before.exercise,
        phase=None,
        side=before.side,
        set=before.set,
        rep=None,
        reps=None,
        say=words,
        brief=text("session.end_brief"),
        tip=None,
        cues=(Cue(before.end_s, words, Sound.END),),
        posture_from=before.posture_to.rstrip("~"),
        posture_to=START,
        works=(),
        lengthens=(),
        counted=False,
    )
    return (*segments, closing)
