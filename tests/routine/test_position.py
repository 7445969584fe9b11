"""Where a session stands: every control does what the contract says, to the millisecond."""

from __future__ import annotations

from dataclasses import replace

import pytest
from routine_samples import LIBRARY, ROUTINE

from primemover.routine import Control, ControlKind, Position, Timeline, position, usual_prescription
from primemover.routine.compiling import compile as lay_out_in_time
from primemover.routine.timeline import Kind, Segment

TIMELINE = lay_out_in_time(ROUTINE, usual_prescription(ROUTINE, LIBRARY), LIBRARY)
MAIN = TIMELINE.main.segments
START = Control(ControlKind.START, 0)
LUNGE, PRONE, CHILD = 2, 4, 5


def after(*controls: Control, t: float, timeline: Timeline = TIMELINE) -> Position:
    return position(timeline, [START, *controls], t)


def control(kind: ControlKind, t: float) -> Control:
    return Control(kind, t)


def first(step: int, kind: Kind = Kind.READY) -> Segment:
    return next(segment for segment in MAIN if segment.step == step and segment.kind is kind)


def start_of_block(block: int) -> float:
    return next(segment.start_s for segment in MAIN if segment.block == block)


def test_before_the_start_nothing_runs() -> None:
    before = position(TIMELINE, [], 100)
    assert (before.at_s, before.segment, before.running, before.finished) == (0, 0, False, False)
    assert before.left_s == TIMELINE.total_s


def test_time_passes_as_it_passes() -> None:
    here = after(t=12.345)
    assert (here.track, here.at_s, here.running) == ("main", 12.345, True)
    assert here.elapsed_in_segment_s == pytest.approx(12.345 - MAIN[here.segment].start_s)
    assert here.left_s == pytest.approx(TIMELINE.total_s - 12.345)


def test_a_segment_begins_where_the_one_before_ends() -> None:
    edge = MAIN[0].end_s
    assert after(t=edge - 0.001).segment == 0
    assert (after(t=edge).segment, after(t=edge).elapsed_in_segment_s) == (1, 0)


def test_at_its_end_the_session_is_finished() -> None:
    assert not after(t=TIMELINE.total_s - 0.001).finished
    end = after(t=TIMELINE.total_s)
    assert (end.finished, end.running, end.left_s, end.at_s) == (True, False, 0, TIMELINE.total_s)
    assert end.segment == len(MAIN) - 1


def test_a_pause_stands_still_and_goes_on_from_there() -> None:
    pause, resume = control(ControlKind.PAUSE, 20), control(ControlKind.RESUME, 500)
    paused = after(pause, t=400)
    assert (paused.at_s, paused.running) == (20, False)
    assert after(pause, resume, t=505).at_s == 25


def test_skip_goes_to_the_next_block() -> None:
    assert after(control(ControlKind.SKIP, 5), t=5).at_s == start_of_block(1)


def test_skip_on_the_last_block_ends_the_session() -> None:
    near = Control(ControlKind.REBASE, 1, at_s=first(CHILD).start_s)
    assert after(near, control(ControlKind.SKIP, 2), t=2).finished


def test_back_goes_to_the_start_of_the_block_and_within_three_seconds_to_the_one_before() -> None:
    block = start_of_block(1)
    assert after(control(ControlKind.BACK, block + 3.001), t=block + 3.001).at_s == block
    assert after(control(ControlKind.BACK, block + 3), t=block + 3).at_s == 0
    assert after(control(ControlKind.BACK, 2), t=2).at_s == 0


def test_repeat_goes_to_the_start_of_the_block() -> None:
    block = start_of_block(1)
    assert after(control(ControlKind.REPEAT, block + 9), t=block + 10).at_s == block + 1


def test_slower_stretches_the_ways_and_never_the_holds() -> None:
    slow = Control(ControlKind.PACE, 0, factor=0.5)
    assert after(slow, t=10).at_s == 5
    hold = first(0, Kind.HOLD)
    in_hold = Control(ControlKind.REBASE, 0, at_s=hold.start_s)
    assert after(slow, in_hold, t=10).at_s == hold.start_s + 10
    ways_s = sum(one.end_s - one.start_s for one in MAIN if one.kind is not Kind.HOLD)
    assert after(slow, t=0).left_s == pytest.approx(TIMELINE.total_s + ways_s)


def test_the_pace_stays_between_a_half_and_one() -> None:
    assert after(Control(ControlKind.PACE, 0, factor=0.01), t=1).pace == 0.5
    assert after(Control(ControlKind.PACE, 0, factor=7), t=1).pace == 1


def test_easier_goes_to_the_start_of_the_easier_track_and_then_on_with_the_next_step() -> None:
    there = Control(ControlKind.REBASE, 0, at_s=first(PRONE, Kind.HOLD).start_s)
    eased = after(there, control(ControlKind.EASIER, 1), t=1)
    assert (eased.track, eased.at_s) == ("easier:4", 0)
    length_s = next(track.end_s for track in TIMELINE.tracks if track.name == "easier:4")
    over = after(there, control(ControlKind.EASIER, 1), t=1 + length_s)
    assert (over.track, over.at_s) == ("main", first(CHILD).start_s)


def test_without_an_easier_form_the_step_is_left_out() -> None:
    here = after(control(ControlKind.EASIER, 5), t=5)
    assert (here.track, here.at_s) == ("main", first(1).start_s)


def test_easier_on_the_easier_track_leaves_the_step_out() -> None:
    there = Control(ControlKind.REBASE, 0, at_s=first(LUNGE).start_s)
    here = after(there, control(ControlKind.EASIER, 1), control(ControlKind.EASIER, 2), t=2)
    assert (here.track, here.at_s) == ("main", first(LUNGE + 1).start_s)


def test_going_back_enters_an_eased_step_on_its_easier_track() -> None:
    there = Control(ControlKind.REBASE, 0, at_s=first(LUNGE).start_s)
    controls = (
        there,
        control(ControlKind.EASIER, 1),
        control(ControlKind.SKIP, 2),
        control(ControlKind.SKIP, 2),
    )
    assert after(*controls, t=2).at_s == first(LUNGE + 1).start_s
    assert after(*controls, control(ControlKind.BACK, 3), t=3).track == "easier:2"


def test_a_region_left_out_passes_over_every_step_that_loads_it() -> None:
    out = Control(ControlKind.LEAVE_OUT, 1, regions=("groin",))
    loaded = {step.index for step in TIMELINE.steps if "groin" in step.regions}
    assert {LUNGE, 3, PRONE, CHILD} <= loaded
    at_glutes = first(1).start_s
    assert after(out, t=at_glutes + 5).at_s == at_glutes + 5
    assert after(out, t=first(LUNGE).start_s).finished


def test_leaving_out_the_present_step_goes_to_the_next() -> None:
    out = Control(ControlKind.LEAVE_OUT, 3, steps=(0,))
    assert after(out, t=3).at_s == first(1).start_s
    assert after(out, control(ControlKind.BACK, 4), t=4).at_s == first(1).start_s


def test_left_counts_only_what_will_be_done() -> None:
    out = Control(ControlKind.LEAVE_OUT, 0, steps=(PRONE,))
    step = TIMELINE.steps[PRONE]
    assert after(out, t=0).left_s == pytest.approx(TIMELINE.total_s - (step.end_s - step.start_s))


def test_rebase_is_there_and_keeps_running_or_not() -> None:
    there = Control(ControlKind.REBASE, 2, at_s=100.5)
    assert (after(there, t=2).at_s, after(there, t=2).running) == (100.5, True)
    paused = after(control(ControlKind.PAUSE, 1), there, t=9)
    assert (paused.at_s, paused.running) == (100.5, False)


def test_rebase_revives_a_session_that_ran_out_while_nobody_was_there() -> None:
    back = Control(ControlKind.REBASE, 5000, at_s=30)
    assert after(t=4999).finished
    assert (after(back, t=5001).at_s, after(back, t=5001).finished) == (31, False)


def test_rebase_never_leads_into_what_was_left_out_or_made_easier() -> None:
    at_lunge = first(LUNGE).start_s
    out = Control(ControlKind.LEAVE_OUT, 1, steps=(LUNGE,))
    assert after(out, Control(ControlKind.REBASE, 2, at_s=at_lunge + 1), t=2).at_s == first(LUNGE + 1).start_s
    there = Control(ControlKind.REBASE, 0, at_s=at_lunge)
    again = Control(ControlKind.REBASE, 2, at_s=at_lunge + 1)
    assert after(there, control(ControlKind.EASIER, 1), again, t=2).track == "easier:2"


def test_rebase_to_an_unknown_track_changes_nothing() -> None:
    assert after(Control(ControlKind.REBASE, 2, track="easier:77", at_s=4), t=3).at_s == 3


def test_after_the_end_nothing_moves_any_more() -> None:
    controls = [
        control(ControlKind.END, 5),
        control(ControlKind.RESUME, 6),
        Control(ControlKind.REBASE, 7, at_s=9),
    ]
    here = after(*controls, t=50)
    assert (here.at_s, here.finished, here.running, here.left_s) == (5, True, False, 0)


def test_a_second_start_changes_nothing() -> None:
    assert after(control(ControlKind.START, 10), t=20).at_s == 20


def test_controls_that_have_not_happened_yet_do_not_count() -> None:
    assert after(control(ControlKind.PAUSE, 10.001), t=10).running


def test_a_session_of_nothing_is_over_at_once() -> None:
    empty = replace(TIMELINE, steps=(), tracks=(replace(TIMELINE.main, segments=()),))
    for controls in ([], [START], [START, control(ControlKind.SKIP, 1), Control(ControlKind.REBASE, 1)]):
        here = position(empty, controls, 3)
        assert (here.finished, here.segment, here.at_s, here.left_s) == (True, -1, 0, 0)


def opened(segment: Segment) -> Timeline:
    """The session where this one hold is ended by the person."""
    track = replace(
        TIMELINE.main,
        segments=tuple(replace(one, open=True) if one == segment else one for one in MAIN),
    )
    return replace(TIMELINE, tracks=(track, *TIMELINE.tracks[1:]))


def test_letting_go_ends_an_open_hold_and_nothing_else() -> None:
    hold = first(LUNGE, Kind.HOLD)
    at = hold.start_s + 1.5
    let_go = control(ControlKind.LET_GO, at)
    here = after(let_go, t=at, timeline=opened(hold))
    assert (here.at_s, here.segment, here.running) == (hold.end_s, MAIN.index(hold) + 1, True)
    assert after(let_go, t=at).at_s == at
    before = round(hold.start_s - 0.001, 3)
    assert after(control(ControlKind.LET_GO, before), t=before, timeline=opened(hold)).at_s == before


def test_an_open_hold_that_nobody_lets_go_ends_by_itself() -> None:
    hold = first(LUNGE, Kind.HOLD)
    here = after(t=hold.end_s, timeline=opened(hold))
    assert (here.at_s, here.segment) == (hold.end_s, MAIN.index(hold) + 1)


def test_letting_go_in_a_pause_stays_paused_after_the_hold() -> None:
    hold = first(LUNGE, Kind.HOLD)
    at = hold.start_s + 1
    pause, let_go = control(ControlKind.PAUSE, at), control(ControlKind.LET_GO, at + 40)
    here = after(pause, let_go, t=at + 90, timeline=opened(hold))
    assert (here.at_s, here.running) == (hold.end_s, False)


def test_letting_go_of_the_last_hold_ends_the_session() -> None:
    hold = MAIN[-1]
    near = Control(ControlKind.REBASE, 1, at_s=hold.start_s + 1)
    end = after(near, control(ControlKind.LET_GO, 2), t=2, timeline=opened(hold))
    assert (end.finished, end.at_s) == (True, TIMELINE.total_s)


def test_a_slower_pace_leaves_an_open_hold_its_seconds() -> None:
    hold = first(LUNGE, Kind.HOLD)
    slow = Control(ControlKind.PACE, 1, factor=0.5)
    near = Control(ControlKind.REBASE, 2, at_s=hold.start_s)
    assert after(slow, near, t=12, timeline=opened(hold)).at_s == hold.start_s + 10
