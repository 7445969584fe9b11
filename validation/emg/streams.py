"""Through real streams: is a sample lost, and where does the time from onset to alarm go?

``python -m validation.emg.streams [--seconds 600] [--write]``: a BrainFlow playback board plays a Cyton on
Wi-Fi, and another program sends the same through Lab Streaming Layer: eight channels, 1000 a second, the
number of each sample and seven muscles with bursts of 6–20 dB. Each is listened to as ``primemover emg
live --record`` does, in a process of its own. In the middle the board's file ends and is gone for some
seconds, so that the board cannot be started; the sending program is killed and started again.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from primemover.app.listen import Listening
from primemover.intake.streams.board import brainflow
from validation.emg import played
from validation.emg.arrivals import Log, loss, recorded, table
from validation.emg.document import tell
from validation.emg.played import Burst

_AWAY_S = 5.0
_PACE_S = 20.0


@dataclass(frozen=True, slots=True)
class Listened:
    """What came of listening. ``own`` is the share of one core that listening took, ``process`` that of the
    whole process, which for a board includes its player."""

    log: Log
    own: float
    process: float


def listen(source: str, record: Path, seconds: float) -> Listened:
    """Listen for so long, as the program does."""
    log = Log()
    with Listening(source, record=record) as listening:
        begun, own, process = time.monotonic(), time.thread_time(), time.process_time()
        while time.monotonic() - begun < seconds:
            at = time.time()
            log.take(at, listening.look())
            listening.rest()
        passed = time.monotonic() - begun
        used = time.thread_time() - own, time.process_time() - process
    return Listened(log, used[0] / passed, used[1] / passed)


def pace(path: Path) -> str:
    """How evenly the board itself gives its samples, by its own stamps, with nothing of ours in between."""
    library = brainflow()
    params = library.BrainFlowInputParams()
    params.file, params.master_board = str(path), int(library.BoardIds.CYTON_WIFI_BOARD)
    board = library.BoardShim(int(library.BoardIds.PLAYBACK_FILE_BOARD), params)
    board.prepare_session()
    board.start_stream(450_000)
    time.sleep(_PACE_S)
    data = board.get_board_data()
    board.stop_stream()
    board.release_session()
    clock = library.BoardShim.get_timestamp_channel(library.BoardIds.CYTON_WIFI_BOARD)
    stamps = data[clock]
    steps = 1000 * np.diff(stamps)
    n = np.arange(len(stamps))
    off = 1000 * np.abs(stamps - np.polyval(np.polyfit(n, stamps, 1), n))
    return (
        f"The board by itself, {_PACE_S:g} s: {len(stamps) / (stamps[-1] - stamps[0]):.1f} samples a second; "
        f"steps of {np.median(steps):.2f} ms in the middle, {np.quantile(steps, 0.99):.1f} at 99 %, "
        f"{steps.max():.0f} at the most; off an even pace by {np.quantile(off, 0.95):.1f} ms at 95 %."
    )


def main() -> None:
    """Run, and print what came."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=600.0)
    parser.add_argument("--only", choices=("board", "layer"), help="one source instead of both at once")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/emg.md")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        told = list(_run(Path(folder), wanted.seconds, wanted.only))
    load = ", ".join(f"{x:.1f}" for x in os.getloadavg())
    tell(
        [f"{wanted.seconds:g} s; load of this machine at the end {load}.", *told],
        "streams",
        write=wanted.write,
    )


def _run(folder: Path, seconds: float, only: str | None) -> list[str]:
    rows, bursts = played.working_muscles(seconds / 2)
    file, away, sent = folder / "board.tsv", folder / "away.tsv", folder / "sent.npy"
    told = []
    name = f"primemover-validation-{time.monotonic_ns()}"
    sources = {"board": f"brainflow:PLAYBACK?master_board=CYTON_WIFI&file={file}", "layer": f"lsl:{name}"}
    if only:
        sources = {only: sources[only]}
    if "board" in sources:
        played.board_file(file, rows)
        told.append(pace(file))
    np.save(sent, rows)
    command = [sys.executable, "-m", "validation.emg.played", name, str(sent)]
    sender = subprocess.Popen(command)
    context = multiprocessing.get_context("spawn")
    try:
        with ProcessPoolExecutor(len(sources), mp_context=context) as pool:
            running = {
                kind: pool.submit(listen, source, folder / f"{kind}.csv", seconds)
                for kind, source in sources.items()
            }
            time.sleep(seconds / 2)
            sender.kill()
            sender.wait()
            if "board" in sources:
                file.rename(away)
            # The board plays its file a little slower than it was recorded.
            time.sleep(_AWAY_S + 0.02 * seconds)
            sender = subprocess.Popen(command)
            if "board" in sources:
                away.rename(file)
            for kind, one in running.items():
                told.append(_told(kind, one.result(), folder / f"{kind}.csv", bursts))
    finally:
        sender.kill()
        sender.wait()
    return told


def _told(kind: str, of: Listened, record: Path, bursts: tuple[tuple[Burst, ...], ...]) -> str:
    numbers = recorded(record)
    came, named, unnamed = loss(numbers)
    delays, alone = of.log.delays(numbers, bursts)
    title = {"board": "BrainFlow playback board", "layer": "Lab Streaming Layer"}[kind]
    silent = ", ".join(f"{x:.2f}" for x in of.log.silent_said_s) or "never"
    lines = [
        f"**{title}**: {came} samples came, {named} were named as lost while the source was gone, {unnamed} "
        f"are missing without a name. That nothing comes was said after {silent} s. Listening took "
        f"{100 * of.own:.1f} % of one core, the whole process {100 * of.process:.1f} %. "
        f"{alone} alarms without a burst.",
        "",
        *table(delays),
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
