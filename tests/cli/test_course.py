"""A session under way: whatever the steps in which it is looked at, the same is told and asked for."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from terminal_home import Told, first_hold, short_session

from primemover.cli.play.course import Course, Due
from primemover.routine.position import ControlKind
from primemover.routine.timeline import Kind

TIMELINE = short_session()
HOLDS = [segment for segment in TIMELINE.main.segments if segment.kind is Kind.HOLD]


def started(told: Told) -> Course:
    course = Course(TIMELINE, told)
    course.act(ControlKind.START)
    return course


def played(course: Course, step_s: float) -> list[Due]:
    due = []
    while not course.position.finished:
        due += course.look(course.t + step_s)
    return due


@given(step_s=st.floats(0.05, 40))
@settings(max_examples=12)
def test_any_steps_of_time_tell_every_hold_once_and_whole(step_s: float) -> None:
    told = Told()
    played(started(told), step_s)
    assert [(h["exercise"], h["phase"], h["side"], h["rep"]) for h in told.of("hold")] == [
        (s.exercise, s.phase, str(s.side), s.rep) for s in HOLDS
    ]
    assert all(h["held_s"] == h["planned_s"] and not h["skipped"] for h in told.of("hold"))
    assert told.of("end") == [{"reason": "done"}]


@given(step_s=st.floats(0.05, 40))
@settings(max_examples=12)
def test_any_steps_of_time_ask_for_every_cue_once_and_in_order(step_s: float) -> None:
    due = played(started(Told()), step_s)
    assert [one.cue for one in due] == [cue for segment in TIMELINE.main.segments for cue in segment.cues]


def test_a_cue_falls_due_at_its_second_and_not_before() -> None:
    course = started(Told())
    course.look(0.0)
    cue = next(cue for segment in TIMELINE.main.segments for cue in segment.cues if cue.at_s > 0)
    assert course.look(cue.at_s - 0.001) == []
    assert next(one.cue for one in course.look(cue.at_s)) == cue


def test_a_hold_that_is_skipped_is_told_with_the_seconds_it_was_held() -> None:
    told = Told()
    course = started(told)
    hold = first_hold(TIMELINE)
    course.look(hold.start_s + 4)
    course.act(ControlKind.SKIP)
    assert told.of("hold")[0]["held_s"] == 4.0
    assert told.of("hold")[0]["skipped"] is True


def test_a_pause_stops_the_hold_and_going_on_ends_it_whole() -> None:
    told = Told()
    course = started(told)
    hold = first_hold(TIMELINE)
    course.look(hold.start_s + 4)
    course.act(ControlKind.PAUSE)
    course.look(hold.start_s + 1000)
    course.act(ControlKind.RESUME)
    course.look(hold.start_s + 1000 + (hold.end_s - hold.start_s))
    assert told.of("hold")[0]["held_s"] == hold.end_s - hold.start_s


def test_repeating_says_the_words_again() -> None:
    course = started(Told())
    first = [one.cue.say for one in course.look(1.0)]
    course.act(ControlKind.REPEAT)
    assert [one.cue.say for one in course.look(2.0)] == first


def test_going_on_after_a_break_starts_the_broken_off_hold_anew() -> None:
    told = Told()
    course = started(told)
    hold = first_hold(TIMELINE)
    course.look(hold.start_s + 4)
    course.act(ControlKind.PAUSE)
    course.go_on()
    assert course.position.running
    assert course.position.at_s <= hold.start_s
    assert told.kinds[-2:] == ["rebase", "resume"]


def test_the_next_moment_is_never_behind() -> None:
    course = started(Told())
    while not course.position.finished:
        moment_s = course.next_moment_s()
        assert moment_s > 0
        course.look(course.t + moment_s)


def test_what_comes_next_passes_over_a_step_that_pain_has_left_out() -> None:
    course = started(Told())
    course.look(1.0)
    course.act(ControlKind.LEAVE_OUT, regions=[], steps=[1])
    while course.segment.step == 0 and (coming := course.coming()) is not None and coming.step == 0:
        course.act(ControlKind.SKIP)
    coming = course.coming()
    assert coming is not None
    assert coming.step == 2


def test_nothing_comes_after_the_last_instruction() -> None:
    course = started(Told())
    course.look(TIMELINE.total_s - 0.5)
    assert course.coming() is None
