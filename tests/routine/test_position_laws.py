"""Laws of the position, for any timeline that a plan makes and any controls."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from routine_samples import LIBRARY, ROUTINE, prescriptions

from primemover.routine import Control, ControlKind, Position, Prescription, Timeline, plan, position
from primemover.routine.compiling import compile as lay_out_in_time
from primemover.terms import Need, Region

laws = settings(max_examples=150)

FIELD_TEST = LIBRARY.routine("field-test")
TIMELINES = [
    lay_out_in_time(FIELD_TEST, plan(FIELD_TEST, LIBRARY, minutes=None), LIBRARY),
    *(
        lay_out_in_time(
            ROUTINE, plan(ROUTINE, LIBRARY, minutes=minutes, tools=tools, unmet_needs=unmet), LIBRARY
        )
        for minutes, tools, unmet in (
            (None, None, frozenset()),
            (6, frozenset(), frozenset()),
            (12, frozenset({"ball"}), frozenset({Need.KNEELING})),
        )
    ),
]
timelines = st.sampled_from(TIMELINES)
times = st.floats(0, 1500, allow_nan=False)


@st.composite
def histories(draw: st.DrawFn, *, leaving: bool = True) -> list[Control]:
    """A start and what may follow, in order of time."""
    controls = [Control(ControlKind.START, 0)]
    for t in sorted(draw(st.lists(times, max_size=8))):
        kinds = [kind for kind in ControlKind if leaving or kind is not ControlKind.END]
        kind = draw(st.sampled_from(kinds))
        controls.append(
            Control(
                kind,
                t,
                factor=draw(st.floats(0.5, 1)),
                regions=tuple(draw(st.lists(st.sampled_from(list(Region)), max_size=1))),
                steps=tuple(draw(st.lists(st.integers(0, 5), max_size=1))),
                track=draw(st.sampled_from(["main", "main", "easier:1", "easier:4"])),
                at_s=draw(times),
            )
        )
    return controls


def order(timeline: Timeline, here: Position) -> tuple[int, bool, float]:
    """How far on: finished last; within a step the place on its track."""
    track = next(track for track in timeline.tracks if track.name == here.track)
    step = track.segments[here.segment].step
    return (len(timeline.steps) if here.finished else step, here.track != "main", here.at_s)


@laws
@given(timelines, histories(), times)
def test_a_position_never_leaves_the_timeline(timeline: Timeline, controls: list[Control], t: float) -> None:
    here = position(timeline, controls, t)
    track = next(track for track in timeline.tracks if track.name == here.track)
    segment = track.segments[here.segment]
    assert segment.start_s <= here.at_s <= segment.end_s
    assert here.at_s < segment.end_s or here.finished
    assert here.elapsed_in_segment_s >= 0
    assert here.left_in_segment_s >= 0
    assert here.left_s >= 0
    assert not (here.running and here.finished)


@laws
@given(timelines, histories(), st.lists(times, min_size=2, max_size=5))
def test_while_it_runs_it_only_goes_on(
    timeline: Timeline, controls: list[Control], looks: list[float]
) -> None:
    last = controls[-1].t
    seen = [position(timeline, controls, last + look) for look in sorted(looks)]
    for before, after in pairwise(seen):
        assert order(timeline, before) <= order(timeline, after)
        assert after.left_s <= before.left_s


@laws
@given(timelines, histories(), st.floats(0, 60), st.floats(0, 500), st.floats(0, 60))
def test_a_pause_changes_nothing_but_the_time(
    timeline: Timeline, controls: list[Control], before_s: float, pause_s: float, after_s: float
) -> None:
    at = controls[-1].t + round(before_s, 3)
    pause_s, after_s = round(pause_s, 3), round(after_s, 3)
    if not position(timeline, controls, at).running:
        return
    paused = [*controls, Control(ControlKind.PAUSE, at), Control(ControlKind.RESUME, at + pause_s)]
    with_pause = position(timeline, paused, at + pause_s + after_s)
    without = position(timeline, controls, at + after_s)
    # three roundings of a moment to the millisecond
    assert abs(with_pause.left_s - without.left_s) <= 0.004


@laws
@given(timelines, histories(), times)
def test_skip_never_goes_backwards(timeline: Timeline, controls: list[Control], later: float) -> None:
    t = controls[-1].t + later
    before = position(timeline, controls, t)
    after = position(timeline, [*controls, Control(ControlKind.SKIP, t)], t)
    assert order(timeline, after) > order(timeline, before) or before.finished


@laws
@given(timelines, histories(leaving=False), histories(leaving=False), st.integers(0, 3), times)
def test_what_was_left_out_is_never_entered_again(
    timeline: Timeline, before: list[Control], then: list[Control], step: int, look: float
) -> None:
    t = before[-1].t
    out = Control(ControlKind.LEAVE_OUT, t, steps=(step,))
    moved = [Control(c.kind, c.t + t, c.factor, c.regions, c.steps, c.track, c.at_s) for c in then[1:]]
    here = position(timeline, [*before, out, *moved], t + look)
    track = next(track for track in timeline.tracks if track.name == here.track)
    assert here.finished or track.segments[here.segment].step != step


@laws
@given(timelines, histories(), times)
def test_letting_go_ends_an_open_hold_and_changes_nothing_else(
    timeline: Timeline, controls: list[Control], later: float
) -> None:
    t = controls[-1].t + round(later, 3)
    before = position(timeline, controls, t)
    after = position(timeline, [*controls, Control(ControlKind.LET_GO, t)], t)
    track = next(track for track in timeline.tracks if track.name == before.track)
    if before.finished or not track.segments[before.segment].open:
        assert after == before
    else:
        assert order(timeline, after) > order(timeline, before)
        assert after.finished or after.segment == before.segment + 1
        assert after.elapsed_in_segment_s == 0 or after.finished
        assert after.running == (before.running and not after.finished)


@laws
@given(timelines, histories(), times)
def test_to_look_changes_nothing(timeline: Timeline, controls: list[Control], t: float) -> None:
    later = controls[-1].t + t
    assert position(timeline, controls, later) == position(timeline, tuple(controls), later)
    assert position(timeline, [c for c in controls if c.t <= later], later) == position(
        timeline, controls, later
    )


@settings(max_examples=40)
@given(prescriptions)
def test_played_to_the_end_without_a_pause_it_takes_its_total(prescription: Prescription) -> None:
    timeline = lay_out_in_time(ROUTINE, prescription, LIBRARY)
    started = [Control(ControlKind.START, 0)]
    assert position(timeline, started, timeline.total_s).finished
    assert not timeline.steps or not position(timeline, started, timeline.total_s - 0.002).finished
