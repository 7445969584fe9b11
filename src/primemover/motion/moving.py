"""What must move by itself: a hip also bends where the trunk sinks and the leg stays where it is.

A plank that sags looks like one with a leg lifted where the far leg is hidden: the angle of the hip is the
same, but the thigh has not moved.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from primemover.motion.expectation import Expectation
from primemover.motion.landmarks import Array

_LEAST_SHARE: Final = 0.5
"""So much of the bend of the hip has to be the thigh's."""
_MOVES_DEG, _STILL_DEG = 10.0, 5.0
_FURTHEST: Final = 0.9


class Moved:
    """Looks at whole repetitions of one exercise."""

    def __init__(self, expected: Expectation) -> None:
        self._places = [expected.measures.index(name) for name in ("trunk", "working hip")]
        trunk_deg, hip_deg = np.abs(expected.targets[-1] - expected.targets[0])[self._places].tolist()
        furthest = _FURTHEST * float(np.ptp(expected.targets, axis=0).max())
        free_deg = float((expected.slack_above - expected.slack_below)[:, self._places[0]].max())
        still = max(trunk_deg, free_deg) < _STILL_DEG
        self._is_asked = expected.repeats and still and hip_deg > max(_MOVES_DEG, furthest)

    def by_itself(self, values: Array, stays: Sequence[tuple[int, int]]) -> bool:
        """Whether it was the thigh that bent the hip, from the first stay to the last one.

        ``values``: (frames, measures looked at). Asked only where the figure's trunk keeps still, no fault of
        it is named, and nothing moves further than the hip.
        """
        if not self._is_asked:
            return True
        first, last = (_medians(values[a : b + 1][:, self._places]) for a, b in (stays[0], stays[-1]))
        trunk_deg, hip_deg = ((last - first + 180.0) % 360.0 - 180.0).tolist()
        # The thigh's inclination is that of the trunk and the angle between them.
        return not (trunk_deg + hip_deg) / hip_deg < _LEAST_SHARE


def _medians(values: Array) -> Array:
    """Of each column what is known; NaN where nothing is."""
    known = [column[~np.isnan(column)] for column in values.T]
    return np.array([np.median(column) if len(column) else np.nan for column in known])
