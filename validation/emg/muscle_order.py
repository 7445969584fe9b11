"""The order of two simulated muscles whose ramps differ, over repetitions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from primemover import emg
from primemover.emg.order import Order, order, repetitions
from validation.emg.simulator import RATE_HZ, SHAPES, Simulated, TrueBurst, simulate

USUAL_RAMPS_S = (0.0, 0.025, 0.05, 0.075, 0.1, 0.15)
JITTER_S = 0.01
SNR_DB = 10.0


def two_muscles(
    seed: int,
    lag_s: float,
    *,
    count: int = 6,
    jitter_s: float = JITTER_S,
    ramps_s: Sequence[float] = USUAL_RAMPS_S,
) -> tuple[Simulated, Simulated]:
    """Two channels at 10 dB: the second muscle begins ``lag_s`` after the first, give or take ``jitter_s``,
    each with a ramp and a shape of its own."""
    generator = np.random.default_rng(seed)
    ups, shapes = generator.choice(ramps_s, 2), generator.choice(SHAPES, 2)
    bursts: tuple[list[TrueBurst], list[TrueBurst]] = ([], [])
    at = 1.5
    for _ in range(count):
        starts = (at, at + lag_s + generator.normal(0, jitter_s))
        for k, start in enumerate(starts):
            down = float(generator.choice(ramps_s))
            end = start + ups[k] + down + generator.uniform(0.4, 0.8)
            bursts[k].append(TrueBurst(start, end, float(ups[k]), down, str(shapes[k])))
        at = max(bursts[0][-1].offset_s, bursts[1][-1].offset_s) + generator.uniform(0.8, 1.5)
    first = simulate(generator, SNR_DB, tuple(bursts[0]), at + 0.5)
    return first, simulate(generator, SNR_DB, tuple(bursts[1]), at + 0.5)


@dataclass(slots=True)
class Tally:
    """How often an order was told, from one repetition and from all."""

    one: list[Order] = field(default_factory=list)
    all: list[Order] = field(default_factory=list)

    @staticmethod
    def share(orders: Sequence[Order], earlier: int) -> float:
        """Share of comparisons in which this muscle was told to be the earlier."""
        return float(np.mean([o.earlier == earlier for o in orders]))


def measure_order(
    lag_s: float, trials: int, seed: int = 20_000, ramps_s: Sequence[float] = USUAL_RAMPS_S
) -> Tally:
    """Orders of ``trials`` pairs of muscles with a true lag."""
    tally = Tally()
    for trial in range(trials):
        pairs = _onsets(*two_muscles(seed + trial, lag_s, ramps_s=ramps_s))
        if pairs:
            tally.all.append(order(pairs))
        # One repetition has only its own lag, so here it is exactly the true one.
        exact = _onsets(*two_muscles(seed + trial, lag_s, count=3, jitter_s=0.0, ramps_s=ramps_s))
        tally.one += [order([pair]) for pair in exact]
    return tally


def _onsets(first: Simulated, second: Simulated) -> list[tuple[emg.Edge, emg.Edge]]:
    one, other = (emg.by_likelihood(simulated.samples, RATE_HZ) for simulated in (first, second))
    return [(a.onset, b.onset) for a, b in repetitions(one, other)]
