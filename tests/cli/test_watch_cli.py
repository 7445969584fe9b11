"""``primemover watch``: the table, the JSON document, and what goes wrong."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import typer
from typer.testing import CliRunner

from primemover.cli.watch import watch
from primemover.errors import InvalidInput, NotFound, PrimeMoverError
from primemover.motion.simulation import Camera, simulate
from primemover.routine import library

app = typer.Typer()
app.command()(watch)


@pytest.fixture(scope="module")
def bridges(tmp_path_factory: pytest.TempPathFactory) -> Path:
    simulation = simulate(library().exercise("glute-bridge"), repetitions=2, camera=Camera(fps_hz=15))
    landmarks = simulation.landmarks
    file = tmp_path_factory.mktemp("watch") / "bridges.npz"
    image = landmarks.image.copy()
    image[landmarks.time_s > simulation.done[-1].end_s + 1.2] = np.nan
    size = np.array(landmarks.frame_size_px)
    np.savez(file, time_s=landmarks.time_s, image=image, world=landmarks.world, frame_size_px=size)  # type: ignore[arg-type]
    return file


def told(*arguments: str) -> str:
    result = CliRunner().invoke(app, list(arguments), catch_exceptions=False)
    assert result.exit_code == 0
    return result.output


def test_json_has_count_repetitions_and_what_was_not_measured(bridges: Path) -> None:
    document = json.loads(told(str(bridges), "--exercise", "glute-bridge", "--json"))
    assert list(document) == ["count", "repetitions", "not_measured"]
    assert document["count"] == 2
    first = document["repetitions"][0]
    assert list(first) == ["start_s", "end_s", "side", "holds", "faults"]
    assert first["side"] == "both"
    assert list(first["holds"]) == ["lift"]
    assert first["faults"] == []
    assert document["not_measured"][0]["reason"] == "motion.not-measured.no-person"


def test_the_table_counts_in_words(bridges: Path) -> None:
    output = told(str(bridges), "--exercise", "glute-bridge")
    assert "2 repetitions" in output
    assert "Hips up" in output
    assert "Nobody is in the picture." in output


def test_no_telling_is_null_with_a_reason(bridges: Path) -> None:
    document = json.loads(told(str(bridges), "--exercise", "prone-squeeze", "--json"))
    assert document["count"] is None
    assert document["reason"] == "motion.cannot-tell.unseen"
    assert "cannot see" in told(str(bridges), "--exercise", "prone-squeeze")


def test_a_file_of_ones_own_is_watched_for(bridges: Path, tmp_path: Path) -> None:
    import primemover.routine

    ours = Path(primemover.routine.__file__).parent / "exercises" / "glute-bridge.yaml"
    own = tmp_path / "my-bridge.yaml"
    own.write_text(
        ours.read_text(encoding="utf-8").replace("id: glute-bridge", "id: my-bridge"), encoding="utf-8"
    )
    assert json.loads(told(str(bridges), "--exercise", str(own), "--json"))["count"] == 2


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["{file}", "--exercise", "glute-brigde"], NotFound),
        (["{file}", "--exercise", "glute-activation"], InvalidInput),
        (["{file}x", "--exercise", "glute-bridge"], NotFound),
        (["{file}", "--exercise", "glute-bridge", "--size", "large"], InvalidInput),
    ],
)
def test_what_goes_wrong_is_one_sentence(
    arguments: list[str], problem: type[PrimeMoverError], bridges: Path
) -> None:
    filled = [argument.format(file=bridges) for argument in arguments]
    with pytest.raises(problem):
        CliRunner().invoke(app, filled, catch_exceptions=False)
