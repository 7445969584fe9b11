"""A video file → the landmarks of one person, who that is, and where it was cut."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from primemover.errors import NotFound
from primemover.intake.video.cuts import Cuts
from primemover.intake.video.followed import Followed, Follower
from primemover.intake.video.pictures import Shown, Video
from primemover.intake.video.pose import Pose
from primemover.intake.video.search import people_in
from primemover.intake.video.window import Window, around, whole_of
from primemover.motion.landmarks import POINTS, Array, Landmarks

Progress = Callable[[float, float | None], None]
"""Called with the seconds that are done, and how many there are, or None where the file does not say."""

SUFFIXES: Final = (".mp4", ".mov", ".avi", ".mkv", ".webm", ".m4v")
_MISSING_END_S: Final = 1.0
_SEARCH_EVERY_S, _SEARCH_AT_LEAST_EVERY_S = 0.5, 4.0
"""Each search in vain doubles the time to the next one: an hour of an empty room is looked through, too."""
_NOBODY: Final = np.full((POINTS, 4), np.nan)


@dataclass(frozen=True, eq=False)
class Film:
    """``landmarks`` with the times of cuts; ``followed``: who, in order of time.

    ``missing_from_s``: where the pictures end although the file says that it is longer, or None;
    ``length_s`` is what it says.
    """

    landmarks: Landmarks
    followed: tuple[Followed, ...]
    missing_from_s: float | None
    length_s: float


def is_video(path: Path) -> bool:
    """Whether the file's name is that of a video."""
    return path.suffix.lower() in SUFFIXES


def read_film(path: Path, progress: Progress | None = None) -> Film:
    """The landmarks of the person in a video.

    Raises:
        NotFound: there is no such file.
        MissingPart: the extra or the pose model is not installed.
        InvalidInput: no video, or nothing of it can be shown.
    """
    if not path.is_file():
        raise NotFound("There is no such file.", where=str(path))
    video = Video(path)
    with Pose(path) as pose:
        reading = _Reading(pose)
        for shown in video.pictures():
            reading.take(shown)
            if progress:
                progress(shown.time_s, video.length_s)
    return reading.film(str(path), video.length_s)


class _Reading:
    """Gathers frame by frame."""

    def __init__(self, pose: Pose) -> None:
        self._pose = pose
        self._cuts, self._follower = Cuts(), Follower()
        self._time_s: list[float] = []
        self._cut_s: list[float] = []
        self._flat: list[Array] = []
        self._world: list[Array] = []
        self._size_px = (1.0, 1.0)
        self._window: Window | None = None
        self._searched_s, self._search_again_s = -np.inf, _SEARCH_EVERY_S

    def take(self, shown: Shown) -> None:
        """One more picture."""
        whole = whole_of(shown.picture)
        self._size_px = (float(whole.width), float(whole.height))
        if self._cuts.is_cut(shown.picture):
            self._cut_s.append(shown.time_s)
            self._follower.stop()
            self._searched_s, self._search_again_s = -np.inf, _SEARCH_EVERY_S
        if not self._follower.is_with_somebody(shown.time_s):
            self._search(shown, whole)
        flat, world = self._person(shown, whole) or (_NOBODY, _NOBODY)
        self._time_s.append(shown.time_s)
        self._flat.append(flat)
        self._world.append(world)

    def _search(self, shown: Shown, whole: Window) -> None:
        """Look for somebody to follow, now and then as long as nobody is there."""
        self._window = None
        if shown.time_s - self._searched_s < self._search_again_s:
            return
        self._searched_s = shown.time_s
        self._search_again_s = min(2 * self._search_again_s, _SEARCH_AT_LEAST_EVERY_S)
        people = people_in(self._pose, shown.picture)
        if people:
            self._search_again_s = _SEARCH_EVERY_S
            self._look_at(around(people[self._follower.begin(people, shown.time_s)], whole))

    def _look_at(self, window: Window) -> None:
        self._window = window
        self._pose.restart()

    def _person(self, shown: Shown, whole: Window) -> tuple[Array, Array] | None:
        if self._window is None:
            return None
        found = self._pose.next(self._window.of(shown.picture), shown.time_s)
        people = [(self._window.in_whole(flat, whole), world) for flat, world in found]
        chosen = self._follower.choose([flat for flat, _ in people], shown.time_s)
        if chosen is None:
            return None
        if not self._window.still_fits(people[chosen][0], whole):
            self._look_at(around(people[chosen][0], whole))
        return people[chosen]

    def film(self, source: str, length_s: float | None) -> Film:
        """All of it."""
        landmarks = Landmarks(
            np.array(self._time_s),
            np.stack(self._flat),
            np.stack(self._world),
            self._size_px,
            source,
            tuple(self._cut_s),
        )
        last_s = self._time_s[-1]
        length_s = max(length_s or 0.0, last_s)
        missing = last_s if length_s - last_s > _MISSING_END_S else None
        return Film(landmarks, tuple(self._follower.told), missing, length_s)
