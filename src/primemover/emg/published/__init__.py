"""Published onset detectors as they were published, for comparison. None gives an interval."""

from primemover.emg.published.bonato import bonato
from primemover.emg.published.hodges_bui import hodges_bui
from primemover.emg.published.tkeo import tkeo

__all__ = ["bonato", "hodges_bui", "tkeo"]
