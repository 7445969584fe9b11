"""BlazePose on pictures: the people in each, as landmarks.

The model is the one that the page uses (``scripts/assemble_pose_model.py``), on the processor, offline.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import numpy as np

from primemover.intake.video.parts import library, model_file
from primemover.intake.video.pictures import Picture
from primemover.motion.landmarks import Array

MOST_PEOPLE: Final = 3


class Pose:
    """The model at work; it follows people from picture to picture until ``restart``."""

    def __init__(self, path: Path) -> None:
        self._mediapipe = library("mediapipe", str(path))
        self._vision = library("mediapipe.tasks.python.vision", str(path))
        self._tasks = library("mediapipe.tasks.python", str(path))
        self._model = str(model_file(str(path)))
        self._landmarker: Any = None
        self._searcher: Any = None

    def __enter__(self) -> Self:
        self._searcher = self._opened(self._vision.RunningMode.IMAGE)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()
        self._searcher.close()

    def restart(self) -> None:
        """Forget who was seen: after a cut, or in another part of the picture."""
        self._close()
        self._landmarker = self._opened(self._vision.RunningMode.VIDEO)

    def next(self, picture: Picture, time_s: float) -> list[tuple[Array, Array]]:
        """As ``at_once``, in the next picture since ``restart``: who was there before is followed."""
        with _silence():
            found = self._landmarker.detect_for_video(self._image(picture), round(time_s * 1000))
        return _people(found)

    def at_once(self, picture: Picture) -> list[tuple[Array, Array]]:
        """Everybody in one picture by itself: picture and world landmarks, (33, 4) each, as in ``Frame``."""
        with _silence():
            return _people(self._searcher.detect(self._image(picture)))

    def _image(self, picture: Picture) -> Any:
        return self._mediapipe.Image(image_format=self._mediapipe.ImageFormat.SRGB, data=picture)

    def _opened(self, mode: Any) -> Any:
        options = self._vision.PoseLandmarkerOptions(
            base_options=self._tasks.BaseOptions(model_asset_path=self._model),
            running_mode=mode,
            num_poses=MOST_PEOPLE if mode == self._vision.RunningMode.IMAGE else 1,
        )
        with _silence():
            return self._vision.PoseLandmarker.create_from_options(options)

    def _close(self) -> None:
        if self._landmarker is not None:
            self._landmarker.close()
            self._landmarker = None


def _people(found: Any) -> list[tuple[Array, Array]]:
    both = zip(found.pose_landmarks, found.pose_world_landmarks, strict=True)
    return [(_points(flat), _points(world)) for flat, world in both]


def _points(found: Any) -> Array:
    return np.array([(point.x, point.y, point.z, point.visibility) for point in found])


@contextmanager
def _silence() -> Iterator[None]:
    """What the model's own parts write to standard error is not for the person who waits."""
    sys.stderr.flush()
    kept = os.dup(2)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)
