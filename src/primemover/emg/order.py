"""Which muscle came first: a probability, and "cannot tell" where it is not clear.

In prone hip extension the gluteus maximus normally comes last (Lewis and Sahrmann 2009): an order describes
a repetition, it never judges a person.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import special

from primemover.emg.burst import Burst, Edge
from primemover.emg.onset.ramps import WIDE
from primemover.emg.recording import Samples
from primemover.errors import InvalidInput
from primemover.terms import CannotTell, Interval

SURE = 0.95
AT_ONCE_S = 0.005
AT_ONCE, AT_ONCE_OF_FEW = 0.032, 0.0135
"""No order is told where it is more probable than this that the two began within ``AT_ONCE_S`` of one
another; the latter for one or two repetitions, whose scatter is not known."""
_RARER_S = 0.1
"""A ramp so much longer is rarer by e: with all alike, the mere thought that a muscle might rise over 300 ms
keeps most orders untold."""
ALIKE = 0.3
"""0: a muscle rises in the very same way each time, 1: no more is learnt about its ramp from several times
than from one."""
TOGETHER_S = 0.4
_FEWEST_FOR_SPREAD = 3
_LOG_PRIOR = WIDE.log_prior - WIDE.length_s / _RARER_S


@dataclass(frozen=True, slots=True)
class Order:
    """What can be said about two muscles.

    ``lag_s`` is how much later the second began than the first (negative: earlier), over ``repetitions``;
    ``interval_s`` holds 95 % of it. ``probability`` is that of the first having begun before the second.
    ``earlier`` is 0 or 1 where that is at least .95 sure and they hardly began at once, otherwise why it
    cannot be told.
    """

    probability: float
    lag_s: float
    interval_s: Interval
    repetitions: int
    earlier: int | CannotTell


def order(pairs: Sequence[tuple[Edge, Edge]]) -> Order:
    """Compare two muscles over repetitions.

    1. Each ramp's weight, over all repetitions of a muscle together: a muscle rises alike each time, though
       not in the very same way. Unlike in the onsets' intervals, long ramps are thought rarer here.
    2. For every two ramps, the lag over the repetitions with a random effect (DerSimonian and Laird 1986),
       its variance never below that of Knapp and Hartung (2003), from three repetitions on.
    3. The mixture of these lags: the uncertainty about the ramps does not shrink with repetitions.
    4. Told from .95 on, and only where it is improbable that they began within 5 ms of one another: a higher
       probability alone would tell fewer apart that did not begin together, at as many that did.

    Medians are never averaged and half-amplitude times never compared: with unlike ramps both put muscles
    in order that began together.

    Args:
        pairs: onset of the first and of the second muscle, once per repetition.

    Raises:
        InvalidInput: no repetition.
    """
    if not pairs:
        raise InvalidInput("there is no repetition with both muscles.")
    first, second = [a for a, _ in pairs], [b for _, b in pairs]
    # 1
    weight = np.outer(_ramp_weights(first), _ramp_weights(second)).ravel()
    # 2
    mean, variance, freedom = _random_effects(*_lags(first, second))
    # 3
    likely = weight > 1e-6 * weight.max()
    weight, mean, spread = weight[likely] / weight[likely].sum(), mean[likely], np.sqrt(variance[likely])
    probability, later, earlier = (
        float(weight @ _cumulative((mean + away) / spread, freedom)) for away in (0.0, AT_ONCE_S, -AT_ONCE_S)
    )
    low, middle, high = (_quantile(weight, mean, spread, freedom, q) for q in (0.025, 0.5, 0.975))
    # 4
    told = _earlier(probability, later - earlier, len(pairs))
    return Order(probability, middle, Interval(low, high), len(pairs), told)


def repetitions(
    first: Sequence[Burst], second: Sequence[Burst], within_s: float = TOGETHER_S
) -> list[tuple[Burst, Burst]]:
    """Bursts of two muscles that belong to one repetition: each other's nearest onset, and active together.

    Args:
        first: bursts in order of time.
        second: likewise.
        within_s: how far apart the onsets of one repetition may lie.
    """
    if not first or not second:
        return []
    apart = np.abs(np.subtract.outer([a.onset.time_s for a in first], [b.onset.time_s for b in second]))
    found = []
    for i, j in enumerate(apart.argmin(axis=1)):
        a, b = first[i], second[j]
        meets = a.onset.time_s < b.offset.time_s and b.onset.time_s < a.offset.time_s
        if apart[:, j].argmin() == i and apart[i, j] <= within_s and meets:
            found.append((a, b))
    return found


def _earlier(probability: float, at_once: float, repetitions: int) -> int | CannotTell:
    if at_once <= (AT_ONCE if repetitions >= _FEWEST_FOR_SPREAD else AT_ONCE_OF_FEW):
        if probability >= SURE:
            return 0
        if probability <= 1 - SURE:
            return 1
    return CannotTell("emg.order.intervals_overlap")


def _ramp_weights(edges: Sequence[Edge]) -> Samples:
    """Posterior weight of each ramp that the repetitions have in common, (n_ramps,)."""
    evidence = sum((e.log_evidence for e in edges), np.zeros_like(WIDE.log_prior))
    evidence = (evidence - len(edges) * WIDE.log_prior) * len(edges) ** -ALIKE + _LOG_PRIOR
    weight = np.exp(evidence - evidence.max())
    return np.asarray(weight / weight.sum())


def _lags(first: Sequence[Edge], second: Sequence[Edge]) -> tuple[Samples, Samples]:
    """Lag and its variance for each repetition and every two ramps, (n_repetitions, n_ramps²) each."""
    mean = np.array(
        [np.subtract.outer(b.mean_s, a.mean_s).T.ravel() for a, b in zip(first, second, strict=True)]
    )
    variance = np.array(
        [np.add.outer(a.sd_s**2, b.sd_s**2).ravel() for a, b in zip(first, second, strict=True)]
    )
    return mean, variance


def _random_effects(lag: Samples, variance: Samples) -> tuple[Samples, Samples, float]:
    """Mean lag, its variance, and the degrees of freedom of the latter, for every column."""
    count = len(lag)
    if count == 1:
        return lag[0], variance[0], np.inf
    weight = 1 / variance
    total = weight.sum(axis=0)
    fixed = (weight * lag).sum(axis=0) / total
    excess = (weight * (lag - fixed) ** 2).sum(axis=0) - (count - 1)
    between = np.maximum(excess / (total - (weight**2).sum(axis=0) / total), 0)
    weight = 1 / (variance + between)
    total = weight.sum(axis=0)
    mean = (weight * lag).sum(axis=0) / total
    if count < _FEWEST_FOR_SPREAD:
        return mean, 1 / total, np.inf
    seen = (weight * (lag - mean) ** 2).sum(axis=0) / ((count - 1) * total)
    return mean, np.maximum(1 / total, seen), float(count - 1)


def _cumulative(z: Samples, freedom: float) -> Samples:
    return np.asarray(special.ndtr(z) if np.isinf(freedom) else special.stdtr(freedom, z))


def _quantile(weight: Samples, mean: Samples, spread: Samples, freedom: float, q: float) -> float:
    """Quantile of a mixture, by halving."""
    reach = 12 * float(spread.max()) + 0.001
    low, high = float(mean.min()) - reach, float(mean.max()) + reach
    for _ in range(50):
        middle = (low + high) / 2
        if float(weight @ _cumulative((middle - mean) / spread, freedom)) < q:
            low = middle
        else:
            high = middle
    return (low + high) / 2
