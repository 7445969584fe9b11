"""Watch a recording: a video or a file of landmarks, and an exercise in; repetitions out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from primemover.intake.landmarks import Given, read_landmarks
from primemover.intake.video import Film, is_video, read_film
from primemover.intake.video.film import Progress
from primemover.motion import NotMeasured, Watched
from primemover.motion import watch as watched
from primemover.routine import Exercise

CUT_SHORT: Final = "motion.not-measured.cut-short"


@dataclass(frozen=True, slots=True)
class Recording:
    """What a recording shows; ``film`` is None for a file of landmarks."""

    watched: Watched
    film: Film | None


def watch(
    path: Path, exercise: Exercise, given: Given | None = None, progress: Progress | None = None
) -> Recording:
    """What the file at ``path`` shows of ``exercise``.

    Raises:
        NotFound: there is no such file.
        MissingPart: it is a video, and a part that videos need is not installed.
        InvalidInput: the file or a posture of the exercise makes no sense.
    """
    if not is_video(path):
        return Recording(watched(read_landmarks(path, given), exercise), None)
    film = read_film(path, progress)
    seen = watched(film.landmarks, exercise)
    if film.missing_from_s is not None:
        missing = NotMeasured(film.missing_from_s, film.length_s, CUT_SHORT)
        seen = replace(seen, not_measured=(*seen.not_measured, missing))
    return Recording(seen, film)
