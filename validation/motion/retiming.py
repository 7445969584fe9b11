"""Recordings at another pace, with fewer frames, or cut shorter: nothing else is done in them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from primemover.motion.landmarks import Array, Landmarks

Spans = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Known:
    """A recording with its truth: repetitions, and where they are known, onsets and offsets in seconds."""

    landmarks: Landmarks
    count: int
    spans_s: Spans


Change = Callable[[Known, np.random.Generator], Known | None]
"""None where the recording cannot be changed so."""


def only(change: Callable[[Landmarks, np.random.Generator], Landmarks]) -> Change:
    """A change that leaves the truth as it is."""
    return lambda known, rng: replace(known, landmarks=change(known.landmarks, rng))


def _picked(landmarks: Landmarks, rows: NDArray[np.intp]) -> Landmarks:
    world = None if landmarks.world is None else landmarks.world[rows]
    return replace(landmarks, time_s=landmarks.time_s[rows], image=landmarks.image[rows], world=world)


def paced(pace: float, fps_hz: float | None = None) -> Change:
    """Played ``pace`` times as fast; with ``fps_hz`` put between frames anew."""

    def change(known: Known, rng: np.random.Generator) -> Known:
        landmarks = replace(known.landmarks, time_s=known.landmarks.time_s / pace)
        if fps_hz is not None:
            landmarks = _resampled(landmarks, fps_hz)
        return Known(landmarks, known.count, tuple((a / pace, b / pace) for a, b in known.spans_s))

    return change


def _resampled(landmarks: Landmarks, fps_hz: float) -> Landmarks:
    old = landmarks.time_s
    time_s = np.arange(old[0], old[-1] + 1e-9, 1.0 / fps_hz)
    place = np.interp(time_s, old, np.arange(len(old)))
    first = np.minimum(place.astype(int), len(old) - 2) if len(old) > 1 else np.zeros(len(place), int)
    share = (place - first)[:, None, None]

    def between(rows: Array) -> Array:
        return np.asarray(rows[first] * (1 - share) + rows[np.minimum(first + 1, len(old) - 1)] * share)

    world = None if landmarks.world is None else between(landmarks.world)
    return replace(landmarks, time_s=time_s, image=between(landmarks.image), world=world)


def thinned(fps_hz: float) -> Change:
    """Fewer frames a second; None where there are no more than that."""

    def change(known: Known, rng: np.random.Generator) -> Known | None:
        time_s = known.landmarks.time_s
        if np.median(np.diff(time_s)) > 0.8 / fps_hz:
            return None
        slots = np.floor((time_s - time_s[0]) * fps_hz + 1e-6)
        rows = np.flatnonzero(np.diff(slots, prepend=-1) > 0)
        return replace(known, landmarks=_picked(known.landmarks, rows))

    return change


def dropped(share: float) -> Change:
    """So many frames never came."""

    def change(landmarks: Landmarks, rng: np.random.Generator) -> Landmarks:
        return _picked(landmarks, np.flatnonzero(rng.random(len(landmarks.time_s)) >= share))

    return only(change)


def begins(share: float | None, before_s: float = 0.0) -> Change:
    """It begins at a share of the first repetition, which then does not count, or shortly before it."""

    def change(known: Known, rng: np.random.Generator) -> Known | None:
        if not known.spans_s:
            return None
        start_s, end_s = known.spans_s[0]
        first_s = start_s - before_s if share is None else start_s + share * (end_s - start_s)
        rows = np.flatnonzero(known.landmarks.time_s >= first_s)
        lost = 0 if share is None else 1
        return Known(_picked(known.landmarks, rows), known.count - lost, known.spans_s[lost:])

    return change


def ends(before_last_s: float | None, after_s: float = 0.0) -> Change:
    """It ends so long before half of the last way up is done, or shortly after the last repetition."""

    def change(known: Known, rng: np.random.Generator) -> Known | None:
        if not known.spans_s:
            return None
        start_s, end_s = known.spans_s[-1]
        last_s = end_s + after_s if before_last_s is None else start_s - before_last_s
        rows = np.flatnonzero(known.landmarks.time_s <= last_s)
        lost = 0 if before_last_s is None else 1
        spans_s = known.spans_s[: len(known.spans_s) - lost]
        return Known(_picked(known.landmarks, rows), known.count - lost, spans_s)

    return change
