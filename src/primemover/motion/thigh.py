"""The angle of a hanging thigh, seen from the side: the modified Thomas test in a picture.

1. The view is understood as in a session: which side is near, what shows, whether it is the side.
2. The hanging leg is the one whose thigh lies near level; the other knee is held to the chest.
3. Its angle is that of the line from hip to knee against the picture's level, below it negative.
4. Of several frames the median counts.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from primemover.motion.fault import ERRORS_DEG
from primemover.motion.landmarks import Frame
from primemover.motion.measures import MEASURE_INDEX
from primemover.motion.side_view import NO_PERSON, Seen, SideView
from primemover.terms import CannotTell, Side

TILT_SD_DEG: Final = 2.0
"""How far from level people hold a phone, or stand it up; as in the simulated cameras."""
ERROR_SD_DEG: Final = math.hypot(ERRORS_DEG["thigh"], TILT_SD_DEG)
"""Of one reading of the thigh against level. What the pelvis does is not in it."""
ERROR_95_DEG: Final = 1.96 * ERROR_SD_DEG

NOT_LYING: Final = "motion.thigh.not-lying"
NOT_HELD: Final = "motion.thigh.not-held"
FAR_SIDE: Final = "motion.thigh.far-side"
HIDDEN: Final = "motion.thigh.hidden"

_FLAT_DEG: Final = 25.0
"""The trunk lies within that of level."""
_HELD_DEG: Final = 75.0
"""A knee that is held bends its hip at least that far."""
_HANGS_DEG: Final = 45.0


@dataclass(frozen=True, slots=True)
class ThighSeen:
    """``deg``: below level negative; ``error_deg``: within that either way lies the true angle of this thigh
    19 times in 20. ``frames`` were looked at."""

    side: Side
    deg: float
    error_deg: float
    frames: int


def thigh_seen(frames: Sequence[Frame]) -> ThighSeen | CannotTell:
    """The hanging thigh in one picture, or in several of the same moment.

    Raises:
        InvalidInput: the frames are not in order of time.
    """
    view = SideView()
    found = [_read(view.see(frame)) for frame in frames]
    read = [one for one in found if not isinstance(one, CannotTell)]
    if 2 * len(read) <= len(found):
        reasons = [one.reason for one in found if isinstance(one, CannotTell)]
        return CannotTell(max(reasons, key=reasons.count) if reasons else NO_PERSON)
    sides = [side for side, _ in read]
    side = max(Side, key=sides.count)
    angles = [deg for one, deg in read if one is side]
    return ThighSeen(side, median(angles), ERROR_95_DEG, len(angles))


def _read(seen: Seen) -> tuple[Side, float] | CannotTell:
    if seen.missed is not None:
        return CannotTell(seen.missed)
    trunk = _value(seen, "trunk")
    if abs(trunk - 180.0) > _FLAT_DEG:
        return CannotTell(NOT_LYING)
    near, far = seen.near, seen.near.other
    thigh = _thigh(seen, near)
    if math.isnan(thigh):
        return CannotTell(HIDDEN)
    if abs(thigh) > _HANGS_DEG:
        return CannotTell(FAR_SIDE if abs(_thigh(seen, far)) <= _HANGS_DEG else NOT_HELD)
    # A held leg that the near one hides is taken for held: the angle read is the near one's.
    held = _value(seen, f"{far} hip")
    if held < _HELD_DEG:
        return CannotTell(NOT_HELD)
    return near, thigh


def _thigh(seen: Seen, side: Side) -> float:
    """Against level, −180 to 180: 0 along the table, below it negative."""
    return (_value(seen, f"{side} thigh") + 180.0) % 360.0 - 180.0


def _value(seen: Seen, name: str) -> float:
    return seen.values[MEASURE_INDEX[name]]
