"""Placement: the posture nearest to the written angles that keeps its contacts.

Joint angles x are moved from the written ones h as little as the constraints c(x) = 0 allow, weighted by
how firmly each was written: minimise (x − h)ᵀ W (x − h) subject to c(x) = 0, by Gauss–Newton steps

    x ← h + W⁻¹ Jᵀ (J W⁻¹ Jᵀ + E)⁻¹ (J (x − h) − c(x)),

with E a small softness of each constraint (damped least squares; Nakamura and Hanafusa 1986). Joint
ranges are kept by holding a joint at its limit, the floor by adding a constraint where skin is below it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import mul
from typing import Final, NamedTuple

from primemover.body import skeleton, vocabulary
from primemover.body.skeleton import ANGLES, TURNS, Frames, Person
from primemover.body.skin import Outline, SkinPoint, skin_of

PRESSED_M: Final = 0.003
"""How far bearing skin gives way; it is drawn flat."""
_UNDER_FLOOR_M: Final = 0.005
_ROUNDS: Final = 20
_SWAYING_AFTER: Final = 7
"""From this round on steps are halved: the bearing point may sway between two corners of the skin."""
_SETTLED_M, _SETTLED_STEP = 8e-4, 1.2e-2
_LONGEST_STEP: Final = 0.4
_HARD: Final = 1e-6
_LIMIT_ROUNDS: Final = 4

SIZE: Final = 2 + len(ANGLES)
"""Unknowns: x and y of the hip, then the angles."""

_LIMITS: Final = tuple(
    tuple(limit * skeleton._RAD for limit in vocabulary.JOINT_RANGES_DEG[name.rpartition(" ")[2]])
    for name in ANGLES
)


class Row(NamedTuple):
    """One linearised constraint: gradient over the unknowns, how far it is missed, how soft it is."""

    gradient: list[float]
    missed: float
    softness: float


class Body(NamedTuple):
    """The body in one iteration: where the segments are and what they turn about."""

    at: Frames
    pivots: dict[tuple[tuple[int, float], ...], complex]


Constraint = Callable[[Body], Sequence[Row]]


class Start(NamedTuple):
    """Where a solve begins: the wished values, their compliance (W⁻¹), and the spread of the arms."""

    wished: list[float]
    compliance: list[float]
    spreads: tuple[float, float]


def solve(
    person: Person,
    start: Start,
    constraints: Sequence[Constraint],
    *,
    bearing: frozenset[tuple[str, str]] = frozenset(),
    rounds: int = _ROUNDS,
    first: list[float] | None = None,
) -> list[float]:
    """Unknowns of the nearest posture.

    ``first`` is where the iteration starts (else the wished values); ``bearing`` are the parts that a
    constraint already keeps on the floor.
    """
    groups = skin_of(person).groups
    values = _inside(list(first or start.wished))
    floor = Floor(groups, bearing)
    for turn in range(rounds):
        body = _body(person, values, start.spreads)
        rows = [row for constraint in constraints for row in constraint(body)]
        asked = len(rows)
        if turn > 1 or first is not None:
            rows += floor.rows(body)
        step, forces = _step_in_range(values, start, rows)
        floor.let_go(forces[asked:])
        worst = max((abs(row.missed) for row in rows if row.softness <= _HARD), default=0.0)
        longest = max(map(abs, step[2:]))
        if worst < _SETTLED_M and (_heaviest(step) < _SETTLED_STEP or turn > 2 * _SWAYING_AFTER):
            break
        shrink = min(1.0 if turn < _SWAYING_AFTER else 0.5, _LONGEST_STEP / max(longest, 1e-9))
        values = _inside([value + change * shrink for value, change in zip(values, step, strict=True)])
    return values


_LIGHT: Final = frozenset({"head", "neck", "toes", "wrist", "fingers"})
_HEAVY: Final = tuple(
    index for index, name in enumerate(ANGLES, start=2) if name.rpartition(" ")[2] not in _LIGHT
)


def _heaviest(step: list[float]) -> float:
    """The largest turn of a joint that carries weight: once it settles, the ends may sway unseen."""
    return max(abs(step[index]) for index in _HEAVY)


def _inside(values: list[float]) -> list[float]:
    """The values with every joint in its range."""
    limits = zip(values[2:], _LIMITS, strict=True)
    return [*values[:2], *(min(max(value, low), high) for value, (low, high) in limits)]


def _step_in_range(values: list[float], start: Start, rows: list[Row]) -> tuple[list[float], list[float]]:
    """The step; a joint that it would push past its range is held at the limit, and the rest bears it."""
    wished, compliance = list(start.wished), list(start.compliance)
    for _ in range(_LIMIT_ROUNDS):
        step, forces = _step(values, wished, compliance, rows)
        past = [
            (index, min(max(values[index] + step[index], low), high))
            for index, (low, high) in enumerate(_LIMITS, start=2)
            if not low - 1e-6 <= values[index] + step[index] <= high + 1e-6
        ]
        if not past:
            break
        for index, limit in past:
            wished[index] = limit
            compliance[index] = start.compliance[index] * 1e-5
    return step, forces


def _body(person: Person, values: list[float], spreads: tuple[float, float]) -> Body:
    at = skeleton.frames(person, complex(values[0], values[1]), values[2:], spreads)
    return Body(at, skeleton.pivots(at))


def point_of(point: SkinPoint, body: Body) -> complex:
    """A skin point in the world, metres."""
    origins, directions = body.at
    if len(point) == 1:
        held = point[0]
        return origins[held[0]] + directions[held[0]] * held[1]
    return sum(((origins[s] + directions[s] * x) * w for s, x, w in point), 0j)


def height_gradient(point: SkinPoint, body: Body) -> list[float]:
    """How the point's height changes with each unknown."""
    gradient = [0.0] * SIZE
    gradient[1] = 1.0
    origins, directions = body.at
    for segment, local, weight in point:
        here = (origins[segment] + directions[segment] * local).real
        for angle, gain, about in TURNS[segment]:
            gradient[2 + angle] += weight * gain * (here - body.pivots[about].real)
    return gradient


def forward_gradient(point: SkinPoint, body: Body) -> list[float]:
    """How the point's x changes with each unknown."""
    gradient = [0.0] * SIZE
    gradient[0] = 1.0
    origins, directions = body.at
    for segment, local, weight in point:
        here = (origins[segment] + directions[segment] * local).imag
        for angle, gain, about in TURNS[segment]:
            gradient[2 + angle] -= weight * gain * (here - body.pivots[about].imag)
    return gradient


def lowest(group: Sequence[SkinPoint], body: Body) -> tuple[SkinPoint, complex]:
    """The point of the group nearest to the floor, and where it is."""
    origins, directions = body.at
    best, least = group[0], 1e9
    for point in group:
        if len(point) == 1:
            segment, local, _ = point[0]
            direction = directions[segment]
            height = origins[segment].imag + direction.imag * local.real + direction.real * local.imag
        else:
            height = point_of(point, body).imag
        if height < least:
            best, least = point, height
    return best, point_of(best, body)


_FLOORED_PARTS: Final = (
    *(("", part) for part in ("belly", "chest", "sacrum", "upper back", "head")),
    *(
        (side, part)
        for side in vocabulary.SIDES
        for part in ("thigh", "knee", "calf", "heel", "top of foot", "toes", "elbow", "hand", "fingertips")
    ),
)


class Floor:
    """What would go through the floor during one solve, and is held on it."""

    def __init__(
        self, groups: dict[tuple[str, str], tuple[Outline, ...]], bearing: frozenset[tuple[str, str]]
    ) -> None:
        self._watched = [
            ((*key, index), group)
            for key in _FLOORED_PARTS
            if key not in bearing
            for index, group in enumerate(groups[key])
        ]
        self._holds: list[tuple[str, str, int]] = []

    def rows(self, body: Body) -> list[Row]:
        """Constraints for the parts that are, or were, below the floor."""
        rows = []
        held = []
        for key, group in self._watched:
            point, where = lowest(group, body)
            if where.imag < -_UNDER_FLOOR_M or key in self._holds:
                held.append(key)
                rows.append(Row(height_gradient(point, body), where.imag + PRESSED_M, 1e-5))
        self._holds = held
        return rows

    def let_go(self, forces: list[float]) -> None:
        """A floor does not pull: what it would have to hold down is free."""
        self._holds = [key for key, force in zip(self._holds, forces, strict=True) if force > 0]


def _step(
    values: list[float], wished: list[float], compliance: list[float], rows: list[Row]
) -> tuple[list[float], list[float]]:
    """The Gauss–Newton step of the module's formula, and the force of each constraint in it."""
    away = [value - wish for value, wish in zip(values, wished, strict=True)]
    if not rows:
        return [-distance for distance in away], []
    eased = [[g * c for g, c in zip(row.gradient, compliance, strict=True)] for row in rows]
    aims = [sum(map(mul, row.gradient, away)) - row.missed for row in rows]
    gradients = [row.gradient for row in rows]
    matrix = [
        [sum(map(mul, left, right)) for right in gradients[: index + 1]] for index, left in enumerate(eased)
    ]
    for index, row in enumerate(rows):
        matrix[index][index] += row.softness
    forces = _solved(matrix, aims)
    step = [-distance for distance in away]
    for force, row_eased in zip(forces, eased, strict=True):
        for index, pull in enumerate(row_eased):
            step[index] += force * pull
    return step, forces


def _solved(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Solution of a symmetric positive definite system, given its lower triangle (Cholesky)."""
    size = len(right)
    lower: list[list[float]] = []
    for i in range(size):
        row: list[float] = []
        for j in range(i):
            other = lower[j]
            row.append((matrix[i][j] - sum(map(mul, row, other))) / other[j])
        rest = matrix[i][i] - sum(map(mul, row, row))
        row.append(max(rest, 1e-12) ** 0.5)
        lower.append(row)
    found: list[float] = []
    for i in range(size):
        found.append((right[i] - sum(map(mul, lower[i], found))) / lower[i][i])
    for i in reversed(range(size)):
        rest = found[i] - sum(lower[k][i] * found[k] for k in range(i + 1, size))
        found[i] = rest / lower[i][i]
    return found
