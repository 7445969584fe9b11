"""What must not move: an exercise is also what stays where it is.

Between two postures that fit, a push-up passes through some that look like a plank with a leg lifted. What
gives it away is the shoulder, which no plank moves.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from primemover.motion.expectation import Expectation
from primemover.motion.landmarks import Array
from primemover.motion.measures import LENGTHS
from primemover.terms import Side

_STAYS_DEG: Final = 10.0
"""A measure whose targets differ by less than that is not meant to move."""
_MOST: Final = 1.8
_LEAST_DEG: Final = 36.0
"""It may go to and fro by so many tolerances, or that far, and by what the file leaves free for faults."""
_OTHER_LEG: Final = ("other hip", "other knee")
_ENDS: Final = (5.0, 95.0)


class Stayed:
    """Looks at whole repetitions of one exercise."""

    def __init__(self, expected: Expectation) -> None:
        ways = np.ptp(expected.targets, axis=0)
        free = (expected.slack_above - expected.slack_below).max(axis=0)
        self._most = np.maximum(_MOST * expected.tolerances.max(axis=0), _LEAST_DEG) + free
        self._places = [
            place
            for place, name in enumerate(expected.measures)
            if ways[place] < _STAYS_DEG and name not in _OTHER_LEG and not name.endswith(LENGTHS)
        ]
        self._middle = (expected.targets.min(axis=0) + expected.targets.max(axis=0)) / 2
        self._columns = expected.columns

    def within(self, values: Array, side: Side) -> bool:
        """Whether everything stayed that should, in the frames of a repetition, (frames, all measures)."""
        columns = self._columns[0 if side is Side.LEFT else 1]
        for place in self._places:
            off = values[:, columns[place]] - self._middle[place]
            known = off[~np.isnan(off)]
            if (
                len(known)
                and np.ptp(np.percentile((known + 180.0) % 360.0 - 180.0, _ENDS)) > self._most[place]
            ):
                return False
        return True
