"""What a session tells of its test day."""

from datetime import timedelta

import pytest
from hypothesis import given

from event_samples import MORNING, PLANNED, SESSION, event, sample_id, told_hold
from event_strategies import sessions_told
from primemover.coach.field_test import EndReason, Moment
from primemover.coach.pain import Kind as PainKind
from primemover.coach.soreness import Sore
from primemover.coach.trial import Arm
from primemover.session import Event, Part, Status, fold
from primemover.session.fields import time_text
from primemover.session.state import PlannedTest
from primemover.terms import Muscle, Region, Side


@given(sessions_told())
def test_no_hold_of_a_test_is_ever_lost(told: list[Event]) -> None:
    tests = fold(told).tests
    assert {test.event for test in tests} == {each.id for each in told if each.kind == "test"}
    assert [(test.at, test.event) for test in tests] == sorted((test.at, test.event) for test in tests)


@given(sessions_told())
def test_the_first_draw_counts_and_the_last_morning(told: list[Event]) -> None:
    state = fold(told)
    draws = sorted((each.at, each.id) for each in told if each.kind == "drawn")
    mornings = sorted((each.at, each.id) for each in told if each.kind == "morning")
    assert (state.drawn and (state.drawn.at, state.drawn.event)) == (draws[0] if draws else None)
    assert (state.morning and (state.morning.at, state.morning.event)) == (mornings[-1] if mornings else None)


def test_a_hold_of_a_test_comes_back_as_it_was_told() -> None:
    began = MORNING - timedelta(seconds=50)
    data = told_hold(began_at=time_text(began), felt=["hamstrings", "gluteus-maximus"], end_reason="back")
    told = event("test", 3, data)
    (test,) = fold([told]).tests
    assert (test.event, test.at, test.began_at) == (told.id, told.at, began)
    assert (test.day, test.protocol) == (SESSION, "single-leg-bridge-hold")
    assert (test.moment, test.side, test.held_s) == (Moment.BEFORE, Side.LEFT, 41.5)
    assert test.end_reason is EndReason.BACK
    assert test.felt == (Muscle.HAMSTRINGS, Muscle.GLUTEUS_MAXIMUS)


@pytest.mark.parametrize(("felt", "expected"), [({}, None), ({"felt": None}, None), ({"felt": []}, ())])
def test_nothing_felt_is_told_apart_from_not_asked(felt: dict[str, object], expected: object) -> None:
    assert fold([event("test", data=told_hold(**felt))]).tests[0].felt == expected


def test_a_session_of_nothing_but_a_test_was_begun() -> None:
    state = fold([event("planned", data=PLANNED), event("test", 3, told_hold())])
    assert state.started_at == MORNING + timedelta(seconds=3)
    assert state.status is Status.RUNNING


def test_neither_a_draw_nor_a_morning_begins_a_session() -> None:
    drawn = event("drawn", 3, {"day": SESSION, "index": 0, "arm": "walking"})
    state = fold([event("planned", data=PLANNED), drawn, event("morning", 4, {"sore": []})])
    assert state.status is Status.PLANNED
    assert state.drawn is not None
    assert (state.drawn.day, state.drawn.index, state.drawn.arm) == (SESSION, 0, Arm.WALKING)


def test_a_plan_may_name_its_part_of_a_test_day() -> None:
    part_of = {**PLANNED, "test": {"day": sample_id(9), "part": "between"}}
    for data, expected in (
        (part_of, PlannedTest(sample_id(9), Part.BETWEEN)),
        ({**PLANNED, "test": None}, None),
        (PLANNED, None),
    ):
        plan = fold([event("planned", data=data)]).plan
        assert plan is not None
        assert plan.test == expected


def test_a_morning_tells_what_was_sore() -> None:
    sore = {"region": "buttock", "kind": "muscular", "level": 4}
    state = fold([event("morning", 9, {"sore": [sore]}), event("start")])
    assert state.morning is not None
    assert state.morning.sore == (Sore(Region.BUTTOCK, PainKind.MUSCULAR, 4),)
    later = fold([event("morning", 10, {"sore": []}), event("morning", 9, {"sore": [sore]})])
    assert later.morning is not None
    assert later.morning.sore == ()


def test_how_a_hold_ended_may_be_corrected_but_not_what_was_drawn() -> None:
    hold = event("test", 3, told_hold())
    drawn = event("drawn", 4, {"day": SESSION, "index": 0, "arm": "walking"})
    fixes = [
        event("corrected", 9, {"event": hold.id, "data": {"end_reason": "gave-up"}}),
        event("corrected", 9, {"event": drawn.id, "data": {"arm": "routine"}}),
    ]
    state = fold([hold, drawn, *fixes])
    assert state.tests[0].end_reason is EndReason.GAVE_UP
    assert state.drawn is not None
    assert state.drawn.arm is Arm.WALKING
    assert state.corrected == (hold.id,)
