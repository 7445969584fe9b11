"""An exercise file, done and filmed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from primemover.body import Posture
from primemover.body.vocabulary import START
from primemover.motion.landmarks import Landmarks
from primemover.motion.measures import points_of
from primemover.motion.simulation.camera import Camera
from primemover.motion.simulation.person import Doer, Wrong, as_done, mixed
from primemover.routine.exercise import Exercise, Phase
from primemover.terms import Side

_PASSED_S: Final = 0.3
_BEFORE_S, _AFTER_S = 2.0, 1.2
_BACK_S: Final = 2.0
_SINKS_S: Final = 1.0


@dataclass(frozen=True, slots=True)
class Done:
    """The truth about one repetition.

    ``spans_s``: phase → from half-way there to half-way to the next one; ``start`` is the rest after it.
    ``wrong``: the fault was shown.
    """

    start_s: float
    end_s: float
    side: Side
    spans_s: Mapping[str, tuple[float, float]] = field(hash=False)
    wrong: bool


@dataclass(frozen=True, eq=False)
class Simulation:
    """Landmarks with the truth about them. ``rest_s``: when the first rest, before everything, is;
    ``sinks_s``: when a fault that comes within a hold was half there."""

    landmarks: Landmarks
    done: tuple[Done, ...]
    rest_s: tuple[float, float]
    sinks_s: tuple[float, ...] = ()


def simulate(
    exercise: Exercise,
    *,
    repetitions: int = 6,
    doer: Doer | None = None,
    camera: Camera | None = None,
    working: Side = Side.RIGHT,
    wrong: Wrong | None = None,
    wrong_in: Collection[int] = (),
    seed: int = 0,
) -> Simulation:
    """``exercise`` as ``doer`` does it; ``wrong`` is shown in the repetitions ``wrong_in`` (from 1).

    Raises:
        InvalidInput: a posture of the file cannot be solved.
    """
    doer, camera = doer or Doer(), camera or Camera()
    rng = np.random.default_rng(seed)
    course = _Course(exercise, doer, wrong)
    course.go(START, 0.0, _BEFORE_S)
    side = working if exercise.has_sides else Side.BOTH
    done = [course.repetition(side, wrong=number in wrong_in) for number in range(1, repetitions + 1)]
    course.go(START, 0.0, _AFTER_S)
    time_s = camera.times(course.end_s, rng)
    size = doer.height_m / course.drawn_height_m
    plane = np.array([course.points_at(t, working) for t in time_s.tolist()]) * size
    return Simulation(camera.seen(time_s, plane, rng), tuple(done), (0.0, _BEFORE_S), tuple(course.sinks_s))


class _Course:
    """Postures one after the other, with eased ways between them."""

    def __init__(self, exercise: Exercise, doer: Doer, wrong: Wrong | None) -> None:
        self._exercise, self._doer = exercise, doer
        self._right = as_done(exercise, doer)
        self._wrong = self._right if wrong is None else as_done(exercise, doer, wrong)
        self._later = wrong if wrong is not None and wrong.later else None
        self.sinks_s: list[float] = []
        self._postures: list[Posture] = []
        self._begins_s: list[float] = []
        self.end_s = 0.0

    @property
    def drawn_height_m(self) -> float:
        """Height of the body in whose metres the postures are."""
        return self._right[START].person.height_m

    def go(self, phase: str, move_s: float, stay_s: float, *, wrong: bool = False) -> float:
        """Goes to a posture and stays; the time when half of the way there is done."""
        half_s = self.end_s + move_s / 2
        posture = (self._wrong if wrong else self._right)[phase]
        for begins_s in (self.end_s + move_s, self.end_s + move_s + stay_s):
            self._postures.append(posture)
            self._begins_s.append(begins_s)
        self.end_s += move_s + stay_s
        return half_s

    def repetition(self, side: Side, *, wrong: bool) -> Done:
        """Every phase once, and back to the rest."""
        halves: list[tuple[str, float]] = []
        for phase in self._exercise.phases:
            move_s = phase.move_s / self._doer.pace
            if phase.posture.get("pose") == START and phase.hold is None:
                halves.append((START, self.go(START, move_s, self._doer.rest_s)))
            else:
                halves.append((phase.id, self._stay(phase, move_s, wrong=wrong)))
        if halves[-1][0] != START:
            halves.append((START, self.go(START, _BACK_S / self._doer.pace, self._doer.rest_s)))
        ends = [half_s for _, half_s in halves[1:]] + [self.end_s]
        spans = {phase: (half_s, end) for (phase, half_s), end in zip(halves, ends, strict=True)}
        seen = [phase.id for phase in self._exercise.phases if phase.camera is not None and phase.id in spans]
        moved = seen or [halves[0][0]]
        return Done(spans[moved[0]][0], spans[moved[-1]][1], side, spans, wrong)

    def _stay(self, phase: Phase, move_s: float, *, wrong: bool) -> float:
        """Goes to a phase and holds it, as ``go``; what is wrong may come half-way through the hold."""
        held_s = self._held_s(phase)
        if not (wrong and self._later and phase.id == self._later.phase):
            return self.go(phase.id, move_s, held_s, wrong=wrong)
        half_s = self.go(phase.id, move_s, held_s / 2)
        self.sinks_s.append(self.go(phase.id, _SINKS_S, held_s / 2 - _SINKS_S, wrong=True))
        return half_s

    def _held_s(self, phase: Phase) -> float:
        if phase.hold is None:
            return _PASSED_S
        usual_s = phase.hold.seconds(phase.hold.dose.usual)
        return usual_s if self._doer.hold_s is None or phase.camera is None else self._doer.hold_s

    def points_at(self, time_s: float, working: Side) -> list[tuple[float, float]]:
        """The 33 points at a moment: forward and up, metres."""
        index = max(bisect_right(self._begins_s, time_s) - 1, 0)
        posture = self._postures[index]
        if index + 1 < len(self._postures) and time_s > self._begins_s[index]:
            begins_s, ends_s = self._begins_s[index], self._begins_s[index + 1]
            share = (time_s - begins_s) / (ends_s - begins_s)
            posture = mixed(posture, self._postures[index + 1], share * share * (3 - 2 * share))
        nowhere = complex("nan")
        return [(p.real, p.imag) for p in (nowhere if q is None else q for q in points_of(posture, working))]
