"""Which of the people in the picture is followed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np

from primemover.motion.landmarks import INDEX, VISIBILITY, Array, X, Y
from primemover.terms import Side

_LOST_S: Final = 0.5
_FAR: Final = 0.25
"""Somebody whose middle is that far away, in picture widths, is somebody else."""
_LIKELY: Final = 0.5
_CORE: Final = [
    INDEX[f"{side} {joint}"] for joint in ("shoulder", "hip", "knee") for side in Side if side != "both"
]


class Place(StrEnum):
    """Where in the picture."""

    LEFT = "left"
    MIDDLE = "middle"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Followed:
    """From ``from_s`` on the person at ``place`` is followed; ``others`` are in the picture too."""

    from_s: float
    place: Place
    others: int


class Follower:
    """Stays with one person until they are gone for half a second, or the film is cut."""

    def __init__(self) -> None:
        self.told: list[Followed] = []
        self._middle: complex | None = None
        self._seen_s = -np.inf

    def begin(self, people: Sequence[Array], time_s: float) -> int:
        """Choose the largest of ``people``, each (33, 4), and follow them from now on."""
        chosen = max(range(len(people)), key=lambda index: size_of(people[index]))
        self._middle, self._seen_s = middle_of(people[chosen]), time_s
        self.told.append(Followed(time_s, _place(self._middle), len(people) - 1))
        return chosen

    def stop(self) -> None:
        """Whoever comes now is chosen anew."""
        self._middle = None

    def is_with_somebody(self, time_s: float) -> bool:
        """Whether somebody is followed, seen a moment ago."""
        return self._middle is not None and time_s - self._seen_s <= _LOST_S

    def choose(self, people: Sequence[Array], time_s: float) -> int | None:
        """The place in ``people`` of the one that is followed; None where they are not there."""
        there = self._middle
        if not people or there is None:
            return None
        chosen = min(range(len(people)), key=lambda index: abs(middle_of(people[index]) - there))
        middle = middle_of(people[chosen])
        if abs(middle - there) > _FAR:
            return None
        self._middle, self._seen_s = middle, time_s
        return chosen


def is_likely(points: Array) -> bool:
    """Whether a person is really there: trunk and thighs are seen, not only guessed."""
    return float(points[_CORE, VISIBILITY].mean()) >= _LIKELY


def size_of(points: Array) -> float:
    """The box around a person, as a share of the picture."""
    return float(np.ptp(points[:, X]) * np.ptp(points[:, Y]))


def middle_of(points: Array) -> complex:
    """Where a person is, in picture widths and heights."""
    return complex(points[:, X].mean(), points[:, Y].mean())


def _place(middle: complex) -> Place:
    if middle.real < 1 / 3:
        return Place.LEFT
    return Place.RIGHT if middle.real > 2 / 3 else Place.MIDDLE
