"""A person's own exercise and routine, anywhere on the disk."""

from __future__ import annotations

from pathlib import Path

import pytest
from routine_samples import GOOD, LIBRARY, broken

from primemover.errors import InvalidInput, NotFound
from primemover.routine import plan, usual_prescription
from primemover.routine.compiling import compile as lay_out_in_time
from primemover.routine.own_files import load_own
from primemover.terms import Need

OWN_ROUTINE = """\
format: 1
id: mine
name: Mine
purpose: My own lift, then a rest.
minutes: [6]
steps:
  - {exercise: my-lift, always: true}
  - {exercise: childs-pose}
"""


def written(folder: Path, name: str, content: str) -> Path:
    file = folder / name
    file.write_text(content, encoding="utf-8")
    return file


def test_an_exercise_of_ones_own_is_a_routine_of_itself(tmp_path: Path) -> None:
    own = load_own(written(tmp_path, "lift.yaml", GOOD), LIBRARY)
    assert own.exercise is not None
    timeline = lay_out_in_time(own.routine, usual_prescription(own.routine, own.library), own.library)
    assert [step.exercise for step in timeline.steps] == ["my-lift"]


def test_a_routine_of_ones_own_finds_the_exercises_beside_it(tmp_path: Path) -> None:
    written(tmp_path, "lift.yaml", GOOD)
    own = load_own(written(tmp_path, "routine.yaml", OWN_ROUTINE), LIBRARY)
    prescription = usual_prescription(own.routine, own.library)
    assert [step.exercise for step in prescription.steps] == ["my-lift", "childs-pose"]


def test_substitutes_beside_the_file_are_found_too(tmp_path: Path) -> None:
    written(tmp_path, "lift.yaml", broken("instead: [glute-bridge]", "instead: [my-other]"))
    other = GOOD.replace("my-lift", "my-other").replace("needs: [lying-on-belly]", "needs: [standing]")
    written(tmp_path, "other.yaml", other)
    own = load_own(written(tmp_path, "routine.yaml", OWN_ROUTINE), LIBRARY)
    planned = plan(own.routine, own.library, minutes=None, unmet_needs={Need.LYING_ON_BELLY})
    assert planned.steps[0].exercise == "my-other"


def test_an_own_exercise_takes_the_place_of_one_of_the_same_id(tmp_path: Path) -> None:
    written(tmp_path, "mine.yaml", GOOD.replace("id: my-lift", "id: childs-pose"))
    written(tmp_path, "lift.yaml", GOOD)
    own = load_own(written(tmp_path, "routine.yaml", OWN_ROUTINE), LIBRARY)
    assert own.library.exercise("childs-pose").name == "My lift"
    assert LIBRARY.exercise("childs-pose").name == "Child's pose"


def test_a_file_with_mistakes_is_refused_with_the_first_and_the_way_to_all(tmp_path: Path) -> None:
    file = written(tmp_path, "lift.yaml", broken("kind: activate", "kind: activat"))
    with pytest.raises(InvalidInput, match=r"line 5: kind: found activat.*primemover routine check"):
        load_own(file, LIBRARY)
    with pytest.raises(InvalidInput, match=r"lift\.yaml"):
        load_own(written(tmp_path, "routine.yaml", OWN_ROUTINE), LIBRARY)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        load_own(tmp_path / "nothing.yaml", LIBRARY)
