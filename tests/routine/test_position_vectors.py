"""The vectors that hold position.py and position.js together, in both languages."""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
VECTORS = Path(__file__).with_name("position_vectors.json")
SCRIPT = ROOT / "src" / "primemover" / "web" / "static" / "position.js"

IN_NODE = """
import { readFileSync } from "node:fs";
const source = readFileSync(process.argv[1]).toString("base64");
const { position } = await import("data:text/javascript;base64," + source);
const { timelines, cases } = JSON.parse(readFileSync(process.argv[2], "utf8"));
const wrong = [];
for (const [number, one] of cases.entries()) {
  for (const [t, ...wanted] of one.looks) {
    const got = Object.values(position(timelines[one.timeline], one.controls, t));
    if (JSON.stringify(got) !== JSON.stringify(wanted)) wrong.push({ number, t, wanted, got });
  }
}
console.log(JSON.stringify({ cases: cases.length, wrong: wrong.slice(0, 5) }));
"""


def made_by_the_script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("vectors", ROOT / "scripts" / "make_position_vectors.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_vectors_are_what_position_says_today() -> None:
    written: str = made_by_the_script().written()
    assert written == VECTORS.read_text(encoding="utf-8"), "run scripts/make_position_vectors.py and look why"


def test_the_vectors_try_every_control_and_both_kinds_of_track() -> None:
    cases = json.loads(VECTORS.read_text(encoding="utf-8"))["cases"]
    assert len(cases) >= 300
    kinds = {control["kind"] for case in cases for control in case["controls"]}
    assert kinds == {
        "start", "pause", "resume", "skip", "back", "repeat",
        "pace", "easier", "leave_out", "rebase", "let_go", "end",
    }  # fmt: skip
    tracks = {look[1] for case in cases for look in case["looks"]}
    assert "main" in tracks
    assert len(tracks) > 3


def test_the_page_says_the_same() -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("Node is not installed")
    ran = subprocess.run(
        [node, "--input-type=module", "--eval", IN_NODE, str(SCRIPT), str(VECTORS)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    told = json.loads(ran.stdout)
    assert told["wrong"] == []
    assert told["cases"] >= 300
