"""The draw: a third walks, both kinds come early, and nobody can work out what comes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from primemover.coach.trial import Arm, arm_for
from primemover.errors import InvalidInput

SEEDS = [f"person {i}" for i in range(600)]
R, W = Arm.ROUTINE, Arm.WALKING


def drawn(seed: str, days: int) -> list[Arm]:
    return [arm_for(index, seed) for index in range(days)]


@given(st.text(min_size=1), st.integers(0, 200))
def test_the_same_seed_draws_the_same(seed: str, index: int) -> None:
    assert arm_for(index, seed) is arm_for(index, seed)


def test_the_draw_stays_what_it_is_in_later_versions() -> None:
    # Written down once: people are in the middle of their trials.
    assert drawn("0f8b", 12) == [R, W, R, R, R, W, W, R, R, R, W, W]


@given(st.text(min_size=1))
def test_the_first_three_days_hold_both_kinds(seed: str) -> None:
    assert drawn(seed, 3).count(W) == 1


@given(st.text(min_size=1), st.integers(1, 120))
def test_a_third_of_the_days_walk(seed: str, days: int) -> None:
    # An open block is off by less than two days in either direction.
    assert abs(drawn(seed, days).count(W) - days / 3) < 2


@given(st.text(min_size=1))
def test_never_more_than_eight_routine_days_come_in_a_row(seed: str) -> None:
    days = "".join(arm[0] for arm in drawn(seed, 60))
    assert "r" * 9 not in days


@pytest.mark.parametrize("index", range(15))
def test_every_day_walks_for_about_a_third_of_the_people(index: int) -> None:
    walking = sum(arm_for(index, seed) is W for seed in SEEDS)
    assert walking / len(SEEDS) == pytest.approx(1 / 3, abs=0.07)


def test_nobody_can_work_out_the_last_day_of_a_block() -> None:
    # With blocks of three alone, "two routine days since day three" would always be followed by a walk.
    followed = [days[5] for seed in SEEDS if (days := drawn(seed, 6))[3:5] == [R, R]]
    assert 0.2 < followed.count(W) / len(followed) < 0.9


def test_people_are_drawn_apart() -> None:
    assert len({tuple(drawn(seed, 18)) for seed in SEEDS}) > 500


def test_a_negative_day_and_an_empty_seed_are_refused() -> None:
    with pytest.raises(InvalidInput, match="Count from 0"):
        arm_for(-1, "seed")
    with pytest.raises(InvalidInput, match="per person"):
        arm_for(0, "")
