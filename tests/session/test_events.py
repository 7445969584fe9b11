"""An event is taken whole or refused with every mistake named."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from event_samples import (
    MORNING,
    PLANNED,
    event,
    event_mapping,
    hold_data,
    sample_id,
    told_hold,
)
from event_strategies import json_objects, sessions_told
from primemover.errors import Conflict, InvalidInput
from primemover.session import Event, Kind, event_json, parse_event
from primemover.session.events import in_order
from primemover.session.kinds import FIELDS


@given(sessions_told())
def test_an_event_comes_back_from_its_json(told: list[Event]) -> None:
    assert [parse_event(json.loads(json.dumps(event_json(each)))) for each in told] == told


@given(
    st.dictionaries(
        st.sampled_from(["id", "session", "kind", "at", "t_s", "window", "data"]),
        st.from_type(object) | json_objects(),
    )
)
def test_nothing_but_an_event_or_an_error_that_a_person_can_read(wrong: dict[str, Any]) -> None:
    try:
        parse_event({**event_mapping("hold", data=hold_data()), **wrong})
    except InvalidInput as error:
        assert error.what
        assert error.remedy


def test_every_mistake_is_named_at_once() -> None:
    wrong = event_mapping(
        "hold", data=hold_data(side="sideways", held_s=-1, skiped=True), window="", at="yesterday"
    )
    with pytest.raises(InvalidInput) as caught:
        parse_event(wrong)
    for name in (
        "at:",
        "window:",
        "data.side:",
        "data.held_s:",
        "data.skiped: unknown, did you mean skipped?",
    ):
        assert name in caught.value.what
    assert caught.value.where == f"event {wrong['id']}"


@pytest.mark.parametrize("kind", list(Kind))
def test_each_kind_misses_its_fields(kind: Kind) -> None:
    needed = [name for name, field in FIELDS[kind].items() if not field.optional]
    if not needed and kind is not Kind.LEAVE_OUT:
        assert parse_event(event_mapping(kind)).data == {}
        return
    with pytest.raises(InvalidInput) as caught:
        parse_event(event_mapping(kind))
    assert all(f"data.{name}: missing" in caught.value.what for name in needed)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", "4be0643f-1d98-473b-97cd-ca98a65347dd"),  # version 4
        ("id", sample_id(7).upper().replace("A", "B") + "0"),
        ("session", None),
        ("person", "me"),
        ("kind", "pausing"),
        ("at", "2026-01-31T08:15:00.000"),
        ("at", "2026-01-31T08:15:00.000+01:00"),
        ("at", "2026-02-30T08:15:00.000Z"),
        ("t_s", float("nan")),
        ("t_s", True),
        ("t_s", -0.5),
        ("window", "a\x00b"),
        ("data", []),
    ],
)
def test_a_wrong_field_is_named(field: str, value: object) -> None:
    with pytest.raises(InvalidInput, match=field):
        parse_event({**event_mapping("away", data={"seconds": 1}), field: value})


@pytest.mark.parametrize(
    ("kind", "data", "name"),
    [
        ("pace", {"factor": 0.4}, "data.factor"),
        ("pace", {"factor": 1.1}, "data.factor"),
        ("end", {"reason": "bored"}, "data.reason"),
        ("leave_out", {"regions": [], "steps": []}, "regions or the steps"),
        ("leave_out", {"regions": ["elbow"]}, "data.regions"),
        ("rebase", {"track": "main", "at_s": float("inf")}, "data.at_s"),
        ("closing", {"effort": 11}, "data.effort"),
        ("closing", {"effort": 4.5}, "data.effort"),
        ("closing", {"felt": {"left": ["psoas"]}}, "data.felt"),
        ("test", told_hold(side="both"), "data.side"),
        ("test", told_hold(held_s=-1), "data.held_s"),
        ("test", told_hold(began_at="08:15"), "data.began_at"),
        ("test", told_hold(end_reason="tired"), "data.end_reason"),
        ("test", told_hold(moment="between"), "data.moment"),
        ("test", told_hold(felt=["biceps"]), "data.felt"),
        ("drawn", {"day": sample_id(9), "index": 0, "arm": "rest"}, "data.arm"),
        ("drawn", {"day": "today", "index": 0, "arm": "walking"}, "data.day"),
        ("morning", {"sore": [{"region": "knee", "kind": "muscular"}]}, "data.sore"),
        ("morning", {"sore": [{"region": "knee", "kind": "muscular", "level": 3, "x": 1}]}, "data.sore"),
        ("planned", {**PLANNED, "test": {"day": sample_id(9)}}, "data.test"),
        ("planned", {**PLANNED, "test": {"day": sample_id(9), "part": "during"}}, "data.test"),
        ("planned", {**PLANNED, "prescription": {"x": float("nan")}}, "data"),
        ("planned", {**PLANNED, "prescription": {"x": "y" * 70_000}}, "longer than"),
        ("logged", {"routine": "r", "minutes": 5, "done_at": "2026-02-01T00:00:00.000Z"}, "future"),
    ],
)
def test_wrong_data_is_named(kind: str, data: dict[str, Any], name: str) -> None:
    with pytest.raises(InvalidInput, match=name):
        parse_event(event_mapping(kind, data=data))


@pytest.mark.parametrize("held_s", [0, 0.2, 86_400])
def test_an_impossible_hold_of_a_test_is_taken_as_told(held_s: float) -> None:
    assert event("test", data=told_hold(held_s=held_s)).data["held_s"] == held_s


def test_a_control_needs_the_sessions_clock() -> None:
    with pytest.raises(InvalidInput, match="t_s: missing"):
        parse_event(event_mapping("pause", t_s=None))


def test_time_is_kept_in_whole_milliseconds() -> None:
    told = event("window", at="2026-01-31T08:15:00.123987Z")
    assert told.at == datetime(2026, 1, 31, 8, 15, 0, 123_000, tzinfo=UTC)
    assert event_json(told)["at"] == "2026-01-31T08:15:00.123Z"


def test_what_an_event_holds_is_not_the_callers_to_change() -> None:
    mapping = event_mapping("planned", data=PLANNED)
    told = parse_event(mapping)
    mapping["data"]["prescription"] = {}
    assert told.data["prescription"] == PLANNED["prescription"]


def test_one_id_with_two_contents_is_a_conflict() -> None:
    one = event("away", data={"seconds": 1})
    other = parse_event({**event_json(one), "data": {"seconds": 2}})
    with pytest.raises(Conflict, match=one.id):
        in_order([one, other])


def test_events_stand_in_the_order_of_time_then_id() -> None:
    late, early, same = event("window", 5), event("window", 1), event("window", 5)
    assert in_order([same, late, early, late]) == (early, late, same)
    assert early.at > MORNING
