"""Hard cuts: where one picture has little to do with the one before."""

from __future__ import annotations

from typing import Final

import numpy as np

from primemover.intake.video.pictures import Picture

_GRID: Final = 16
_BINS: Final = 32
_OTHER_PLACES, _OTHER_COLOURS = 0.16, 0.35
"""Both must change at once: the brightness of the places (mean difference, 0 to 1), and how much of the
picture has which brightness (half the sum of differences, 0 to 1). A person who moves changes the first
only in part, a lamp that is switched on shifts the second alone."""


class Cuts:
    """Compares each picture with the one before."""

    def __init__(self) -> None:
        self._before: tuple[np.ndarray, np.ndarray] | None = None

    def is_cut(self, picture: Picture) -> bool:
        """Whether the film was cut before ``picture``."""
        small = _small(picture)
        counts = np.histogram(small, bins=_BINS, range=(0.0, 1.0))[0] / small.size
        before, self._before = self._before, (small, counts)
        if before is None:
            return False
        places = float(np.abs(small - before[0]).mean())
        colours = float(np.abs(counts - before[1]).sum()) / 2
        return places > _OTHER_PLACES and colours > _OTHER_COLOURS


def _small(picture: Picture) -> np.ndarray:
    """Brightness, 0 to 1, on a coarse grid of 64 by 64 places."""
    rows = np.linspace(0, picture.shape[0] - 1, 4 * _GRID).astype(int)
    columns = np.linspace(0, picture.shape[1] - 1, 4 * _GRID).astype(int)
    return np.asarray(picture[np.ix_(rows, columns)].mean(axis=2) / 255.0)
