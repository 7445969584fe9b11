"""Muscle lengths against the published figures of EVIDENCE, section 1."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from primemover.body.muscles import (
    FIT_ERROR_MM,
    NO_FIGURE,
    OUTSIDE,
    length_mm,
    length_percent,
    vasti_change_mm,
)
from primemover.terms import CannotTell, Interval, Muscle

FITTED = (
    *(Muscle.PSOAS, Muscle.ILIACUS, Muscle.RECTUS_FEMORIS),
    *(Muscle.GLUTEUS_MAXIMUS, Muscle.HAMSTRINGS),
)


def percent(muscle: Muscle, hip_deg: float, knee_deg: float) -> Interval:
    found = length_percent(muscle, hip_deg, knee_deg)
    assert isinstance(found, Interval)
    return found


def mm(muscle: Muscle, hip_deg: float, knee_deg: float) -> float:
    found = length_mm(muscle, hip_deg, knee_deg)
    assert isinstance(found, float)
    return found


def test_the_psoas_gains_what_the_fit_says_in_extension() -> None:
    assert mm(Muscle.PSOAS, -20, 0) - mm(Muscle.PSOAS, 0, 0) == pytest.approx(7.4, abs=0.05)


def test_the_range_in_extension_holds_all_published_models() -> None:
    """Rajagopal +8.3 mm, Delp +12.6 mm at -20 degrees."""
    found = percent(Muscle.PSOAS, -20, 0)
    for gain_mm in (7.4, 8.3, 12.6):
        assert found.low <= 100 * (1 + gain_mm / 229.2) < found.high


@pytest.mark.parametrize(
    ("muscle", "low", "high"), [(Muscle.PSOAS, 75, 79), (Muscle.GLUTEUS_MAXIMUS, 129, 134)]
)
def test_sitting_gives_the_published_shares(muscle: Muscle, low: float, high: float) -> None:
    found = percent(muscle, 90, 90)
    assert found.low == pytest.approx(low, abs=1)
    assert found.high == pytest.approx(high, abs=1)


def test_lifting_the_back_knee_costs_the_rectus_femoris_its_length() -> None:
    lost = mm(Muscle.RECTUS_FEMORIS, -15, 60) - mm(Muscle.RECTUS_FEMORIS, -15, 20)
    assert lost == pytest.approx(30, abs=2)


@pytest.mark.parametrize("muscle", FITTED)
def test_standing_is_a_hundred_percent_give_or_take_the_fit(muscle: Muscle) -> None:
    found = percent(muscle, 0, 0)
    width = 100 * FIT_ERROR_MM / mm(muscle, 0, 0)
    assert (found.low, found.high) == pytest.approx((100 - width, 100 + width))


@pytest.mark.parametrize(("hip_deg", "knee_deg"), [(-20.1, 0), (110.1, 0), (0, -0.1), (0, 120.1), (128, 150)])
@pytest.mark.parametrize("muscle", FITTED)
def test_outside_the_fits_there_is_no_figure(muscle: Muscle, hip_deg: float, knee_deg: float) -> None:
    assert length_percent(muscle, hip_deg, knee_deg) == CannotTell(OUTSIDE)


@pytest.mark.parametrize("muscle", sorted(set(Muscle) - set(FITTED)))
def test_a_muscle_without_a_fit_has_no_figure(muscle: Muscle) -> None:
    assert length_percent(muscle, 0, 0) == CannotTell(NO_FIGURE)


def test_a_hip_stretch_alone_does_not_lengthen_the_vasti() -> None:
    assert vasti_change_mm(0) == 0
    assert vasti_change_mm(90) == pytest.approx(62.0, abs=0.1)
    assert vasti_change_mm(130) == CannotTell(OUTSIDE)


@given(st.sampled_from(FITTED), st.floats(-20, 110), st.floats(0, 120))
def test_a_figure_is_always_a_range_at_least_as_wide_as_the_fit(
    muscle: Muscle, hip_deg: float, knee_deg: float
) -> None:
    found = percent(muscle, hip_deg, knee_deg)
    here = 100 * mm(muscle, hip_deg, knee_deg) / mm(muscle, 0, 0)
    least = 100 * FIT_ERROR_MM / mm(muscle, 0, 0)
    assert found.low <= here - least * 0.999
    assert found.high >= here + least * 0.999
