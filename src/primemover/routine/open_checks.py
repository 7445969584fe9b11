"""What must hold of a test and of the one hold in it that the person ends."""

from __future__ import annotations

from collections.abc import Sequence

from primemover.routine.document import Table
from primemover.routine.exercise import ExerciseKind
from primemover.routine.keys import EXERCISE, HOLD
from primemover.routine.mistake import Path, Report
from primemover.routine.shape import word_in

_TELLS_TIME = {
    "cues": "words at a time tell how long it has lasted",
    "glide": "passes to and fro can be counted",
}


def check_open(phase: Table, hold: Table, path: Path, report: Report) -> None:
    """A hold that ends when the person lets go: in seconds, with no other bounds, and silent."""
    here = (*path, "hold")
    if hold.get("breaths") is not None:
        expected = "seconds: when it ends by itself"
        report.add(hold.key_place("breaths"), (*here, "breaths"), "breaths until let go", expected)
    for bound in ("min", "max"):
        if hold.get(bound) is not None:
            expected = "seconds alone: when it ends by itself"
            report.add(hold.key_place(bound), (*here, bound), f"{bound} of an open hold", expected)
    for key, why in _TELLS_TIME.items():
        if phase.get(key) is not None:
            found = f"{key} in an open hold"
            report.add(phase.key_place(key), (*path, key), found, f"none: {why}")


def check_test(phases: Sequence[tuple[Path, Table]], root: Table, report: Report) -> None:
    """A test says what ends it and what is fixed, and has one open hold; nothing else has any."""
    is_test = word_in(root.get("kind")) == ExerciseKind.TEST
    held = [((*path, "hold"), phase.get("hold")) for path, phase in phases]
    opened = [
        (path, hold) for path, hold in held if isinstance(hold, Table) and hold.get("until") is not None
    ]
    if not is_test:
        for path, hold in opened:
            report.add(hold.key_place("until"), (*path, "until"), "an open hold", "kind: test")
        if root.get("test") is not None:
            report.add(root.key_place("test"), ("test",), "a test", "kind: test, or no test")
        return
    if root.get("test") is None and "test" not in EXERCISE.misspelt(root):
        report.add(root.place, ("test",), "nothing", "test (what ends it, and what is fixed)")
    misspelt = any("until" in HOLD.misspelt(hold) for _, hold in held if isinstance(hold, Table))
    if not opened and not misspelt:
        report.add(root.key_place("phases"), ("phases",), "no open hold", "until: let go on the hold")
    for path, hold in opened[1:]:
        expected = f"one open hold (first on line {opened[0][1].key_place('until').line})"
        report.add(hold.key_place("until"), (*path, "until"), "a second until: let go", expected)
    for key in ("reps", "sets"):
        if root.get(key) is not None:
            report.add(root.key_place(key), (key,), f"{key} of a test", "one hold for each side")
