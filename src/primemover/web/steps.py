"""The steps of a plan as lines of a page: what, how long, and why it is as it is."""

from __future__ import annotations

from dataclasses import dataclass

from primemover.app.begin import Prepared
from primemover.routine import Exercise, Reason, library
from primemover.routine.prescription import PrescribedStep, Prescription
from primemover.routine.timeline import Timeline
from primemover.texts import text
from primemover.web.drawings import still
from primemover.web.naming import exercise_name
from primemover.web.spoken import seconds

FOR_TIME = frozenset({"plan.shortened", "plan.lengthened", "plan.left_out_for_time"})
"""Reasons that only say how a plan was fitted into its minutes."""

OWN, UP, DOWN = "dose.", "dose.up.", "dose.down."
"""What begins the reasons of a person's own dose, and of one that goes up or down today."""


@dataclass(frozen=True, slots=True)
class StepLine:
    """One exercise of today; those of one step share its number."""

    number: int
    name: str
    figure: str
    length_s: float
    dose: str
    why: tuple[str, ...]
    mark: str | None
    """Message id of the word beside it, where it goes up or down today."""
    source_step: int
    """Number of the source's step, as the pages under /why have it."""


@dataclass(frozen=True, slots=True)
class LeftOutLine:
    """One place of the routine that stays empty today."""

    name: str
    why: tuple[str, ...]


def step_lines(prepared: Prepared) -> list[StepLine]:
    """Every step of a plan, in order."""
    return lines_of(prepared.prescription, prepared.timeline)


def lines_of(prescription: Prescription, timeline: Timeline) -> list[StepLine]:
    """Every step of a prescription that is laid out in time, in order."""
    numbers = list(dict.fromkeys(laid.number for laid in timeline.steps))
    return [
        _line(numbers.index(laid.number) + 1, step, laid.end_s - laid.start_s)
        for step, laid in zip(prescription.steps, timeline.steps, strict=True)
    ]


def left_out_lines(prepared: Prepared) -> list[LeftOutLine]:
    """Every place that stays empty, with the reason."""
    return [
        LeftOutLine(exercise_name(out.place), tuple(reason.words for reason in out.reasons))
        for out in prepared.prescription.left_out
    ]


def _line(number: int, step: PrescribedStep, length_s: float) -> StepLine:
    exercise = library().exercise(step.exercise).variant(step.tool)
    return StepLine(
        number=number,
        name=exercise.name,
        figure=still(step.exercise, key_phase(exercise), step.tool),
        length_s=length_s,
        dose=_dose(step, exercise),
        why=tuple(reason.words for reason in step.reasons),
        mark=_mark(step),
        source_step=step.number,
    )


def key_phase(exercise: Exercise) -> str:
    """The phase that shows best what an exercise is: the one that counts, or the last that is held."""
    held = [phase for phase in exercise.phases if phase.hold]
    counting = [phase for phase in held if phase.hold and phase.hold.counts]
    return (counting or held or list(exercise.phases))[-1].id


def _mark(step: PrescribedStep) -> str | None:
    """Only what goes up or down today is marked: what stays has its reason, and no mark."""
    for reason in step.reasons:
        if reason.message.startswith(UP):
            return "web.today.why.step_up"
        if reason.message.startswith(DOWN):
            return "web.today.why.step_down"
    return None


def why_today(prepared: Prepared) -> list[str]:
    """Why the plan is as it is today: own doses and forms, each reason once, then what holds for all."""
    names: dict[str, list[str]] = {}
    for step in prepared.prescription.steps:
        if why := " ".join(reason.words for reason in step.reasons if reason.message.startswith(OWN)):
            names.setdefault(why, []).append(exercise_name(step.exercise))
    lines = [text("web.today.why.change", name=" · ".join(those), why=why) for why, those in names.items()]
    lines += (reason.words for reason in prepared.prescription.reasons)
    if not lines and not changes(prepared.prescription):
        lines.append(text("web.today.why.usual"))
    return lines


def _dose(step: PrescribedStep, exercise: Exercise) -> str:
    if step.doses.reps and step.doses.reps > 1:
        key = "web.dose.reps" if exercise.has_sides else "web.dose.reps_both"
        once = text(key, count=step.doses.reps)
        return text("web.dose.sets", count=step.doses.sets, dose=once) if step.doses.sets > 1 else once
    if any(phase.hold.open for phase in exercise.phases if phase.hold is not None):
        return text("web.dose.let_go")
    held_s = sum(
        phase.hold.seconds(step.doses.holds[phase.id]) for phase in exercise.phases if phase.hold is not None
    )
    key = "web.dose.held" if exercise.has_sides else "web.dose.held_both"
    return text(key, seconds=seconds(held_s * step.doses.sets))


def changes(prescription: Prescription) -> list[str]:
    """What differs from the routine for another reason than time, each with that reason."""
    found = []
    for step in prescription.steps:
        if why := [reason for reason in step.reasons if reason.message not in FOR_TIME]:
            found.append(_change(step.exercise, why))
    for out in prescription.left_out:
        if why := [reason for reason in out.reasons if reason.message not in FOR_TIME]:
            found.append(_change(out.place, why))
    return found


def _change(exercise_id: str, why: list[Reason]) -> str:
    words = " ".join(reason.words for reason in why)
    return f"{exercise_name(exercise_id)}{text('language.form.colon')} {words}"
