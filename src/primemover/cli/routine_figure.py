"""One phase of an exercise as a picture."""

from __future__ import annotations

from pathlib import Path

from primemover.body import postures, svg
from primemover.cli.routine_named import named
from primemover.cli.words import note
from primemover.errors import Conflict, InvalidInput, StorageProblem
from primemover.routine import Exercise
from primemover.routine.figures import marks_of
from primemover.texts import text

START = "start"


def draw(what: str, phase: str | None, tool: str | None, out: Path, *, overwrite: bool = False) -> None:
    """Writes the figure of ``phase`` (a phase id, or ``start``) to ``out``.

    Raises:
        NotFound: no such exercise, file, tool or phase.
        InvalidInput: a routine instead of an exercise, or a posture that cannot be solved.
        Conflict: ``out`` is there already and may not be written over.
        StorageProblem: ``out`` cannot be written.
    """
    found = named(what)
    if found.exercise is None:
        exercises = ", ".join(item.exercise for item in found.routine.items)
        raise InvalidInput(f"{what} is a routine.", remedy=f"Draw one of its exercises: {exercises}.")
    exercise = found.exercise.variant(tool)
    wanted = phase or next((phase.id for phase in exercise.phases if phase.hold), START)
    picture = _picture(exercise, wanted)
    try:
        with out.open("w" if overwrite or out.is_dir() else "x", encoding="utf-8") as file:
            file.write(picture)
    except FileExistsError as error:
        raise Conflict(
            text("cli.routine.there_already"), where=str(out), remedy=text("cli.routine.there_already.do")
        ) from error
    except OSError as error:
        reason = error.strerror or "it cannot be written"
        raise StorageProblem(f"The picture was not written: {reason}.", where=str(out)) from error
    note("cli.routine.drawn", file=out, name=exercise.name, phase=wanted)


def _picture(exercise: Exercise, wanted: str) -> str:
    solved = postures(exercise.start, exercise.phases)
    if wanted == START:
        title = f"{exercise.name}: {exercise.get_ready.say}"
        return svg(solved[START], title=title)
    phase = exercise.phase(wanted)
    key = f"{wanted}+" if phase.settles_after_s is not None else wanted
    title = f"{exercise.name}: {phase.say}"
    return svg(solved[key], marks_of(phase.works), marks_of(phase.lengthens), title=title)
