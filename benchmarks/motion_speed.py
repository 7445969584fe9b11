"""Landmarks → facts: time of one core per frame, beside one NumPy matrix product of the search's size.

``python benchmarks/motion_speed.py`` prints, for every exercise that a side camera sees, microseconds a
frame (best of five runs over one simulated set) and the ratio to the bare product. Budget: 100 µs.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from primemover.motion import Expectation, Frame, Watcher, expectation
from primemover.motion.decoder import Decoder
from primemover.motion.simulation import Camera, Doer, simulate
from primemover.routine import library
from primemover.terms import CannotTell

BUDGET_US = 100.0
RUNS = 5


def best_us(run: Callable[[], None], frames: int) -> float:
    """The fastest of some runs, microseconds a frame."""
    found = []
    for _ in range(RUNS):
        start = time.process_time()
        run()
        found.append(time.process_time() - start)
    return min(found) / frames * 1e6


def watched(expected: Expectation, frames: list[Frame]) -> Callable[[], None]:
    """All frames through a new watcher."""

    def run() -> None:
        watcher = Watcher(expected)
        for frame in frames:
            watcher.take(frame)

    return run


def multiplied(size: int, frames: int) -> Callable[[], None]:
    """A bare matrix product of the search's size for each frame."""
    matrix, vector = np.ones((size, size)), np.ones(size)

    def run() -> None:
        for _ in range(frames):
            matrix @ vector

    return run


def main() -> None:
    """One line for each exercise, and the verdict."""
    worst = 0.0
    print(f"{'exercise':36} states  µs a frame  bare µs  ratio")
    for exercise in library().exercises.values():
        expected = expectation(exercise.variant(None))
        if isinstance(expected, CannotTell):
            continue
        filmed = simulate(
            exercise, repetitions=6 if exercise.reps else 1, doer=Doer(hold_s=4.0), camera=Camera(fps_hz=30)
        )
        frames = list(filmed.landmarks.frames())
        states = len(Decoder(expected).states)
        mine = best_us(watched(expected, frames), len(frames))
        bare = best_us(multiplied(states, len(frames)), len(frames))
        worst = max(worst, mine)
        print(f"{exercise.id:36} {states:6} {mine:11.1f} {bare:8.2f} {mine / bare:6.0f}")
    verdict = "within" if worst < BUDGET_US else "over"
    print(f"the slowest takes {worst:.0f} µs a frame: {verdict} the budget of {BUDGET_US:.0f} µs")


if __name__ == "__main__":
    main()
