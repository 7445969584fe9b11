"""The ramps that the edge of a burst may have: how long, and of what shape."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LEVEL_STEP_DB = 2.0
LENGTHS_S = (0.0, 0.01, 0.02, 0.035, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4)
EXPONENTS = (0.5, 1.0, 2.0)
LONGEST_WEIGHT = 0.5
"""The longest ramp is there so that those of 300 ms are not the end of what is possible; it is rare."""
_ROWS = 40


@dataclass(frozen=True, slots=True, eq=False)
class Ramps:
    """Which ramps are thought possible, and how probable each is before looking.

    ``length_s`` (n_ramps,) is the length of each; ``crossing_s`` (n_ramps, 40) says when after the onset it
    passes 1, 3, 5… dB below its plateau; ``log_prior`` (n_ramps,).
    """

    length_s: NDArray[np.float64]
    crossing_s: NDArray[np.float64]
    log_prior: NDArray[np.float64]


def wide_ramps() -> Ramps:
    """Amplitudes that rise as a power of time, from a step to 400 ms, all lengths but the longest alike."""
    below_db = LEVEL_STEP_DB * (np.arange(_ROWS) + 0.5)
    ramps = [(0.0, 1.0), *((length, power) for length in LENGTHS_S[1:] for power in EXPONENTS)]
    crossing_s = np.array([length * 10 ** (-below_db / (20 * power)) for length, power in ramps])
    weight = np.array([1.0] + [1 / len(EXPONENTS)] * (len(ramps) - 1))
    weight[-len(EXPONENTS) :] *= LONGEST_WEIGHT
    weight /= weight.sum()
    return Ramps(np.array([length for length, _ in ramps]), crossing_s, np.log(weight))


WIDE = wide_ramps()
