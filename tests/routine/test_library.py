"""Files become values once, and quickly after that."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from routine_samples import EXERCISE_FILES, LIBRARY, ROUTINE_FILES

from primemover.errors import NotFound
from primemover.routine import library
from primemover.routine import library as library_of
from primemover.routine.document import plain, read
from primemover.routine.exercise import ExerciseKind, Sides, Tool
from primemover.routine.library import _COMPILED as COMPILED
from primemover.routine.library import _library as packaged
from primemover.terms import Muscle, Need, Region


def test_every_file_is_there_under_its_own_name() -> None:
    assert {file.stem for file in EXERCISE_FILES} == set(LIBRARY.exercises)
    assert all(exercise.id == name for name, exercise in LIBRARY.exercises.items())
    assert {file.stem for file in ROUTINE_FILES} == set(LIBRARY.routines)
    assert all(routine.id == name for name, routine in LIBRARY.routines.items())


def test_an_exercise_is_what_its_file_says() -> None:
    exercise = LIBRARY.exercise("prone-recruitment")
    assert (exercise.kind, exercise.sides) == (ExerciseKind.ACTIVATE, Sides.ONE_AFTER_THE_OTHER)
    assert exercise.needs == {Need.LYING_ON_BELLY, Need.BACK_BENDING, Need.HIP_EXTENSION}
    assert Region.GROIN in exercise.regions
    assert exercise.muscles == (Muscle.GLUTEUS_MAXIMUS, Muscle.HAMSTRINGS)
    lift = exercise.phase("lift")
    assert lift.hold is not None
    assert (lift.hold.dose.usual, lift.hold.dose.min, lift.hold.dose.max, lift.hold.counts) == (3, 2, 6, True)
    assert lift.settles_after_s == 0.5
    assert "hold" not in lift.posture
    assert "raise" in lift.posture


def test_an_exercise_with_tools_is_one_way_for_each() -> None:
    release = LIBRARY.exercise("release-glutes")
    assert [way.tool for way in release.variants] == [Tool.BALL, Tool.ROLLER, Tool.HAND_HELD]
    assert release.variant(None).tool is Tool.BALL
    assert release.variant("roller").phases[0].pass_s == 3
    assert Need.STANDING in release.variant("hand-held").needs
    assert Need.STANDING not in release.needs
    with pytest.raises(NotFound, match="is not done with spoon"):
        release.variant("spoon")


def test_a_misspelt_id_is_told_with_the_one_that_was_meant() -> None:
    with pytest.raises(NotFound, match="Did you mean prone-recruitment"):
        LIBRARY.exercise("prone-recruitmnt")
    with pytest.raises(NotFound, match="no phase lfit"):
        LIBRARY.exercise("prone-recruitment").phase("lfit")


def test_the_same_library_is_handed_out_again() -> None:
    assert library() is library_of()


def test_a_second_start_reads_no_yaml() -> None:
    packaged.cache_clear()
    library()
    script = (
        "import sys; from primemover.routine import library; library(); print('ruamel.yaml' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b"\xff\xfe", b'{"x": 1}'])
def test_a_damaged_compilation_is_made_anew(damage: bytes) -> None:
    COMPILED.write_bytes(damage)
    packaged.cache_clear()
    assert library().exercises.keys() == LIBRARY.exercises.keys()
    assert len(json.loads(COMPILED.read_bytes())) == len(EXERCISE_FILES) + len(ROUTINE_FILES)


def test_what_is_compiled_is_what_the_files_say() -> None:
    packaged.cache_clear()
    library()
    compiled = json.loads(COMPILED.read_bytes()).values()
    for file in (*EXERCISE_FILES, *ROUTINE_FILES):
        root = read(file).root
        assert root is not None
        assert plain(root) in compiled
