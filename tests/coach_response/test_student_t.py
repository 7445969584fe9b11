"""Student's t against printed tables, against SciPy where it is installed, and its laws."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from primemover.coach.student_t import StudentT, cumulative, quantile

TABLE = {  # Abramowitz and Stegun 1964, table 26.10, and any printed table since
    (0.975, 1): 12.706,
    (0.975, 2): 4.303,
    (0.95, 3): 2.353,
    (0.975, 5): 2.571,
    (0.95, 6): 1.943,
    (0.995, 10): 3.169,
    (0.95, 23): 1.714,
    (0.975, 30): 2.042,
    (0.975, 120): 1.980,
}
DF = st.integers(1, 300)


@pytest.mark.parametrize(("place", "t"), TABLE.items())
def test_quantiles_are_those_of_the_printed_table(place: tuple[float, int], t: float) -> None:
    assert quantile(*place) == pytest.approx(t, abs=6e-4)


def test_one_degree_of_freedom_is_the_cauchy_distribution() -> None:
    for t in (-30.0, -1.0, 0.0, 0.3, 4.0):
        assert cumulative(t, 1) == pytest.approx(0.5 + math.atan(t) / math.pi, abs=1e-14)


def test_scipy_gives_the_same() -> None:
    stats = pytest.importorskip("scipy.stats")
    for df in (1, 2, 3, 4, 5, 8, 13, 23, 58, 301):
        for t in (-40.0, -6.0, -1.7, -0.01, 0.0, 0.5, 2.3, 11.0):
            assert cumulative(t, df) == pytest.approx(stats.t.cdf(t, df), abs=1e-13)
        for probability in (0.001, 0.05, 0.4, 0.9, 0.95, 0.975, 0.9999):
            assert quantile(probability, df) == pytest.approx(stats.t.ppf(probability, df), rel=1e-8)


@given(DF, st.floats(0.001, 0.999))
def test_the_quantile_undoes_the_cumulative_probability(df: int, probability: float) -> None:
    assert cumulative(quantile(probability, df), df) == pytest.approx(probability, abs=1e-11)


@given(DF, st.floats(-50, 50), st.floats(0.01, 5))
def test_more_is_never_less_probable_to_lie_below(df: int, t: float, step: float) -> None:
    less, more = cumulative(t, df), cumulative(t + step, df)
    assert 0 <= less <= 1
    assert less <= more + 1e-14


@given(DF, st.floats(-3, 3), st.floats(0.01, 3), st.floats(-5, 5))
def test_below_and_above_make_one(df: int, location: float, scale: float, value: float) -> None:
    known = StudentT(location, scale, df)
    assert known.below(value) + known.above(value) == pytest.approx(1, abs=1e-12)


@given(DF, st.floats(-3, 3), st.floats(0.01, 3))
def test_the_interval_holds_what_it_says(df: int, location: float, scale: float) -> None:
    known = StudentT(location, scale, df)
    interval = known.interval(0.95)
    assert known.below(interval.high) - known.below(interval.low) == pytest.approx(0.95, abs=1e-9)


def test_a_multiple_scales_the_interval() -> None:
    once, thrice = StudentT(0.2, 0.1, 7), StudentT(0.2, 0.1, 7).times(3)
    assert thrice.interval(0.9).low == pytest.approx(3 * once.interval(0.9).low)
    assert thrice.below(0.6) == pytest.approx(once.below(0.2))


def test_beyond_a_margin_counts_both_tails() -> None:
    assert StudentT(0.0, 1.0, 9).beyond(quantile(0.975, 9)) == pytest.approx(0.05)
