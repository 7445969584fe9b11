"""How sides, sets and repetitions follow each other, and what a prescription may not ask for."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from routine_samples import GOOD, LIBRARY, ROUTINE, broken

from primemover.errors import InvalidInput, NotFound
from primemover.routine import Exercise, usual_prescription
from primemover.routine.compiling import compile as lay_out_in_time
from primemover.routine.document import Table, content_of, read_bytes
from primemover.routine.ladder import usual_doses
from primemover.routine.laying_out import lay_out
from primemover.routine.loader import exercise_from
from primemover.routine.prescription import Doses
from primemover.routine.timeline import Kind, Sound
from primemover.terms import Side

USUAL = usual_prescription(ROUTINE, LIBRARY)


def made(content: str) -> Exercise:
    root = read_bytes(content.encode()).root
    assert isinstance(root, Table)
    return exercise_from(content_of(root))


def order(exercise: Exercise, doses: Doses | None = None) -> list[tuple[str, str, int, int | None]]:
    segments = lay_out(exercise, doses or usual_doses(exercise), Side.LEFT)
    return [
        (one.kind.value, one.side.value, one.set, one.rep) for one in segments if one.kind is not Kind.MOVE
    ]


def test_one_side_after_the_other_finishes_one_side_first() -> None:
    exercise = made(broken("usual: 6, min: 4", "usual: 2, min: 1"))
    assert order(exercise) == [
        ("ready", "left", 1, None),
        ("hold", "left", 1, 1),
        ("hold", "left", 1, 2),
        ("switch", "right", 1, None),
        ("hold", "right", 1, 1),
        ("hold", "right", 1, 2),
    ]


def test_alternating_sides_take_turns_and_the_side_is_said() -> None:
    content = broken("one after the other", "alternating").replace("usual: 6, min: 4", "usual: 2, min: 1")
    exercise = made(content)
    assert order(exercise) == [
        ("ready", "left", 1, None),
        ("hold", "left", 1, 1),
        ("hold", "right", 1, 1),
        ("hold", "left", 1, 2),
        ("hold", "right", 1, 2),
    ]
    moves = [
        one.say
        for one in lay_out(exercise, usual_doses(exercise), Side.LEFT)
        if one.phase == "lift" and one.say
    ]
    assert moves == ["Left. Lift the leg.", "Right. Lift", "Left. Lift", "Right. Lift"]


def test_between_sets_there_is_a_rest_that_belongs_to_the_set_before() -> None:
    content = broken("start:\n", "sets: {usual: 2, min: 1, max: 3}\nrest_s: 20\nstart:\n")
    exercise = made(
        content.replace("one after the other", "both together").replace(
            "usual: 6, min: 4", "usual: 1, min: 1"
        )
    )
    assert order(exercise) == [
        ("ready", "both", 1, None),
        ("hold", "both", 1, 1),
        ("rest", "both", 1, None),
        ("hold", "both", 2, 1),
    ]
    segments = lay_out(exercise, usual_doses(exercise), Side.LEFT)
    rest = next(one for one in segments if one.kind is Kind.REST)
    assert rest.say == "Rest. Then set 2 of 2."
    assert rest.end_s - rest.start_s == pytest.approx(20)
    blocks = {one.set: one.block for one in segments if one.kind is Kind.HOLD}
    assert (rest.block, blocks[1], blocks[2]) == (0, 0, 1)


def test_get_ready_lasts_at_least_as_long_as_its_words() -> None:
    words = "Lie " + "very " * 60 + "flat."
    exercise = made(broken("say: Lie on your belly., seconds: 10", f"say: {words}, seconds: 10"))
    ready = lay_out(exercise, usual_doses(exercise), Side.LEFT)[0]
    assert ready.say is not None
    assert ready.end_s - ready.start_s >= len(ready.say.split()) / 2.5 + 0.6


def changed(**what: Any) -> Any:
    doses = replace(USUAL.steps[-2].doses, **what)
    steps = [*USUAL.steps[:-2], replace(USUAL.steps[-2], doses=doses), USUAL.steps[-1]]
    return replace(USUAL, steps=tuple(steps))


@pytest.mark.parametrize(
    "what",
    [
        {"reps": 13},
        {"reps": 3},
        {"sets": 4},
        {"sets": 0},
        {"holds": {"squeeze": 1, "straighten": 3, "lift": 7}},
        {"holds": {"squeeze": 1, "straighten": 3}},
    ],
    ids=str,
)
def test_a_dose_outside_the_file_is_never_laid_out(what: dict[str, object]) -> None:
    with pytest.raises(InvalidInput, match="prone-recruitment"):
        lay_out_in_time(ROUTINE, changed(**what), LIBRARY)


def test_a_prescription_of_another_routine_is_refused() -> None:
    with pytest.raises(InvalidInput, match="is for something-else"):
        lay_out_in_time(ROUTINE, replace(USUAL, routine="something-else"), LIBRARY)


def test_a_prescription_of_an_exercise_that_is_gone_is_refused() -> None:
    gone = replace(USUAL, steps=(replace(USUAL.steps[0], exercise="no-longer-here"),))
    with pytest.raises(NotFound):
        lay_out_in_time(ROUTINE, gone, LIBRARY)


def test_the_good_file_of_the_tests_is_laid_out() -> None:
    assert lay_out(made(GOOD), usual_doses(made(GOOD)), Side.RIGHT)[1].side is Side.RIGHT


def test_an_open_hold_is_silent_until_it_ends_by_itself() -> None:
    content = GOOD.replace("reps: {usual: 6, min: 4, max: 12}\n", "").replace("kind: activate", "kind: test")
    content = content.replace("    cues:\n      - {at_s: 2, say: Higher.}\n", "")
    content = content.replace(
        "{seconds: 3, min: 2, max: 6, counts: rep}", "{seconds: 180, until: let go}"
    ).replace("sources:", "test: {ends: [form, gave-up], fixed: The knee.}\nsources:")
    exercise = made(content)
    segments = lay_out(exercise, usual_doses(exercise), Side.RIGHT)
    held = [one for one in segments if one.kind is Kind.HOLD]
    assert [(one.side, one.end_s - one.start_s, one.open) for one in held] == [
        (Side.RIGHT, 180, True),
        (Side.LEFT, 180, True),
    ]
    for hold in held:
        assert [(cue.at_s, cue.say, cue.sound) for cue in hold.cues] == [(hold.start_s, None, Sound.HOLD)]
    assert not any(one.open for one in segments if one.kind is not Kind.HOLD)
    assert exercise.test is not None
    assert (exercise.test.ends, exercise.test.fixed) == (("form", "gave-up"), "The knee.")
