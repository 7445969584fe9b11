"""Laws of every plan and its timeline, whatever the minutes, tools, needs and first side."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from routine_samples import LIBRARY, ROUTINE, all_needs, dosed, prescriptions

from primemover.routine import Prescription, plan, prescription_from, prescription_json
from primemover.routine.compiling import compile as lay_out_in_time
from primemover.routine.figures import figure_set
from primemover.routine.speech import speech_s
from primemover.routine.timeline import Kind, Segment
from primemover.terms import Need, Side

laws = settings(max_examples=80)


@laws
@given(prescriptions)
def test_segments_follow_each_other_without_gap_or_overlap(prescription: Prescription) -> None:
    timeline = lay_out_in_time(ROUTINE, prescription, LIBRARY)
    for track in timeline.tracks:
        assert not track.segments or track.segments[0].start_s == 0
        assert all(segment.start_s < segment.end_s for segment in track.segments)
        assert all(before.end_s == after.start_s for before, after in pairwise(track.segments))
    if timeline.steps:
        assert timeline.total_s == timeline.main.segments[-1].end_s == timeline.steps[-1].end_s


@laws
@given(prescriptions)
def test_every_dose_is_inside_the_bounds_of_its_file(prescription: Prescription) -> None:
    for step in dosed(prescription):
        exercise = LIBRARY.exercise(step.exercise).variant(step.tool)
        assert exercise.sets.holds(step.doses.sets)
        assert (exercise.reps is None) == (step.doses.reps is None)
        assert exercise.reps is None or exercise.reps.holds(step.doses.reps or 0)
        for phase in exercise.phases:
            assert phase.hold is None or phase.hold.dose.holds(step.doses.holds[phase.id])


@laws
@given(prescriptions)
def test_nobody_is_held_longer_per_side_than_the_file_allows(prescription: Prescription) -> None:
    timeline = lay_out_in_time(ROUTINE, prescription, LIBRARY)
    for track in timeline.tracks:
        held: dict[tuple[str, Side], float] = {}
        for segment in track.segments:
            if segment.kind is Kind.HOLD:
                key = segment.exercise, segment.side
                held[key] = held.get(key, 0) + segment.end_s - segment.start_s
        for (exercise, _), seconds in held.items():
            limit_s = LIBRARY.exercise(exercise).limit_per_side_s
            assert limit_s is None or seconds <= limit_s + 1e-6


@settings(max_examples=80)
@given(
    unmet=st.frozensets(st.sampled_from(list(Need))),
    minutes=st.none() | st.integers(5, 30),
    tools=st.none() | st.just(frozenset({"ball", "hand-held"})),
)
def test_nothing_asks_for_what_the_body_must_not_do(
    unmet: frozenset[Need], minutes: int | None, tools: frozenset[str] | None
) -> None:
    prescription = plan(ROUTINE, LIBRARY, minutes=minutes, unmet_needs=unmet, tools=tools)
    assert not all_needs(prescription) & unmet
    for step in prescription.steps:
        if step.easier:
            assert not LIBRARY.exercise(step.easier.exercise).variant(step.easier.tool).needs & unmet


@laws
@given(prescriptions)
def test_every_place_is_filled_or_says_why_not_and_the_order_stays(prescription: Prescription) -> None:
    order = [item.exercise for item in ROUTINE.items]
    planned = [step.place for step in prescription.steps]
    left_out = [out.place for out in prescription.left_out]
    assert sorted([*planned, *left_out]) == sorted(order)
    assert planned == sorted(planned, key=order.index)
    assert all(out.reasons for out in prescription.left_out)
    assert all(step.reasons for step in prescription.steps if step.exercise != step.place)


GLUTE_WORK = ("prone-recruitment", "glute-bridge", "quadruped-hip-extension", "standing-glute-squeeze")


@laws
@given(unmet=st.frozensets(st.sampled_from(list(Need))), minutes=st.none() | st.integers(5, 30))
def test_step_four_is_empty_only_where_nothing_that_wakes_the_glutes_is_allowed(
    unmet: frozenset[Need], minutes: int | None
) -> None:
    prescription = plan(ROUTINE, LIBRARY, minutes=minutes, unmet_needs=unmet)
    allowed = [name for name in GLUTE_WORK if not LIBRARY.exercise(name).needs & unmet]
    filled = [step.exercise for step in prescription.steps if step.number == 4]
    if allowed:
        assert filled == allowed[:1]
    else:
        assert not set(filled) & set(GLUTE_WORK)


@laws
@given(prescriptions)
def test_a_plan_keeps_to_its_minutes_or_says_that_it_cannot(prescription: Prescription) -> None:
    assume(prescription.minutes is not None and prescription.steps)
    total_s = lay_out_in_time(ROUTINE, prescription, LIBRARY).total_s
    too_long = "plan.longer_than_asked" in {reason.message for reason in prescription.reasons}
    assert too_long == (total_s > (prescription.minutes or 0) * 60)


@laws
@given(prescriptions)
def test_both_sides_do_the_same_and_the_first_side_begins(prescription: Prescription) -> None:
    timeline = lay_out_in_time(ROUTINE, prescription, LIBRARY)
    for track in timeline.tracks:
        for step in timeline.steps:
            holds = [one for one in track.segments if one.step == step.index and one.kind is Kind.HOLD]
            sides = [one.side for one in holds]
            if Side.BOTH in sides or not sides:
                continue
            assert sides[0] is prescription.first_side
            assert done(holds, Side.LEFT) == done(holds, Side.RIGHT)


def done(holds: list[Segment], side: Side) -> list[tuple[str | None, int, int | None, float]]:
    return [(h.phase, h.set, h.rep, round(h.end_s - h.start_s, 3)) for h in holds if h.side is side]


@laws
@given(prescriptions)
def test_words_are_short_on_the_screen_and_have_time_to_be_said(prescription: Prescription) -> None:
    timeline = lay_out_in_time(ROUTINE, prescription, LIBRARY)
    for track in timeline.tracks:
        said: set[tuple[str, str | None]] = set()
        for segment in track.segments:
            assert len(segment.brief) <= 15
            first_time = (segment.exercise, segment.phase) not in said
            said.add((segment.exercise, segment.phase))
            if segment.say and (first_time or segment.kind is not Kind.MOVE):
                assert speech_s(segment.say) <= segment.end_s - segment.start_s + 1e-6


@laws
@given(prescriptions)
def test_cues_lie_inside_their_segment_and_in_order(prescription: Prescription) -> None:
    timeline = lay_out_in_time(ROUTINE, prescription, LIBRARY)
    for track in timeline.tracks:
        for segment in track.segments:
            times = [cue.at_s for cue in segment.cues]
            assert times == sorted(times)
            assert all(segment.start_s <= at_s < segment.end_s for at_s in times)
            assert all(cue.say or cue.sound for cue in segment.cues)


@laws
@given(prescriptions)
def test_a_block_is_one_stretch_of_one_side_of_one_step(prescription: Prescription) -> None:
    timeline = lay_out_in_time(ROUTINE, prescription, LIBRARY)
    for track in timeline.tracks:
        blocks = [segment.block for segment in track.segments]
        assert blocks == sorted(blocks)
        assert set(blocks) == set(range(len(set(blocks))))
        for block in set(blocks):
            inside = [segment for segment in track.segments if segment.block == block]
            assert len({segment.step for segment in inside}) == 1
            held = [segment for segment in inside if segment.kind is Kind.HOLD]
            assert len({segment.side for segment in held}) == 1
            assert held[0].reps is not None or len(held) == 1


@settings(max_examples=10)
@given(prescriptions)
def test_the_figure_can_be_drawn_at_every_moment(prescription: Prescription) -> None:
    timeline = lay_out_in_time(ROUTINE, prescription, LIBRARY)
    figures = {}
    for step in dosed(prescription):
        figures[step.exercise] = figure_set(LIBRARY.exercise(step.exercise), step.tool)
    for track in timeline.tracks:
        for segment in track.segments:
            figure = figures[segment.exercise]
            here, there = segment.posture_from, segment.posture_to
            assert here in figure["postures"]
            assert there in figure["postures"]
            still = figure["postures"][here] == figure["postures"][there]
            assert still or f"{here}>{there}" in figure["moves"]


@laws
@given(prescriptions)
def test_a_prescription_survives_json(prescription: Prescription) -> None:
    assert prescription_from(prescription_json(prescription)) == prescription
