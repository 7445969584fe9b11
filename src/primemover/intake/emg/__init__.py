"""EMG files of every kind, read in blocks; which muscle a channel belongs to is guessed, shown, corrected."""

from primemover.intake.emg.emg_file import EmgFile
from primemover.intake.emg.formats import open_emg
from primemover.intake.emg.markers import Marker
from primemover.intake.emg.muscle_map import Placed, guessed, mapped, markers, placed, read_muscle_map

__all__ = [
    "EmgFile",
    "Marker",
    "Placed",
    "guessed",
    "mapped",
    "markers",
    "open_emg",
    "placed",
    "read_muscle_map",
]
