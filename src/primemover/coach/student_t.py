"""Student's t with whole degrees of freedom, located and scaled: what a conjugate posterior looks like.

Exact finite sums (Abramowitz and Stegun 1964, 26.7.3 and 26.7.4), so that no numerical library is
loaded on the way to a page.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

from primemover.terms import Interval


@dataclass(frozen=True, slots=True)
class StudentT:
    """A quantity known up to ``location + scale * t``, t with ``df`` ≥ 1 degrees of freedom; scale > 0."""

    location: float
    scale: float
    df: int

    def below(self, value: float) -> float:
        """Probability, 0–1, that the quantity lies below ``value``."""
        return cumulative((value - self.location) / self.scale, self.df)

    def above(self, value: float) -> float:
        """Probability, 0–1, that the quantity lies above ``value``."""
        return cumulative((self.location - value) / self.scale, self.df)

    def beyond(self, margin: float) -> float:
        """Probability, 0–1, that the quantity lies outside ±``margin``."""
        return self.below(-margin) + self.above(margin)

    def interval(self, level: float) -> Interval:
        """The central interval that holds the quantity with probability ``level`` (0–1)."""
        half_width = self.scale * quantile((1 + level) / 2, self.df)
        return Interval(self.location - half_width, self.location + half_width)

    def times(self, factor: float) -> StudentT:
        """The distribution of ``factor`` > 0 times the quantity."""
        return StudentT(self.location * factor, self.scale * factor, self.df)


def cumulative(t: float, df: int) -> float:
    """Probability that Student's t with ``df`` degrees of freedom is below ``t``."""
    angle = math.atan2(t, math.sqrt(df))
    central = _central_odd(angle, df) if df % 2 else _central_even(angle, df)
    # Far out the sums round to a hair beyond ±1.
    return 0.5 + 0.5 * max(-1.0, min(1.0, central))


def _central_even(angle: float, df: int) -> float:
    # 26.7.4: sin θ · (1 + 1/2 cos²θ + (1·3)/(2·4) cos⁴θ + …), df/2 terms.
    squared_cosine = math.cos(angle) ** 2
    term = total = 1.0
    for k in range(2, df, 2):
        term *= squared_cosine * (k - 1) / k
        total += term
    return math.sin(angle) * total


def _central_odd(angle: float, df: int) -> float:
    # 26.7.3: 2/π · (θ + sin θ · (cos θ + 2/3 cos³θ + …)), (df − 1)/2 terms in the inner sum.
    squared_cosine = math.cos(angle) ** 2
    term = math.cos(angle) if df > 1 else 0.0
    total = term
    for k in range(3, df, 2):
        term *= squared_cosine * (k - 1) / k
        total += term
    return 2 / math.pi * (angle + math.sin(angle) * total)


def joint_radius(level: float, df: int) -> float:
    """How many scales round the centre hold a pair of t quantities together with probability ``level``.

    Of a bivariate t with ``df`` degrees of freedom, whose squared radius over two is F(2, df) and has a
    closed form: r² = df · ((1 − level)^(−2/df) − 1). 2.45 for many degrees of freedom and .95.
    """
    return math.sqrt(df * ((1 - level) ** (-2 / df) - 1))


@lru_cache(maxsize=4096)
def quantile(probability: float, df: int) -> float:
    """The t below which Student's t lies with ``probability``, 0 < probability < 1, to about 1e-12."""
    if probability < 0.5:
        return -quantile(1 - probability, df)
    low, high = 0.0, 1.0
    while cumulative(high, df) < probability:
        low, high = high, 2 * high
    while high - low > 1e-13 * (1 + high):
        middle = (low + high) / 2
        if cumulative(middle, df) < probability:
            low = middle
        else:
            high = middle
    return (low + high) / 2
