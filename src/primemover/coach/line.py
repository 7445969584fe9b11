"""A straight line through a few noisy values, with what is known beforehand: the coach's one model.

Model, for i = 1 … n::

    y_i = common + effect · x_i + ε_i,        ε_i ~ N(0, σ²)

Prior (normal–inverse-gamma; σ² as scaled inverse chi-square)::

    σ²            ~  Inv-Gamma(ν₀/2, ν₀ s₀²/2)
    common | σ²   ~  N(c₀, σ² · v_c),         v_c = (common_sd / s₀)²
    effect | σ²   ~  N(0,  σ² · v_e),         v_e = (effect_sd / s₀)²

Posterior, conjugate, nothing sampled (Gelman et al. 2013, Bayesian Data Analysis, 14.8)::

    Λ   = [[1/v_c + n, Σx], [Σx, 1/v_e + Σx²]]
    m   = Λ⁻¹ [Σ(y − c₀), Σx(y − c₀)]
    ν_n = ν₀ + n
    s_n² = (ν₀ s₀² + Σ(y − c₀ − m_c − m_e x)² + m_c²/v_c + m_e²/v_e) / ν_n
    effect ~ t(ν_n) located at m_e, scale s_n √(Λ⁻¹)_ee;      common likewise at c₀ + m_c

The sums are exactly rounded, so the order of the values never matters.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from primemover.coach.student_t import StudentT


@dataclass(frozen=True, slots=True)
class LinePrior:
    """What is known before the first value; the standard deviations are in the unit of y."""

    common_sd: float
    effect_sd: float
    residual_sd: float
    """s₀: the expected scatter of one value."""
    residual_df: int
    """ν₀: how many values' worth of certainty about that scatter."""
    common_mean: float = 0.0


@dataclass(frozen=True, slots=True)
class LinePosterior:
    """What is known after the values: both coefficients, and the scatter."""

    common_mean: float
    effect_mean: float
    residual_sd: float
    """s_n."""
    df: int
    precision: tuple[float, float, float]
    """Λ as (common, common × effect, effect)."""

    @property
    def common(self) -> StudentT:
        """y where x is 0, without its scatter."""
        return StudentT(self.common_mean, self.residual_sd * math.sqrt(self._variances[0]), self.df)

    @property
    def effect(self) -> StudentT:
        """The change of y per unit of x."""
        return StudentT(self.effect_mean, self.residual_sd * math.sqrt(self._variances[1]), self.df)

    def effect_scale_after(self, more: int, share: float) -> float:
        """The scale of ``effect`` after ``more`` values at an unchanged scatter, a ``share`` (0–1) of
        them at x = 1 and the others at x = 0."""
        common, both, effect = self.precision
        common, both, effect = common + more, both + share * more, effect + share * more
        return self.residual_sd * math.sqrt(common / (common * effect - both * both))

    @property
    def _variances(self) -> tuple[float, float]:
        common, both, effect = self.precision
        determinant = common * effect - both * both
        return effect / determinant, common / determinant


def fit_line(points: Sequence[tuple[float, float]], prior: LinePrior) -> LinePosterior:
    """The posterior of the line through ``points``, pairs of x and y; none at all gives back the prior."""
    xs = [x for x, _ in points]
    ys = [y - prior.common_mean for _, y in points]
    weight_common = (prior.residual_sd / prior.common_sd) ** 2
    weight_effect = (prior.residual_sd / prior.effect_sd) ** 2
    common = weight_common + len(points)
    both = math.fsum(xs)
    effect = weight_effect + math.fsum(x * x for x in xs)
    determinant = common * effect - both * both
    sum_y, sum_xy = math.fsum(ys), math.fsum(x * y for x, y in zip(xs, ys, strict=True))
    common_mean = (effect * sum_y - both * sum_xy) / determinant
    effect_mean = (common * sum_xy - both * sum_y) / determinant
    squares = [(y - common_mean - effect_mean * x) ** 2 for x, y in zip(xs, ys, strict=True)]
    squares += [weight_common * common_mean**2, weight_effect * effect_mean**2]
    df = prior.residual_df + len(points)
    variance = (prior.residual_df * prior.residual_sd**2 + math.fsum(squares)) / df
    return LinePosterior(
        prior.common_mean + common_mean, effect_mean, math.sqrt(variance), df, (common, both, effect)
    )
