"""What a session is does not depend on how its events arrive, and contradictions have one answer."""

from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from event_samples import MORNING, PLANNED, SESSION, event, hold_data, sample_id, whole_session
from event_strategies import sessions_told
from primemover.errors import InvalidInput, NotFound
from primemover.session import Event, Status, fold
from primemover.session.kinds import EndReason
from primemover.terms import Muscle, Side


@given(sessions_told(), st.data())
def test_neither_order_nor_repetition_changes_a_session(told: list[Event], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(told))
    twice = data.draw(st.lists(st.sampled_from(told), max_size=5))
    assert fold(shuffled + twice) == fold(told)


@given(sessions_told())
def test_a_session_is_ordered_and_loses_no_pain(told: list[Event]) -> None:
    state = fold(told)
    assert all((a.at, a.event) <= (b.at, b.event) for a, b in pairwise(state.holds))
    assert all((a.t_s or 0) <= (b.t_s or 0) for a, b in pairwise(state.controls))
    assert len(state.pains) == sum(each.kind == "pain" for each in told)
    assert state.last_at == max(each.at for each in told)


@given(sessions_told())
def test_every_hold_counts_once_for_each_place_that_was_held(told: list[Event]) -> None:
    places = {each.data["segment"] for each in told if each.kind == "hold"}
    assert {hold.segment for hold in fold(told).holds} == places


def test_a_whole_session_is_told_from_plan_to_closing() -> None:
    state = fold(whole_session(session=SESSION))
    assert state.status is Status.DONE
    assert state.plan is not None
    assert state.plan.prescription == PLANNED["prescription"]
    assert state.started_at == MORNING + timedelta(seconds=1)
    assert state.end_reason is EndReason.DONE
    assert [hold.segment for hold in state.holds] == list(range(24))
    first = state.holds[0]
    assert (first.side, first.set, first.rep, first.planned_s, first.held_s) == (Side.LEFT, 1, 1, 3.0, 3.0)
    assert first.at == MORNING + timedelta(seconds=2)
    assert state.closing is not None
    assert state.closing.effort == 4
    assert state.window == "page-1"


@pytest.mark.parametrize(
    ("kinds", "status"),
    [
        ([], Status.PLANNED),
        (["start"], Status.RUNNING),
        (["start", "pause"], Status.PAUSED),
        (["start", "pause", "resume"], Status.RUNNING),
        (["start", "pause", "skip"], Status.PAUSED),
        (["leave_out"], Status.PLANNED),
        (["hold"], Status.RUNNING),
        (["resume"], Status.RUNNING),
    ],
)
def test_the_status_follows_the_controls(kinds: list[str], status: Status) -> None:
    data: dict[str, Any] = {"hold": hold_data(), "leave_out": {"steps": [1]}}
    told = [event(kind, 1 + n, data.get(kind)) for n, kind in enumerate(kinds)]
    assert fold([event("planned", data=PLANNED), *told]).status is status


@pytest.mark.parametrize(
    ("reason", "status"), [("done", Status.DONE), ("stopped", Status.STOPPED), ("pain", Status.STOPPED)]
)
def test_the_end_says_whether_it_was_done(reason: str, status: Status) -> None:
    assert fold([event("start", 1), event("end", 2, {"reason": reason})]).status is status


def test_a_hold_after_the_end_counts_and_the_end_stays() -> None:
    state = fold([event("start"), event("end", 10, {"reason": "stopped"}), event("hold", 12, hold_data(3))])
    assert state.status is Status.STOPPED
    assert [hold.segment for hold in state.holds] == [3]


def test_the_first_of_two_ends_counts() -> None:
    ends = [event("end", 10, {"reason": "done"}), event("end", 20, {"reason": "pain"})]
    state = fold([event("start"), *ends, event("resume", 30)])
    assert (state.status, state.ended_at) == (Status.DONE, MORNING + timedelta(seconds=10))


def test_the_last_of_two_closings_counts_as_a_whole() -> None:
    first = event("closing", 10, {"effort": 3, "note": "Left felt more."})
    last = event("closing", 20, {"effort": 5, "felt": {"left": [], "right": ["gluteus-maximus"]}})
    closing = fold([last, first]).closing
    assert closing is not None
    assert (closing.effort, closing.note, closing.felt_right) == (5, None, (Muscle.GLUTEUS_MAXIMUS,))


def test_a_repeated_hold_counts_twice() -> None:
    again = [event("hold", 5, hold_data(1)), event("hold", 15, hold_data(1))]
    assert len(fold([event("start"), *again]).holds) == 2


def test_a_window_that_lost_the_session_does_not_count_a_hold_twice() -> None:
    told = [
        event("start", 0, window="phone"),
        event("hold", 5, hold_data(1), window="phone"),
        event("window", 6, window="laptop"),
        event("hold", 10, hold_data(2), window="laptop"),
        event("hold", 11, hold_data(2), window="phone"),
        event("hold", 12, hold_data(3), window="phone"),
    ]
    state = fold(told)
    assert [hold.event for hold in state.holds] == [told[1].id, told[3].id, told[5].id]
    assert state.window == "laptop"


def test_controls_follow_the_sessions_clock_where_the_time_of_day_jumps_back() -> None:
    start, pause = event("start", 100, t_s=0), event("pause", 50, t_s=30)
    state = fold([pause, start])
    assert state.controls == (start, pause)
    assert state.status is Status.PAUSED
    assert state.last_t_s == 30


def test_a_correction_replaces_the_fields_it_names() -> None:
    hold = event("hold", 5, hold_data(1))
    fixes = [event("corrected", 9 + s, {"event": hold.id, "data": {"held_s": float(s)}}) for s in (1, 2)]
    state = fold([*fixes, hold])
    assert [h.held_s for h in state.holds] == [2.0]
    assert state.holds[0].planned_s == 3.0
    assert state.corrected == (hold.id,)


@pytest.mark.parametrize("data", [{"held_s": -1}, {"unknown": 1}, {"side": None}])
def test_a_correction_that_makes_no_sense_changes_nothing(data: dict[str, Any]) -> None:
    hold = event("hold", 5, hold_data(1))
    state = fold([hold, event("corrected", 9, {"event": hold.id, "data": data})])
    assert state.corrected == ()
    assert state.holds == fold([hold]).holds


def test_a_correction_of_a_control_or_of_nothing_changes_nothing() -> None:
    end = event("end", 5, {"reason": "stopped"})
    of_end = event("corrected", 9, {"event": end.id, "data": {"reason": "done"}})
    of_nothing = event("corrected", 9, {"event": sample_id(), "data": {}})
    assert fold([event("start"), end, of_end, of_nothing]).status is Status.STOPPED


def test_a_logged_session_may_be_moved_but_not_into_the_future() -> None:
    told = event("logged", 0, {"routine": "r", "minutes": 9, "done_at": "2026-01-30T12:00:00.000Z"})
    back = event("corrected", 1, {"event": told.id, "data": {"done_at": "2026-01-29T12:00:00.000Z"}})
    on = event("corrected", 2, {"event": told.id, "data": {"done_at": "2026-03-01T12:00:00.000Z"}})
    state = fold([told, back, on])
    assert state.status is Status.DONE
    assert state.started_at is not None
    assert state.started_at.day == 29
    assert (state.routine, state.minutes) == ("r", 9)


def test_deleted_holds_until_it_is_undone_and_the_last_of_the_two_counts() -> None:
    taken, brought, again = event("deleted", 2), event("undeleted", 3), event("deleted", 4)
    begun = event("start", 1)
    assert fold([begun, taken]).deleted
    assert not fold([begun, taken, brought]).deleted
    assert not fold([brought, begun, taken]).deleted, "told in whatever order"
    assert fold([begun, taken, brought, again]).deleted
    assert not fold([begun, brought]).deleted


def test_what_was_deleted_stays_so_whatever_else_is_told() -> None:
    assert fold([event("deleted", 1), event("start", 2)]).deleted


def test_time_away_adds_up() -> None:
    assert fold([event("away", 1, {"seconds": 20}), event("away", 2, {"seconds": 1.5})]).away_s == 21.5


def test_no_events_are_no_session() -> None:
    with pytest.raises(NotFound):
        fold([])


def test_events_of_two_sessions_are_refused() -> None:
    with pytest.raises(InvalidInput, match="more than one session"):
        fold([event("start"), event("start", session=sample_id())])
