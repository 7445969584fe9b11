"""Every key of an exercise or routine file: what it holds, and what it means.

The one table: the checker checks by it, and ``docs/exercise-format.md`` is written from it.
"""

from __future__ import annotations

from typing import Final

from primemover.routine.exercise import TEST_ENDS, ExerciseKind, Sides, Tool
from primemover.routine.routine_file import GATES, LONGEST_MINUTES, SHORTEST_MINUTES
from primemover.routine.shape import (
    AnyOf,
    Block,
    Flag,
    Id,
    Key,
    ListOf,
    Number,
    OneOf,
    TableOf,
    WordOr,
    Words,
)
from primemover.terms import Muscle, Need, Region

FORMAT: Final = 1
BRIEF_CHARACTERS: Final = 15
LABEL_CHARACTERS: Final = 14
LONGEST_HOLD_S: Final = 1800
MOST_BREATHS: Final = 100
MOST_REPS: Final = 100
MOST_SETS: Final = 10

SIDE_WORDS: Final = ("working", "other", "both")
MARKED_MUSCLES: Final = frozenset(f"{side} {muscle}" for side in SIDE_WORDS for muscle in Muscle)
MEASURES: Final = frozenset(
    {"trunk", "hips", "knees", "ankles", "shoulders", "elbows"}
    | {
        f"{side} {part}"
        for side in ("working", "other")
        for part in ("hip", "knee", "ankle", "thigh", "shank", "shoulder", "elbow")
    }
)
"""What a side camera measures, in degrees."""

FAULT_MEASURES: Final = MEASURES | {"raise_cm"}

_SECONDS = Number(0, LONGEST_HOLD_S)

SPOKEN: Final = Block(
    "words with their time",
    {
        "say": Key(Words(), "what is said", required=True),
        "seconds": Key(
            Number(0, 120), "the least time that is given; longer if the words need it", required=True
        ),
    },
)


def _dose(what: str, most: int) -> Block:
    amount = Number(1, most, whole=True)
    return Block(
        what,
        {
            "usual": Key(amount, "the usual amount", required=True),
            "min": Key(amount, "never less", required=True),
            "max": Key(amount, "never more", required=True),
        },
    )


HOLD: Final = Block(
    "a hold",
    {
        "seconds": Key(Number(0.5, LONGEST_HOLD_S), "the usual length in seconds; or `breaths`"),
        "breaths": Key(Number(1, MOST_BREATHS, whole=True), "the usual length in slow breaths of 6 s"),
        "min": Key(Number(0.5, LONGEST_HOLD_S), "never shorter; absent: as the usual"),
        "max": Key(Number(0.5, LONGEST_HOLD_S), "never longer; absent: as the usual"),
        "counts": Key(OneOf("the word", ("rep",)), "`rep` on the one hold that completes a repetition"),
        "until": Key(
            OneOf("the words", ("let go",)),
            "`let go` on the hold of a test: the person ends it, and nothing tells the time; after `seconds` "
            "it ends by itself",
        ),
    },
)

TEST: Final = Block(
    "a test",
    {
        "ends": Key(
            ListOf(OneOf("a reason why it ended", TEST_ENDS), at_least=2),
            "the answers to: why did it end?",
            required=True,
        ),
        "fixed": Key(Words(), "what must be the same every time", required=True),
    },
)

CUE: Final = Block(
    "a late cue",
    {
        "at_s": Key(_SECONDS, "seconds after the start of the hold", required=True),
        "say": Key(Words(), "what is said, if the hold is long enough", required=True),
    },
)

CAMERA: Final = WordOr(
    "unseen",
    TableOf("tolerances in degrees", OneOf("what the camera measures", MEASURES), Number(1, 90)),
)

FAULT: Final = Block(
    "a fault",
    {
        "id": Key(Id(), "its name", required=True),
        "in": Key(Id(), "the phase in which it is looked for", required=True),
        "say": Key(Words(), "what is said", required=True),
        "ends": Key(Id(), "of a test: the one of its `ends` that it is, where it lasts for three seconds"),
        **{
            measure: Key(
                AnyOf("over or under a number"), "`over 15`, `under 60` or `over 10 more than at first`"
            )
            for measure in sorted(FAULT_MEASURES)
        },
    },
)

POSTURE: Final = {
    "touches": Key(AnyOf("parts of the body"), "parts that bear on the floor or a prop"),
    "on": Key(AnyOf("part: prop"), "a prop under a part, as `working thigh: roller`"),
    "hands": Key(AnyOf("a place for the hands"), "where the hands go, as `beside head`"),
    "feet": Key(AnyOf("a place for the feet"), "`flat`, or how many cm the ankle stands in front of the hip"),
    "pose": Key(AnyOf("joint angles in degrees, or: start"), "joint angles; `start` goes back to the start"),
    "props": Key(AnyOf("a list of props"), "things that are used, each with `name` and `under` or `on`"),
    "raise": Key(AnyOf("how far, from which phase"), "how far an ankle or knee rises, and from which phase"),
    "then": Key(AnyOf("after_s and a pose"), "a second posture inside the phase"),
    "glide": Key(AnyOf("to and pass_s"), "back and forth during the hold, `pass_s` seconds each way"),
    "like": Key(Id(), "takes the posture of that phase"),
}

MUSCLES: Final = ListOf(OneOf("working, other or both, and a muscle", MARKED_MUSCLES))

PHASE: Final = Block(
    "a phase",
    {
        "id": Key(Id(), "its name", required=True),
        "say": Key(Words(), "said in full the first time", required=True),
        "brief": Key(
            Words(BRIEF_CHARACTERS), "on the screen, and said from the second time on", required=True
        ),
        "tip": Key(Words(60), "one line beside the figure"),
        "move_s": Key(Number(0, 60), "seconds to get here from the phase before; absent: 2"),
        "hold": Key(HOLD, "how long it is held; absent: only passed through"),
        "cues": Key(ListOf(CUE), "words inside the hold"),
        "works": Key(MUSCLES, "muscles that should work"),
        "lengthens": Key(MUSCLES, "muscles that lengthen"),
        "camera": Key(CAMERA, "tolerances in degrees, or `unseen`"),
        **POSTURE,
    },
)

BODY_KEYS: Final = {
    "get_ready": Key(SPOKEN, "how to get there, spoken first", required=True),
    "start": Key(AnyOf("a posture block"), "the posture that every phase builds on", required=True),
    "phases": Key(ListOf(PHASE, at_least=1), "the postures, in order", required=True),
}
"""What each way of doing an exercise has, in its variant or for all variants together."""

_OPTIONAL_BODY: Final = {name: Key(key.shape, key.meaning) for name, key in BODY_KEYS.items()}
_NEEDS: Final = ListOf(OneOf("what is asked of the body", tuple(Need)), at_least=1)
_EXERCISES: Final = ListOf(Id())

VARIANT: Final = Block(
    "a variant",
    {"needs": Key(_NEEDS, "what this way asks for besides"), **_OPTIONAL_BODY},
)

EXERCISE: Final = Block(
    "an exercise",
    {
        "format": Key(Number(FORMAT, FORMAT, whole=True), "always 1", required=True),
        "id": Key(Id(), "its name in files and commands", required=True),
        "name": Key(Words(60), "its name for people, spoken first", required=True),
        "label": Key(
            Words(LABEL_CHARACTERS), "its short name under the bar of the whole session", required=True
        ),
        "kind": Key(OneOf("a kind", tuple(ExerciseKind)), "what it is for", required=True),
        "purpose": Key(Words(), "one sentence: what it does", required=True),
        "working_side": Key(Words(60), "in words, what `working` means here", required=True),
        "sides": Key(OneOf("how sides take turns", tuple(Sides)), "how sides take turns", required=True),
        "needs": Key(_NEEDS, "what it asks of the body; unmet, it is not done", required=True),
        "instead": Key(_EXERCISES, "substitutes, the preferred first"),
        "regions": Key(
            ListOf(OneOf("a region", tuple(Region))),
            "what it loads; sharp pain there leaves it out",
            required=True,
        ),
        **_OPTIONAL_BODY,
        "switch": Key(SPOKEN, "said and waited between the sides"),
        "reps": Key(_dose("repetitions", MOST_REPS), "repetitions of all phases; absent: once"),
        "sets": Key(_dose("sets", MOST_SETS), "sets; absent: one"),
        "rest_s": Key(Number(0, 600), "seconds of rest between sets"),
        "limit_per_side_s": Key(Number(1, 7200), "the ceiling of held seconds for each side"),
        "variants": Key(
            TableOf("a block of tools", OneOf("a tool", tuple(Tool)), VARIANT),
            "ways of doing it by tool, the preferred first",
        ),
        "test": Key(TEST, "of kind `test`: what makes one hold comparable with the next"),
        "faults": Key(ListOf(FAULT), "what the camera may name"),
        "easier": Key(_EXERCISES, "easier exercises, the nearest first"),
        "harder": Key(_EXERCISES, "harder exercises"),
        "sources": Key(ListOf(Words()), "where it comes from"),
    },
)

ITEM: Final = Block(
    "a step",
    {
        "exercise": Key(Id(), "the exercise", required=True),
        "step": Key(Number(1, 99, whole=True), "number of the step it belongs to; absent: its place"),
        "keep": Key(Number(1, 99, whole=True), "1 is kept longest when time is short; absent: its place"),
        "always": Key(Flag(), "`true` where no plan may leave the place empty"),
    },
)

ROUTINE: Final = Block(
    "a routine",
    {
        "format": Key(Number(FORMAT, FORMAT, whole=True), "always 1", required=True),
        "id": Key(Id(), "its name in files and commands", required=True),
        "name": Key(Words(60), "its name for people", required=True),
        "purpose": Key(Words(), "one sentence: what it does", required=True),
        "minutes": Key(
            ListOf(Number(SHORTEST_MINUTES, LONGEST_MINUTES, whole=True), at_least=1),
            "the lengths that are offered, the usual one first",
            required=True,
        ),
        "steps": Key(ListOf(ITEM, at_least=1), "the exercises, in order", required=True),
        "offered": Key(Flag(), "`false` for a part of something else: no list offers it by itself"),
        "behind": Key(OneOf("a gate", GATES), "the gate that must be open before it is offered"),
        "sources": Key(ListOf(Words()), "where it comes from"),
    },
)
