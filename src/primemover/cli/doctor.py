"""Show what this machine has and lacks: a table for people, one JSON document for programs."""

from __future__ import annotations

import json
import os
import shutil
import sys
import webbrowser
from collections.abc import Sequence
from dataclasses import asdict

from rich.console import Console
from rich.table import Table
from rich.text import Text

from primemover.app.doctor import Check, Purpose, State, examine, sessions_can_run
from primemover.cli import port
from primemover.texts import text

_SIGNS = {
    State.GOOD: ("✓", "ok", "green"),
    State.ABSENT: ("–", "-", "yellow"),
    State.BROKEN: ("✗", "X", "red"),
}


def show(database_url: str | None, *, as_json: bool) -> bool:
    """Write the checks to standard output; True where sessions can run."""
    checks = (*examine(database_url), _port(), _browser(), _terminal())
    can_run = sessions_can_run(checks)
    if as_json:
        document = {"sessions_can_run": can_run, "checks": [asdict(check) for check in checks]}
        sys.stdout.write(json.dumps(document, indent=2) + "\n")
    else:
        _print(checks, can_run=can_run)
    return can_run


def _port() -> Check:
    if port.is_free(port.HERE, port.USUAL):
        return Check("port", Purpose.PAGES, State.GOOD, f"{port.USUAL} is free")
    if port.answering_mark(port.HERE, port.USUAL) == port.data_mark(None):
        return Check("port", Purpose.PAGES, State.GOOD, f"{port.USUAL}: Prime Mover runs there")
    return Check("port", Purpose.PAGES, State.ABSENT, f"{port.USUAL} is taken; another will be used")


def _browser() -> Check:
    if not port.can_show_pages():
        return Check("browser", Purpose.PAGES, State.ABSENT, "no display here", "primemover play")
    try:
        name = webbrowser.get().name
    except webbrowser.Error:
        return Check("browser", Purpose.PAGES, State.ABSENT, "", "install a browser")
    return Check("browser", Purpose.PAGES, State.GOOD, name)


def _terminal() -> Check:
    if not sys.stdout.isatty():
        return Check("terminal", Purpose.SESSIONS, State.GOOD, "output is not a terminal: one line per cue")
    size = shutil.get_terminal_size()
    console = Console()
    found = f"{size.columns}×{size.lines}, {console.encoding}, {console.color_system or 'no'} colours"
    if console.no_color:
        found += ", NO_COLOR"
    if console.is_dumb_terminal or os.environ.get("TERM") in (None, "", "dumb"):
        return Check("terminal", Purpose.SESSIONS, State.GOOD, f"{found}: one line per cue")
    return Check("terminal", Purpose.SESSIONS, State.GOOD, found)


def _print(checks: Sequence[Check], *, can_run: bool) -> None:
    """One table for each purpose; what is found wraps in its own column, the remedy stands below it."""
    console = Console(highlight=False)
    signs = console.encoding.lower().startswith("utf")
    widest = max(len(check.part) for check in checks)
    for purpose in Purpose:
        console.print(Text(text(f"cli.doctor.for.{purpose}"), "bold"))
        table = Table.grid(padding=(0, 1))
        table.add_column(width=2, justify="right")
        table.add_column(width=widest)
        table.add_column(overflow="fold")
        for check in (check for check in checks if check.purpose is purpose):
            table.add_row(_sign(check.state, signs=signs), check.part, _found(check, signs=signs))
        console.print(table)
        console.print()
    console.print(Text(text("cli.doctor.ready" if can_run else "cli.doctor.not_ready"), "bold"))


def _sign(state: State, *, signs: bool) -> Text:
    sign, plain, colour = _SIGNS[state]
    return Text(sign if signs else plain, colour)


def _found(check: Check, *, signs: bool) -> Text:
    found = Text(check.found or text("cli.doctor.absent"), "dim" if check.state is State.GOOD else "")
    if check.remedy and check.state is not State.GOOD:
        found.append(f"\n{'→' if signs else '>'} {check.remedy}", "bold")
    return found
