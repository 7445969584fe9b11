"""Real recordings against what was read from them by eye. A table in Markdown.

``python -m validation.motion.recordings`` reads the folder ``../shared/data`` beside the repository, or
the one that ``PRIMEMOVER_DATA`` names. The recordings are not part of the repository.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from primemover.intake.landmarks import Given, read_landmarks
from primemover.motion import Landmarks, Watched, expectation, watch
from primemover.routine import library
from primemover.terms import CannotTell

Spans = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Clip:
    """A recording, the exercise in it, and when half of the way was behind and back, seconds, by eye."""

    file: str
    exercise: str
    count: int
    spans_s: Spans = ()
    shot_s: tuple[float, float] | None = None
    given: Given | None = None


CLIPS = (
    Clip(
        "landmarks/bridge_feet_cropped.npz",
        "glute-bridge",
        3,
        ((1.17, 3.40), (5.83, 7.93), (10.63, 12.80)),
    ),
    Clip("landmarks/pelvic_tilt.npz", "glute-bridge", 0),
    Clip("landmarks/swimmer_with_cuts.npz", "superman", 3, shot_s=(1.72, 13.76)),
    Clip("landmarks/squat_fast.npz", "squat", 1),
    Clip(
        "landmarks/pushup.npz",
        "push-up",
        5,
        ((2.83, 4.03), (5.17, 6.70), (7.90, 9.50), (11.67, 13.07), (15.03, 17.17)),
    ),
    Clip("landmarks/squats_band.npz", "squat", 3, ((1.0, 3.0), (5.8, 8.0), (10.8, 13.0))),
)


def folder() -> Path:
    """Where the recordings lie; it may not exist."""
    beside = Path(__file__).parents[2].parent / "shared" / "data"
    return Path(os.environ.get("PRIMEMOVER_DATA", beside))


def seen(clip: Clip) -> Watched:
    """What is found in a clip, or in its one shot that has a truth."""
    landmarks = read_landmarks(folder() / clip.file, clip.given)
    if clip.shot_s is not None:
        landmarks = shot(landmarks, *clip.shot_s)
    return watch(landmarks, library().exercise(clip.exercise))


def edge_errors_s(clip: Clip, watched: Watched) -> list[tuple[float, float]]:
    """Onset and offset errors of each repetition with a truth, seconds."""
    pairs = zip(watched.repetitions, clip.spans_s, strict=False)
    return [(found.start_s - start_s, found.end_s - end_s) for found, (start_s, end_s) in pairs]


def unrelated() -> Iterator[tuple[str, str, int]]:
    """(file, exercise, repetitions) wherever an exercise is counted in a clip of another one."""
    for clip in CLIPS:
        landmarks = read_landmarks(folder() / clip.file, clip.given)
        for exercise in library().exercises.values():
            way = exercise.variant(None)
            if exercise.id == clip.exercise or isinstance(expectation(way), CannotTell):
                continue
            found = len(watch(landmarks, way).repetitions)
            if found:
                yield clip.file, exercise.id, found


def shot(landmarks: Landmarks, start_s: float, end_s: float) -> Landmarks:
    """The part of a recording from ``start_s`` to ``end_s``."""
    inside = (landmarks.time_s >= start_s) & (landmarks.time_s < end_s)
    world = None if landmarks.world is None else landmarks.world[inside]
    return replace(landmarks, time_s=landmarks.time_s[inside], image=landmarks.image[inside], world=world)


def main() -> None:
    """Print the tables."""
    print("| file | exercise | truth | found | onset errors, s | offset errors, s |")
    print("|---|---|---|---|---|---|")
    errors: list[tuple[float, float]] = []
    for clip in CLIPS:
        watched = seen(clip)
        own = edge_errors_s(clip, watched)
        errors += own
        found = "declined" if isinstance(watched.count, CannotTell) else watched.count
        onset, offset = (", ".join(f"{pair[i]:+.2f}" for pair in own) for i in (0, 1))
        print(f"| {clip.file} | {clip.exercise} | {clip.count} | {found} | {onset} | {offset} |")
    for name, place in (("onset", 0), ("offset", 1)):
        size = np.abs([pair[place] for pair in errors])
        print(f"\n{name}: median {np.median(size):.2f} s, 95 % {np.percentile(size, 95):.2f} s")
    print("\n| file | another exercise | counted |\n|---|---|---|")
    for file, exercise, found in unrelated():
        print(f"| {file} | {exercise} | {found} |")


if __name__ == "__main__":
    main()
