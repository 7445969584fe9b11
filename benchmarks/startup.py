"""Start-up: from the command to the first answer of ``/``, against the bare app, in turn in one run.

Budget: at most 1.5 x the bare app, warm (the database exists, byte code is compiled).
"""

from __future__ import annotations

import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

RUNS = 9


def free_port() -> int:
    """A port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def seconds_to_first_answer(command: list[str], port: int, environment: dict[str, str]) -> float:
    """Start ``command``, poll ``/`` every 2 ms, and stop the process by its own pid."""
    begun = time.perf_counter()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while time.perf_counter() - begun < 60:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as answer:
                    answer.read()
                return time.perf_counter() - begun
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.002)
        raise TimeoutError(f"no answer within a minute: {' '.join(command)}")
    finally:
        process.terminate()
        process.wait(timeout=10)


def measure() -> tuple[list[float], list[float]]:
    """Seconds of Prime Mover and of the bare app, pair by pair, after one warm-up of each."""
    ours: list[float] = []
    bare: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"PRIMEMOVER_DATABASE_URL": f"sqlite:///{folder}/journal.db"}
        here = Path(__file__).parent
        for run in range(RUNS + 1):
            port = free_port()
            serve = [str(Path(sys.executable).with_name("primemover")), "serve", "--port", str(port)]
            one = seconds_to_first_answer(serve, port, environment)
            port = free_port()
            bare_command = [
                sys.executable,
                str(here / "bare_app.py"),
                str(port),
                f"sqlite:///{folder}/bare.db",
            ]
            other = seconds_to_first_answer(bare_command, port, environment)
            if run:
                ours.append(one)
                bare.append(other)
    return ours, bare


def main() -> None:
    """Print the medians and the ratio, pair by pair."""
    ours, bare = measure()
    ratios = [a / b for a, b in zip(ours, bare, strict=True)]
    print(
        f"first answer, median of {RUNS}: Prime Mover {statistics.median(ours):.3f} s, "
        f"bare app {statistics.median(bare):.3f} s"
    )
    print(
        f"ratio: median {statistics.median(ratios):.2f}, min {min(ratios):.2f}, max {max(ratios):.2f} "
        "(budget 1.5)"
    )


if __name__ == "__main__":
    main()
