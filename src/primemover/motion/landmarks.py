"""Landmarks: where 33 points of one person were seen, frame by frame.

The points and their order are those of BlazePose (Bazarevsky and others, 2020), which MediaPipe gives. A
point that another source does not have, and every point of a frame without a person, is NaN.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from primemover.errors import InvalidInput

Array = NDArray[np.float64]

NAMES: Final = (
    "nose",
    *("left eye inner", "left eye", "left eye outer"),
    *("right eye inner", "right eye", "right eye outer"),
    *("left ear", "right ear", "mouth left", "mouth right"),
    *("left shoulder", "right shoulder", "left elbow", "right elbow", "left wrist", "right wrist"),
    *("left pinky", "right pinky", "left index", "right index", "left thumb", "right thumb"),
    *("left hip", "right hip", "left knee", "right knee", "left ankle", "right ankle"),
    *("left heel", "right heel", "left foot index", "right foot index"),
)
"""The points in MediaPipe's order."""

POINTS: Final = len(NAMES)
INDEX: Final = {name: index for index, name in enumerate(NAMES)}

X, Y, Z, VISIBILITY = range(4)


class Frame(NamedTuple):
    """One frame.

    ``time_s``: seconds. ``image``: (33, 4) x in frame widths from the left, y in frame heights from the
    top, z (depth, smaller is nearer, in frame widths), visibility 0 to 1. ``world``: (33, 3 or 4) metres
    from the middle of the hips, y down, z away from the camera; or None. ``aspect``: width over height.
    ``cut``: the film was cut before this frame.
    """

    time_s: float
    image: Array
    world: Array | None
    aspect: float
    cut: bool = False


@dataclass(frozen=True, eq=False)
class Landmarks:
    """The landmarks of a recording.

    ``time_s``: (n,) seconds, increasing. ``image``: (n, 33, 4) and ``world``: (n, 33, 4) or None, as in
    ``Frame``. ``frame_size_px``: width and height. ``source``: the file, for messages. ``cuts_s``: times of
    frames before which the film was cut, where that is known.
    """

    time_s: Array
    image: Array
    world: Array | None
    frame_size_px: tuple[float, float]
    source: str | None = None
    cuts_s: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        count = len(self.time_s)
        if self.time_s.ndim != 1 or count == 0:
            raise self._wrong("It has no frames.", "Record the exercise again.")
        self._check_shape("image", self.image)
        if self.world is not None:
            self._check_shape("world", self.world)
        width, height = self.frame_size_px
        if not (np.isfinite(width) and np.isfinite(height) and width > 0 and height > 0):
            raise self._wrong(
                f"The frame size {width} by {height} is no picture.", "Give the size in pixels."
            )
        self._check_time()

    def _check_shape(self, name: str, points: Array) -> None:
        expected = (len(self.time_s), POINTS, 4)
        if points.shape != expected:
            raise self._wrong(
                f"{name} has the shape {points.shape}; {expected} was expected.",
                "Each frame needs 33 points with x, y, z and visibility.",
            )

    def _check_time(self) -> None:
        if not np.isfinite(self.time_s).all():
            frame = int(np.flatnonzero(~np.isfinite(self.time_s))[0])
            raise self._wrong(f"Frame {frame} has no time.", "Write the time of every frame in seconds.")
        back = np.flatnonzero(np.diff(self.time_s) <= 0)
        if len(back):
            raise self._wrong(
                f"The time does not go on at frame {int(back[0]) + 1}: {self.time_s[back[0]]:.3f} s is "
                f"followed by {self.time_s[back[0] + 1]:.3f} s.",
                "Put the frames in the order in which they were taken, each once.",
            )

    def _wrong(self, what: str, remedy: str) -> InvalidInput:
        return InvalidInput(what, where=self.source, remedy=remedy)

    def __len__(self) -> int:
        return len(self.time_s)

    @property
    def aspect(self) -> float:
        """Width over height of the picture."""
        return self.frame_size_px[0] / self.frame_size_px[1]

    def frames(self) -> Iterator[Frame]:
        """The frames in order of time."""
        aspect = self.aspect
        for index, time_s in enumerate(self.time_s.tolist()):
            world = None if self.world is None else self.world[index]
            yield Frame(time_s, self.image[index], world, aspect, time_s in self.cuts_s)
