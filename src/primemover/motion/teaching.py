"""The guided first repetition: what this person's phases look like, while the voice leads through them.

People differ from the figure by 10° and more, and a camera adds its own offset; medians of one repetition
take both out. What the figure keeps still is learnt once for all phases: a difference there is the camera's.
Untaught, the figure's postures are the targets.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from primemover.motion.expectation import Expectation
from primemover.motion.landmarks import Array, Landmarks
from primemover.motion.measures import LENGTHS, PROP, RISE
from primemover.motion.side_view import Seen, SideView
from primemover.terms import CannotTell, Side

NOT_SEEN: Final = "motion.cannot-teach.not-seen"
NO_MOVEMENT: Final = "motion.cannot-teach.no-movement"

_SETTLES, _ENDS = 0.4, 0.95
"""Shares of a led phase between which the person is where the voice wants them."""
_LEAST_FRAMES: Final = 3
_LEAST_DEG, _LEAST_RISE = 5.0, 0.035
_TOLERANCE_SHARE: Final = 0.6
_TIGHTEST_DEG, _WIDEST_SMALL_DEG = 3.0, 9.0
_TIGHTEST_RISE: Final = 0.02
_STILL_DEG: Final = 12.0

Spans = Mapping[str, tuple[float, float]]


def teach(expected: Expectation, landmarks: Landmarks, led_s: Spans, side: Side) -> Expectation | CannotTell:
    """``expected`` with this person's own targets, or why one cannot learn from this.

    ``led_s``: look (``start`` or a phase id) → from when to when the voice led it. ``side``: the side
    that works; of an exercise without sides, the nearer one.
    """
    view = SideView()
    return teach_from(expected, [view.see(frame) for frame in landmarks.frames()], led_s, side)


def teach_from(
    expected: Expectation, seen: Sequence[Seen], led_s: Spans, side: Side
) -> Expectation | CannotTell:
    """The same from frames that were understood already."""
    columns = expected.columns[0 if side is Side.LEFT else 1]
    rows = [_median(seen, led_s[look.phase], columns, expected) for look in expected.looks]
    targets = np.array(rows)
    unknown = np.isnan(targets)
    if unknown[:, expected.moving].any():
        return CannotTell(NOT_SEEN)
    targets = np.where(unknown, expected.targets, targets)
    stays = _stays(expected)
    targets[:, stays] = np.median(targets[:, stays], axis=0)
    if not _moves(expected, targets):
        return CannotTell(NO_MOVEMENT)
    return expected.with_targets(targets, _tolerances(expected, targets))


def _median(
    seen: Sequence[Seen], span_s: tuple[float, float], columns: Sequence[int], expected: Expectation
) -> Array:
    start_s, end_s = span_s
    begins_s = start_s + (end_s - start_s) * _SETTLES
    ends_s = start_s + (end_s - start_s) * _ENDS
    rows = [frame.values for frame in seen if begins_s <= frame.time_s < ends_s and frame.missed is None]
    if len(rows) < _LEAST_FRAMES:
        return np.full(len(columns), np.nan)
    values = np.array(rows)[:, list(columns)]
    middle = expected.targets.mean(axis=0)
    values = (values - middle + 180.0) % 360.0 - 180.0 + middle
    often = (~np.isnan(values)).sum(axis=0) >= _LEAST_FRAMES
    found = np.full(len(columns), np.nan)
    found[often] = np.nanmedian(values[:, often], axis=0)
    return found


def _moves(expected: Expectation, targets: Array) -> bool:
    """Whether every look differs from the one before by what a camera can tell, in the figure's direction."""
    least = _least(expected)
    ways = np.diff(targets, axis=0)
    drawn = np.diff(expected.targets, axis=0)
    return bool(((np.abs(ways) >= least) & (np.sign(ways) == np.sign(drawn))).any(axis=1).all())


def _stays(expected: Expectation) -> Array:
    """Which measures the figure keeps where they are: what changes in them is this camera's error."""
    return np.asarray(np.ptp(expected.targets, axis=0) < _least(expected))


def _least(expected: Expectation) -> Array:
    """How far each measure has to go for a camera to tell."""
    return np.array([_LEAST_RISE if name.endswith(LENGTHS) else _LEAST_DEG for name in expected.measures])


def _tolerances(expected: Expectation, targets: Array) -> Array:
    """A share of the smallest way that a measure moves; wide for what moves far, narrow for what stays."""
    found = expected.tolerances.copy()
    for measure, name in enumerate(expected.measures):
        ways = np.abs(np.diff(targets[:, measure]))
        if name.endswith(PROP):
            continue
        if name.endswith(RISE):
            least = min((way for way in ways if way >= _LEAST_RISE), default=np.inf)
            ceiling = found[:, measure]
            found[:, measure] = np.clip(_TOLERANCE_SHARE * least, _TIGHTEST_RISE, ceiling)
        else:
            least = min((way for way in ways if way >= _LEAST_DEG), default=0.0)
            widest = max(_WIDEST_SMALL_DEG, _TOLERANCE_SHARE * least)
            share = float(np.clip(_TOLERANCE_SHARE * least, _TIGHTEST_DEG, widest)) if least else _STILL_DEG
            found[:, measure] = np.minimum(found[:, measure], share)
    return found
