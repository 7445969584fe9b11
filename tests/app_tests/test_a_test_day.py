"""A test day through its verbs, on a real journal: the offer, the holds, the draw, what comes between."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from day_runner import HEALTHY, LIBRARY, NOW, Runner

from primemover.app.begin import Wishes, begin, next_first_side
from primemover.app.delete import delete
from primemover.app.draw import SEED, draw
from primemover.app.go_on import go_on
from primemover.app.progress import progress
from primemover.app.screen import screen
from primemover.app.test_day import day
from primemover.app.test_offer import CONSENT, FIELD_TEST, offer
from primemover.app.test_stage import Stage
from primemover.app.tests_told import EASY_WALK, PROTOCOL
from primemover.app.tests_told import test_days as days_of
from primemover.app.today import today
from primemover.app.usual import USUAL_ROUTINE
from primemover.coach import screen as screened
from primemover.coach.pain import Kind
from primemover.coach.soreness import Sore
from primemover.coach.trial import Arm, arm_for
from primemover.errors import Conflict, InvalidInput, NotFound
from primemover.session import Part
from primemover.session.fields import time_text
from primemover.terms import Region, Side

# --- a whole day ------------------------------------------------------------------------------------


@pytest.mark.parametrize("arm", Arm)
def test_a_whole_day_goes_from_the_holds_to_what_was_drawn_to_the_holds_after(
    runner: Runner, arm: Arm
) -> None:
    runner.lot_says(arm)
    day_id = runner.start()
    assert runner.day(day_id).stage is Stage.BEFORE
    runner.holds(day_id, day_id, "before")
    assert runner.day(day_id).stage is Stage.DRAW
    assert draw(runner.journal, runner.person, day_id, runner.now) is arm
    found = runner.day(day_id)
    assert (found.stage, found.arm, found.session) == (Stage.BETWEEN, arm, None)
    between = runner.between(day_id)
    found = runner.day(day_id)
    assert (found.stage, found.reading) == (Stage.AFTER, None)
    after = go_on(runner.journal, LIBRARY, runner.person, day_id, runner.now)
    runner.holds(after, day_id, "after", held_s=50)
    found = runner.day(day_id)
    assert found.stage is Stage.OVER
    assert found.ended is not None
    assert found.ended.message == "tests.over.whole"
    assert found.reading is not None
    assert (set(found.reading.log_ratio), found.reading.remarks) == ({Side.LEFT, Side.RIGHT}, ())
    (told,) = days_of(runner.journal, runner.person)
    assert (told.arm, told.drawn, len(told.holds)) == (arm, arm, 4)
    done = {state.id: state.routine for state in found.sessions}
    assert done == {
        day_id: FIELD_TEST, between: EASY_WALK if arm is Arm.WALKING else USUAL_ROUTINE, after: FIELD_TEST,
    }  # fmt: skip


@pytest.mark.parametrize("minutes", [6, 12, 20])
def test_the_walk_lasts_as_long_as_the_routine_would(runner: Runner, minutes: int) -> None:
    runner.journal.save_settings(runner.person, {"minutes": minutes})
    runner.lot_says(Arm.WALKING)
    day_id = runner.start()
    runner.holds(day_id, day_id, "before")
    found = today(runner.journal, LIBRARY, runner.person, runner.now)
    draw(runner.journal, runner.person, day_id, runner.now)
    walk = go_on(runner.journal, LIBRARY, runner.person, day_id, runner.now)
    planned = runner.journal.events(walk)[0].data
    assert found.plan is not None
    assert planned["routine"] == EASY_WALK
    assert planned["total_s"] == pytest.approx(found.plan.timeline.total_s, abs=1)


def test_day_one_frames_the_first_session_without_a_draw_and_counts_for_nothing(fresh: Runner) -> None:
    assert fresh.offer().frames_first
    day_id = fresh.start(by_lot=False, agreed=False)
    fresh.holds(day_id, day_id, "before")
    found = fresh.day(day_id)
    assert (found.stage, found.arm, found.by_lot) == (Stage.BETWEEN, Arm.ROUTINE, False)
    with pytest.raises(Conflict):
        draw(fresh.journal, fresh.person, day_id, fresh.now)
    fresh.between(day_id)
    after = go_on(fresh.journal, LIBRARY, fresh.person, day_id, fresh.now)
    fresh.holds(after, day_id, "after")
    found = fresh.day(day_id)
    assert found.reading is not None
    assert [reason.message for reason in found.reading.remarks] == ["response.day.not-drawn"]
    assert len(found.held) == 4
    assert fresh.journal.draws(fresh.person) == 0
    assert CONSENT not in fresh.journal.settings(fresh.person)


# --- the draw ---------------------------------------------------------------------------------------


def test_the_arm_is_nowhere_before_both_holds_are_over(runner: Runner) -> None:
    day_id = runner.start()
    assert SEED not in runner.journal.settings(runner.person)
    runner.tell(day_id, "start", t_s=0)
    data = {"day": day_id, "moment": "before", "protocol": PROTOCOL, "side": "right", "held_s": 40}
    runner.tell(day_id, "test", data | {"began_at": time_text(runner.now), "end_reason": "glute-gave-out"})
    with pytest.raises(Conflict):
        draw(runner.journal, runner.person, day_id, runner.now)
    # Going on leads back to the holds rather than to what comes after them.
    assert go_on(runner.journal, LIBRARY, runner.person, day_id, runner.now) == day_id
    assert runner.day(day_id).arm is None
    assert runner.journal.draws(runner.person) == 0


def test_a_day_is_drawn_once_however_often_and_from_however_many_windows_it_is_asked(runner: Runner) -> None:
    day_id = runner.start()
    runner.holds(day_id, day_id, "before")

    def ask(_: int) -> Arm:
        return draw(runner.journal, runner.person, day_id, runner.now + timedelta(seconds=_))

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(ask, range(16)))) == 1
    assert runner.journal.draws(runner.person) == 1
    assert len([event for event in runner.journal.events(day_id) if event.kind == "drawn"]) == 1


def test_the_draws_follow_the_series_and_a_day_that_was_left_or_deleted_uses_its_place_up(
    runner: Runner,
) -> None:
    drawn = []
    for n in range(9):
        day_id = runner.start()
        runner.holds(day_id, day_id, "before")
        drawn.append(draw(runner.journal, runner.person, day_id, runner.now))
        if n == 3:
            delete(runner.journal, day_id, runner.now)
        runner.wait(days=5)
        screen(runner.journal, runner.person, HEALTHY, runner.now)
    seed = runner.journal.settings(runner.person)[SEED]
    assert drawn == [arm_for(n, seed) for n in range(9)]
    assert drawn.count(Arm.WALKING) >= 2


def test_people_of_a_household_have_a_series_of_their_own(runner: Runner) -> None:
    other = Runner(runner.journal, runner.journal.add_person("Ada").id)
    screen(runner.journal, other.person, HEALTHY, NOW)
    other.trains()
    seeds = set()
    for one in (runner, other):
        day_id = one.start()
        one.holds(day_id, day_id, "before")
        draw(one.journal, one.person, day_id, one.now)
        seeds.add(one.journal.settings(one.person)[SEED])
        assert one.journal.draws(one.person) == 1
        with pytest.raises(NotFound):
            day(one.journal, (other if one is runner else runner).person, day_id, one.now)
    assert len(seeds) == 2


# --- the offer --------------------------------------------------------------------------------------


def test_a_day_with_a_draw_wants_agreement_once(runner: Runner) -> None:
    with pytest.raises(InvalidInput):
        runner.start(agreed=False)
    runner.start(agreed=True)
    assert runner.offer().agreed
    runner.start(agreed=False)


@pytest.mark.parametrize(
    "how", [{"hard_run": True}, {"sore": (Sore(Region.BUTTOCK, Kind.MUSCULAR, 5),)}], ids=["hard", "sore"]
)
def test_there_is_no_test_before_a_hard_run_or_on_a_sore_body(runner: Runner, how: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput) as refused:
        runner.start(**how)
    assert refused.value.remedy
    assert CONSENT not in runner.journal.settings(runner.person)


def test_after_a_test_day_the_next_waits(runner: Runner) -> None:
    day_id = runner.start()
    runner.holds(day_id, day_id, "before")
    runner.wait(hours=20)
    with pytest.raises(InvalidInput):
        runner.start()
    assert not runner.offer().is_worth_a_card
    runner.wait(days=3)
    assert runner.offer().is_worth_a_card
    runner.start()


def test_after_a_sharp_pain_no_test_is_offered_until_a_session_without_it(runner: Runner) -> None:
    session = begin(runner.journal, LIBRARY, runner.person, Wishes(minutes=12), runner.now).session_id
    runner.tell(session, "start", t_s=0)
    where = {"exercise": "low-lunge", "phase": None, "side": None, "response": "end"}
    runner.tell(session, "pain", {"region": "groin", "kind": "sharp", "level": 4, **where}, t_s=1)
    runner.end(session, "pain")
    runner.wait(days=1)
    assert not runner.offer().is_worth_a_card
    assert not progress(runner.journal, LIBRARY, runner.person, runner.now).next.test.due
    screen(runner.journal, runner.person, HEALTHY, runner.now)
    runner.trains()
    assert runner.offer().is_worth_a_card


def test_the_first_side_takes_turns_apart_from_the_routine_and_stays_the_same_after(runner: Runner) -> None:
    firsts, routines = [], []
    for _ in range(3):
        routines.append(next_first_side(runner.journal, runner.person))
        day_id = runner.start()
        firsts.append(runner.day(day_id).first_side)
        runner.holds(day_id, day_id, "before")
        assert next_first_side(runner.journal, runner.person) is routines[-1]
        draw(runner.journal, runner.person, day_id, runner.now)
        runner.between(day_id)
        after = go_on(runner.journal, LIBRARY, runner.person, day_id, runner.now)
        planned = runner.journal.events(after)[0].data
        assert planned["prescription"]["first_side"] == firsts[-1]
        assert planned["test"] == {"day": day_id, "part": Part.AFTER}
        runner.holds(after, day_id, "after")
        runner.wait(days=4)
    assert firsts == [Side.RIGHT, Side.LEFT, Side.RIGHT]


def test_where_lying_on_the_back_is_taken_away_no_test_is_offered_and_it_says_why(runner: Runner) -> None:
    pregnant = {
        "stop": ["none"],
        "adapt": ["pregnancy"],
        "follow_ups": {"pregnancy-cleared": "yes", "trimester": "later"},
    }
    found = offer(runner.journal, LIBRARY, runner.person, screened(pregnant), runner.now)
    assert found.against[0].message == "plan.need.lying-on-back"
    assert not found.is_worth_a_card
    screen(runner.journal, runner.person, pregnant, runner.now)
    with pytest.raises(InvalidInput):
        runner.start()


def test_the_parts_of_a_test_day_are_one_training_on_todays_page(runner: Runner) -> None:
    day_id = runner.start()
    runner.holds(day_id, day_id, "before")
    draw(runner.journal, runner.person, day_id, runner.now)
    between = runner.between(day_id)
    for session in (day_id, between):
        data = {"track": "main", "segment": 2, "exercise": PROTOCOL, "side": "left", "set": 1}
        runner.tell(session, "hold", data | {"planned_s": 180, "held_s": 40, "skipped": False})
    found = today(runner.journal, LIBRARY, runner.person, runner.now)
    assert found.days[-1].sessions == 1
