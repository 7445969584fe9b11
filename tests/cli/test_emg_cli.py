"""``primemover emg`` as a person meets it: a table, a document, or one line that says what to do."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from emg_tables import prone
from primemover.cli.emg import emg
from primemover.errors import InvalidInput, NotFound

RUNNER = CliRunner()


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve seconds at 1 kHz: a glute that comes 200 ms after its hamstring, and a channel that is flat."""
    return prone(tmp_path_factory.mktemp("emg") / "prone.csv", more=[("ES_L_uV", np.zeros(12_000))])


def test_the_document_has_exactly_the_promised_keys(recording: Path) -> None:
    result = RUNNER.invoke(emg, ["analyse", str(recording), "--json"])
    assert result.exit_code == 0
    document = json.loads(result.stdout)
    assert list(document) == ["channels", "order", "not_told"]
    channel = document["channels"][0]
    assert list(channel) == ["name", "muscle", "side", "quality", "bursts"]
    assert (channel["name"], channel["muscle"], channel["side"]) == ("GMAX_L", "gluteus-maximus", "left")
    assert list(channel["bursts"][0]) == ["onset_s", "onset_interval_s", "offset_s", "offset_interval_s"]
    assert [b["onset_s"] for b in channel["bursts"]] == pytest.approx([2.2, 5.2, 8.2], abs=0.03)
    for burst in channel["bursts"]:
        low, high = burst["onset_interval_s"]
        assert low <= burst["onset_s"] <= high


def test_the_order_is_told_and_what_fails_is_not(recording: Path) -> None:
    document = json.loads(RUNNER.invoke(emg, ["analyse", str(recording), "--json"]).stdout)
    (order,) = document["order"]
    assert (order["first"], order["second"], order["repetitions"]) == ("BF_L", "GMAX_L", 3)
    assert order["lag_s"] == pytest.approx(0.2, abs=0.03)
    assert order["normal"].startswith("The gluteus maximus coming last is normal")
    assert document["channels"][2]["bursts"] == []
    assert document["channels"][2]["quality"]["verdict"] == "fail"
    assert any(n["channels"] == ["ES_L"] and n["do"] for n in document["not_told"])


def test_the_table_says_the_same_in_words(recording: Path) -> None:
    result = RUNNER.invoke(emg, ["analyse", str(recording)], env={"COLUMNS": "160"})
    assert result.exit_code == 0
    for words in (
        "GMAX_L",
        "gluteus-maximus left",
        "BF_L before GMAX_L",
        "is normal",
        "not usable",
        "Check the cable",
    ):
        assert words in result.stdout


def test_a_muscle_map_and_a_rate_are_taken(tmp_path: Path) -> None:
    path = tmp_path / "bare.txt"
    np.savetxt(path, np.random.default_rng(1).standard_normal((6000, 1)), fmt="%.4f")
    muscles = tmp_path / "map.yaml"
    muscles.write_text("channel_1: gluteus-medius right\n")
    result = RUNNER.invoke(emg, ["analyse", str(path), "--rate", "2000", "--muscles", str(muscles), "--json"])
    (channel,) = json.loads(result.stdout)["channels"]
    assert (channel["muscle"], channel["side"]) == ("gluteus-medius", "right")
    assert channel["quality"]["values"]["rate"] == 2000.0
    assert channel["bursts"] == []


def test_what_cannot_be_read_is_an_error_of_the_family(tmp_path: Path) -> None:
    broken = tmp_path / "broken.csv"
    broken.write_text("time_s,a\n0,1\n0.001,x\n")
    assert isinstance(RUNNER.invoke(emg, ["analyse", str(broken)]).exception, InvalidInput)
    assert isinstance(RUNNER.invoke(emg, ["analyse", str(tmp_path / "none.edf")]).exception, NotFound)


def test_the_command_loads_no_signal_processing_before_it_runs() -> None:
    wanted = "{'numpy', 'scipy', 'primemover.emg'}"
    code = f"import sys, primemover.cli.emg; print(sorted({wanted} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
