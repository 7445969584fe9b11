"""``primemover emg live`` as a person meets it, in a process of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from validation.emg.played import board_file

RATE_HZ = 1000
BURSTS_S = (4.5, 6.5)


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Nine seconds: a glute that works twice, and a hamstring whose electrode falls off at 7.5 s."""
    generator = np.random.default_rng(0)
    time_s = np.arange(9 * RATE_HZ) / RATE_HZ
    active = np.any([(time_s >= t) & (time_s < t + 1) for t in BURSTS_S], axis=0)
    glute = generator.standard_normal(len(time_s)) * np.where(active, 40.0, 4.0)
    hamstring = generator.standard_normal(len(time_s)) * 4
    hamstring[7500:] = 0.0
    path = tmp_path_factory.mktemp("live") / "prone.csv"
    table = np.column_stack([time_s, glute, hamstring])
    np.savetxt(path, table, delimiter=",", header="time_s,GMAX_L_uV,BF_L_uV", comments="", fmt="%.4f")
    return path


def _command(*words: str | Path) -> list[str]:
    return [sys.executable, "-m", "primemover", "emg", *map(str, words)]


def _run(*words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(_command(*words), capture_output=True, text=True, timeout=240, check=False)


def test_a_replay_is_told_recorded_and_analysed(recording: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    done = _run("live", "--source", f"replay:{recording}", "--record", out, "--json")
    assert done.returncode == 0, done.stderr
    document = json.loads(done.stdout)
    assert list(document) == [
        "source", "heard_s", "lost", "record", "late_p95_s", "told_after_s", "channels",
    ]  # fmt: skip
    assert document["heard_s"] == pytest.approx(9.0)
    assert document["lost"] == 0
    assert [c["came_on"] for c in document["channels"]] == [2, 0]
    assert document["channels"][0]["muscle"] == "gluteus-maximus"
    assert 0 < document["late_p95_s"] < 5
    told = [json.loads(line) for line in done.stderr.splitlines()]
    on = [m for m in told if m["kind"] == "came-on"]
    assert [m["began_s"] for m in on] == pytest.approx(BURSTS_S, abs=0.02)
    assert all(0 < m["told_s"] - t < 0.13 for m, t in zip(on, BURSTS_S, strict=True))
    trouble = [m for m in told if m["kind"] == "trouble"]
    assert [(m["channel"], m["trouble"]) for m in trouble] == [("BF_L", "flat")]
    assert 7.5 < trouble[0]["told_s"] < 8.5

    analysed = json.loads(_run("analyse", out, "--json").stdout)
    onsets = [b["onset_s"] for b in analysed["channels"][0]["bursts"]]
    assert onsets == pytest.approx(BURSTS_S, abs=0.03)


def test_without_a_terminal_there_is_a_line_for_each_thing_told(recording: Path) -> None:
    done = _run("live", "--source", f"replay:{recording}", "--speed", "3")
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("gluteus-maximus left came on") == 2
    assert "Press the electrodes on and check their cable." in done.stdout
    assert "9 s heard, 0 samples lost." in done.stdout
    assert "gluteus-maximus left: came on 2 times" in done.stdout


def test_seconds_end_it_and_a_file_that_is_there_is_kept(recording: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    source = f"replay:{recording}"
    words = ("live", "--source", source, "--record", out, "--seconds", "1", "--speed", "4")
    assert _run(*words).returncode == 0
    kept = out.read_bytes()
    again = _run(*words)
    assert again.returncode == 2
    assert "There is a file already" in again.stderr
    assert out.read_bytes() == kept


@pytest.mark.skipif(os.name == "nt", reason="signals of another kind")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_a_recording_outlives_its_program(recording: Path, tmp_path: Path, number: int) -> None:
    out = tmp_path / "out.csv"
    process = subprocess.Popen(
        _command("live", "--source", f"replay:{recording}", "--record", out), stdout=subprocess.DEVNULL
    )
    end = time.monotonic() + 40
    while time.monotonic() < end and (not out.exists() or out.read_bytes().count(b"\n") < 2000):
        time.sleep(0.02)
    process.send_signal(number)
    assert process.wait(20) == (-number if number == signal.SIGKILL else 0)
    given = np.loadtxt(recording, delimiter=",", skiprows=1)
    kept = np.loadtxt(out, delimiter=",", skiprows=2)
    assert len(kept) >= 1998
    np.testing.assert_allclose(kept, given[: len(kept)], atol=1e-6)


@pytest.mark.skipif(find_spec("brainflow") is None, reason="needs BrainFlow")
def test_a_board_that_dies_is_said_to_be_silent_and_what_is_missing_stays_missing(tmp_path: Path) -> None:
    file, away, out = tmp_path / "board.tsv", tmp_path / "away.tsv", tmp_path / "out.csv"
    rows = np.random.default_rng(2).standard_normal((8, 2 * RATE_HZ))
    rows[0] = np.arange(2 * RATE_HZ)
    board_file(file, rows)
    source = f"brainflow:PLAYBACK?master_board=CYTON_WIFI&file={file}"
    words = ("live", "--source", source, "--record", out, "--seconds", "5.5", "--json")
    process = subprocess.Popen(_command(*words), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    for line in process.stderr:
        # The file is at its end. While it is away the board cannot be started again.
        if line.startswith("{") and json.loads(line)["kind"] == "silent":
            assert json.loads(line)["silent_s"] < 1.0
            file.rename(away)
            break
    time.sleep(0.2)
    away.rename(file)
    said, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors
    numbers = np.loadtxt(out, delimiter=",", skiprows=2, usecols=1)
    gap = np.flatnonzero(np.isnan(numbers))
    assert json.loads(said)["lost"] == len(gap) > RATE_HZ
    # One gap, as long as the board was away; before and behind it nothing is missing.
    np.testing.assert_array_equal(numbers[: gap[0]], np.arange(gap[0]))
    np.testing.assert_array_equal(numbers[gap[-1] + 1 :], np.arange(len(numbers) - gap[-1] - 1))
    assert gap[0] > 1.9 * RATE_HZ
    assert len(gap) == gap[-1] - gap[0] + 1
