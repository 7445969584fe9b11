"""``primemover`` and ``primemover serve`` as processes of their own."""

from __future__ import annotations

import http.client
import re
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from terminal_home import PROGRAM, Home

from primemover.cli import port
from primemover.errors import Conflict


@contextmanager
def running(home: Home, *arguments: str) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """The program, and the port that it printed."""
    process = subprocess.Popen(
        [*PROGRAM, *arguments],
        env=home.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        address = re.search(r"http://127\.0\.0\.1:(\d+)/", process.stdout.readline())
        assert address is not None
        yield process, int(address[1])
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


@contextmanager
def stranger() -> Iterator[int]:
    """Another program that listens and says nothing of use."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_the_address_is_printed_once_it_answers(tmp_path: Path) -> None:
    with running(Home.at(tmp_path), "serve", "--port", "0") as (_, at):
        connection = http.client.HTTPConnection("127.0.0.1", at, timeout=10)
        connection.request("GET", "/")
        assert connection.getresponse().status == 200
        connection.close()


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_a_server_that_is_told_to_stop_ends_well(tmp_path: Path, ending: signal.Signals) -> None:
    with running(Home.at(tmp_path), "serve", "--port", "0") as (process, _):
        process.send_signal(ending)
        _, told = process.communicate(timeout=20)
        assert process.returncode == 0
        assert "Everything is kept" in told
        assert "Traceback" not in told


def test_a_port_in_use_is_one_line_that_says_what_to_do(tmp_path: Path) -> None:
    with stranger() as taken:
        ended = Home.at(tmp_path).run("serve", "--port", str(taken))
    assert ended.returncode == 2
    assert f"Port {taken} is in use" in ended.stderr
    assert "--port 0" in ended.stderr
    assert ended.stderr.count("\n") == 1


def test_our_own_server_is_recognised_and_a_strangers_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Home.at(tmp_path)
    for name, value in home.environment.items():
        monkeypatch.setenv(name, value)
    with running(home, "serve", "--port", "0") as (_, at):
        assert port.answering_mark(port.HERE, at) == port.data_mark(None)
        monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "somebody-else"))
        assert port.answering_mark(port.HERE, at) != port.data_mark(None)


def test_a_second_server_on_our_own_port_is_told_where_the_first_is(tmp_path: Path) -> None:
    home = Home.at(tmp_path)
    with running(home, "serve", "--port", "0") as (_, at):
        ours = home.run("serve", "--port", str(at))
        others = home.run("serve", "--port", str(at), "--database-url", f"sqlite:///{tmp_path}/other.db")
    assert (ours.returncode, others.returncode) == (2, 2)
    assert f"http://127.0.0.1:{at}/" in ours.stderr
    assert "already runs" in ours.stderr
    assert "another program" in others.stderr


def test_nobody_answers_where_nobody_listens() -> None:
    with stranger() as free:
        pass
    assert port.is_free(port.HERE, free)
    assert port.answering_mark(port.HERE, free) is None


def test_a_port_that_is_taken_is_a_conflict() -> None:
    with stranger() as taken, pytest.raises(Conflict):
        port.listen(port.HERE, taken)


def test_a_browser_opens_only_where_somebody_would_see_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    for name in ("SSH_CONNECTION", "SSH_TTY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DISPLAY", ":0")
    assert port.can_show_pages()
    monkeypatch.setenv("SSH_CONNECTION", "1.2.3.4 5 6.7.8.9 22")
    assert not port.can_show_pages()
    monkeypatch.delenv("SSH_CONNECTION")
    monkeypatch.delenv("DISPLAY")
    assert not port.can_show_pages()
