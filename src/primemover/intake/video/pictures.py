"""The pictures of a video file one by one, upright, with the time at which each is shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from primemover.errors import InvalidInput
from primemover.intake.video.parts import library

Picture = NDArray[np.uint8]
"""(height, width, 3): red, green, blue."""

MOST_HZ: Final = 30.0
"""More pictures than this tell nothing more about a slow exercise; the ones between are left out."""
_LONGEST_SIDE_PX: Final = 1280


@dataclass(frozen=True, slots=True)
class Shown:
    """One picture, shown ``time_s`` after the first."""

    time_s: float
    picture: Picture


class Video:
    """A video file. ``length_s`` is what it says of itself, or None where it says nothing."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._av = library("av", str(path))
        self.length_s: float | None = None

    def pictures(self) -> Iterator[Shown]:
        """Every picture in order, at most ``MOST_HZ`` a second, the longer side at most 1280 px.

        A file that was cut short gives what it has.

        Raises:
            InvalidInput: no video, or not one picture in it.
        """
        try:
            with self._av.open(str(self._path)) as container:
                yield from self._decoded(container)
        except (self._av.error.FFmpegError, OSError) as error:
            raise InvalidInput(
                "This is no video, or it was cut short so that nothing of it can be shown.",
                where=str(self._path),
                remedy="Copy it again from where it came from.",
            ) from error

    def _decoded(self, container: Any) -> Iterator[Shown]:
        if not container.streams.video:
            raise InvalidInput("This file has no pictures.", where=str(self._path), remedy="Give a video.")
        stream = container.streams.video[0]
        stream.thread_type = "AUTO"
        if container.duration:
            self.length_s = container.duration / self._av.time_base
        first_s: float | None = None
        last_s = -1.0
        for frame in self._frames(container, stream):
            if frame.time is None:
                continue
            first_s = frame.time if first_s is None else first_s
            time_s = frame.time - first_s
            # A little early still counts: times are rounded to the file's own ticks.
            if last_s < 0 or time_s - last_s > 0.9 / MOST_HZ:
                last_s = time_s
                yield Shown(time_s, _upright(frame))
        if first_s is None:
            raise InvalidInput(
                "Not one picture of this video can be shown.", where=str(self._path), remedy="Copy it again."
            )

    def _frames(self, container: Any, stream: Any) -> Iterator[Any]:
        frames = iter(container.decode(stream))
        while True:
            try:
                yield next(frames)
            except StopIteration:
                return
            except self._av.error.InvalidDataError:
                # Damaged in the middle, or cut short: what comes before it stands.
                return


def _upright(frame: Any) -> Picture:
    scale = min(1.0, _LONGEST_SIDE_PX / max(frame.width, frame.height))
    width, height = (2 * round(side * scale / 2) for side in (frame.width, frame.height))
    picture = frame.to_ndarray(format="rgb24", width=width, height=height)
    # The rotation is what a player has to add, anticlockwise.
    return np.ascontiguousarray(np.rot90(picture, round(frame.rotation / 90)))
