"""EMG files of every kind, read in blocks; which muscle a channel belongs to is guessed, shown, corrected."""

from primemover.intake.emg.emg_file import EmgFile
from primemover.intake.emg.formats import open_emg
from primemover.intake.emg.muscle_map import guessed, mapped, read_muscle_map

__all__ = ["EmgFile", "guessed", "mapped", "open_emg", "read_muscle_map"]
