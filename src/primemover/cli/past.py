"""What was done, newest first: a table for people, one JSON document for programs."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from typing import Any

from rich.console import Console
from rich.table import Table

from primemover.app.history import history
from primemover.cli.persons import person_named
from primemover.cli.words import say
from primemover.journal import Journal, SessionSummary
from primemover.session.fields import time_text
from primemover.texts import text
from primemover.texts.writing import clock_time, short_day, short_weekday


def show(database_url: str | None, name: str | None, limit: int, *, as_json: bool) -> None:
    """Write the newest ``limit`` sessions of a person to standard output."""
    with Journal.open(database_url) as journal:
        person = person_named(journal, name)
        sessions = history(journal, person.id, limit=limit).sessions
    if as_json:
        document = {"person": person.name, "sessions": [_json(session) for session in sessions]}
        sys.stdout.write(json.dumps(document, indent=2) + "\n")
    elif not sessions:
        say("cli.history.empty")
    else:
        Console().print(_table(sessions))


def _json(session: SessionSummary) -> dict[str, Any]:
    return {
        "id": session.id,
        "started_at": time_text(session.started_at),
        "routine": session.routine,
        "status": str(session.status),
        "end_reason": str(session.end_reason) if session.end_reason else None,
        "logged": session.logged,
        "minutes": session.minutes,
        "holds": session.holds,
        "held_s": session.held_s,
        "effort": session.effort,
        "worst_pain": session.worst_pain,
    }


def _table(sessions: tuple[SessionSummary, ...]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    for column in ("when", "what", "how", "minutes", "holds", "effort", "pain"):
        number = column in ("minutes", "holds", "effort", "pain")
        table.add_column(text(f"cli.history.{column}"), justify="right" if number else "left")
    for session in sessions:
        table.add_row(
            _when(session.started_at.astimezone()),
            session.routine or "",
            text("cli.history.logged" if session.logged else f"cli.history.status.{session.status}"),
            _number(session.minutes),
            "" if session.logged else str(session.holds),
            _number(session.effort),
            _number(session.worst_pain),
        )
    return table


def _when(began: datetime) -> str:
    return f"{short_weekday(began)} {short_day(began, with_year=True)}  {clock_time(began)}"


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.0f}"
