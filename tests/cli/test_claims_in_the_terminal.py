"""What every command writes, for people and as JSON, claims nothing that EVIDENCE forbids."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from terminal_home import Home
from typer.main import get_command

import claims
from lived import Life
from primemover.cli.program import program
from primemover.journal import Journal

GIVEN: dict[str, list[tuple[str, ...]]] = {
    "erase": [()],
    "export archive": [("--out", "all.zip")],
    "export ics": [("--out", "reminder.ics")],
    "play": [("--yes", "--speed", "400", "--minutes", "6"), ("--person", "Nobody")],
    "restore": [("nothing.zip",)],
    "routine check": [("nothing.yaml",)],
    "routine figure": [("prone-recruitment", "--out", "one.svg")],
    "routine show": [("prone-recruitment",), ("glute-activation",), ("nothing",)],
    "routine timeline": [("glute-activation",), ("field-test",)],
    "emg analyse": [("prone.csv",), ("nothing.csv",)],
    "thigh": [("nothing.jpg",)],
    "watch": [("nothing.csv",)],
}
"""What a command is given to read; without an entry it is run bare, and as JSON where it can."""
UNREAD = {"serve": "goes on until it is stopped; its pages are crawled in tests/web"}


def leaves(command: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """Every command that does something, by its whole name."""
    below = getattr(command, "commands", {})
    if not below:
        yield name.strip(), command
    for inner, child in sorted(below.items()):
        yield from leaves(child, f"{name} {inner}")


COMMANDS = dict(leaves(get_command(program)))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = Home.at(tmp_path_factory.mktemp("home"))
    with Journal.open(home.database_url) as journal:
        Life(journal, datetime.now().astimezone()).whole()
    _record_a_late_glute(home.path / "prone.csv")
    return home


def _record_a_late_glute(path: Path) -> None:
    """Nine seconds at 1 kHz in which the glute comes 200 ms after the hamstring, and one channel is dead."""
    time_s = np.arange(9_000) / 1000
    noise = np.random.default_rng(0).standard_normal((2, 9_000))
    active = [
        np.any([(time_s >= t + late) & (time_s < t + 1) for t in (2, 4, 6)], axis=0) for late in (0.2, 0)
    ]
    table = np.column_stack([time_s, *(noise * np.where(active, 40.0, 4.0)), np.zeros(9_000)])
    np.savetxt(path, table, delimiter=",", header="time_s,GMAX_L_uV,BF_L_uV,ES_L_uV", comments="", fmt="%.4f")


@pytest.mark.parametrize("name", sorted(set(COMMANDS) - set(UNREAD)))
def test_no_command_writes_what_may_not_be_claimed(
    name: str, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(home.path)
    options = {option for parameter in COMMANDS[name].params for option in parameter.opts}
    runs = GIVEN.get(name, [()])
    if "--json" in options:
        runs = [*runs, *((*run, "--json") for run in runs)]
    read, written = claims.reader(), ""
    found = []
    for run in runs:
        ended = home.run(*name.split(), *run)
        written += ended.stdout + ended.stderr
        found += read.said(f"{name} {run}", ended.stderr) + _in(read, f"{name} {run}", ended.stdout)
    assert found == []
    assert written.strip(), f"{name} wrote nothing: give it in GIVEN what it needs"
    assert "Missing argument" not in written, f"give {name} in GIVEN what it needs"


def _in(read: claims.Reader, where: str, output: str) -> list[claims.Finding]:
    try:
        return claims.json_findings(read, where, json.loads(output))
    except json.JSONDecodeError:
        return read.said(where, output)


def test_every_command_is_known() -> None:
    assert set(GIVEN) | set(UNREAD) <= set(COMMANDS)
    assert len(COMMANDS) >= 12


def test_a_glute_that_comes_last_is_called_normal_and_nothing_else(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(home.path)
    (order,) = json.loads(home.run("emg", "analyse", "prone.csv", "--json").stdout)["order"]
    assert order["first"] == "BF_L"
    assert "normal" in order["normal"]


def test_what_a_command_writes_is_read(home: Home) -> None:
    ended = home.run("history", "--json")
    document = json.loads(ended.stdout)
    document["sessions"][0]["your_left_glute_is_inhibited"] = True
    assert _in(claims.reader(), "history", json.dumps(document))
