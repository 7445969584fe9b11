"""The live wire through the real server: frames up, facts down, and whatever else may come."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from typing import Any

import httpx
import numpy as np
import pytest
from visiting import Server
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from primemover.motion.simulation import simulate
from primemover.routine import library
from wired import packed


def at(time_s: float, aspect: float = 1.6, value: float = math.nan) -> bytes:
    return np.array([time_s, aspect], "<f8").tobytes() + np.full(231, value, "<f4").tobytes()


@pytest.fixture
def http(own_server: Server) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=own_server.base) as client:
        yield client


@pytest.fixture
def session(http: httpx.Client) -> str:
    answers = {"stop": ["none"], "adapt": ["none"]}
    http.post("/api/screen", json=answers)
    begun = http.post("/api/sessions", json={})
    assert begun.status_code == 201, begun.text
    found: str = begun.json()["session"]
    return found


@pytest.fixture
def wire(own_server: Server, session: str) -> Iterator[ClientConnection]:
    with connect(f"{own_server.base.replace('http', 'ws')}/api/live/{session}") as opened:
        yield opened


def ask(wire: ClientConnection, **wish: object) -> dict[str, Any]:
    wire.send(json.dumps(wish))
    answer: dict[str, Any] = json.loads(wire.recv(timeout=10))
    return answer


def facts_until(wire: ClientConnection, time_s: float) -> list[dict[str, Any]]:
    """Facts up to the answer that names a frame at or after ``time_s``."""
    told: list[dict[str, Any]] = []
    while True:
        answer = json.loads(wire.recv(timeout=10))
        told += answer.get("facts", [])
        if answer["kind"] == "problem":
            told.append(answer)
        if answer.get("at_s", -1.0) >= time_s:
            return told


def test_a_set_of_squats_is_counted_over_the_wire(wire: ClientConnection) -> None:
    watching = ask(wire, kind="watch", exercise="squat", side="both")
    assert watching["kind"] == "watching"
    assert watching["phases"] == ["start", "bottom"]
    frames = list(simulate(library().exercise("squat"), repetitions=3).landmarks.frames())
    for first in range(0, len(frames), 5):
        wire.send(b"".join(packed(frame) for frame in frames[first : first + 5]))
    end_s = frames[-1].time_s + 2.0
    wire.send(at(end_s))
    told = facts_until(wire, end_s)
    assert [fact["kind"] for fact in told].count("repetition") == 3
    reached = [fact for fact in told if fact["kind"] == "reached" and fact["phase"] == "bottom"]
    assert len(reached) == 3


def test_a_fault_comes_with_the_words_of_its_file(wire: ClientConnection) -> None:
    from primemover.motion.simulation import wrong_for

    exercise = library().exercise("prone-recruitment")
    fault = next(fault for fault in exercise.faults if fault.id == "too-high")
    ask(wire, kind="watch", exercise=exercise.id, side="right")
    done = simulate(exercise, repetitions=2, wrong=wrong_for(exercise, fault, 3.0), wrong_in=(1, 2))
    frames = list(done.landmarks.frames())
    for frame in frames:
        wire.send(packed(frame))
    end_s = frames[-1].time_s + 2.0
    wire.send(at(end_s))
    named = [fact for fact in facts_until(wire, end_s) if fact["kind"] == "fault"]
    assert {fact["say"] for fact in named} == {fault.say}


@pytest.mark.parametrize(
    ("sent", "where"),
    [
        (b"\x89PNG a picture", None),
        (b"", None),
        (at(math.nan), "time or shape"),
        (at(-1.0), "time or shape"),
        (at(1.0, aspect=0.0), "time or shape"),
        (at(math.inf), "time or shape"),
        ("{", None),
        ("[1]", None),
        ("[" * 1500, None),
        ("x" * 3000, None),
        ('{"kind": "dance"}', "kind"),
        ('{"kind": ["watch"]}', "kind"),
        ('{"kind": "watch", "exercise": "squat", "side": "up"}', "side"),
        ('{"kind": "watch", "exercise": 7, "side": "left"}', "exercise"),
        ('{"kind": "watch", "exercise": "no-such", "side": "left"}', None),
        ('{"kind": "led", "phase": "lift", "start_s": 3, "end_s": 2}', "led"),
        ('{"kind": "led", "phase": "lift", "start_s": NaN, "end_s": 2}', "start_s"),
    ],
)
def test_what_makes_no_sense_is_named_and_the_wire_goes_on(
    wire: ClientConnection, sent: str | bytes, where: str | None
) -> None:
    wire.send(sent)
    answer = json.loads(wire.recv(timeout=10))
    assert answer["kind"] == "problem"
    assert answer["what"]
    assert answer.get("where") == where
    assert ask(wire, kind="watch", exercise="squat", side="both")["kind"] == "watching"


def test_a_run_of_bad_frames_is_told_once(wire: ClientConnection) -> None:
    ask(wire, kind="watch", exercise="squat", side="both")
    wire.send(at(10.0))
    for _ in range(8):
        wire.send(at(9.0))
    wire.send(at(20.0, value=math.inf))
    told = facts_until(wire, 20.0)
    assert [one["kind"] for one in told if one["kind"] == "problem"] == ["problem"]


def test_a_page_of_another_site_gets_no_wire(own_server: Server, session: str) -> None:
    address = f"{own_server.base.replace('http', 'ws')}/api/live/{session}"
    for headers in ({"origin": "https://evil.example"}, {"origin": "null"}, {"host": "evil.example"}):
        with pytest.raises((InvalidStatus, ConnectionClosed)), connect(address, additional_headers=headers):
            pass


def test_a_session_of_somebody_else_gets_no_eyes(
    own_server: Server, http: httpx.Client, session: str
) -> None:
    http.post("/people/add", data={"name": "Somebody Else"})
    cookie = "; ".join(f"{name}={value}" for name, value in http.cookies.items())
    address = f"{own_server.base.replace('http', 'ws')}/api/live/{session}"
    with connect(address, additional_headers={"cookie": cookie}) as opened:
        with pytest.raises(ConnectionClosed):
            opened.recv(timeout=10)
        assert opened.close_code == 4404
    with connect(address.replace(session, session[:-4] + "0000")) as opened, pytest.raises(ConnectionClosed):
        opened.recv(timeout=10)


def test_of_a_flood_nothing_is_lost_or_out_of_order(wire: ClientConnection) -> None:
    ask(wire, kind="watch", exercise="squat", side="both")
    # Half a second apart, so that each is answered.
    times_s = [index / 2 for index in range(1, 4000)]
    for time_s in times_s:
        wire.send(at(time_s))
    told_s: list[float] = []
    while len(told_s) < len(times_s):
        answer = json.loads(wire.recv(timeout=30))
        if answer["kind"] == "facts":
            told_s.append(answer["at_s"])
    assert told_s == times_s
