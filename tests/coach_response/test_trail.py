"""How the figures came about: each step is what could be told on its day."""

from hypothesis import given
from trial_days import day, histories, run

from primemover.coach.estimates import Gain
from primemover.coach.field_test import SIDES, TestDay
from primemover.coach.response import response
from primemover.coach.student_t import joint_radius, quantile
from primemover.coach.trail import trail
from primemover.terms import CannotTell


@given(histories(most=8))
def test_every_step_is_what_the_response_said_on_that_day(days: list[TestDay]) -> None:
    for count, step in enumerate(trail(days), start=1):
        then = response(days[:count])
        for side in SIDES:
            assert step.figures[side].gain == then.of(side).gain
            assert step.figures[side].capacity == then.of(side).capacity


@given(histories())
def test_what_comes_later_changes_no_earlier_step(days: list[TestDay]) -> None:
    assert trail(days)[:-1] == trail(days[:-1])


def test_a_gain_is_known_from_the_first_day_of_both_kinds_on() -> None:
    gains = [step.figures[SIDES[0]].gain for step in trail(run("rrwr", (40, 60, 42), (50, 51, 50)))]
    assert [isinstance(gain, Gain) for gain in gains] == [False, False, True, True]
    assert isinstance(gains[0], CannotTell)


def test_days_without_a_hold_make_no_step() -> None:
    empty = TestDay((), None, None)
    whole = day(0, run("r", (40, 60, 42), (50, 51, 50))[0].arm, (40, 60), (50, 51))  # type: ignore[arg-type]
    assert len(trail([empty, whole])) == 1


def test_the_joint_region_is_that_of_a_bivariate_t() -> None:
    # Of many degrees of freedom the 95 % circle of a bivariate normal: sqrt(-2 ln .05).
    assert abs(joint_radius(0.95, 100_000) - 2.4477) < 1e-3
    # F(2, 10) has its 95 % point at 4.1028 (tables), so r² is twice that.
    assert abs(joint_radius(0.95, 10) ** 2 - 2 * 4.1028) < 1e-3
    assert all(joint_radius(0.95, df) > quantile(0.975, df) for df in range(1, 60))
