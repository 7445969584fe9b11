"""Watch a recording: a file of landmarks and an exercise in, repetitions out."""

from __future__ import annotations

from pathlib import Path

from primemover.intake.landmarks import Given, read_landmarks
from primemover.motion import Watched
from primemover.motion import watch as watched
from primemover.routine import Exercise


def watch(path: Path, exercise: Exercise, given: Given | None = None) -> Watched:
    """What the file at ``path`` shows of ``exercise``.

    Raises:
        NotFound: there is no such file.
        MissingPart: it is a video.
        InvalidInput: the file or a posture of the exercise makes no sense.
    """
    return watched(read_landmarks(path, given), exercise)
