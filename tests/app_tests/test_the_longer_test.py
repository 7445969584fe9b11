"""The leg hold behind the first holds: where there is time for it, a trend of its own and nothing more."""

from __future__ import annotations

from day_runner import LIBRARY, Runner

from primemover.app.draw import draw
from primemover.app.go_on import go_on
from primemover.app.progress import progress
from primemover.app.screen import screen
from primemover.app.test_offer import FIELD_TEST, LONGER_TEST, offer
from primemover.app.test_stage import Stage
from primemover.app.tests_told import LEG_HOLD, PROTOCOL
from primemover.coach import screen as screened
from primemover.terms import Side


def first_holds(runner: Runner, *, longer: bool = True) -> str:
    """A test day of which all holds before are held, each exercise right and left."""
    day_id = runner.start(longer=longer)
    planned = runner.journal.events(day_id)[0].data["prescription"]["steps"]
    for number, step in enumerate(planned, start=1):
        ends = "done" if number == len(planned) else ""
        runner.holds(day_id, day_id, "before", ends=ends, protocol=step["exercise"], held_s=50 * number)
    return day_id


def test_who_wants_it_holds_the_leg_after_the_bridge_and_only_before(runner: Runner) -> None:
    day_id = first_holds(runner)
    assert [test.protocol for test in runner.day(day_id).held] == [PROTOCOL] * 2 + [LEG_HOLD] * 2
    draw(runner.journal, runner.person, day_id, runner.now)
    runner.between(day_id)
    after = go_on(runner.journal, LIBRARY, runner.person, day_id, runner.now)
    runner.holds(after, day_id, "after", held_s=60)
    found = runner.day(day_id)
    assert [state.routine for state in found.sessions][::2] == [LONGER_TEST, FIELD_TEST]
    assert found.reading is not None
    assert set(found.reading.log_ratio) == {Side.LEFT, Side.RIGHT}


def test_the_verdict_is_the_same_with_the_leg_hold_and_without(runner: Runner) -> None:
    """What is told of the bridge does not move, whatever the leg held."""
    first_holds(runner)
    runner.wait(hours=3)
    found = progress(runner.journal, LIBRARY, runner.person, runner.now)
    assert {day.protocol for day in found.days} == {PROTOCOL}
    (leg,) = found.others[LEG_HOLD]
    capacity = leg.figures[Side.LEFT].capacity
    assert capacity is not None
    assert [hold.seconds for day in found.days for hold in day.holds] == [50, 50]
    assert found.next.test.reason.message == "testing.too-soon"


def test_two_tests_on_one_day_are_one_test_day_of_the_week(runner: Runner) -> None:
    first_holds(runner)
    runner.wait(days=3)
    found = progress(runner.journal, LIBRARY, runner.person, runner.now)
    assert found.next.test.may
    assert runner.offer().due == found.next.test


def test_a_leg_held_alone_lets_no_lot_be_drawn(runner: Runner) -> None:
    """The draw waits for a hold that counts, and the leg hold is none."""
    day_id = runner.start(longer=True)
    runner.holds(day_id, day_id, "before", protocol=LEG_HOLD)
    found = runner.day(day_id)
    assert found.stage is Stage.OVER
    assert found.ended is not None
    assert found.ended.message == "tests.over.nothing-held"


def test_what_was_chosen_last_is_offered_again(runner: Runner) -> None:
    chosen = []
    for longer in (False, True):
        first_holds(runner, longer=longer)
        runner.wait(days=4)
        offered = runner.offer().longer
        assert offered is not None
        chosen.append(offered.last_time)
    assert chosen == [False, True]


def test_who_should_not_lie_on_the_side_is_not_offered_it(runner: Runner) -> None:
    answers = {
        "stop": ["none"],
        "adapt": ["hip-replacement"],
        "follow_ups": {"surgeon-cleared": "yes", "approach": "back"},
    }
    screen(runner.journal, runner.person, answers, runner.now)
    found = offer(runner.journal, LIBRARY, runner.person, screened(answers), runner.now)
    assert found.longer is None
    if not found.against:
        assert runner.journal.events(runner.start(longer=True))[0].data["routine"] == FIELD_TEST
