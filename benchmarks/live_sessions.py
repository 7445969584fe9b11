"""Live sessions: how many cameras at 30 frames a second one server follows, beside a bare echo server.

``python -m benchmarks.live_sessions`` looks, for each server, for the largest number of clients that are all
answered with p99 < 33 ms over five seconds, none of them falling behind. The echo server sends every frame
back; ours answers facts, and at least twice a second, and an answer names the frame up to which it speaks.
Each runs in a process of its own, the clients in a third, and rounds take turns, so that what else the
machine does meets both. Budget: .4 of the echo's. The processor time of
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
from dataclasses import dataclass
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
SETTLES_S = 1.0
SPREAD_S = 6 / FPS_HZ
"""Between the first frames of the first and the last client: nor do cameras begin in step."""
MOST = 1024
USUAL = 16
TURNS = 3
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


async def one(
    wire: ClientConnection, content: list[bytes], first: int, start_s: float, late_ms: list[float]
) -> int:
    """One client, from frame ``first`` of the set on; frames sent."""
    sent_at: dict[float, float] = {}
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
        await wire.send(struct.pack("<d", time_s) + content[(first + index) % len(content)])
        sent += 1
    await asyncio.sleep(0.2)
    listening.cancel()
    return sent


async def opened(address: str) -> ClientConnection:
    """A client that is connected and has said what it does."""
    wire = await connect(address, compression=None, open_timeout=60)
    await wire.send(json.dumps({"kind": "watch", "exercise": EXERCISE, "side": "right"}))
    return wire


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
    """So many clients, all connected before the first frame, beginning one after the other."""
    late_ms: list[float] = []
    wires: list[ClientConnection] = []
    try:
        for _ in range(clients):
            wires.append(await opened(address))
        await asyncio.sleep(SETTLES_S)
        start_s, before_s = time.perf_counter() + 0.1, cpu_s(process)
        offsets = [start_s + index / clients * SPREAD_S for index in range(clients)]
        # No two people are at the same moment of their sets.
        firsts = [index * len(content) // clients for index in range(clients)]
        together = zip(wires, firsts, offsets, strict=True)
        sent = await asyncio.gather(
            *(one(wire, content, first, offset, late_ms) for wire, first, offset in together)
        )
        after_s = cpu_s(process)
    except (OSError, WebSocketException):
        return Round(clients, float("inf"), 0.0)
    finally:
        await asyncio.gather(*(wire.close() for wire in wires))
    if not late_ms:
        return Round(clients, float("inf"), 0.0)
    nearest = sorted(late_ms)[min(len(late_ms) - 1, int(len(late_ms) * 0.99))]
    cpu_us = (after_s - before_s) / max(1, sum(sent)) * 1e6
    return Round(clients, nearest, sum(sent) / clients / (SECONDS * FPS_HZ), cpu_us)


class Held:
    """The search for the most clients that one server holds: doubled until it fails, then halved in between.

    A round that fails is tried once more, since the machine may have been busy with something else.
    """

    def __init__(self, address: str, process: int, content: list[bytes]) -> None:
        self._address, self._process, self._content = address, process, content
        # The first client pays for what is loaded once.
        self._ask(1)
        self.most, self._failed, self._clients = 0, MOST + 1, 8

    def _ask(self, clients: int) -> Round:
        return asyncio.run(round_of(self._address, clients, self._content, self._process))

    @property
    def done(self) -> bool:
        """Whether it is known to a tenth."""
        return self._clients > MOST or self._failed - self.most <= max(1, self.most // 10)

    def cost_us(self) -> float:
        """Processor time of the server for each frame, at the usual number of clients."""
        return self._ask(USUAL).cpu_us

    def next(self) -> str:
        """One more round, in words."""
        clients = self._clients
        found = self._ask(clients)
        if not found.held:
            found = min(found, self._ask(clients), key=lambda one: one.p99_ms)
        if found.held:
            self.most = clients
        else:
            self._failed = clients
        self._clients = self.most * 2 if self._failed > MOST else (self.most + self._failed) // 2
        if self._clients in (self.most, self._failed):
            self._failed = self.most
        words = f"p99 {found.p99_ms:8.1f} ms  sent {found.sent:.2f}  {found.cpu_us:6.0f} µs a frame"
        return f"{clients:5} clients  {words}"


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


def told(bare: float, ours: float, what: str) -> None:
    """One figure of both, and their ratio."""
    print(
        f"{what}: echo {bare:.0f}, ours {ours:.0f}: {ours / bare if bare else float('nan'):.2f}", flush=True
    )


def main() -> None:
    """Both servers side by side, round after round in turns, and the verdict."""
    content = frames()
    print(f"{os.cpu_count()} cores; load before: {os.getloadavg()[0]:.1f}")
    ports = free_port(), free_port()
    options = ["--port", str(ports[0]), "--log-level", "critical"]
    with tempfile.TemporaryDirectory() as folder:
        database = f"sqlite:///{Path(folder) / 'journal.db'}"
        arguments = ["-m", "primemover", "serve", "--port", str(ports[1]), "--database-url", database]
        with (
            serving(["-m", "uvicorn", ECHO, *options], ports[0], "/") as echo_id,
            serving(arguments, ports[1], "/") as own_id,
        ):
            post(ports[1], "/api/screen", {"stop": ["none"], "adapt": ["none"]})
            session = post(ports[1], "/api/sessions", {})["session"]
            bare = Held(f"ws://127.0.0.1:{ports[0]}/live", echo_id, content)
            ours = Held(f"ws://127.0.0.1:{ports[1]}/api/live/{session}", own_id, content)
            costs = [(bare.cost_us(), ours.cost_us()) for _ in range(TURNS)]
            for one_us, other_us in costs:
                told(one_us, other_us, f"µs of processor a frame at {USUAL} clients")
            while not (bare.done and ours.done):
                for name, server in (("echo", bare), ("ours", ours)):
                    if not server.done:
                        print(f"  {name} {server.next()}", flush=True)
    share = ours.most / bare.most if bare.most else float("nan")
    print(f"echo {bare.most} clients, ours {ours.most}: {share:.2f} (budget {LEAST_SHARE})")
    cost = sum(one_us for one_us, _ in costs) / sum(other_us for _, other_us in costs)
    print(f"by processor time a frame: {cost:.2f}")
    print(f"load after: {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
