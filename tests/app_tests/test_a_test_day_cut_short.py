"""A test day that does not go as planned: given up, hurting, too late, left half way."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from day_runner import LIBRARY, NOW, Runner

from primemover.app.draw import draw
from primemover.app.go_on import go_on
from primemover.app.test_day import DayState
from primemover.app.test_stage import Stage
from primemover.coach.trial import Arm
from primemover.errors import Conflict, NotFound
from primemover.terms import Side


def ended(found: DayState) -> str:
    assert found.stage is Stage.OVER
    assert found.ended is not None
    return found.ended.message


def test_one_side_given_up_still_lets_the_other_count(runner: Runner) -> None:
    day_id = runner.start()
    runner.holds(day_id, day_id, "before", sides=("right",), ends="stopped")
    assert runner.day(day_id).stage is Stage.DRAW
    draw(runner.journal, runner.person, day_id, runner.now)
    runner.between(day_id)
    after = go_on(runner.journal, LIBRARY, runner.person, day_id, runner.now)
    runner.holds(after, day_id, "after")
    found = runner.day(day_id)
    assert found.reading is not None
    assert set(found.reading.log_ratio) == {Side.RIGHT}
    assert [reason.message for reason in found.reading.remarks] == ["response.day.after-without-before"]


@pytest.mark.parametrize(
    ("told", "message"),
    [
        ({"sides": ()}, "tests.over.nothing-held"),
        ({"end_reason": "gave-up"}, "tests.over.nothing-counts"),
        ({"end_reason": "time-up", "held_s": 180}, "tests.over.nothing-counts"),
        ({"sides": ("right",), "ends": "pain"}, "tests.over.pain"),
    ],
)
def test_where_no_hold_counts_nothing_is_drawn_and_the_day_ends_plainly(
    runner: Runner, told: dict[str, Any], message: str
) -> None:
    day_id = runner.start()
    runner.holds(day_id, day_id, "before", **told)
    found = runner.day(day_id)
    assert (ended(found), found.arm) == (message, None)
    assert runner.journal.draws(runner.person) == 0
    with pytest.raises(Conflict):
        go_on(runner.journal, LIBRARY, runner.person, day_id, runner.now)


def test_an_alarming_pain_ends_the_day_even_where_the_session_went_on(runner: Runner) -> None:
    day_id = runner.start()
    pain = {"region": "groin", "kind": "muscular", "level": 1, "response": "leave-out"}
    runner.tell(day_id, "pain", pain)
    runner.holds(day_id, day_id, "before")
    assert ended(runner.day(day_id)) == "tests.over.pain"


def test_a_mild_ache_in_the_holds_is_spared_in_the_routine(runner: Runner) -> None:
    runner.lot_says(Arm.ROUTINE)
    day_id = runner.start()
    pain = {"region": "front-of-hip", "kind": "muscular", "level": 4, "response": "easier"}
    runner.tell(day_id, "pain", pain)
    runner.holds(day_id, day_id, "before")
    draw(runner.journal, runner.person, day_id, runner.now)
    session = go_on(runner.journal, LIBRARY, runner.person, day_id, runner.now)
    planned = runner.journal.events(session)[0].data["prescription"]
    reasons = {reason["message"] for step in planned["steps"] for reason in step["reasons"]}
    reasons |= {reason["message"] for out in planned["left_out"] for reason in out["reasons"]}
    assert reasons & {"sore.easier", "sore.no-easier"}


def test_what_was_left_half_way_may_be_gone_on_with_while_it_still_counts(runner: Runner) -> None:
    day_id = runner.start()
    runner.holds(day_id, day_id, "before")
    until = runner.day(day_id).counts_until
    draw(runner.journal, runner.person, day_id, runner.now)
    session = go_on(runner.journal, LIBRARY, runner.person, day_id, runner.now)
    runner.tell(session, "start", t_s=0)
    assert runner.offer().open_day is not None
    assert until == NOW + timedelta(days=1, minutes=45)
    runner.wait(minutes=10)
    found = runner.day(day_id)
    assert (found.stage, found.session) == (Stage.BETWEEN, session)
    runner.end(session)
    assert runner.day(day_id).stage is Stage.AFTER
    assert until is not None
    runner.now = until
    found = runner.day(day_id)
    assert ended(found) == "tests.over.late"
    assert len(found.held) == 2
    assert runner.offer().open_day is None


def test_a_routine_that_was_stopped_ends_the_day_and_the_holds_stay(runner: Runner) -> None:
    day_id = runner.start()
    runner.holds(day_id, day_id, "before")
    draw(runner.journal, runner.person, day_id, runner.now)
    runner.between(day_id, ends="stopped", minutes=3)
    found = runner.day(day_id)
    assert ended(found) == "tests.over.between-stopped"
    assert found.reading is not None
    assert set(found.reading.before_s) == {Side.LEFT, Side.RIGHT}


def test_what_was_begun_in_time_may_be_finished(runner: Runner) -> None:
    day_id = runner.start()
    runner.holds(day_id, day_id, "before")
    draw(runner.journal, runner.person, day_id, runner.now)
    runner.between(day_id)
    after = go_on(runner.journal, LIBRARY, runner.person, day_id, runner.now)
    runner.tell(after, "start", t_s=0)
    runner.wait(minutes=40)
    found = runner.day(day_id)
    assert (found.stage, found.session) == (Stage.AFTER, after)


def test_a_day_that_was_planned_and_not_begun_is_not_taken_up_a_day_later(runner: Runner) -> None:
    day_id = runner.start()
    runner.wait(hours=7)
    assert ended(runner.day(day_id)) == "tests.over.not-begun"


def test_an_ordinary_session_is_no_test_day(runner: Runner) -> None:
    session = runner.journal.sessions(runner.person)[0].id
    with pytest.raises(NotFound):
        runner.day(session)
