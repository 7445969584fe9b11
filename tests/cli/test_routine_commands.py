"""``primemover routine``: what it writes, and how it refuses."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from primemover.cli.routine import app
from primemover.errors import Conflict, InvalidInput, NotFound, StorageProblem
from primemover.routine import library

EXERCISES = Path(__file__).parents[2] / "src" / "primemover" / "routine" / "exercises"


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("NO_COLOR", "1")


def run(*words: str) -> Result:
    result = CliRunner().invoke(app, words)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def broken(folder: Path) -> Path:
    text = (EXERCISES / "prone-recruitment.yaml").read_text(encoding="utf-8")
    file = folder / "mine.yaml"
    file.write_text(text.replace("kind: activate", "kind: activat"), encoding="utf-8")
    return file


def test_the_list_has_every_exercise_and_routine() -> None:
    listed = run("list").stdout
    assert all(name in listed for name in (*library().exercises, *library().routines))


@pytest.mark.parametrize("what", ["prone-recruitment", "release-glutes", "glute-activation"])
def test_one_is_shown_with_its_words(what: str) -> None:
    shown = run("show", what)
    assert shown.exit_code == 0
    assert what in shown.stdout


def test_an_exercise_is_shown_with_every_phase_and_its_bounds() -> None:
    shown = run("show", "prone-recruitment").stdout
    for words in (
        "Squeeze both glutes, and keep them on.",
        "3 (2–6) s",
        "6 (4–12) times",
        "the leg that lifts",
    ):
        assert words in shown


@pytest.fixture(scope="module")
def simulated() -> Result:
    return run("check", str(EXERCISES / "glute-bridge.yaml"), "--simulate", "--json")


def test_a_file_is_done_by_simulated_people_and_watched(simulated: Result) -> None:
    told = json.loads(simulated.stdout)
    assert (simulated.exit_code, told["mistakes"], told["simulation"]["passed"]) == (0, [], True)
    assert [(phase["phase"], phase["seen"]) for phase in told["simulation"]["phases"]] == [
        ("squeeze", False),
        ("lift", True),
    ]
    assert all(one["counted"] == one["done"] == 4 for one in told["simulation"]["sets"])


def test_what_a_camera_does_not_count_ends_with_status_one(tmp_path: Path) -> None:
    # A limit that every squat passes: the fault is named in clean repetitions.
    text = (EXERCISES / "squat.yaml").read_text(encoding="utf-8")
    assert "trunk: under 30" in text
    file = tmp_path / "squat.yaml"
    file.write_text(text.replace("trunk: under 30", "trunk: under 85"), encoding="utf-8")
    checked = run("check", str(file), "--simulate")
    assert checked.exit_code == 1
    assert "does not count squat well enough" in checked.stdout
    assert "clean repetitions" in checked.stdout


def test_an_exercise_that_no_camera_sees_is_said_to_be_unseen() -> None:
    checked = run("check", str(EXERCISES / "prone-squeeze.yaml"), "--simulate")
    assert checked.exit_code == 0
    assert "Nothing to look for" in checked.stdout


def test_a_file_with_mistakes_is_not_simulated(tmp_path: Path) -> None:
    checked = run("check", str(broken(tmp_path)), "--simulate")
    assert checked.exit_code == 2
    assert "side camera" not in checked.stdout


def test_a_routine_cannot_be_simulated() -> None:
    with pytest.raises(InvalidInput, match="routine"):
        run("check", str(EXERCISES.parent / "routines" / "glute-activation.yaml"), "--simulate")


def test_checking_alone_loads_no_numpy() -> None:
    code = (
        "import sys; from primemover.cli.routine_check import check; from pathlib import Path\n"
        f"check(Path({str(EXERCISES / 'squat.yaml')!r}), as_json=True); print('numpy' in sys.modules)"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ended.stdout.endswith("False\n")


def test_an_unknown_id_is_refused_with_the_one_that_was_meant() -> None:
    with pytest.raises(NotFound, match="Did you mean low-lunge"):
        run("show", "low-lung")


def test_a_good_file_is_said_to_be_good() -> None:
    checked = run("check", str(EXERCISES / "low-lunge.yaml"))
    assert (checked.exit_code, checked.stdout.strip().endswith("low-lunge.yaml: no mistake.")) == (0, True)


def test_mistakes_are_shown_with_their_line_and_end_with_status_two(tmp_path: Path) -> None:
    checked = run("check", str(broken(tmp_path)))
    assert checked.exit_code == 2
    for words in (
        "mine.yaml:5:7",
        "kind: activat",
        "^",
        "found    activat",
        "you mean activate",
        "1 mistake.",
    ):
        assert words in checked.stdout


def test_mistakes_as_json_are_one_document(tmp_path: Path) -> None:
    checked = run("check", str(broken(tmp_path)), "--json")
    assert checked.exit_code == 2
    (mistake,) = json.loads(checked.stdout)["mistakes"]
    assert (mistake["line"], mistake["column"], mistake["suggestion"]) == (5, 7, "activate")


@pytest.mark.parametrize("content", [b"", b"\xff\x00", b"a: [", b"\tx: 1\n", b"x\n" * 3])
def test_what_is_no_exercise_is_checked_without_a_crash(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "strange.yaml"
    file.write_bytes(content)
    assert run("check", str(file)).exit_code == 2


def test_the_timeline_as_json_is_ordered_and_without_gaps() -> None:
    content = json.loads(run("timeline", "glute-activation", "--json").stdout)
    segments = content["segments"]
    assert segments[0]["start_s"] == 0
    assert all(a["end_s"] == b["start_s"] for a, b in pairwise(segments))
    lifts = [one for one in segments if one["kind"] == "hold" and one["phase"] == "lift"]
    assert [one["side"] for one in lifts] == ["left"] * 6 + ["right"] * 6


def test_minutes_tools_and_the_first_side_are_taken_into_account() -> None:
    options = ("--minutes", "20", "--tool", "hand-held", "--first-side", "right", "--json")
    content = json.loads(run("timeline", "glute-activation", *options).stdout)
    assert content["total_s"] <= 1200
    assert content["segments"][0]["side"] == "right"
    assert "chair" in content["segments"][0]["say"]


def test_the_timeline_for_people_says_what_is_left_out_and_why() -> None:
    laid_out = run("timeline", "glute-activation", "--minutes", "6").stdout
    assert "Left out, to fit 6 minutes." in laid_out
    assert "Left side first: the leg that lifts." in laid_out


def test_a_file_of_ones_own_is_laid_out_too(tmp_path: Path) -> None:
    text = (EXERCISES / "glute-bridge.yaml").read_text(encoding="utf-8")
    file = tmp_path / "mine.yaml"
    file.write_text(text.replace("id: glute-bridge", "id: my-bridge"), encoding="utf-8")
    content = json.loads(run("timeline", str(file), "--json").stdout)
    assert {segment["exercise"] for segment in content["segments"]} == {"my-bridge"}


@pytest.mark.parametrize(
    "options", [("--minutes", "3"), ("--tool", "spoon"), ("--first-side", "both")], ids=lambda pair: pair[0]
)
def test_what_cannot_be_planned_is_refused(options: tuple[str, str]) -> None:
    with pytest.raises(InvalidInput):
        run("timeline", "glute-activation", *options)


def test_a_phase_is_drawn_as_svg(tmp_path: Path) -> None:
    out = tmp_path / "lift.svg"
    assert run("figure", "prone-recruitment", "--phase", "lift", "--out", str(out)).exit_code == 0
    drawn = out.read_text(encoding="utf-8")
    assert drawn.startswith("<svg")
    assert "then point the toe" in drawn


def test_what_cannot_be_drawn_or_written_is_refused(tmp_path: Path) -> None:
    out = str(tmp_path / "x.svg")
    with pytest.raises(InvalidInput, match="is a routine"):
        run("figure", "glute-activation", "--out", out)
    with pytest.raises(NotFound, match="no phase"):
        run("figure", "prone-recruitment", "--phase", "fly", "--out", out)
    with pytest.raises(NotFound, match="not done with"):
        run("figure", "release-quads", "--tool", "ball", "--out", out)
    with pytest.raises(StorageProblem, match="was not written"):
        run("figure", "prone-recruitment", "--out", str(tmp_path))


def test_a_picture_that_is_there_is_only_written_over_when_told_to(tmp_path: Path) -> None:
    out = tmp_path / "mine.svg"
    out.write_text("my own drawing", encoding="utf-8")
    with pytest.raises(Conflict, match="--force"):
        run("figure", "prone-recruitment", "--out", str(out))
    assert out.read_text(encoding="utf-8") == "my own drawing"
    assert run("figure", "prone-recruitment", "--out", str(out), "--force").exit_code == 0
    assert out.read_text(encoding="utf-8").startswith("<svg")


@pytest.mark.parametrize(("phase", "said"), [("lfit", "Did you mean lift?"), ("fly", "It has: ")])
def test_an_unknown_phase_is_refused_with_those_that_there_are(tmp_path: Path, phase: str, said: str) -> None:
    with pytest.raises(NotFound, match=re.escape(said)):
        run("figure", "prone-recruitment", "--phase", phase, "--out", str(tmp_path / "x.svg"))
