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


def two_muscles(
    seed: int, lag_s: float, snr_db: float = 10.0, count: int = 6, ramps_s: Sequence[float] = USUAL_RAMPS_S
) -> tuple[Simulated, Simulated]:
    """Two channels: the second muscle begins ``lag_s`` after the first, give or take 10 ms, each with a ramp
    and a shape of its own."""
    generator = np.random.default_rng(seed)
    ups, shapes = generator.choice(ramps_s, 2), generator.choice(SHAPES, 2)
    bursts: tuple[list[TrueBurst], list[TrueBurst]] = ([], [])
    at = 1.5
    for _ in range(count):
        starts = (at, at + lag_s + generator.normal(0, JITTER_S))
        for k, start in enumerate(starts):
            down = float(generator.choice(ramps_s))
            end = start + ups[k] + down + generator.uniform(0.4, 0.8)
            bursts[k].append(TrueBurst(start, end, float(ups[k]), down, str(shapes[k])))
        at = max(bursts[0][-1].offset_s, bursts[1][-1].offset_s) + generator.uniform(0.8, 1.5)
    first = simulate(generator, snr_db, tuple(bursts[0]), at + 0.5)
    return first, simulate(generator, snr_db, tuple(bursts[1]), at + 0.5)


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
        first, second = two_muscles(seed + trial, lag_s, ramps_s=ramps_s)
        found = repetitions(
            emg.by_likelihood(first.samples, RATE_HZ), emg.by_likelihood(second.samples, RATE_HZ)
        )
        pairs = [(a.onset, b.onset) for a, b in found]
        if pairs:
            tally.all.append(order(pairs))
            tally.one += [order([pair]) for pair in pairs[:3]]
    return tally
