"""The coach's one model against its definition, integrated by brute force, and its laws."""

from __future__ import annotations

import math
from itertools import product
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from primemover.coach.line import LinePrior, fit_line

PRIOR = LinePrior(common_sd=0.1, effect_sd=0.25, residual_sd=0.2, residual_df=5)
POINTS = st.lists(st.tuples(st.sampled_from([0.0, 1.0]), st.floats(-1, 1)), max_size=25)


def test_without_values_the_prior_is_given_back() -> None:
    nothing = fit_line([], PRIOR)
    assert nothing.common.location == nothing.effect.location == 0
    assert nothing.common.scale == pytest.approx(0.1)
    assert nothing.effect.scale == pytest.approx(0.25)
    assert nothing.effect.df == 5


def test_the_posterior_is_that_of_the_model_integrated_by_brute_force() -> None:
    """Model and prior as in the docstring of ``coach.line``, on a grid: no conjugate algebra in here."""
    points = [(1.0, 0.42), (0.0, 0.11), (1.0, 0.25), (1.0, 0.61)]
    mass: dict[float, float] = {}
    effects = [i / 40 for i in range(-50, 71)]
    commons = [i / 40 for i in range(-36, 37)]
    log_sds = [-3.4 + i / 10 for i in range(40)]
    for effect, common, log_sd in product(effects, commons, log_sds):
        sd = math.exp(log_sd)
        # Scaled inverse chi-square in σ² becomes this in log σ.
        log_density = -5 * log_sd - 5 * 0.2**2 / (2 * sd * sd)
        for value, spread in ((common, 0.1 * sd / 0.2), (effect, 0.25 * sd / 0.2)):
            log_density -= math.log(spread) + (value / spread) ** 2 / 2
        for x, y in points:
            log_density -= log_sd + ((y - common - effect * x) / sd) ** 2 / 2
        mass[effect] = mass.get(effect, 0.0) + math.exp(log_density)
    total = sum(mass.values())
    mean = sum(effect * weight for effect, weight in mass.items()) / total
    variance = sum((effect - mean) ** 2 * weight for effect, weight in mass.items()) / total
    exact = fit_line(points, PRIOR).effect
    assert exact.location == pytest.approx(mean, abs=1e-3)
    # The variance of a scaled t.
    assert exact.scale * math.sqrt(exact.df / (exact.df - 2)) == pytest.approx(math.sqrt(variance), rel=5e-3)
    assert exact.below(0.2125) == pytest.approx(
        sum(weight for effect, weight in mass.items() if effect < 0.2125) / total, abs=2e-3
    )


def test_many_values_overrule_the_prior() -> None:
    draw = Random(7)
    points = [(float(i % 3 > 0), 0.1 + 0.5 * (i % 3 > 0) + draw.gauss(0, 0.3)) for i in range(3000)]
    line = fit_line(points, PRIOR)
    assert line.effect.location == pytest.approx(0.5, abs=0.03)
    assert line.common.location == pytest.approx(0.1, abs=0.03)
    assert line.residual_sd == pytest.approx(0.3, abs=0.01)


@given(POINTS, st.randoms(use_true_random=False))
def test_the_order_of_the_values_never_matters(points: list[tuple[float, float]], shuffler: Random) -> None:
    shuffled = points.copy()
    shuffler.shuffle(shuffled)
    assert fit_line(shuffled, PRIOR) == fit_line(points, PRIOR)


@given(POINTS, st.tuples(st.sampled_from([0.0, 1.0]), st.floats(-1, 1)))
def test_at_the_same_scatter_every_value_narrows_the_effect(
    points: list[tuple[float, float]], another: tuple[float, float]
) -> None:
    fewer, more = fit_line(points, PRIOR), fit_line([*points, another], PRIOR)
    assert more.effect.scale / more.residual_sd <= fewer.effect.scale / fewer.residual_sd + 1e-12


@given(POINTS, st.integers(1, 20))
def test_what_more_values_would_do_is_what_they_do(points: list[tuple[float, float]], more: int) -> None:
    line = fit_line(points, PRIOR)
    grown = fit_line([*points, *[(1.0, 0.0)] * (2 * more), *[(0.0, 0.0)] * more], PRIOR)
    foreseen = line.effect_scale_after(3 * more, 2 / 3) / line.residual_sd
    assert foreseen == pytest.approx(grown.effect.scale / grown.residual_sd)


@given(POINTS)
def test_turning_the_sign_turns_the_answer(points: list[tuple[float, float]]) -> None:
    line, turned = fit_line(points, PRIOR), fit_line([(x, -y) for x, y in points], PRIOR)
    assert turned.effect.location == pytest.approx(-line.effect.location)
    assert turned.effect.scale == pytest.approx(line.effect.scale)
