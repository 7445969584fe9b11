"""Names of exercises and phases for pages that show what is remembered."""

from __future__ import annotations

from primemover.errors import NotFound
from primemover.routine import Exercise, library


def exercise_or_none(exercise_id: str) -> Exercise | None:
    """The exercise, or None where its file is no longer there: history outlives files."""
    return library().exercises.get(exercise_id)


def exercise_name(exercise_id: str) -> str:
    """The name of an exercise; its id where the file is gone."""
    exercise = exercise_or_none(exercise_id)
    return exercise.name if exercise else exercise_id


def phase_name(exercise_id: str, phase_id: str | None) -> str:
    """What the screen said in a phase; the phase's id where the file no longer has it."""
    exercise = exercise_or_none(exercise_id)
    if exercise is None or phase_id is None:
        return phase_id or ""
    for way in (exercise, *exercise.variants):
        try:
            return way.phase(phase_id).brief
        except NotFound:
            continue
    return phase_id


def routine_name(routine_id: str | None) -> str:
    """The name of a routine; its id where the file is gone."""
    routine = library().routines.get(routine_id or "")
    return routine.name if routine else (routine_id or "")
