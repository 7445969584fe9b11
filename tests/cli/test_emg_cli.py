"""``primemover emg`` as a person meets it: a table, a document, or one line that says what to do."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from emg_tables import STARTS_S, prone
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


def _marked(path: Path, *more: str) -> dict[str, object]:
    done = RUNNER.invoke(emg, ["analyse", str(path), "--json", *more])
    assert done.exit_code == 0, done.output
    found: dict[str, object] = json.loads(done.stdout)
    return found


def test_repetitions_of_the_camera_give_activity_and_ratios_with_clocks_aligned(tmp_path: Path) -> None:
    path = prone(tmp_path / "prone.csv")
    camera = tmp_path / "watch.json"
    repetitions = [
        {"start_s": s - 1.0, "end_s": s, "side": "left", "holds": {}, "faults": []} for s in STARTS_S
    ]
    camera.write_text(json.dumps({"count": 3, "repetitions": repetitions, "not_measured": []}))
    found = _marked(path, "--phases", str(camera), "--shift", "1.0")
    assert list(found) == ["channels", "order", "not_told", "effort"]
    effort = found["effort"]
    assert isinstance(effort, dict)
    (phase,) = effort["phases"]
    assert (phase["phase"], phase["side"], phase["repetitions"]) == ("repetition", "left", 3)
    shares = {one["channel"]: one["value"] for one in phase["shares"]}
    # Both rise from 4 to 40 µV; the glute is at rest for the first 200 of 1000 ms.
    assert shares["BF_L"] == pytest.approx(1.0, abs=0.06)
    assert shares["GMAX_L"] == pytest.approx(0.8**0.5, abs=0.06)
    (ratio,) = phase["ratios"]
    low, high = ratio["interval"]
    assert low < 0.8**0.5 < high
    missed = _marked(path, "--phases", str(camera), "--shift", "100")["effort"]
    assert isinstance(missed, dict)
    assert missed["phases"][0]["shares"][0]["value"] is None


def test_the_cue_effect_is_told_with_its_interval(tmp_path: Path) -> None:
    starts = (3.0, 6.0, 9.0, 12.0, 15.0, 18.0)
    delays = (0.2, 0.21, 0.19, 0.05, 0.06, 0.04)
    path = prone(tmp_path / "cue.csv", starts_s=starts, delays_s=delays, length_s=21.0)
    effort = _marked(path, "--cued", "11-21")["effort"]
    assert isinstance(effort, dict)
    (cue,) = effort["cue_effect_s"]
    assert (cue["first"], cue["second"]) == ("GMAX_L", "BF_L")
    assert cue["value"] == pytest.approx(-0.15, abs=0.03)
    assert cue["interval"][0] < -0.15 < cue["interval"][1] < 0
    few = _marked(path, "--cued", "17-21")["effort"]
    assert isinstance(few, dict)
    assert few["cue_effect_s"][0]["value"] is None
    assert isinstance(RUNNER.invoke(emg, ["analyse", str(path), "--cued", "now"]).exception, InvalidInput)
    table = RUNNER.invoke(emg, ["analyse", str(path), "--cued", "11-21"], env={"COLUMNS": "160"}).stdout
    assert "What the spoken cue changed" in table


def test_a_marker_channel_is_no_muscle_and_says_when_something_was_done(tmp_path: Path) -> None:
    marker = np.zeros(12_000)
    for start in STARTS_S:
        marker[round(1000 * start) : round(1000 * start) + 1000] = 3.3
    found = _marked(prone(tmp_path / "marked.csv", more=[("trigger", marker)]))
    channels = found["channels"]
    assert isinstance(channels, list)
    assert [c["name"] for c in channels] == ["GMAX_L", "BF_L"]
    effort = found["effort"]
    assert isinstance(effort, dict)
    (phase,) = effort["phases"]
    assert (phase["phase"], phase["repetitions"]) == ("marked", 3)
    assert {one["channel"] for one in effort["burst_lengths_s"]} == {"GMAX_L", "BF_L"}
