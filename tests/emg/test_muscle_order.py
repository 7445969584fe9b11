from __future__ import annotations

import numpy as np
import pytest
from validation.emg.muscle_order import Tally, measure_order

from primemover.emg.burst import Burst, Edge
from primemover.emg.onset.ramps import WIDE
from primemover.emg.order import order, repetitions
from primemover.errors import InvalidInput
from primemover.terms import CannotTell, Interval


def _edge(time_s: float, sd_s: float) -> Edge:
    n = len(WIDE.log_prior)
    interval = Interval(time_s - 2 * sd_s, time_s + 2 * sd_s)
    return Edge(time_s, interval, WIDE.log_prior, np.full(n, time_s), np.full(n, sd_s))


def _burst(start: float, end: float) -> Burst:
    return Burst(_edge(start, 0.01), _edge(end, 0.01), 15.0)


def test_clear_edges_are_put_in_order_and_the_lag_is_theirs() -> None:
    found = order([(_edge(1.0, 0.005), _edge(1.09, 0.005))])
    assert found.earlier == 0
    assert found.lag_s == pytest.approx(0.09, abs=1e-3)
    assert found.interval_s.high - found.interval_s.low == pytest.approx(2 * 1.96 * 0.005 * 2**0.5, rel=0.02)


def test_overlapping_edges_cannot_be_told() -> None:
    found = order([(_edge(1.0, 0.03), _edge(1.02, 0.03))])
    assert isinstance(found.earlier, CannotTell)
    assert 0.5 < found.probability < 0.95


def test_turning_a_pair_around_turns_the_answer_around() -> None:
    pairs = [(_edge(t, 0.02), _edge(t + lag, 0.01)) for t, lag in ((1.0, 0.05), (3.0, 0.08), (5.0, 0.03))]
    one, other = order(pairs), order([(b, a) for a, b in pairs])
    assert one.probability == pytest.approx(1 - other.probability, abs=1e-9)
    assert one.lag_s == pytest.approx(-other.lag_s, abs=1e-6)


def test_repetitions_that_disagree_widen_the_lag() -> None:
    alike = [(_edge(t, 0.01), _edge(t + 0.05, 0.01)) for t in range(6)]
    apart = [
        (_edge(t, 0.01), _edge(t + 0.05 + d, 0.01))
        for t, d in enumerate((-0.1, 0.1, -0.06, 0.06, 0.08, -0.08))
    ]
    assert order(alike).earlier == 0
    assert isinstance(order(apart).earlier, CannotTell)


def test_an_order_of_nothing_is_refused() -> None:
    with pytest.raises(InvalidInput):
        order([])


def test_bursts_are_paired_with_each_others_nearest_only() -> None:
    first = [_burst(1.0, 2.0), _burst(4.0, 5.0), _burst(8.0, 9.0)]
    second = [_burst(1.1, 1.9), _burst(4.2, 5.1), _burst(4.35, 6.0)]
    pairs = repetitions(first, second)
    assert [(a.onset.time_s, b.onset.time_s) for a, b in pairs] == [(1.0, 1.1), (4.0, 4.2)]
    assert repetitions(first, []) == []


def test_simulated_muscles_are_ordered_when_they_can_be_and_not_when_they_cannot() -> None:
    together, apart = measure_order(0.0, 8), measure_order(0.09, 8)
    assert Tally.share(together.all, 0) + Tally.share(together.all, 1) <= 0.25
    assert Tally.share(apart.all, 0) >= 0.75
    assert Tally.share(apart.all, 1) == 0
    assert Tally.share(apart.one, 0) >= 0.5
