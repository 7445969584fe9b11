"""Write the tables of keys and words in docs/exercise-format.md from what the checker checks by.

python scripts/write_exercise_keys.py
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from primemover.body import vocabulary
from primemover.routine.exercise import TEST_ENDS, ExerciseKind, Sides, Tool
from primemover.routine.keys import (
    CUE,
    EXERCISE,
    FAULT,
    HOLD,
    ITEM,
    PHASE,
    POSTURE,
    ROUTINE,
    SPOKEN,
    TEST,
    VARIANT,
)
from primemover.routine.shape import Key
from primemover.terms import Muscle, Need, Region

DOCUMENT = Path(__file__).parent.parent / "docs" / "exercise-format.md"
BEGIN, END = "<!-- written by scripts/write_exercise_keys.py -->", "<!-- end -->"

OF_PHASE = {name: key for name, key in PHASE.keys.items() if name not in POSTURE}
OF_FAULT = {name: key for name, key in FAULT.keys.items() if key.required}
TABLES = (
    ("An exercise", EXERCISE.keys),
    ("A phase", OF_PHASE),
    ("A posture: keys of `start` and of a phase", POSTURE),
    ("A hold", HOLD.keys),
    ("`get_ready` and `switch`", SPOKEN.keys),
    ("A late cue", CUE.keys),
    ("A test", TEST.keys),
    ("A fault, with one condition such as `trunk: over 10`", OF_FAULT),
    ("A variant, by tool", VARIANT.keys),
    ("A routine", ROUTINE.keys),
    ("A step of a routine", ITEM.keys),
)


def written() -> str:
    """The part of the document that is made."""
    lines = [BEGIN, "", "## Every key", "", "**Bold** keys must be there."]
    for title, keys in TABLES:
        lines += ["", f"### {title}", "", "| key | holds | meaning |", "|---|---|---|"]
        lines += [_row(name, key) for name, key in keys.items()]
    lines += ["", "## Every word", ""]
    lines += [f"- **{title}**: {_listed(words)}" for title, words in _words()]
    return "\n".join([*lines, "", END])


def document(text: str) -> str:
    """``text`` of the document with its made part made anew."""
    before, _, rest = text.partition(BEGIN)
    return before + written() + rest.partition(END)[2]


def _row(name: str, key: Key) -> str:
    shown = f"**`{name}`**" if key.required else f"`{name}`"
    return f"| {shown} | {key.shape.expected} | {key.meaning} |"


def _words() -> Iterable[tuple[str, Iterable[str]]]:
    yield "kinds", ExerciseKind
    yield "sides", Sides
    yield "tools", Tool
    yield "needs", Need
    yield "why a test ended", TEST_ENDS
    yield "regions", Region
    yield "muscles, after working, other or both", Muscle
    yield "joints (of one side: `working hip`, `other hip`)", _of_both(vocabulary.JOINT_WORDS)
    yield "parts that bear (of one side: `working sole`, `other sole`)", _of_both(vocabulary.PART_WORDS)
    yield "lying, in a start only (the body is then seen from behind)", vocabulary.LYING_WORDS
    yield "limbs taken off the floor, in touches", vocabulary.FREE_WORDS
    yield "places for the hands", vocabulary.HAND_WORDS
    yield "things, in on and props", vocabulary.PROPS
    yield "where a round thing lies, after its name", (word for word in vocabulary.ALONG_WORDS if word)


def _of_both(words: Iterable[str]) -> list[str]:
    return [word for word in words if word.split()[0] not in ("working", "other", "both")]


def _listed(words: Iterable[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


if __name__ == "__main__":
    DOCUMENT.write_text(document(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")
    print(f"{DOCUMENT.name} is up to date")
