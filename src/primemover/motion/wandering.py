"""How readings err together: points wander, and measures share points.

A hip that is seen too high bends the hip, straightens the knee, and lowers the ankle against it, all at
once. Measures that stay where they are therefore tell how much of another one's change is error.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from primemover.body import Posture
from primemover.motion.landmarks import INDEX, Array
from primemover.motion.measures import LENGTHS, MEASURES, USED_JOINTS, measured, points_of
from primemover.terms import Side

POINT_M: Final = 0.003
"""What a near point of a person who keeps still wanders by within seconds; measured on real tracks."""
_FAR: Final = 1.5
OWN_DEG, OWN_LENGTHS = 0.2, 0.0006
"""What bodies add to that, degrees and leg lengths; ours. Little, since nobody kept quite still there."""
_STEP_M: Final = 1e-4
_WORKING: Final = Side.RIGHT


def errors_together(posture: Posture, columns: Sequence[int]) -> Array:
    """The covariance of the measures ``columns`` of ``posture``, the right side working; degrees, lengths."""
    points, leg_m = points_of(posture, _WORKING), posture.person.leg_m
    at = np.array(measured(points, leg_m))
    moved = []
    for side in Side.LEFT, Side.RIGHT:
        size_m = POINT_M * (1.0 if side is _WORKING else _FAR)
        for joint in USED_JOINTS:
            place = INDEX[f"{side} {joint}"]
            for step in (_STEP_M, _STEP_M * 1j):
                stepped = list(points)
                point = points[place]
                stepped[place] = None if point is None else point + step
                away = (np.array(measured(stepped, leg_m)) - at + 180.0) % 360.0 - 180.0
                moved.append(away[list(columns)] * (size_m / _STEP_M))
    by_point = np.nan_to_num(np.array(moved))
    names = [MEASURES[column] for column in columns]
    own = [OWN_LENGTHS if name.endswith(LENGTHS) else OWN_DEG for name in names]
    return np.asarray(by_point.T @ by_point + np.diag(np.square(own)))
