"""Which phase a person is in, frame by frame: one hidden Markov model over both working sides.

States, for each working side: every look, and one transit for each way from a look to the next, whose
target is half-way; and, shared by both sides, ``other``: anything else. All compete in one Viterbi search
(Viterbi 1967), so that a leg that hardly moves cannot count what the other one does. The state of a
moment is told a fixed lag later, when what followed has been seen.

1. A measure x is off by z = 1.5 (x − target) / tolerance and costs min(z² / 2, 2 d + 2) for d measures;
   a missing one costs 1, and 2 d + 2 are added where over half of the moving measures are missing.
   ``other`` costs 2 for each measure that is present and 1 for each that is missing.
2. All costs are weighted by min(1, Δt / 0.1 s), so that more frames a second are not more evidence.
3. Transits pay 8 a second, so that nobody stays between two phases.
4. A look lasts at least 0.12 s; going from the rest of one side to that of the other keeps its time.
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass
from typing import Final

import numpy as np

from primemover.motion.expectation import Expectation
from primemover.motion.landmarks import Array
from primemover.motion.side_view import Seen
from primemover.terms import Side

LAG_S: Final = 0.3
"""How long after a frame its state is told."""

_EVIDENCE_S: Final = 0.1
_SHARPNESS: Final = 1.5
_MISSING: Final = 1.0
_OTHER_PRESENT: Final = 2.0
_TRANSIT_PER_S: Final = 8.0
_LONGEST_STEP_S: Final = 0.2
_LEAST_LOOK_S: Final = 0.12
_UNSEEN_COST: Final = 2.0

_HALF_TURN: Final = 180.0
_NEVER: Final = -1e9
_TO_TRANSIT, _TO_NEXT = -1.0, -1.3
_ARRIVES, _TURNS_BACK = -1.0, -2.0
_ABORTS: Final = -3.0
_TO_OTHER, _OTHER_TO_LOOK, _OTHER_TO_TRANSIT = -3.0, -3.0, -5.0
_REST_TO_REST: Final = -1.0
_UNLIKELY_START: Final = -5.0

_SIDES: Final = (Side.LEFT, Side.RIGHT)


@dataclass(frozen=True, slots=True)
class State:
    """``look``: index of the look, or of the one a transit leaves; None for anything else."""

    look: int | None
    side: Side
    transit: bool = False

    @property
    def is_rest(self) -> bool:
        """Whether this is the look between repetitions."""
        return self.look == 0 and not self.transit


@dataclass(frozen=True, slots=True)
class Decoded:
    """A frame with the state that it was in."""

    seen: Seen
    state: State


class Decoder:
    """The search for one exercise. ``states`` are in order: each side's looks and transits, then other."""

    def __init__(self, expected: Expectation) -> None:
        looks = len(expected.looks)
        transits = looks if looks > 1 else 0
        self.states = [
            state
            for side in _SIDES
            for state in (
                *(State(look, side) for look in range(looks)),
                *(State(look, side, transit=True) for look in range(transits)),
            )
        ]
        self.states.append(State(None, Side.BOTH))
        self._emission = _Emission(expected, transits > 0)
        self._is_look = np.array([state.look is not None and not state.transit for state in self.states])
        self._steps = _transitions(self.states, looks)
        self._stays = np.where(np.eye(len(self.states), dtype=bool), self._steps, _NEVER)
        rests = [index for index, state in enumerate(self.states) if state.is_rest]
        self._switch = (rests[0], rests[1])
        self._stays[rests[0], rests[1]] = self._stays[rests[1], rests[0]] = _REST_TO_REST
        self._start = np.array(
            [
                0.0 if s.look is None or (s.look == 0 and not s.transit) else _UNLIKELY_START
                for s in self.states
            ]
        )
        self._columns = np.arange(len(self.states))
        self._begin()

    def _begin(self) -> None:
        self._score = self._start
        self._entered = np.full(len(self.states), -np.inf)
        self._last_s: float | None = None
        self._waiting: deque[tuple[Seen, list[int]]] = deque()

    def take(self, seen: Seen, now_s: float | None = None) -> list[Decoded]:
        """Goes on by one frame; the frames whose state is known by now, in order.

        ``now_s``: the time of the latest frame that came, where ``seen`` was held back.
        """
        told = self.finish() if seen.restarts is not None else []
        passed_s = _EVIDENCE_S if self._last_s is None else seen.time_s - self._last_s
        self._step(seen, passed_s)
        self._last_s = seen.time_s
        return told + self._told((seen.time_s if now_s is None else now_s) - LAG_S)

    def finish(self) -> list[Decoded]:
        """The frames that are still waiting; the next one begins anew."""
        told = self._told(np.inf)
        self._begin()
        return told

    def _step(self, seen: Seen, passed_s: float) -> None:
        fresh = self._is_look & (seen.time_s - self._entered < _LEAST_LOOK_S)
        steps = np.where(fresh[:, None], self._stays, self._steps) if fresh.any() else self._steps
        reached = self._score[:, None] + steps
        came = reached.argmax(axis=0)
        score = reached[came, self._columns]
        score += self._emission.of(seen, passed_s)
        score -= score.max()
        stayed = came == self._columns
        a, b = self._switch
        if came[a] == b:
            stayed[a] = True
        if came[b] == a:
            stayed[b] = True
        self._entered = np.where(stayed, self._entered[came], seen.time_s)
        self._score = score
        self._waiting.append((seen, came.tolist()))

    def _told(self, until_s: float) -> list[Decoded]:
        waiting = self._waiting
        if not waiting or waiting[0][0].time_s > until_s:
            return []
        state = int(self._score.argmax())
        path = []
        for seen, came in reversed(waiting):
            path.append((seen, state))
            state = came[state]
        told = []
        for seen, index in reversed(path):
            if seen.time_s > until_s:
                break
            told.append(Decoded(seen, self.states[index]))
            waiting.popleft()
        return told


class _Emission:
    """The cost of every state for what is measured in a frame."""

    def __init__(self, expected: Expectation, with_transits: bool) -> None:
        targets, tolerances = expected.targets, expected.tolerances
        below, above = expected.slack_below, expected.slack_above
        if with_transits:
            following = np.roll(targets, -1, axis=0)
            between = (targets + following) / 2
            wide = (tolerances + np.roll(tolerances, -1, axis=0)) / 2 + np.abs(following - targets) / 4
            none = np.zeros_like(below)
            targets, tolerances = np.vstack([targets, between]), np.vstack([tolerances, wide])
            below, above = np.vstack([below, none]), np.vstack([above, none])
        self._count = targets.shape[1]
        self._rows = len(targets)
        self._transits = slice(self._rows // 2, None) if with_transits else slice(0, 0)
        self._targets = targets
        self._sharpness = _SHARPNESS / tolerances / np.sqrt(2.0)
        self._below, self._above = below, above
        middle = ((targets.min(axis=0) + targets.max(axis=0)) / 2).tolist()
        self._places = [list(zip(columns, middle, strict=True)) for columns in expected.columns]
        self._cap = 2.0 * self._count + 2.0
        self._moving = expected.moving.astype(float)
        self._most_missing = self._moving.sum() / 2
        self._unseen = np.full(2 * self._rows + 1, -_UNSEEN_COST)
        self._unseen[-1] = 0.0

    def _near_targets(self, values: list[float]) -> tuple[list[list[float]], int]:
        """The measures for each working side, angles within half a turn of the targets' middle; and how
        many are missing on the side that is seen better."""
        rows, fewest = [], self._count
        for places in self._places:
            row, missing = [], 0
            for column, middle in places:
                value = values[column]
                if value - middle > _HALF_TURN:
                    value -= 2 * _HALF_TURN
                elif value - middle < -_HALF_TURN:
                    value += 2 * _HALF_TURN
                elif math.isnan(value):
                    missing += 1
                row.append(value)
            rows.append(row)
            fewest = min(fewest, missing)
        return rows, fewest

    def of(self, seen: Seen, passed_s: float) -> Array:
        """Log likelihoods, (states,), weighted for the time that passed."""
        weight = min(1.0, passed_s / _EVIDENCE_S)
        if seen.missed is not None:
            return self._unseen * weight
        rows, lost = self._near_targets(seen.values)
        off = np.array(rows)[:, None, :] - self._targets
        off -= np.minimum(np.maximum(off, self._below), self._above)
        off *= self._sharpness
        off *= off
        missing = np.isnan(rows)
        any_missing = missing.any()
        if any_missing:
            off[np.isnan(off)] = _MISSING
        costs = np.add.reduce(np.minimum(off, self._cap), axis=2)
        if any_missing:
            costs += self._cap * ((missing @ self._moving) > self._most_missing)[:, None]
        found = np.empty(2 * self._rows + 1)
        found[:-1] = costs.ravel()
        found[-1] = _OTHER_PRESENT * (self._count - lost) + _MISSING * lost
        found *= -weight
        paid = found[:-1].reshape(2, self._rows)[:, self._transits]
        paid -= _TRANSIT_PER_S * min(passed_s, _LONGEST_STEP_S)
        return found


def _transitions(states: list[State], looks: int) -> Array:
    """Log weights of the steps from state (row) to state (column)."""
    steps = np.full((len(states), len(states)), _NEVER)
    np.fill_diagonal(steps, 0.0)
    other = len(states) - 1
    for i, a in enumerate(states[:-1]):
        steps[i, other] = _TO_OTHER
        steps[other, i] = _OTHER_TO_TRANSIT if a.transit else _OTHER_TO_LOOK
        for j, b in enumerate(states[:-1]):
            if i == j:
                continue
            if a.side is b.side:
                steps[i, j] = _within(a, b, looks)
            elif a.is_rest and b.is_rest:
                steps[i, j] = _REST_TO_REST
    return steps


def _within(a: State, b: State, looks: int) -> float:
    following = ((a.look or 0) + 1) % looks
    if a.transit:
        if b.transit:
            return _NEVER
        return _ARRIVES if b.look == following else _TURNS_BACK if b.look == a.look else _NEVER
    if b.transit:
        return _TO_TRANSIT if b.look == a.look else _NEVER
    if b.look == following:
        return _TO_NEXT
    return _ABORTS if b.look == 0 else _NEVER
