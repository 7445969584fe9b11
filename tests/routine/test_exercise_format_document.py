"""The page that says how to write an exercise says what the checker checks."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

from routine_samples import LIBRARY

from primemover.routine import usual_prescription
from primemover.routine.checker import check_file
from primemover.routine.compiling import compile as lay_out_in_time
from primemover.routine.figures import figure_set
from primemover.routine.own_files import load_own

ROOT = Path(__file__).parents[2]
DOCUMENT = ROOT / "docs" / "exercise-format.md"
EXERCISE, ROUTINE, TEST = re.findall(r"```yaml\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)


def writer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("keys_writer", ROOT / "scripts" / "write_exercise_keys.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_its_tables_are_those_of_the_checker() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    assert writer().document(text) == text, "run scripts/write_exercise_keys.py"


def test_its_examples_are_good_and_can_be_drawn_and_played(tmp_path: Path) -> None:
    exercise = tmp_path / "heel-press.yaml"
    exercise.write_text(EXERCISE, encoding="utf-8")
    routine = tmp_path / "before-my-run.yaml"
    routine.write_text(ROUTINE, encoding="utf-8")
    assert check_file(exercise, LIBRARY) == []
    assert check_file(routine, LIBRARY) == []
    own = load_own(routine, LIBRARY)
    timeline = lay_out_in_time(own.routine, usual_prescription(own.routine, own.library), own.library)
    assert [step.exercise for step in timeline.steps] == ["heel-press", "standing-hip-flexor-stretch"]
    assert "press" in figure_set(own.library.exercise("heel-press"))["postures"]


def test_what_it_shows_of_a_test_makes_one(tmp_path: Path) -> None:
    file = tmp_path / "heel-press.yaml"
    before, after = EXERCISE.partition("phases:")[0], EXERCISE.partition("easier:")[2]
    kept = [line for line in before.splitlines() if not line.startswith(("kind:", "reps:"))]
    file.write_text("\n".join([*kept, TEST]) + f"easier:{after}", encoding="utf-8")
    assert check_file(file, LIBRARY) == []


def test_the_mistake_it_shows_is_told_so(tmp_path: Path) -> None:
    file = tmp_path / "heel-press.yaml"
    file.write_text(EXERCISE.replace("hold: {seconds: 5", "hold: {second: 5"), encoding="utf-8")
    (mistake,) = check_file(file, LIBRARY)
    shown = DOCUMENT.read_text(encoding="utf-8")
    assert f"heel-press.yaml:{mistake.line}:{mistake.column}  {mistake.key}\n" in shown
    assert f"expected {mistake.expected}\n" in shown
