"""``kill -9`` of the server at random moments of one session, fifty times: nothing acknowledged is lost."""

from __future__ import annotations

import json
import os
import random
import signal
import socket
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from http.client import HTTPException
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

import pytest

from lives import LIVES
from primemover.cli import main
from primemover.journal import new_id
from primemover.session.fields import time_text

pytestmark = pytest.mark.slow
KILLS = 50


def _serve(folder: Path, port: int) -> None:
    """The real command on one port and one database."""
    os.environ.update(PRIMEMOVER_DATABASE_URL=f"sqlite:///{folder / 'journal.db'}", HOME=str(folder))
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    sys.argv = ["primemover", "serve", "--port", str(port)]
    main()


class KilledServer:
    """The real command in a process of its own, killed and started again."""

    def __init__(self, folder: Path, port: int) -> None:
        self.base = f"http://127.0.0.1:{port}"
        self._given = (folder, port)
        self._process: ForkServerProcess | None = None

    def start(self) -> None:
        """Start it, and wait for the first answer."""
        self._process = LIVES.Process(target=_serve, args=self._given)
        self._process.start()
        for _ in range(3000):
            try:
                self.ask("/api/openapi.json")
                return
            except OSError:
                assert self._process.is_alive(), "the server ended by itself"
                time.sleep(0.01)
        raise TimeoutError("the server did not answer")

    def kill(self) -> None:
        """``kill -9``, by its own pid."""
        assert self._process is not None
        assert self._process.pid is not None
        os.kill(self._process.pid, signal.SIGKILL)
        self._process.join()

    def ask(self, path: str, body: Any = None) -> Any:
        """One request, its JSON answer."""
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json", "Origin": self.base}
        request = urllib.request.Request(self.base + path, data=data, headers=headers)
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[KilledServer]:
    running = KilledServer(tmp_path, port=_free_port())
    running.start()
    yield running
    running.kill()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _event(session: dict[str, Any], kind: str, t_s: float, **data: Any) -> dict[str, Any]:
    return {
        "id": new_id(),
        "session": session["session"],
        "person": session["person"],
        "kind": kind,
        "at": time_text(datetime.now(UTC)),
        "t_s": t_s,
        "window": None,
        "data": data,
    }


def _tell_until_killed(server: KilledServer, session: dict[str, Any], life: int, after_s: float) -> list[str]:
    """Pause and resume as fast as the server answers, until it dies; the ids that it acknowledged."""
    acknowledged: list[str] = []
    killing = threading.Timer(after_s, server.kill)
    killing.start()
    t_s = 1000.0 * life
    try:
        while True:
            batch = [_event(session, kind, (t_s := t_s + 0.01)) for kind in ("pause", "resume")]
            acknowledged += server.ask("/api/events", {"events": batch})["accepted"]
    except (OSError, HTTPException, ValueError) as gone:
        # An answer cut short is no acknowledgement; a refusal would be a fault of this test.
        assert not isinstance(gone, urllib.error.HTTPError), gone
    killing.join()
    return acknowledged


def test_fifty_kills_of_the_server_lose_nothing_that_it_acknowledged(server: KilledServer) -> None:
    server.ask("/api/screen", {"stop": ["none"], "adapt": ["none"]})
    begun = server.ask("/api/sessions", {"minutes": 6})
    session = server.ask(f"/api/sessions/{begun['session']}")
    acknowledged = server.ask("/api/events", {"events": [_event(session, "start", 0.0)]})["accepted"]
    moments = random.Random(9)
    for life in range(1, KILLS + 1):
        acknowledged += _tell_until_killed(server, session, life, moments.uniform(0.0, 0.25))
        server.start()
        stored = server.ask(f"/api/sessions/{begun['session']}")["events"]
        assert set(acknowledged) <= {event["id"] for event in stored}
        # It goes on: the next event is taken.
        more = server.ask("/api/events", {"events": [_event(session, "resume", 1000.0 * life + 999)]})
        acknowledged += more["accepted"]
    # One event a life is the restart's own; the rest were told while the kill was on its way.
    assert len(acknowledged) > 3 * KILLS
