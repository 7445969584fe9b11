"""What the camera saw: landmarks → features → phases, repetitions, holds, faults, and what it cannot tell.

Everything is compiled from an exercise file; no exercise is named here and nothing is trained.
"""

from primemover.motion.expectation import Expectation, expectation
from primemover.motion.facts import Ended, Fact, FaultSeen, Left, NotMeasured, Reached, Repetition
from primemover.motion.landmarks import Frame, Landmarks
from primemover.motion.watching import Watched, Watcher, watch, watch_for

__all__ = [
    "Ended",
    "Expectation",
    "Fact",
    "FaultSeen",
    "Frame",
    "Landmarks",
    "Left",
    "NotMeasured",
    "Reached",
    "Repetition",
    "Watched",
    "Watcher",
    "expectation",
    "watch",
    "watch_for",
]
