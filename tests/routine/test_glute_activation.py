"""The source's five steps, line by line, as they stand on the timeline with the usual doses."""

from __future__ import annotations

from collections import Counter

import pytest
from routine_samples import LIBRARY, ROUTINE

from primemover.routine import timeline_json, usual_prescription
from primemover.routine.compiling import compile as lay_out_in_time
from primemover.routine.timeline import Kind, Segment, Sound
from primemover.terms import Side

TIMELINE = lay_out_in_time(ROUTINE, usual_prescription(ROUTINE, LIBRARY), LIBRARY)
SIDES = (Side.LEFT, Side.RIGHT)


def holds(exercise: str, side: Side, phase: str | None = None) -> list[Segment]:
    return [
        segment
        for segment in TIMELINE.main.segments
        if segment.kind is Kind.HOLD
        and segment.exercise == exercise
        and segment.side is side
        and phase in (None, segment.phase)
    ]


def lengths_s(segments: list[Segment]) -> list[float]:
    return [round(segment.end_s - segment.start_s, 6) for segment in segments]


def said(segment: Segment) -> list[tuple[float, str | None]]:
    return [(round(cue.at_s - segment.start_s, 3), cue.say) for cue in segment.cues if cue.say]


def test_the_steps_stand_in_the_order_of_the_source() -> None:
    assert [item.step for item in ROUTINE.items] == [1, 1, 2, 3, 4, 5]
    assert [step.exercise for step in TIMELINE.steps] == [
        "release-quads", "release-glutes", "low-lunge",
        "supine-knee-to-chest", "prone-recruitment", "childs-pose",
    ]  # fmt: skip


@pytest.mark.parametrize("side", SIDES)
def test_step_one_releases_quads_and_glutes_for_a_minute_each(side: Side) -> None:
    assert lengths_s(holds("release-quads", side)) == [60]
    assert lengths_s(holds("release-glutes", side)) == [60]


@pytest.mark.parametrize("side", SIDES)
def test_step_two_holds_all_three_ways_on_each_side(side: Side) -> None:
    lunges = holds("low-lunge", side)
    assert [lunge.phase for lunge in lunges] == ["hands-down", "knee-lifted", "upright"]
    assert lengths_s(lunges) == [30, 24, 30]


@pytest.mark.parametrize("side", SIDES)
def test_step_three_holds_thirty_seconds_on_each_side(side: Side) -> None:
    assert lengths_s(holds("supine-knee-to-chest", side)) == [30]


@pytest.mark.parametrize("side", SIDES)
def test_step_four_straightens_and_lifts_six_times_for_three_seconds_each(side: Side) -> None:
    for phase in ("straighten", "lift"):
        held = holds("prone-recruitment", side, phase)
        assert lengths_s(held) == [3] * 6
        assert [one.rep for one in held] == [1, 2, 3, 4, 5, 6]
    assert lengths_s(holds("prone-recruitment", side, "squeeze")) == [1] * 6
    counted = [one.phase for one in holds("prone-recruitment", side) if one.counted]
    assert counted == ["lift"] * 6


def test_in_step_four_the_toe_points_after_the_lift() -> None:
    lift = holds("prone-recruitment", Side.LEFT, "lift")[0]
    assert (lift.posture_from, lift.posture_to, lift.after_s) == ("lift", "lift+", 0.5)


def test_step_five_rests_for_several_breaths() -> None:
    assert lengths_s(holds("childs-pose", Side.BOTH)) == [36]


def test_rolling_goes_back_and_forth_in_three_seconds_a_pass() -> None:
    roll = holds("release-quads", Side.LEFT)[0]
    assert (roll.posture_from, roll.posture_to, roll.pass_s) == ("roll", "roll~", 3)


def test_words_are_full_the_first_time_and_brief_from_then_on() -> None:
    moves = [
        segment.say
        for segment in TIMELINE.main.segments
        if segment.kind is Kind.MOVE and segment.phase == "straighten"
    ]
    assert moves[0] == "Straighten the knee. Toes stay on the floor."
    assert moves[1:] == ["Straighten knee"] * 11


def test_get_ready_names_the_exercise_and_the_side_that_begins() -> None:
    ready = next(one for one in TIMELINE.main.segments if one.exercise == "prone-recruitment")
    assert ready.kind is Kind.READY
    assert ready.say is not None
    assert ready.say.startswith("Prone glute recruitment. ")
    assert ready.say.endswith("Left side first: the leg that lifts.")


def test_the_change_of_sides_says_the_new_side() -> None:
    switch = [one for one in TIMELINE.main.segments if one.kind is Kind.SWITCH]
    assert [one.side for one in switch] == [Side.RIGHT] * 5
    assert switch[2].say == "Change legs. Now the right side: the back leg."
    assert all(one.cues[0].sound is Sound.SWITCH for one in switch)


def test_three_second_holds_are_counted_up_aloud() -> None:
    lift = holds("prone-recruitment", Side.LEFT, "lift")[0]
    assert said(lift) == [(0, "one"), (1, "two"), (2, "three")]
    assert not any(cue.interrupts for cue in lift.cues if cue.say)


def test_long_holds_say_what_is_left_and_count_the_last_three_down() -> None:
    roll = said(holds("release-quads", Side.LEFT)[0])
    assert (30, "Halfway.") in roll
    assert (50, "Ten more seconds.") in roll
    assert roll[-3:] == [(57, "three"), (58, "two"), (59, "one")]


def test_holds_in_breaths_say_how_many_are_left() -> None:
    rest = said(holds("childs-pose", Side.BOTH)[0])
    assert (24, "Two more breaths.") in rest
    assert (30, "Last breath.") in rest


def test_late_cues_come_at_their_time_and_only_where_they_fit() -> None:
    upright = said(holds("low-lunge", Side.LEFT, "upright")[0])
    assert (6, "Tuck the pelvis.") in upright
    pillow = LIBRARY.routine("supported-psoas-release")
    long = lay_out_in_time(pillow, usual_prescription(pillow, LIBRARY), LIBRARY)
    hold = next(one for one in long.main.segments if one.kind is Kind.HOLD)
    assert [at_s for at_s, words in said(hold) if words == "Stay soft. Nothing to do."] == [720]
    assert (600, "5 more minutes.") in said(hold)


def test_every_kind_of_segment_has_its_own_sound() -> None:
    first = {kind: [] for kind in Kind}  # type: dict[Kind, list[Sound | None]]
    for segment in TIMELINE.main.segments:
        first[segment.kind].append(segment.cues[0].sound)
    assert set(first[Kind.READY]) == {Sound.READY}
    assert set(first[Kind.HOLD]) == {Sound.HOLD}
    assert set(first[Kind.SWITCH]) == {Sound.SWITCH}
    assert Counter(first[Kind.MOVE])[Sound.START] == 11
    assert first[Kind.REST] == [Sound.END]


def test_the_session_ends_with_its_own_words() -> None:
    last = TIMELINE.main.segments[-1]
    assert (last.kind, last.brief, last.step) == (Kind.REST, "Done", 5)
    assert last.say == "That is all of it. Get up slowly."


def test_each_step_with_an_easier_form_has_a_track_for_it() -> None:
    easier = {step.exercise: step.easier for step in TIMELINE.steps}
    assert easier["low-lunge"] == "easier:2"
    assert easier["prone-recruitment"] == "easier:4"
    assert easier["release-quads"] is None
    tracks = {track.name: track for track in TIMELINE.tracks}
    squeeze = tracks["easier:4"].segments
    assert {segment.exercise for segment in squeeze} == {"prone-squeeze"}
    assert {segment.step for segment in squeeze} == {4}
    assert squeeze[0].say is not None
    assert squeeze[0].say.startswith("The easier form.")


def test_a_block_of_repetitions_is_one_set_of_one_side() -> None:
    blocks = [one.block for one in TIMELINE.main.segments if one.exercise == "prone-recruitment"]
    assert len(set(blocks)) == 2
    lunge = [one.block for one in TIMELINE.main.segments if one.exercise == "low-lunge"]
    assert len(set(lunge)) == 6


def test_the_json_has_the_fields_of_the_contract() -> None:
    content = timeline_json(TIMELINE)
    assert set(content) == {"routine", "total_s", "segments", "steps", "tracks"}
    assert content["total_s"] == TIMELINE.total_s == content["segments"][-1]["end_s"]
    assert set(content["tracks"]) == {"easier:2", "easier:4", "easier:5"}
    wanted = {"start_s", "end_s", "kind", "exercise", "phase", "side", "rep", "say", "cues", "block", "step"}
    assert all(wanted <= set(segment) for segment in content["segments"])
    lift = next(one for one in content["segments"] if one["phase"] == "lift" and one["kind"] == "hold")
    assert (lift["side"], lift["rep"], lift["works"]) == (
        "left", 1, ["near gluteus-maximus", "far gluteus-maximus", "near hamstrings"],
    )  # fmt: skip
