"""From landmarks to measures: which side is near, what is visible, whether the view is from the side.

A frame becomes points in the plane in which the person moves. From the side that plane is the picture.
Seen at a slant, up to about 60° off, the points are turned into it by way of the world landmarks, about
the line through both hips; further off nothing is measured.
"""

from __future__ import annotations

import math
from bisect import bisect_left, insort
from collections import deque
from dataclasses import dataclass
from typing import Final

from primemover.errors import InvalidInput
from primemover.motion.landmarks import INDEX, POINTS, VISIBILITY, Array, Frame, X, Y, Z
from primemover.motion.measures import COUNT, MISSING, measured
from primemover.terms import Side

VISIBLE: Final = 0.3
"""A point less visible than this is not used; one outside the picture never is, whatever is claimed."""

FROM_THE_SIDE: Final = 0.8
"""Depth of the line through the hips, of its length, above which the picture itself is the plane."""
TOO_FRONTAL: Final = 0.4
"""Below this depth nothing is measured: a bend of hip or knee goes towards the camera."""

_MEMORY_S: Final = 1.0
_VOTES_EVERY_S: Final = 0.1
_LEG_FRAMES: Final = 600
_LEG_QUANTILE: Final = 0.9
_LONGEST_GAP_S: Final = 1.0
_JUMP, _JUMP_PER_S2 = 0.08, 60.0
"""A change of displacement, in trunk lengths, that no person makes between two frames: noise, and about
30 m/s² for trunk and thighs as a whole. Beyond it lies a cut, or another person."""
_FARTHEST: Final = 1.2

NO_PERSON: Final = "motion.not-measured.no-person"
NOT_FROM_THE_SIDE: Final = "motion.not-measured.not-from-the-side"
OUT_OF_VIEW: Final = "motion.not-measured.out-of-view"
CUT: Final = "motion.not-measured.cut"
GAP: Final = "motion.not-measured.gap"

_UNSEEN: Final = [MISSING] * COUNT
_CORE: Final = tuple(
    INDEX[f"{side} {joint}"] for joint in ("shoulder", "hip", "knee") for side in (Side.LEFT, Side.RIGHT)
)
_LEFT_SHOULDER, _RIGHT_SHOULDER, _LEFT_HIP, _RIGHT_HIP, _LEFT_KNEE, _RIGHT_KNEE = _CORE
_LEFT_ANKLE, _RIGHT_ANKLE = INDEX["left ankle"], INDEX["right ankle"]
_LEFT_LEG: Final = (_LEFT_HIP, _LEFT_KNEE, _LEFT_ANKLE)
_RIGHT_LEG: Final = (_RIGHT_HIP, _RIGHT_KNEE, _RIGHT_ANKLE)
_NOSE, _LEFT_EAR, _RIGHT_EAR = INDEX["nose"], INDEX["left ear"], INDEX["right ear"]
_USED: Final = tuple(
    INDEX[f"{side} {joint}"]
    for side in (Side.LEFT, Side.RIGHT)
    for joint in ("shoulder", "elbow", "wrist", "hip", "knee", "ankle", "foot index")
)


@dataclass(frozen=True, slots=True)
class Seen:
    """One frame as it was understood.

    ``values``: in the order of ``MEASURES``, degrees and leg lengths, NaN where not visible. ``near``: the
    side nearer to the camera. ``missed``: why nothing is measured, a message id; None where something is.
    ``restarts``: a cut or a gap lies before this frame, and nothing carries over it.
    """

    time_s: float
    values: list[float]
    near: Side
    missed: str | None = None
    restarts: str | None = None


class SideView:
    """Understands frames one by one; what it remembers is a second of which side was nearer."""

    def __init__(self) -> None:
        self._forget()
        self._last_s: float | None = None

    def _forget(self) -> None:
        self._vote, self._voted_s = 0.0, -math.inf
        self._axis = (0.0, 0.0, 0.0)
        self._legs: list[float] = []
        self._leg_order: deque[float] = deque()
        self._core: list[complex] | None = None
        self._moved = 0.0

    def see(self, frame: Frame) -> Seen:
        """What is measured in ``frame``.

        Raises:
            InvalidInput: it is not later than the one before; nothing is changed by it.
        """
        passed_s = math.inf if self._last_s is None else frame.time_s - self._last_s
        if not passed_s > 0:
            raise InvalidInput(
                f"A frame of {frame.time_s:.3f} s comes after one of {self._last_s:.3f} s.",
                remedy="Leave it out; frames are taken in order of time.",
            )
        restarts = None
        if passed_s > _LONGEST_GAP_S:
            restarts = None if self._last_s is None else GAP
            self._forget()
        elif frame.cut:
            restarts = CUT
            self._forget()
        self._last_s = frame.time_s
        rows: list[list[float]] = frame.image.tolist()
        if not _person(rows):
            return Seen(frame.time_s, _UNSEEN, self._near, NO_PERSON, restarts)
        flat = [complex(row[X] * frame.aspect, -row[Y]) for row in rows]
        if self._jumped(flat, min(passed_s, _LONGEST_GAP_S)):
            restarts = restarts or CUT
            self._forget()
        self._core = [flat[index] for index in _CORE]
        self._vote_on(rows, flat, frame.time_s)
        kept = math.exp(-min(passed_s, _LONGEST_GAP_S) / _MEMORY_S)
        depth = 1.0 if frame.world is None else self._depth(frame.world, kept)
        if depth < TOO_FRONTAL:
            return Seen(frame.time_s, _UNSEEN, self._near, NOT_FROM_THE_SIDE, restarts)
        if frame.world is None or depth >= FROM_THE_SIDE:
            points = self._points(rows, flat)
        else:
            points = self._turned(rows, frame.world.tolist())
        leg = self._leg(points)
        values = measured(points, leg)
        missed = OUT_OF_VIEW if all(map(math.isnan, values)) else None
        return Seen(frame.time_s, values, self._near, missed, restarts)

    def _vote_on(self, rows: list[list[float]], flat: list[complex], now_s: float) -> None:
        since_s = now_s - self._voted_s
        if since_s >= _VOTES_EVERY_S:
            kept = math.exp(-since_s / _MEMORY_S)
            self._vote = self._vote * kept + _nearer_right(rows, flat) * (1 - kept)
            self._voted_s = now_s

    @property
    def _near(self) -> Side:
        return Side.RIGHT if self._vote >= 0 else Side.LEFT

    def _jumped(self, flat: list[complex], passed_s: float) -> bool:
        if self._core is None:
            return False
        trunk = abs(flat[_LEFT_SHOULDER] + flat[_RIGHT_SHOULDER] - flat[_LEFT_HIP] - flat[_RIGHT_HIP]) / 2
        apart = [abs(flat[index] - before) for index, before in zip(_CORE, self._core, strict=True)]
        moved = sum(apart) / len(apart) / trunk if trunk > 0 else 0.0
        faster = moved - self._moved
        self._moved = moved
        return faster > min(_JUMP + _JUMP_PER_S2 * passed_s * passed_s, _FARTHEST)

    def _depth(self, world: Array, kept: float) -> float:
        """How far the line through the hips points towards the camera: 1 from the side, 0 from the front."""
        left: list[float] = world[_LEFT_HIP].tolist()
        right: list[float] = world[_RIGHT_HIP].tolist()
        across = [b - a for a, b in zip(left[:3], right[:3], strict=True)]
        length = math.hypot(*across)
        if not length > 0:
            return 1.0
        x, y, z = (
            old * kept + new / length * (1 - kept) for old, new in zip(self._axis, across, strict=True)
        )
        self._axis = (x, y, z)
        return abs(z) / math.hypot(x, y, z)

    def _points(self, rows: list[list[float]], flat: list[complex]) -> list[complex | None]:
        points: list[complex | None] = [None] * POINTS
        mirrored = self._vote < 0
        for index in _USED:
            if _visible(rows[index]):
                point = flat[index]
                points[index] = complex(-point.real, point.imag) if mirrored else point
        return points

    def _turned(self, rows: list[list[float]], world: list[list[float]]) -> list[complex | None]:
        """The world landmarks in the plane across the line through the hips."""
        forward, up = _plane(self._axis)
        points: list[complex | None] = [None] * POINTS
        for index in _USED:
            if _visible(rows[index]):
                x, y, z = world[index][:3]
                points[index] = complex(
                    x * forward[0] + y * forward[1] + z * forward[2], x * up[0] + y * up[1] + z * up[2]
                )
        return points

    def _leg(self, points: list[complex | None]) -> float | None:
        """The 90th percentile of thigh and shank together over the last frames."""
        a, b, c = (points[joint] for joint in (_RIGHT_LEG if self._vote >= 0 else _LEFT_LEG))
        if a is not None and b is not None and c is not None:
            length = abs(b - a) + abs(c - b)
            insort(self._legs, length)
            self._leg_order.append(length)
            if len(self._leg_order) > _LEG_FRAMES:
                del self._legs[bisect_left(self._legs, self._leg_order.popleft())]
        return self._legs[int(len(self._legs) * _LEG_QUANTILE)] if self._legs else None


def _person(rows: list[list[float]]) -> bool:
    """Whether shoulders and hips have numbers; without them there is nobody to speak of."""
    return all(math.isfinite(rows[index][X]) and math.isfinite(rows[index][Y]) for index in _CORE[:4])


def _visible(row: list[float]) -> bool:
    return row[VISIBILITY] >= VISIBLE and 0.0 <= row[X] <= 1.0 and 0.0 <= row[Y] <= 1.0


def _nearer_right(rows: list[list[float]], flat: list[complex]) -> float:
    """How much speaks for the right side being nearer, about −1 to 1: depth, visibility, nose, knees."""
    votes = 0.0
    for left, right in ((_LEFT_SHOULDER, _RIGHT_SHOULDER), (_LEFT_HIP, _RIGHT_HIP)):
        votes += _sign(rows[left][Z] - rows[right][Z])
    seen = 0.0
    for left, right in ((_LEFT_KNEE, _RIGHT_KNEE), (_LEFT_ANKLE, _RIGHT_ANKLE)):
        seen += rows[right][VISIBILITY] - rows[left][VISIBILITY]
    votes += 0.5 * _clipped(seen)
    trunk = flat[_LEFT_SHOULDER] + flat[_RIGHT_SHOULDER] - flat[_LEFT_HIP] - flat[_RIGHT_HIP]
    face = 2 * flat[_NOSE] - flat[_LEFT_EAR] - flat[_RIGHT_EAR]
    votes += 0.5 * _sign((face * (trunk * -1j).conjugate()).real)
    for hip, knee, ankle in (_LEFT_LEG, _RIGHT_LEG):
        thigh, shank = flat[knee] - flat[hip], flat[ankle] - flat[knee]
        bend = (thigh * shank.conjugate()).imag
        size = abs(thigh) * abs(shank)
        votes += 0.5 * _clipped(2 * bend / size) if size > 0 else 0.0
    return votes / 4.0


def _sign(value: float) -> float:
    """−1, 0 or 1; 0 for NaN."""
    return float(value > 0) - float(value < 0)


def _clipped(value: float) -> float:
    return 0.0 if math.isnan(value) else min(max(value, -1.0), 1.0)


def _plane(axis: tuple[float, float, float]) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Forward and up in the plane across ``axis``, which points from the left hip to the right."""
    length = math.sqrt(sum(part * part for part in axis))
    x, y, z = (part / length for part in axis)
    tilt = math.sqrt(max(1.0 - y * y, 1e-9))
    up = (y * x / tilt, (y * y - 1.0) / tilt, y * z / tilt)
    forward = (up[1] * z - up[2] * y, up[2] * x - up[0] * z, up[0] * y - up[1] * x)
    return forward, up
