"""Whether the tolerances of a file fit people: too tight for them, or too loose to tell phases apart."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Final

import numpy as np

from primemover.body.vocabulary import START
from primemover.motion.expectation import Expectation, column
from primemover.motion.landmarks import Array
from primemover.motion.measures import LENGTHS, targets_of
from primemover.motion.simulation.people import somebody
from primemover.motion.simulation.person import as_done, figure_postures
from primemover.terms import Side

PEOPLE: Final = 24
_MANY: Final = 0.25
"""The share of people outside a tolerance from which it is called too tight."""
_APART: Final = 1.2
"""Looks nearer than this, in tolerances, are hard to tell apart; under 0.8 they are one look."""
_TIGHTEST_DEG: Final = 8.0
_FIRST_SEED: Final = 5000


class Fit(StrEnum):
    """How a tolerance does not fit."""

    TIGHT = "tight"
    LOOSE = "loose"


@dataclass(frozen=True, slots=True)
class Misfit:
    """A tolerance that does not fit.

    Too tight: ``share`` of the people are outside ``tolerance_deg``, most are within ``fits_deg``. Too loose:
    from ``phase`` to ``other`` the measure goes ``way_deg``, and only under ``fits_deg`` are they told apart
    well; None where no tolerance would do.
    """

    fit: Fit
    phase: str
    measure: str
    tolerance_deg: float
    fits_deg: float | None
    share: float | None = None
    other: str | None = None
    way_deg: float | None = None


def misfits(expected: Expectation) -> tuple[Misfit, ...]:
    """Every tolerance that does not fit, the phases in order.

    A rise is left to the counts: it is read against the person's own rest, not the figure's.
    """
    return (*_too_tight(expected), *_too_loose(expected))


def like_of(expected: Expectation, phase: str) -> str | None:
    """What a phase that has a ``camera`` cannot be told from: the look nearest to it where it is none of its
    own, the start where the start is none; else None."""
    phases = [look.phase for look in expected.looks]
    if phase in phases:
        # The first look is the start's own, unless the start looks like this phase.
        return START if phase == phases[0] else None
    away = np.abs(_around(_figure(expected, phase) - expected.targets)) / expected.tolerances
    return phases[int(away.max(axis=1).argmin())]


def _too_tight(expected: Expectation) -> list[Misfit]:
    beyond = np.stack([_beyond(expected, seed) for seed in range(_FIRST_SEED, _FIRST_SEED + PEOPLE)])
    outside = (beyond > expected.tolerances).mean(axis=0)
    found = []
    for look, measure in np.argwhere(outside > _MANY):
        name = expected.measures[measure]
        if not name.endswith(LENGTHS):
            fits = float(np.quantile(beyond[:, look, measure], 0.9))
            share, tolerance = float(outside[look, measure]), float(expected.tolerances[look, measure])
            found.append(Misfit(Fit.TIGHT, expected.looks[look].phase, name, tolerance, fits, share))
    return found


def _beyond(expected: Expectation, seed: int) -> Array:
    """How far one person's postures are outside the targets with their slack, (looks, measures)."""
    done = as_done(expected.exercise, somebody(seed))
    rows = [targets_of(done[look.phase]) for look in expected.looks]
    values = np.array([[row[column(name, Side.RIGHT)] for name in expected.measures] for row in rows])
    off = _around(values - expected.targets)
    return np.maximum(np.maximum(off - expected.slack_above, expected.slack_below - off), 0.0)


def _too_loose(expected: Expectation) -> list[Misfit]:
    seen = [phase.id for phase in expected.exercise.phases if phase.camera is not None]
    pairs = [(phase, like_of(expected, phase) or before) for before, phase in pairwise([START, *seen])]
    return [found for phase, other in pairs if (found := _loose(expected, phase, other)) is not None]


def _loose(expected: Expectation, phase: str, other: str) -> Misfit | None:
    """The measure in which two phases differ most, where its tolerance leaves them too near to each other."""
    ways = np.abs(_around(_figure(expected, phase) - _figure(expected, other)))
    tolerances = np.minimum(_tolerances(expected, phase), _tolerances(expected, other))
    measure = int((ways / tolerances).argmax())
    name, way, tolerance = expected.measures[measure], float(ways[measure]), float(tolerances[measure])
    if way / tolerance >= _APART or name.endswith(LENGTHS):
        return None
    fits = way / _APART if way / _APART >= _TIGHTEST_DEG else None
    return Misfit(Fit.LOOSE, phase, name, tolerance, fits, other=other, way_deg=way)


def _tolerances(expected: Expectation, phase: str) -> Array:
    """Of the phase's own look, or of the first where it has none."""
    phases = [look.phase for look in expected.looks]
    return np.asarray(expected.tolerances[phases.index(phase) if phase in phases else 0])


def _figure(expected: Expectation, phase: str) -> Array:
    values = targets_of(figure_postures(expected.exercise)[phase])
    return np.array([values[column(measure, Side.RIGHT)] for measure in expected.measures])


def _around(angle_deg: Array) -> Array:
    return np.asarray((angle_deg + 180.0) % 360.0 - 180.0)
