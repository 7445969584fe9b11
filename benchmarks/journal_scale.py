"""What the journal costs, with twenty sessions and with a million more.

    python benchmarks/journal_scale.py [--sessions 1000000]

Prints a table of medians and their ratios. Nothing is tested by time; docs/decisions/0012 quotes a run.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import insert
from starlette.testclient import TestClient

from primemover.app.history import history
from primemover.app.resume import unfinished
from primemover.app.screen import screen
from primemover.journal import Journal, new_id
from primemover.journal import tables as t
from primemover.journal.moments import to_ms
from primemover.journal.sessions import summary_row
from primemover.session import Event, fold, parse_event
from primemover.session.events import data_text
from primemover.session.fields import time_text
from primemover.web import create_app

AT_ONCE = 10_000
RUNS = 200
HOLD = {
    "track": "main",
    "exercise": "prone-recruitment",
    "phase": "lift",
    "side": "left",
    "set": 1,
    "rep": 1,
    "planned_s": 3,
    "held_s": 3,
    "skipped": False,
}


def main() -> None:
    """Fill two journals, measure both, print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sessions", type=int, default=1_000_000)
    many = parser.parse_args().sessions
    with tempfile.TemporaryDirectory() as folder:
        empty = _measured(Path(folder) / "empty.db", 0)
        full = _measured(Path(folder) / "full.db", many)
    print(f"{'median of ' + str(RUNS) + ' runs':34}{'few, ms':>12}{f'{many:,}, ms':>16}{'ratio':>8}")
    for name, before in empty.items():
        print(f"{name:34}{1000 * before:12.3f}{1000 * full[name]:16.3f}{full[name] / before:8.2f}")


def _measured(path: Path, many: int) -> dict[str, float]:
    with Journal.open(f"sqlite:///{path}") as journal:
        person = journal.first_person("Ana").id
        # Both hold two full pages and one session more, one a day: it is the million behind them that is
        # measured.
        now = datetime.now(UTC)
        lately = now - timedelta(days=41)
        _fill(journal, person, lately - timedelta(minutes=many + 1), range(many), timedelta(minutes=1))
        _fill(journal, person, lately, range(41), timedelta(days=1))
        screen(journal, person, {"stop": ["none"], "adapt": ["none"], "later": ["none"]}, now)
        cursor = history(journal, person, now=now).next
        holds = _told_one_by_one(person, now)
        return {
            "append one event": _median(lambda: journal.append([next(holds)])),
            "history, first page of 20": _median(lambda: history(journal, person, now=now)),
            "history, a page by cursor": _median(lambda: history(journal, person, before=cursor, now=now)),
            "today: sessions of 14 days": _median(
                lambda: history(journal, person, limit=20, since=now - timedelta(days=14), now=now)
            ),
            "today: unfinished session": _median(lambda: unfinished(journal, person, now)),
            "people": _median(journal.people),
            "today: the whole page": _median(_page_of(f"sqlite:///{path}")),
        }


def _page_of(url: str) -> Callable[[], Any]:
    """Asks the server for ``/``, in this process, past the network."""
    client = TestClient(create_app(url), base_url="http://localhost")

    def ask() -> None:
        answer = client.get("/")
        assert answer.status_code == 200, answer.text
        assert "Ready when you are" in answer.text

    return ask


def _median(run: Callable[[], Any]) -> float:
    run()
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def _told_one_by_one(person: str, now: datetime) -> Iterator[Event]:
    """Holds as a player tells them, 150 to a session."""
    while True:
        session = new_id()
        for number in range(150):
            at = now + timedelta(seconds=5 * number)
            yield _event("hold", person, session, at, {**HOLD, "segment": number})


def _event(kind: str, person: str, session: str, at: datetime, data: dict[str, Any]) -> Event:
    who = {"id": new_id(), "session": session, "person": person}
    return parse_event({**who, "kind": kind, "at": time_text(at), "t_s": 0, "data": data})


def _fill(journal: Journal, person: str, first: datetime, numbers: range, step: timedelta) -> None:
    rows = _rows(person, first, numbers, step)
    while batch := list(islice(rows, AT_ONCE)):
        with journal.writing() as connection:
            connection.execute(insert(t.sessions), [session for session, _ in batch])
            connection.execute(insert(t.events), [event for _, event in batch])


def _rows(
    person: str, first: datetime, numbers: range, step: timedelta
) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    session = new_id()
    told = [
        _event("start", person, session, first, {}),
        _event("end", person, session, first, {"reason": "done"}),
    ]
    summary = summary_row(fold(told))
    for number in numbers:
        start_ms = to_ms(first + number * step)
        id_ = str(UUID(int=(start_ms << 80) | (7 << 76) | (2 << 62) | number))
        yield (
            {**summary, "id": id_, "started_ms": start_ms, "last_ms": start_ms},
            {
                "id": str(UUID(int=(start_ms << 80) | (7 << 76) | (3 << 62) | number)),
                "session_id": id_,
                "kind": "end",
                "at_ms": start_ms,
                "t_s": 700.0,
                "window": None,
                "data": data_text({"reason": "done"}),
            },
        )


if __name__ == "__main__":
    main()
