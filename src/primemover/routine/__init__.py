"""What to do: exercise and routine files, their checker, compile() and position()."""

from primemover.routine.exercise import Exercise, Phase
from primemover.routine.library import Library, library
from primemover.routine.routine_file import Routine

__all__ = ["Exercise", "Library", "Phase", "Routine", "library"]
