"""Looking for people: in the whole picture, and where nobody large is there, part by part."""

from __future__ import annotations

from typing import Final

from primemover.intake.video.followed import is_likely, middle_of, size_of
from primemover.intake.video.pictures import Picture
from primemover.intake.video.pose import Pose
from primemover.intake.video.window import Window, tiles, whole_of
from primemover.motion.landmarks import Array

_LARGE: Final = 0.04
"""A share of the picture. The model looks at 224 by 224 points: smaller people it finds only up close."""
_SAME: Final = 0.08


def people_in(pose: Pose, picture: Picture) -> list[Array]:
    """Everybody in a picture, each once, (33, 4) in the whole picture's own widths and heights."""
    whole = whole_of(picture)
    found = _in_window(pose, picture, whole, whole)
    if any(size_of(points) >= _LARGE for points in found):
        return found
    for tile in tiles(whole):
        for points in _in_window(pose, picture, tile, whole):
            if all(abs(middle_of(points) - middle_of(other)) > _SAME for other in found):
                found.append(points)
    return found


def _in_window(pose: Pose, picture: Picture, window: Window, whole: Window) -> list[Array]:
    people = pose.at_once(window.of(picture))
    return [window.in_whole(flat, whole) for flat, _ in people if is_likely(flat)]
