"""Live sessions: how many cameras at 30 frames a second one server follows, beside a bare echo server.

``python -m benchmarks.live_sessions`` looks, for each server, for the largest number of clients that are all
answered with p99 < 33 ms over five seconds, none of them falling behind. The echo server sends every frame
back; ours answers facts, and at least twice a second, and an answer names the frame up to which it speaks.
Each runs in a process of its own; the clients are a third. Budget: .4 of the echo's. The processor time of
the server for each frame at 16 clients stands beside it: on a machine with other work it says more.
"""

from __future__ import annotations

import asyncio
import json
import os
import struct
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from benchmarks.startup import free_port
from primemover.motion.simulation import Camera, simulate
from primemover.routine import library

EXERCISE, FPS_HZ, SECONDS = "prone-recruitment", 30.0, 5.0
LATEST_MS = 33.0
LEAST_SHARE = 0.4
MOST = 1024
USUAL = 16
ECHO = "benchmarks.live_sessions:echo"


@dataclass(frozen=True, slots=True)
class Round:
    """So many clients: the 99th percentile of answers, the share of frames sent, the server's own time."""

    clients: int
    p99_ms: float
    sent: float
    cpu_us: float = float("nan")

    @property
    def held(self) -> bool:
        """Whether every client was answered in time, and sent in time."""
        return self.p99_ms < LATEST_MS and self.sent > 0.97


async def _echo(websocket: WebSocket) -> None:
    await websocket.accept()
    while (message := await websocket.receive())["type"] != "websocket.disconnect":
        if message.get("bytes"):
            await websocket.send_bytes(message["bytes"])


echo = Starlette(routes=[WebSocketRoute("/live", _echo)])
"""The bare lower bound: what comes in goes out."""


def frames() -> list[bytes]:
    """What a page sends of one simulated set, without the time."""
    landmarks = simulate(library().exercise(EXERCISE), repetitions=6, camera=Camera(fps_hz=FPS_HZ)).landmarks
    found = []
    for frame in landmarks.frames():
        assert frame.world is not None
        points = frame.image.astype("<f4").tobytes() + frame.world[:, :3].astype("<f4").tobytes()
        found.append(struct.pack("<d", frame.aspect) + points)
    return found


async def one(address: str, content: list[bytes], start_s: float, late_ms: list[float]) -> int:
    """One client; frames sent."""
    sent_at: dict[float, float] = {}
    async with connect(address, compression=None) as wire:
        await wire.send(json.dumps({"kind": "watch", "exercise": EXERCISE, "side": "right"}))
        listening = asyncio.create_task(_listen(wire, sent_at, late_ms))
        await asyncio.sleep(max(0.0, start_s - time.perf_counter()))
        sent = 0
        for index in range(round(SECONDS * FPS_HZ)):
            due_s = start_s + index / FPS_HZ
            wait_s = due_s - time.perf_counter()
            if wait_s > 0:
                await asyncio.sleep(wait_s)
            elif wait_s < -1.0:
                break
            time_s = round(index / FPS_HZ, 6)
            # Late from when the frame was due: a client that cannot send in time is late as well.
            sent_at[time_s] = due_s
            await wire.send(struct.pack("<d", time_s) + content[index % len(content)])
            sent += 1
        await asyncio.sleep(0.2)
        listening.cancel()
    return sent


async def _listen(wire: ClientConnection, sent_at: dict[float, float], late_ms: list[float]) -> None:
    async for message in wire:
        now_s = time.perf_counter()
        if isinstance(message, bytes):
            (time_s,) = struct.unpack_from("<d", message)
        else:
            time_s = json.loads(message).get("at_s", -1.0)
        if time_s in sent_at:
            late_ms.append((now_s - sent_at[time_s]) * 1000)


def cpu_s(process: int) -> float:
    """Processor time that a process has used, seconds; NaN where the system does not tell."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return float("nan")
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def round_of(address: str, clients: int, content: list[bytes], process: int) -> Round:
    """So many clients at once, their frames spread over the thirtieth of a second."""
    late_ms: list[float] = []
    start_s = time.perf_counter() + 1.0 + clients * 0.01
    before_s = cpu_s(process)
    offsets = [start_s + index / clients / FPS_HZ for index in range(clients)]
    try:
        sent = await asyncio.gather(*(one(address, content, offset, late_ms) for offset in offsets))
    except (OSError, WebSocketException):
        return Round(clients, float("inf"), 0.0)
    if not late_ms:
        return Round(clients, float("inf"), 0.0)
    nearest = sorted(late_ms)[min(len(late_ms) - 1, int(len(late_ms) * 0.99))]
    cpu_us = (cpu_s(process) - before_s) / max(1, sum(sent)) * 1e6
    return Round(clients, nearest, sum(sent) / clients / (SECONDS * FPS_HZ), cpu_us)


def most(address: str, content: list[bytes], process: int) -> Round:
    """The largest round that holds: doubled until one fails, then halved in between to a tenth."""
    # The first client pays for what is loaded once.
    asyncio.run(round_of(address, 1, content, process))
    usual = asyncio.run(round_of(address, USUAL, content, process))
    print(f"  {USUAL:5} clients  {usual.cpu_us:.0f} µs of processor a frame", flush=True)
    held, failed = Round(0, 0.0, 1.0, usual.cpu_us), MOST + 1
    clients = 8
    while clients <= MOST and failed - held.clients > max(1, held.clients // 10):
        found = asyncio.run(round_of(address, clients, content, process))
        told = f"p99 {found.p99_ms:8.1f} ms  sent {found.sent:.2f}  {found.cpu_us:6.0f} µs a frame"
        print(f"  {clients:5} clients  {told}", flush=True)
        if found.held:
            held = replace(found, cpu_us=usual.cpu_us)
        else:
            failed = clients
        clients = held.clients * 2 if failed > MOST else (held.clients + failed) // 2
        if clients == held.clients:
            break
    return held


@contextmanager
def serving(arguments: list[str], port: int, ready: str) -> Iterator[int]:
    """A server process until the block is over; its id."""
    process = subprocess.Popen([sys.executable, *arguments], stdout=subprocess.DEVNULL)
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}{ready}").close()
                break
            except urllib.error.HTTPError:
                break
            except OSError:
                time.sleep(0.1)
        yield process.pid
    finally:
        process.terminate()
        process.wait()


def post(port: int, path: str, content: dict[str, object]) -> dict[str, object]:
    """Ask the server for something."""
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}{path}",
        json.dumps(content).encode(),
        {"content-type": "application/json"},
    )
    with urllib.request.urlopen(request) as answer:
        found: dict[str, object] = json.load(answer)
    return found


def main() -> None:
    """Both servers, and the verdict."""
    content = frames()
    print(f"{os.cpu_count()} cores; load before: {os.getloadavg()[0]:.1f}")
    port = free_port()
    print("bare echo")
    options = ["--port", str(port), "--log-level", "critical"]
    with serving(["-m", "uvicorn", ECHO, *options], port, "/") as process:
        bare = most(f"ws://127.0.0.1:{port}/live", content, process)
    port = free_port()
    print("Prime Mover")
    with tempfile.TemporaryDirectory() as folder:
        database = f"sqlite:///{Path(folder) / 'journal.db'}"
        arguments = ["-m", "primemover", "serve", "--port", str(port), "--database-url", database]
        with serving(arguments, port, "/") as process:
            post(port, "/api/screen", {"stop": ["none"], "adapt": ["none"]})
            session = post(port, "/api/sessions", {})["session"]
            ours = most(f"ws://127.0.0.1:{port}/api/live/{session}", content, process)
    share = ours.clients / bare.clients if bare.clients else float("nan")
    print(f"echo {bare.clients} clients, ours {ours.clients}: {share:.2f} (budget {LEAST_SHARE})")
    cost = bare.cpu_us / ours.cpu_us
    print(f"processor time a frame: echo {bare.cpu_us:.0f} µs, ours {ours.cpu_us:.0f} µs: {cost:.2f}")
    print(f"load after: {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
