"""Every bad recording that may come: named, with what to do; nothing is read as if it were good."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from typer.testing import CliRunner

from emg_tables import prone
from primemover.cli.emg import emg
from primemover.errors import InvalidInput

RUNNER = CliRunner()
Table = NDArray[np.float64]
GLUTE = 1
"""The glute's column; 0 is the clock."""


def spoilt(tmp_path: Path, spoil: Callable[[Table], Table], header: str | None = None) -> Path:
    """The good recording with one thing wrong."""
    path = prone(tmp_path / "bad.csv")
    names = path.read_text().splitlines()[0]
    table = spoil(np.loadtxt(path, delimiter=",", skiprows=1))
    np.savetxt(path, table, delimiter=",", header=header or names, comments="", fmt="%.6f")
    return path


def document(path: Path, *more: str) -> dict[str, Any]:
    done = RUNNER.invoke(emg, ["analyse", str(path), "--json", *more])
    assert done.exit_code == 0, done.output
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def changed(column: Callable[[Table], Table]) -> Callable[[Table], Table]:
    def spoil(table: Table) -> Table:
        table[:, GLUTE] = column(table[:, GLUTE])
        return table

    return spoil


def twice(table: Table) -> Table:
    table[:, 2] = table[:, GLUTE]
    return table


def hummed(samples: Table) -> Table:
    return np.asarray(samples + 2000 * np.sin(2 * np.pi * 50 * np.arange(len(samples)) / 1000))


def hummed_60(samples: Table) -> Table:
    return np.asarray(samples + 2000 * np.sin(2 * np.pi * 60 * np.arange(len(samples)) / 1000))


def holed(samples: Table) -> Table:
    samples[3000:6000] = np.nan
    return samples


@pytest.mark.parametrize(
    ("spoil", "header", "gate"),
    [
        (changed(lambda x: x * 1e6), None, "unit"),
        (changed(lambda x: x / 1e6), None, "unit"),
        (lambda t: t, "time_s,GMAX_L_V,BF_L_uV", "unit"),
        (changed(np.zeros_like), None, "dead"),
        (twice, None, "duplicate"),
        (changed(lambda x: np.clip(x, -30, 30)), None, "clipping"),
        (changed(hummed), None, "hum"),
        (changed(hummed_60), None, "hum"),
        (changed(holed), None, "missing"),
        (lambda t: t[::5], None, "rate"),
        (lambda t: t[:800], None, "length"),
    ],
    ids=[
        "a million too large", "a million too small", "volts for microvolts", "flat", "duplicated", "clipped",
        "50 Hz at full scale", "60 Hz at full scale", "NaN", "200 Hz", "cut after 0.8 s",
    ],
)  # fmt: skip
def test_a_channel_that_is_bad_is_named_and_gives_no_burst(
    tmp_path: Path, spoil: Callable[[Table], Table], header: str | None, gate: str
) -> None:
    found = document(spoilt(tmp_path, spoil, header))
    glute = found["channels"][0]
    assert glute["quality"]["verdict"] == "fail"
    assert gate in [f["gate"] for f in glute["quality"]["findings"] if f["verdict"] == "fail"]
    assert glute["bursts"] == []
    assert found["order"] == []
    (said, *_) = [n for n in found["not_told"] if n["about"] == "channel" and n["channels"] == ["GMAX_L"]]
    assert said["text"]
    assert said["do"]


def test_a_gap_leaves_out_the_burst_that_it_meets_and_no_other(tmp_path: Path) -> None:
    found = document(spoilt(tmp_path, lambda t: np.delete(t, slice(5300, 5700), axis=0)))
    onsets = [b["onset_s"] for b in found["channels"][0]["bursts"]]
    assert onsets == pytest.approx([2.2, 8.2], abs=0.03)
    assert any(n["about"] == "burst" and "left out" in n["text"] for n in found["not_told"])


def test_swapped_cables_look_good_and_that_is_said(tmp_path: Path) -> None:
    path = spoilt(tmp_path, lambda t: t[:, [0, 2, 1]])
    out = tmp_path / "report.html"
    found = document(path, "--report", str(out))
    assert (found["order"][0]["first"], found["order"][0]["second"]) == ("GMAX_L", "BF_L")
    assert "Two cables that were swapped: check the names against the skin." in out.read_text()


def test_a_file_that_is_cut_in_the_middle_of_a_row_names_the_row(tmp_path: Path) -> None:
    path = prone(tmp_path / "cut.csv")
    content = path.read_text()
    path.write_text(content[: len(content) // 2].rsplit(",", 1)[0])
    problem = RUNNER.invoke(emg, ["analyse", str(path), "--json"]).exception
    assert isinstance(problem, InvalidInput)
    assert "cut.csv, row " in problem.line()
    assert "The file may be cut here" in problem.line()
