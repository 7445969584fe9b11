"""Put an exercise file on the test bench: the simulated person does it, and the camera watches."""

from __future__ import annotations

from pathlib import Path

from primemover.errors import InvalidInput
from primemover.motion.simulation.trial import Progress, try_out
from primemover.motion.simulation.tried import Trial
from primemover.routine import Library
from primemover.routine.own_files import load_own
from primemover.texts import text


def try_out_file(path: Path, library: Library, progress: Progress | None = None) -> Trial:
    """What a side camera makes of the exercise in the file at ``path``.

    Raises:
        NotFound: there is no such file.
        InvalidInput: it has mistakes, or is a routine.
    """
    exercise = load_own(path, library).exercise
    if exercise is None:
        raise InvalidInput(text("problem.is_routine"), where=str(path), remedy=text("problem.is_routine_do"))
    return try_out(exercise, progress)
