"""Watch a live picture: landmarks in as they come, facts out. It moves nothing; the player does.

One exercise is watched at a time, the one that the player says it is at. The first repetition of a set may
teach this person's own range: while the voice leads through it, the player tells from when to when each
phase lasted.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from primemover.errors import InvalidInput
from primemover.motion import Expectation, Fact, Frame, Left, Reached, Repetition, Watcher, expectation
from primemover.motion.side_view import SideView
from primemover.motion.teaching import NOT_SEEN, teach_from
from primemover.routine import Exercise, library
from primemover.terms import CannotTell, Side

HIDDEN_AFTER_S: Final = 2.0
"""So long nothing could be measured before it is worth saying."""
_SEEN_AFTER_S: Final = 0.5
LOOKS_EVERY_S: Final = 0.045
"""Frames that follow closer are passed over: 30 a second tell no more than 15, and cost twice as much."""
_HURRIED_LOOK_S: Final = 0.11
"""Where others wait, a frame is passed over if the next one is likely to come no later than this after the
last look: ten looks a second of thirty frames, and all of fifteen."""
_KEPT: Final = 3000
"""Frames of a first repetition that are kept to learn from: 100 s at 30 a second."""
_LATE_IN_A_ROW: Final = 10
_FARTHEST_AHEAD_S: Final = 3600.0


@dataclass(frozen=True, slots=True)
class Watching:
    """What is looked for now: ``phases`` can be told apart, ``taught``: by this person's own range."""

    exercise: str
    side: Side
    phases: tuple[str, ...]
    repeats: bool
    taught: bool


@dataclass(frozen=True, slots=True)
class Hidden:
    """Since ``at_s`` nothing can be told; ``reason`` is a message id."""

    at_s: float
    reason: str


@dataclass(frozen=True, slots=True)
class Visible:
    """What was hidden is seen again."""

    at_s: float


Told = Fact | Hidden | Visible


class Live:
    """The eyes on one session."""

    def __init__(self) -> None:
        self._taught: dict[tuple[str, Side], Expectation] = {}
        self._side = Side.BOTH
        self._expected: Expectation | None
        self._watcher: Watcher | None
        self._first: list[tuple[Any, ...]]
        self._led_s: dict[str, tuple[float, float]]
        self._last_s: float | None
        self._came_s: float
        self._counted: int
        self._begin(None)

    def watch(self, exercise: str, side: Side) -> Watching | CannotTell:
        """Look for ``exercise`` from the next frame on, or say why there is nothing to look for.

        Raises:
            NotFound: there is no such exercise.
            InvalidInput: a posture of its file cannot be solved.
        """
        found = _expected_of(library().exercise(exercise).variant(None))
        self._side = side
        if isinstance(found, CannotTell):
            self._begin(None)
            return found
        self._begin(self._taught.get((exercise, side), found))
        return self._watching(found.exercise)

    def stop(self) -> list[Told]:
        """Look for nothing until told what; tells a repetition that was done and not yet over."""
        told: list[Told] = [] if self._watcher is None else [*self._watcher.finish()]
        self._begin(None)
        return [fact for fact in told if isinstance(fact, Repetition)]

    def led(self, phase: str, start_s: float, end_s: float) -> None:
        """The voice led the phase (``start``: the posture before the first) from ``start_s`` to ``end_s``."""
        self._led_s.setdefault(phase, (start_s, end_s))

    def learn(self) -> tuple[Watching | CannotTell, list[Told]]:
        """Take this person's own range from the repetition that was led, or say why that is not possible.

        What was seen of it is looked at once more with what was learnt; the facts that this adds come along.
        """
        expected, frames = self._expected, [Frame(*kept) for kept in self._first]
        self._first = []
        if expected is None or any(look.phase not in self._led_s for look in expected.looks):
            return CannotTell(NOT_SEEN), []
        view = SideView()
        seen = [view.see(frame) for frame in frames]
        side = seen[-1].near if seen and self._side is Side.BOTH else self._side
        learnt = teach_from(expected, seen, self._led_s, side)
        if isinstance(learnt, CannotTell):
            return learnt, []
        self._taught[expected.exercise.id, self._side] = learnt
        counted = self._counted
        self._begin(learnt)
        return self._watching(expected.exercise), self._seen_again(frames, counted)

    def wants(self, time_s: float, *, hurried: bool = False) -> bool:
        """Whether a frame of that time is to be looked at; one that is out of order is, and is refused.

        ``hurried``: others wait for their turn, so fewer are.
        """
        came_s, self._came_s = self._came_s, time_s
        since_s = math.inf if self._last_s is None else time_s - self._last_s
        if not since_s > 0:
            return True
        if hurried and since_s + (time_s - came_s) <= _HURRIED_LOOK_S:
            return False
        return since_s >= LOOKS_EVERY_S

    def take(self, frame: Frame) -> list[Told]:
        """What one more frame tells; nothing while nothing is looked for.

        Raises:
            InvalidInput: the frame's time is not later than the one before, or far ahead of it. The frame
                is left out, and all goes on; after ten in a row the watching begins anew.
        """
        if self._expected is None or self._watcher is None:
            return []
        self._check_time(frame.time_s)
        if not self._expected.taught and len(self._first) < _KEPT:
            # A plain tuple of numbers is nothing that the garbage collector walks through again and again.
            self._first.append(tuple(frame))
        told = self._watcher.take(frame)
        self._counted += sum(isinstance(fact, Repetition) for fact in told)
        self._last_s = frame.time_s
        return [*told, *self._visibility(frame.time_s)]

    def _seen_again(self, frames: Sequence[Frame], counted: int) -> list[Told]:
        """Repetitions beyond those that were told before, and where the person is now."""
        facts = [fact for frame in frames for fact in self.take(frame)]
        repetitions = [fact for fact in facts if isinstance(fact, Repetition)]
        phases = [fact for fact in facts if isinstance(fact, Reached | Left)]
        return [*repetitions[counted:], *phases[-1:]]

    def _begin(self, expected: Expectation | None) -> None:
        self._expected = expected
        self._watcher = None if expected is None else Watcher(expected)
        self._first = []
        self._led_s = {}
        self._last_s = None
        self._came_s = -math.inf
        self._late = 0
        self._counted = 0
        self._hidden = False
        self._unseen_s: float | None = None

    def _check_time(self, time_s: float) -> None:
        last_s = self._last_s
        if last_s is None or 0 < time_s - last_s < _FARTHEST_AHEAD_S:
            self._late = 0
            return
        self._late += 1
        if self._late >= _LATE_IN_A_ROW:
            self._begin(self._expected)
        raise InvalidInput(
            f"A frame of {time_s:.3f} s comes after one of {last_s:.3f} s.",
            remedy="It was left out; frames are taken in order of time.",
        )

    def _visibility(self, now_s: float) -> list[Told]:
        assert self._watcher is not None  # noqa: S101 - the caller has looked
        missing = self._watcher.unmeasured.missing
        # Points that jump about begin anew with every frame, and are one stretch of nothing all the same.
        self._unseen_s = None if missing is None else min(self._unseen_s or missing.start_s, missing.start_s)
        if missing is not None and self._unseen_s is not None and not self._hidden:
            if now_s - self._unseen_s < HIDDEN_AFTER_S:
                return []
            self._hidden = True
            return [Hidden(self._unseen_s, missing.reason)]
        if self._hidden and (missing is None or now_s - missing.end_s >= _SEEN_AFTER_S):
            self._hidden = False
            return [Visible(now_s)]
        return []

    def _watching(self, exercise: Exercise) -> Watching:
        assert self._expected is not None  # noqa: S101 - it was just set
        phases = tuple(look.phase for look in self._expected.looks)
        return Watching(exercise.id, self._side, phases, self._expected.repeats, self._expected.taught)


@cache
def _expected_of(exercise: Exercise) -> Expectation | CannotTell:
    return expectation(exercise)
