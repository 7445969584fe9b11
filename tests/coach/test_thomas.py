"""The modified Thomas test by trigonometry: known triangles, and lengths that nobody has."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from primemover.coach.thomas import CLEAR_BELOW_DEG, Unit, given_angle_deg, thigh_angle_deg
from primemover.errors import InvalidInput


def test_a_level_thigh_is_zero_and_a_hanging_one_negative() -> None:
    assert thigh_angle_deg(42, 80, 80, Unit.CM) == 0
    assert thigh_angle_deg(40, 80, 60, Unit.CM) == pytest.approx(-30)
    assert thigh_angle_deg(40, 80, 87, Unit.CM) == pytest.approx(10.08, abs=0.01)


@given(
    length=st.floats(25, 65),
    deg=st.floats(-30, 30),
    hip=st.floats(60, 100),
)
def test_the_angle_comes_back_from_its_own_triangle_in_every_unit(
    length: float, deg: float, hip: float
) -> None:
    knee = hip + length * math.sin(math.radians(deg))
    assert thigh_angle_deg(length, hip, knee, Unit.CM) == pytest.approx(deg, abs=1e-6)
    assert thigh_angle_deg(length / 2.54, hip / 2.54, knee / 2.54, Unit.INCH) == pytest.approx(deg, abs=1e-6)
    assert thigh_angle_deg(length * 13, hip * 13, knee * 13, Unit.PHOTO) == pytest.approx(deg, abs=1e-6)


@pytest.mark.parametrize(
    ("lengths", "unit", "where", "what"),
    [
        ((17, 31, 29), Unit.CM, "thigh", "17 cm"),
        ((43, 80, 75), Unit.INCH, "thigh", "109 cm"),
        ((43, 800, 750), Unit.CM, "hip", "800 cm"),
        ((43, 80, 20), Unit.CM, "knee", "farther"),
        ((43, 0, 20), Unit.CM, "hip", "0"),
        ((math.inf, 80, 75), Unit.PHOTO, "thigh", "inf"),
        ((43, 80, 42), Unit.CM, "angle", "-62°"),
    ],
)
def test_what_no_body_and_no_table_has_is_refused_with_its_place(
    lengths: tuple[float, float, float], unit: Unit, where: str, what: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        thigh_angle_deg(*lengths, unit)
    assert refused.value.where == where
    assert what in refused.value.what
    assert refused.value.remedy


def test_an_angle_that_was_measured_otherwise_is_taken_as_far_as_it_is_possible() -> None:
    assert given_angle_deg(-12) == -12
    for impossible in (61, -70, math.nan):
        with pytest.raises(InvalidInput):
            given_angle_deg(impossible)


def test_the_page_names_the_angle_from_which_the_gate_opens() -> None:
    assert pytest.approx(-8.2, abs=0.05) == CLEAR_BELOW_DEG
