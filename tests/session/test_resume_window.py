"""A session that was left may be taken up for some hours, and is whole for ever."""

from datetime import timedelta

import pytest

from event_samples import MORNING, PLANNED, event, hold_data
from primemover.session import Status, fold, resumable
from primemover.session.resume import RESUME_WITHIN, status_at


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        (timedelta(), True),
        (RESUME_WITHIN, True),
        (RESUME_WITHIN + timedelta(milliseconds=1), False),
        (timedelta(hours=-2), True),  # the clock was set back
    ],
)
def test_a_begun_session_may_be_resumed_up_to_the_limit(later: timedelta, expected: bool) -> None:
    state = fold([event("start"), event("hold", 0, hold_data())])
    assert resumable(state, MORNING + later) is expected


def test_what_was_left_too_long_ago_is_shown_as_stopped_and_keeps_its_holds() -> None:
    state = fold([event("start"), event("pause", 1), event("hold", 1, hold_data())])
    later = MORNING + timedelta(days=1)
    assert status_at(state.status, state.last_at, later) is Status.STOPPED
    assert status_at(state.status, state.last_at, MORNING) is Status.PAUSED
    assert len(state.holds) == 1


@pytest.mark.parametrize("last", ["planned", "end", "deleted"])
def test_what_is_not_on_the_way_is_not_resumed(last: str) -> None:
    data = {"planned": PLANNED, "end": {"reason": "done"}}
    begun = [] if last == "planned" else [event("start")]
    state = fold([*begun, event(last, 1, data.get(last))])
    assert not resumable(state, MORNING)
    if last != "deleted":
        assert status_at(state.status, state.last_at, MORNING) is state.status
