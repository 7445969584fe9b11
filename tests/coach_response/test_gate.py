"""The gate for core work: each condition both ways, never by muscle order, and passed by with a reason."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from trial_days import LEFT, MONDAY, RIGHT, run

from primemover.coach.estimates import SideDifference
from primemover.coach.gate import (
    Condition,
    ConditionId,
    ExtensionTest,
    GateState,
    Method,
    Override,
    SessionPain,
    Standing,
    gate,
)
from primemover.coach.response import response
from primemover.coach.student_t import StudentT
from primemover.errors import InvalidInput
from primemover.terms import CannotTell, Side

EVEN = SideDifference(StudentT(0.02, 0.03, 20), 12)
FREE = {LEFT: ExtensionTest(-14, Method.HELPER), RIGHT: ExtensionTest(-12, Method.TIMED_PHOTO)}
ALL_OPEN = GateState(practised_days=9, pain=(SessionPain(1),) * 3, difference=EVEN, extension=FREE)


def of(state: GateState, condition: ConditionId) -> Condition:
    return next(one for one in gate(state).conditions if one.id is condition)


def test_the_gate_opens_when_all_four_conditions_do() -> None:
    answer = gate(ALL_OPEN)
    assert [one.standing for one in answer.conditions] == [Standing.OPEN] * 4
    assert answer.standing is Standing.OPEN
    assert answer.may_pass
    assert answer.passed_by is None


@pytest.mark.parametrize(("days", "standing"), [(0, "not-yet"), (7, "not-yet"), (8, "open"), (28, "open")])
def test_the_routine_is_practised_on_eight_days_of_four_weeks(days: int, standing: str) -> None:
    condition = of(replace(ALL_OPEN, practised_days=days), ConditionId.PRACTISED)
    assert condition.standing == standing
    assert condition.present.values == {"count": days, "within": 28}


@pytest.mark.parametrize(
    ("pain", "standing"),
    [
        ((0, 0, 0), "open"),
        ((3, 3, 3), "open"),
        ((9, 0, 1, 3), "open"),  # four sessions ago
        ((0, 0, 4), "not-yet"),
        ((5, 0, 0), "not-yet"),
        ((4,), "not-yet"),
        ((0, 0), "cannot-tell"),
        ((), "cannot-tell"),
    ],
)
def test_the_last_three_sessions_stay_where_one_simply_goes_on(pain: tuple[int, ...], standing: str) -> None:
    sessions = tuple(SessionPain(level) for level in pain)
    assert of(replace(ALL_OPEN, pain=sessions), ConditionId.NO_PAIN).standing == standing


def test_alarming_pain_closes_at_any_level() -> None:
    sessions = (SessionPain(0), SessionPain(1, alarming=True), SessionPain(0))
    condition = of(replace(ALL_OPEN, pain=sessions), ConditionId.NO_PAIN)
    assert condition.standing is Standing.NOT_YET
    assert condition.present.message == "gate.no-pain.alarming"


@pytest.mark.parametrize(
    ("log_ratio", "scale", "standing"),
    [
        (0.0, 0.05, "open"),
        (0.4, 0.05, "not-yet"),
        (-0.4, 0.05, "not-yet"),
        (0.18, 0.05, "cannot-tell"),
        (0.0, 0.3, "cannot-tell"),
        (0.4, 0.3, "cannot-tell"),
    ],
)
def test_a_side_difference_closes_only_beyond_its_error(
    log_ratio: float, scale: float, standing: str
) -> None:
    difference = SideDifference(StudentT(log_ratio, scale, 20), 12)
    assert of(replace(ALL_OPEN, difference=difference), ConditionId.EVEN).standing == standing


@pytest.mark.parametrize("log_ratio", [0.3, -0.3])
def test_the_difference_is_told_of_the_longer_side(log_ratio: float) -> None:
    difference = SideDifference(StudentT(log_ratio, 0.05, 20), 12)
    values = of(replace(ALL_OPEN, difference=difference), ConditionId.EVEN).present.values
    assert (values["longer"], values["shorter"]) == (
        ("left", "right") if log_ratio > 0 else ("right", "left")
    )
    low, figure, high = (values[name] for name in ("low", "difference", "high"))
    assert figure == pytest.approx(math.expm1(0.3))
    assert isinstance(low, float)
    assert isinstance(figure, float)
    assert isinstance(high, float)
    assert low < figure < high


def test_without_two_sides_the_difference_cannot_be_told() -> None:
    state = replace(ALL_OPEN, difference=CannotTell("response.cannot-tell.no-two-sides"))
    assert of(state, ConditionId.EVEN).standing is Standing.CANNOT_TELL


@pytest.mark.parametrize(
    ("left", "right", "standing"),
    [
        (-15.5, -15.5, "open"),  # not limited, Ferber 2010
        (-8.3, -9, "open"),
        (-7, -15, "cannot-tell"),
        (0.3, 0.3, "cannot-tell"),
        (8.3, -15, "not-yet"),
        (-15, 12, "not-yet"),
    ],
)
def test_the_stiffer_side_decides_about_extension(left: float, right: float, standing: str) -> None:
    tests = {LEFT: ExtensionTest(left, Method.HELPER), RIGHT: ExtensionTest(right, Method.HELPER)}
    assert of(replace(ALL_OPEN, extension=tests), ConditionId.EXTENSION).standing == standing


@pytest.mark.parametrize(
    ("tests", "message"),
    [
        ({}, "gate.extension.not-measured"),
        ({LEFT: FREE[LEFT]}, "gate.extension.not-measured"),
        ({**FREE, RIGHT: ExtensionTest(-20, Method.ALONE)}, "gate.extension.alone"),
        ({**FREE, RIGHT: ExtensionTest(-20, Method.HELPER, days_ago=91)}, "gate.extension.old"),
    ],
)
def test_what_was_not_measured_well_is_not_told(tests: dict[Side, ExtensionTest], message: str) -> None:
    condition = of(replace(ALL_OPEN, extension=tests), ConditionId.EXTENSION)
    assert (condition.standing, condition.present.message) == (Standing.CANNOT_TELL, message)
    assert gate(replace(ALL_OPEN, extension=tests)).standing is Standing.CANNOT_TELL


def test_one_condition_that_says_not_yet_outweighs_one_that_cannot_tell() -> None:
    assert gate(replace(ALL_OPEN, practised_days=2, extension={})).standing is Standing.NOT_YET


def test_a_person_passes_it_by_with_a_recorded_reason_and_no_condition_changes() -> None:
    closed = replace(ALL_OPEN, practised_days=0)
    passed = gate(replace(closed, override=Override("My physio wants planks now.", MONDAY)))
    assert passed.conditions == gate(closed).conditions
    assert (passed.standing, passed.may_pass, gate(closed).may_pass) == (Standing.NOT_YET, True, False)
    assert passed.passed_by is not None
    assert passed.passed_by.values == {"reason": "My physio wants planks now."}


def test_every_condition_says_what_opens_it_and_why() -> None:
    for condition in gate(ALL_OPEN).conditions:
        assert condition.opens.message == f"gate.{condition.id}.opens"
        assert condition.why == f"gate.{condition.id}.why"


def test_the_side_difference_of_real_tests_opens_it() -> None:
    difference = response(run("rwrrrwrrwr", (50, 60, 52), (50, 60, 52))).difference
    assert gate(replace(ALL_OPEN, difference=difference)).standing is Standing.OPEN


@pytest.mark.parametrize("bad", [-1, 29])
def test_impossible_practice_is_refused(bad: int) -> None:
    with pytest.raises(InvalidInput, match="Count each day once"):
        gate(replace(ALL_OPEN, practised_days=bad))


@pytest.mark.parametrize("degrees", [math.nan, 61.0, -120.0])
def test_impossible_angles_are_refused(degrees: float) -> None:
    with pytest.raises(InvalidInput, match="0 level"):
        ExtensionTest(degrees, Method.HELPER)


def test_impossible_pain_times_and_an_empty_reason_are_refused() -> None:
    with pytest.raises(InvalidInput, match="0 to 10"):
        SessionPain(11)
    with pytest.raises(InvalidInput, match="Check the date"):
        ExtensionTest(-10, Method.HELPER, days_ago=-1)
    with pytest.raises(InvalidInput, match="why you go on"):
        Override("  ", MONDAY)


LADDER = [Standing.OPEN, Standing.CANNOT_TELL, Standing.NOT_YET]


@given(st.lists(st.integers(0, 10), min_size=3, max_size=6), st.integers(0, 5), st.integers(0, 10))
def test_more_pain_never_opens_the_gate(levels: list[int], place: int, more: int) -> None:
    worse = levels.copy()
    worse[place % len(worse)] = min(10, worse[place % len(worse)] + more)
    less, now = (
        gate(replace(ALL_OPEN, pain=tuple(SessionPain(level) for level in some))).standing
        for some in (levels, worse)
    )
    assert LADDER.index(less) <= LADDER.index(now)


@given(st.floats(-55, 55), st.floats(0, 5))
def test_a_stiffer_hip_never_opens_the_gate(degrees: float, more: float) -> None:
    easy, stiff = (
        gate(replace(ALL_OPEN, extension={**FREE, LEFT: ExtensionTest(angle, Method.HELPER)})).standing
        for angle in (degrees, degrees + more)
    )
    assert LADDER.index(easy) <= LADDER.index(stiff)
