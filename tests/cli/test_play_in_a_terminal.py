"""``primemover play`` in a real terminal of its own, from the first line to the restored screen."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from terminal_home import PROGRAM, Home, short_session

from primemover.app.resume import unfinished
from primemover.journal import Journal
from primemover.journal.moments import now_utc
from primemover.routine.timeline import Kind
from primemover.session import fold

LEAVES_SECOND_SCREEN = b"\x1b[?1049l"
SHOWS_CURSOR = b"\x1b[?25h"
HOLDS = sum(segment.kind is Kind.HOLD for segment in short_session().main.segments)


class Terminal:
    """A terminal of 100 by 30 in which one command runs."""

    def __init__(self, home: Home, *arguments: str, **environment: str) -> None:
        self._outer, inner = pty.openpty()
        self.shown = b""
        self._read_to = 0
        self.resize(100, 30)
        self.attributes_before = termios.tcgetattr(inner)
        self.inner = inner
        own = {k: v for k, v in home.environment.items() if k not in ("COLUMNS", "LINES")}
        self.process = subprocess.Popen(
            [*PROGRAM, *arguments],
            env={**own, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", **environment},
            stdin=inner,
            stdout=inner,
            stderr=inner,
            start_new_session=True,
        )

    def resize(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self._outer, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self._read_to = len(self.shown)

    def type(self, keys: str) -> None:
        os.write(self._outer, keys.encode())

    def read_until(self, awaited: bytes, within_s: float = 40.0) -> None:
        """Read until ``awaited`` is shown, behind what was awaited before."""
        until = time.monotonic() + within_s
        while (at := self.shown.find(awaited, self._read_to)) < 0:
            assert time.monotonic() < until, f"{awaited!r} did not come; last: {self.shown[-2000:]!r}"
            self._read(0.2)
        self._read_to = at + len(awaited)

    def end(self, within_s: float = 60.0) -> int:
        """Read until the command has ended, and give its exit status."""
        until = time.monotonic() + within_s
        while self.process.poll() is None:
            assert time.monotonic() < until, f"it does not end; last: {self.shown[-2000:]!r}"
            self._read(0.2)
        while self._read(0.2):
            pass
        return self.process.returncode

    def _read(self, within_s: float) -> bool:
        ready, _, _ = select.select([self._outer], [], [], within_s)
        if ready:
            self.shown += os.read(self._outer, 65536)
        return bool(ready)

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self.inner)
        os.close(self._outer)


@contextmanager
def terminal(home: Home, *arguments: str, **environment: str) -> Iterator[Terminal]:
    opened = Terminal(home, *arguments, **environment)
    try:
        yield opened
    finally:
        opened.close()


def is_as_before(opened: Terminal) -> bool:
    restored = termios.tcgetattr(opened.inner) == opened.attributes_before
    return restored and LEAVES_SECOND_SCREEN in opened.shown and SHOWS_CURSOR in opened.shown


def stored(home: Home) -> tuple[Any, Any]:
    """The state of the newest session, and whether it may be taken up again."""
    with Journal.open(home.database_url) as journal:
        person = journal.people()[0]
        with journal.reading() as connection:
            newest = connection.exec_driver_sql("SELECT id FROM sessions ORDER BY id DESC").scalar_one()
        return fold(journal.events(newest)), unfinished(journal, person.id, now_utc())


def test_a_rehearsal_runs_to_the_end_and_stays_out_of_the_history(tmp_path: Path) -> None:
    home = Home.at(tmp_path)
    with terminal(home, "play", "--yes", "--minutes", "6", "--speed", "60", "--no-voice") as opened:
        assert opened.end() == 0
        assert is_as_before(opened)
    shown = opened.shown.decode()
    assert "Questions: skipped by --yes." in shown
    assert "rehearsal at 60" in shown
    assert "Prone glute recruitment" in shown.rsplit(LEAVES_SECOND_SCREEN.decode(), 1)[1]
    state, resumable = stored(home)
    assert state.deleted
    assert len(state.holds) == HOLDS
    assert str(state.end_reason) == "done"
    assert state.plan.prescription["questions_asked"] is False
    assert resumable is None
    assert "No sessions yet" in home.run("history").stdout


def test_ctrl_c_restores_the_terminal_and_leaves_a_session_that_can_be_taken_up_again(tmp_path: Path) -> None:
    home = Home.at(tmp_path)
    with terminal(home, "play", "--yes", "--minutes", "6", "--no-voice") as opened:
        opened.read_until(b"Next: ")
        opened.process.send_signal(signal.SIGINT)
        assert opened.end() == 130
        assert is_as_before(opened)
        assert b"goes on from here" in opened.shown
    state, resumable = stored(home)
    assert resumable is not None
    assert str(state.status) == "paused"


def test_a_termination_restores_the_terminal_and_keeps_the_session(tmp_path: Path) -> None:
    home = Home.at(tmp_path)
    with terminal(home, "play", "--yes", "--minutes", "6", "--no-voice") as opened:
        opened.read_until(b"Next: ")
        opened.process.terminate()
        assert opened.end() == 128 + signal.SIGTERM
        assert is_as_before(opened)
    assert stored(home)[1] is not None


def test_a_resized_window_is_filled_again(tmp_path: Path) -> None:
    home = Home.at(tmp_path)
    with terminal(home, "play", "--yes", "--minutes", "6", "--no-voice") as opened:
        opened.read_until(b"Next: ")
        opened.resize(44, 14)
        opened.read_until(b"\x1b[2J")
        opened.type("q")
        opened.read_until(b"Leave?")
        opened.type("3")
        assert opened.end() == 0
    assert str(stored(home)[0].end_reason) == "stopped"


def test_no_color_is_honoured(tmp_path: Path) -> None:
    with terminal(
        Home.at(tmp_path), "play", "--yes", "--minutes", "6", "--speed", "300", "--no-voice", NO_COLOR="1"
    ) as opened:
        assert opened.end() == 0
    assert b"\x1b[38;" not in opened.shown
    assert "⣿".encode() in opened.shown


def test_a_plain_terminal_gets_lines(tmp_path: Path) -> None:
    with terminal(
        Home.at(tmp_path), "play", "--yes", "--minutes", "6", "--speed", "300", "--no-voice", TERM="dumb"
    ) as opened:
        assert opened.end() == 0
    assert b"\x1b[?1049h" not in opened.shown
    assert b"Sink hips, 20 s." in opened.shown


def test_the_whole_way_of_a_healthy_runner_from_the_questions_to_the_closing(tmp_path: Path) -> None:
    home = Home.at(tmp_path)
    with terminal(home, "play", "--minutes", "6", "--no-voice") as opened:
        opened.read_until(b"Then stop here.")
        opened.read_until(b"none of these > ")
        opened.type("\n")
        opened.read_until(b"none of these > ")
        opened.type("\n")
        opened.read_until(b"nothing (more) > ")
        opened.type("\n")
        opened.read_until(b"none of these > ")
        opened.type("1\n")
        opened.read_until(b"Enter starts > ")
        opened.type("\n")
        opened.read_until(b"Next: ")
        opened.type("q")
        opened.read_until(b"Leave?")
        opened.type("3")
        for answer in ("1", "1 2", "3", "4", "0", "Felt good"):
            opened.read_until(b"Enter skips > ")
            opened.type(f"{answer}\n")
        opened.read_until(b"none of these > ")
        opened.type("\n")
        assert opened.end() == 0
    state, _ = stored(home)
    assert (state.closing.effort, state.closing.pain, state.closing.note) == (4, 0, "Felt good")
    assert [str(muscle) for muscle in state.closing.felt_right] == ["gluteus-maximus", "hamstrings"]
    assert str(state.closing.even) == "same"
    assert "ended early" in home.run("history").stdout


def test_a_session_that_was_left_goes_on_where_it_was(tmp_path: Path) -> None:
    home = Home.at(tmp_path)
    with terminal(home, "play", "--yes", "--minutes", "6", "--no-voice") as opened:
        opened.read_until(b"Next: ")
        opened.type("\x1b[C")
        opened.read_until(b"Next: Tuck pelvis")
        opened.process.send_signal(signal.SIGINT)
        opened.end()
    with terminal(home, "play", "--no-voice") as opened:
        opened.read_until(b"was left at")
        opened.type("1\n")
        opened.read_until(b"Enter starts > ")
        opened.type("\n")
        opened.read_until(b"Next: Tuck pelvis")
        opened.process.send_signal(signal.SIGINT)
        opened.end()
    state, _ = stored(home)
    assert state.away_s > 0
    assert [str(event.kind) for event in state.controls].count("start") == 1
