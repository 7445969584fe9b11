"""The library as ``docs/emg.md`` shows it: NumPy in, values out."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from validation.emg.simulator import RATE_HZ, TrueBurst, simulate

from primemover import emg

DOCUMENT = Path(__file__).parents[2] / "docs" / "emg.md"
LATE = tuple(TrueBurst(t + 0.15, t + 1.2, 0.05, 0.1, "linear") for t in (2.0, 5.0, 8.0))
EARLY = tuple(TrueBurst(t, t + 1.2, 0.05, 0.1, "linear") for t in (2.0, 5.0, 8.0))


def _example() -> str:
    (code,) = re.findall(r"```python\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)
    return str(code)


def test_the_example_of_the_document_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    gmax = simulate(np.random.default_rng(1), 15, LATE, 11.0).samples
    bf = simulate(np.random.default_rng(2), 15, EARLY, 11.0).samples
    np.save(tmp_path / "gmax.npy", gmax)
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {"gmax_uv": gmax, "bf_uv": bf}
    exec(compile(_example(), str(DOCUMENT), "exec"), names)
    assert capsys.readouterr().out.count("Interval") == 3
    analysis = names["analysis"]
    assert isinstance(analysis, emg.Analysis)
    (pair,) = emg.orders(analysis)
    assert isinstance(pair.found, emg.Order)
    assert pair.first == "BF_L"
    assert pair.found.lag_s == pytest.approx(0.15, abs=0.04)
    assert RATE_HZ == 2000.0


def test_every_public_name_is_documented() -> None:
    undocumented = [name for name in emg.__all__ if not getattr(emg, name).__doc__]
    assert undocumented == []
