"""``primemover emg analyse --report``: a page that stands alone, and a PDF, from the values of the JSON."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from emg_tables import prone
from primemover.cli.emg import emg
from primemover.errors import Conflict, InvalidInput
from primemover.sharing.emg_report import page as page_module

RUNNER = CliRunner()


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hamstring, a glute 200 ms later, and a channel that is flat and whose name is a trap."""
    return prone(tmp_path_factory.mktemp("emg") / "prone.csv", more=[("</script><b>x_uV", np.zeros(12_000))])


@pytest.fixture(scope="module")
def made(recording: Path) -> str:
    out = recording.with_name("report.html")
    done = RUNNER.invoke(emg, ["analyse", str(recording), "--report", str(out), "--json"])
    assert done.exit_code == 0, done.output
    out.with_suffix(".json").write_text(done.stdout)
    return out.read_text("utf-8")


def test_the_page_has_the_values_of_the_document(made: str, recording: Path) -> None:
    document = json.loads(recording.with_name("report.json").read_text())
    for channel in document["channels"]:
        for burst in channel["bursts"]:
            assert f"<td>{burst['onset_s']:.3f}</td>" in made
            low, high = burst["offset_interval_s"]
            assert f"<td>{low:.3f} – {high:.3f}</td>" in made
    (order,) = document["order"]
    assert f"Biceps femoris, left before Gluteus maximus, left, by {1000 * order['lag_s']:.0f} ms" in made
    assert "The gluteus maximus coming last is normal" in made
    assert "Every sample has the same value" in made or "stands still" in made


def test_the_page_asks_for_nothing_from_elsewhere_and_no_name_breaks_it(made: str) -> None:
    assert not re.search(r"""(?:src|href)\s*=\s*["']?(?!#)""", made.split("<script>", maxsplit=1)[0])
    assert "url(" not in made.split("<script>", maxsplit=1)[0]
    assert "</script><b>x" not in made


def test_every_onset_is_drawn_where_it_lies(made: str, recording: Path) -> None:
    document = json.loads(recording.with_name("report.json").read_text())
    expected = [860 * b["onset_s"] / 12 for c in document["channels"] for b in c["bursts"]]
    drawn = [float(x) for x in re.findall(r'<circle class="onset[^"]*" cx="([\d.]+)"', made)]
    assert drawn == pytest.approx(expected, abs=0.06)


def test_a_pdf_is_made_of_the_same(recording: Path, tmp_path: Path) -> None:
    out = tmp_path / "report.pdf"
    assert RUNNER.invoke(emg, ["analyse", str(recording), "--report", str(out)]).exit_code == 0
    content = out.read_bytes()
    assert content.startswith(b"%PDF-")
    assert content.rstrip().endswith(b"%%EOF")
    assert len(content) > 20_000


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs pdftotext to read a PDF back")
def test_the_pdf_has_the_values_of_the_document(recording: Path, tmp_path: Path) -> None:
    out = tmp_path / "report.pdf"
    done = RUNNER.invoke(emg, ["analyse", str(recording), "--report", str(out), "--json"])
    document = json.loads(done.stdout)
    read = subprocess.run(["pdftotext", "-layout", str(out), "-"], capture_output=True, text=True, check=True)
    (order,) = document["order"]
    assert f"by {1000 * order['lag_s']:.0f} ms" in read.stdout
    for channel in document["channels"]:
        for burst in channel["bursts"]:
            for edge in ("onset", "offset"):
                low, high = burst[f"{edge}_interval_s"]
                assert f"{burst[f'{edge}_s']:.3f}" in read.stdout
                assert f"{low:.3f} – {high:.3f}" in read.stdout
    assert "How long the bursts were" in read.stdout


def test_a_report_is_refused_before_the_analysis_where_it_cannot_be_written(
    recording: Path, tmp_path: Path
) -> None:
    there = tmp_path / "there.html"
    there.write_text("mine")
    assert isinstance(
        RUNNER.invoke(emg, ["analyse", str(recording), "--report", str(there)]).exception, Conflict
    )
    assert there.read_text() == "mine"
    wrong = RUNNER.invoke(emg, ["analyse", str(recording), "--report", str(tmp_path / "a.doc")])
    assert isinstance(wrong.exception, InvalidInput)


def test_without_the_chart_library_the_signals_are_still_drawn(
    recording: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = sys.modules[page_module.__module__]
    monkeypatch.setattr(module, "_LIBRARY", tmp_path / "nowhere")
    out = tmp_path / "still.html"
    assert RUNNER.invoke(emg, ["analyse", str(recording), "--report", str(out)]).exit_code == 0
    assert out.read_text("utf-8").count('class="envelope"') == 3
    assert "uPlot(" not in out.read_text("utf-8")


def test_a_first_page_does_not_load_the_report(tmp_path: Path) -> None:
    code = "import primemover.web, sys; print([m for m in sys.modules if 'emg_report' in m or m == 'typst'])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
