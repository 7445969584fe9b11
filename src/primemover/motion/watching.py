"""The one recogniser, for a camera and for a file: frames in, facts out.

It goes frame by frame and holds no clock, so frames may come in any portions.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Final

from primemover.body import ADULT, Person
from primemover.motion.decoder import Decoded, Decoder
from primemover.motion.expectation import Expectation, expectation
from primemover.motion.facts import Fact, NotMeasured, Repetition
from primemover.motion.landmarks import Frame, Landmarks
from primemover.motion.own_rest import own_rest
from primemover.motion.repetitions import Repetitions
from primemover.motion.side_view import Seen, SideView
from primemover.motion.steady import Steady
from primemover.motion.unmeasured import Unmeasured, joined
from primemover.routine.exercise import Exercise
from primemover.terms import CannotTell

NOTHING_MEASURED: Final = "motion.cannot-tell.nothing-measured"
TOO_LITTLE: Final = "motion.cannot-tell.too-little"
_LEAST_SHARE: Final = 0.25
_LEAST_SHARE_FOR_NONE: Final = 0.6


class Watcher:
    """Watches one person doing one exercise.

    Facts come at most 0.3 s after the frame that they are about; a repetition when it is over.
    """

    def __init__(self, expected: Expectation) -> None:
        self._view = SideView()
        self._steady = Steady()
        self._rest = own_rest(expected)
        self._read: deque[Seen] = deque()
        self._decoder = Decoder(expected)
        self._repetitions = Repetitions(expected)
        self.unmeasured = Unmeasured(expected)

    def take(self, frame: Frame) -> list[Fact]:
        """The facts that one more frame brings.

        Raises:
            InvalidInput: the frame is not later than the one before; it may be left out and all goes on.
        """
        steadied = self._steady.take(self._view.see(frame))
        return [] if steadied is None else self._taken(steadied, frame.time_s)

    def finish(self) -> list[Fact]:
        """The facts that are still open; no frame comes any more."""
        last = self._steady.finish()
        told = [] if last is None else self._taken(last, last.time_s)
        for decoded in self._decoder.finish():
            told += self._repetitions.take(self._as_read(decoded))
        return [*told, *self._repetitions.finish(), *self.unmeasured.finish()]

    def _as_read(self, decoded: Decoded) -> Decoded:
        """With the values as they were read: only which phase it is hangs on the person's rest."""
        return Decoded(self._read.popleft(), decoded.state) if self._read else decoded

    def _taken(self, seen: Seen, now_s: float) -> list[Fact]:
        told: list[Fact] = list(self.unmeasured.take(seen))
        told_apart = seen
        if self._rest is not None:
            self._read.append(seen)
            told_apart = self._rest.shifted(seen)
        for decoded in self._decoder.take(told_apart, now_s):
            told += self._repetitions.take(self._as_read(decoded))
        return told


@dataclass(frozen=True, slots=True)
class Watched:
    """What was seen in a recording.

    ``count``: the repetitions, or why there is no telling. ``not_measured``: stretches, in order of time.
    """

    count: int | CannotTell
    repetitions: tuple[Repetition, ...]
    not_measured: tuple[NotMeasured, ...]
    facts: tuple[Fact, ...] = ()
    """All that was told, in order."""


def watch(landmarks: Landmarks, exercise: Exercise, person: Person = ADULT) -> Watched:
    """What a recording shows of an exercise.

    Raises:
        InvalidInput: a posture of the exercise's file cannot be solved.
    """
    expected = expectation(exercise, person)
    if isinstance(expected, CannotTell):
        whole = NotMeasured(float(landmarks.time_s[0]), float(landmarks.time_s[-1]), expected.reason)
        return Watched(expected, (), (whole,))
    return watch_for(landmarks, expected)


def watch_for(landmarks: Landmarks, expected: Expectation) -> Watched:
    """The same for an expectation that is already worked out, or taught."""
    watcher = Watcher(expected)
    facts: list[Fact] = []
    for frame in landmarks.frames():
        facts += watcher.take(frame)
    facts += watcher.finish()
    repetitions = tuple(fact for fact in facts if isinstance(fact, Repetition))
    unmeasured = joined(fact for fact in facts if isinstance(fact, NotMeasured))
    count = _counted(len(repetitions), watcher.unmeasured)
    if isinstance(count, CannotTell):
        repetitions = ()
    return Watched(count, repetitions, unmeasured, tuple(facts))


def _counted(found: int, unmeasured: Unmeasured) -> int | CannotTell:
    """The count, unless so little was measured that it would be a guess."""
    share = unmeasured.measured_s / unmeasured.total_s if unmeasured.total_s > 0 else 0.0
    if unmeasured.measured_s == 0:
        return CannotTell(NOTHING_MEASURED)
    if share < (_LEAST_SHARE if found else _LEAST_SHARE_FOR_NONE):
        return CannotTell(TOO_LITTLE)
    return found
