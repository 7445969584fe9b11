"""Ten minutes through real streams: is a sample lost? ``python -m validation.emg.streams [--seconds 600]``

A BrainFlow playback board plays a file of a Cyton on Wi-Fi (8 channels, 1000 a second) while another program
sends numbered samples through Lab Streaming Layer and is killed in the middle and started again. One channel
of the board holds the number of each sample, another simulated bursts of 6–20 dB: when each is told, on this
machine's clock, less when its true onset was sent, is the delay that a person meets, screen apart.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path

import numpy as np
from scipy import signal

from primemover.emg.live import CameOn, Monitor
from primemover.intake.streams import Stream, open_stream
from primemover.intake.streams.stream import Chunk
from validation.emg.simulator import TrueBurst, draw_bursts, simulate

RATE_HZ = 1000.0
SNR_DB = (6.0, 10.0, 15.0, 20.0)
_SLOW_RAMP_S = 0.15
_GRACE_S = 0.05
_LOOK_S = 0.02
_OUTLET = Path(__file__).parents[2] / "tests" / "intake" / "lsl_outlet.py"


@dataclass(slots=True)
class Count:
    """What came of a stream of numbered samples."""

    came: int = 0
    named_lost: int = 0
    skipped: int = 0
    """Numbers that never came, of a source that was not killed."""
    oldest_s: float = 0.0
    last: float | None = None

    def take(self, stream: Stream) -> Chunk:
        """Count what has come."""
        chunk = stream.read()
        if chunk.empty:
            return chunk
        row = chunk.samples[0]
        self.named_lost += chunk.lost
        self.came += int(np.isfinite(row).sum())
        self.oldest_s = max(self.oldest_s, (chunk.age_s or 0.0) + len(row) / RATE_HZ)
        numbers = row[np.isfinite(row)]
        if self.last is not None:
            numbers = np.concatenate([[self.last], numbers])
        step = np.diff(numbers)
        self.skipped += int(np.where(step > 0, step - 1, 0).sum())
        self.last = float(numbers[-1])
        return chunk


class Told:
    """How late each burst of the board's second channel is told."""

    def __init__(self, stream: Stream, bursts: tuple[TrueBurst, ...]) -> None:
        self._monitor = Monitor(stream.channels[:2])
        self._bursts = bursts
        self._first_sample: float | None = None
        self.delays_s: dict[TrueBurst, float] = {}
        self.other = 0

    def take(self, chunk: Chunk) -> None:
        """Look for alarms in what has come. Numbers of the samples say where in the file it lies."""
        if chunk.empty:
            return
        moments = self._monitor.feed(chunk.samples[:2])
        now = time.time()
        if self._first_sample is None:
            self._first_sample = float(chunk.samples[0][0])
        newest_s = float(chunk.samples[0][-1]) / RATE_HZ
        sent_at = now - (chunk.age_s or 0.0)
        for moment in moments:
            if isinstance(moment, CameOn) and moment.channel == 1:
                at_s = moment.told_s + self._first_sample / RATE_HZ
                burst = next((b for b in self._bursts if b.onset_s <= at_s < b.offset_s + _GRACE_S), None)
                if burst is None:
                    self.other += 1
                else:
                    self.delays_s.setdefault(burst, now - (sent_at - (newest_s - burst.onset_s)))

    def line(self, until_s: float) -> str:
        """The figures, of the bursts that were over by ``until_s``."""
        due = [b for b in self._bursts if b.onset_s > 8.0 and b.offset_s < until_s - 1.0]
        quick = [b for b in due if b.ramp_up_s <= _SLOW_RAMP_S]
        parts = [
            f"{title}: {len(found)} bursts, median {1000 * np.median(found):.0f} ms, "
            f"95 % {1000 * np.quantile(found, 0.95):.0f} ms"
            for title, which in (("all ramps", due), ("ramps to 150 ms", quick))
            if (found := [self.delays_s.get(b, np.inf) for b in which])
        ]
        never = sum(b not in self.delays_s for b in due)
        return f"{'; '.join(parts)}; never told {never}, told without a burst {self.other}"


def working_muscle(seconds: float) -> tuple[np.ndarray, tuple[TrueBurst, ...]]:
    """A muscle of ``seconds`` at 1000 a second, a stretch of bursts at each level in turn."""
    pieces: list[np.ndarray] = []
    bursts: list[TrueBurst] = []
    start_s, k = 0.0, 0
    while start_s < seconds:
        generator = np.random.default_rng([6, k])
        drawn, length_s = draw_bursts(generator, 12, first_s=4.5)
        made = simulate(generator, SNR_DB[k % len(SNR_DB)], drawn, length_s)
        pieces.append(signal.decimate(made.samples, 2, ftype="fir"))
        bursts += [replace(b, onset_s=b.onset_s + start_s, offset_s=b.offset_s + start_s) for b in drawn]
        start_s += len(pieces[-1]) / RATE_HZ
        k += 1
    muscle = np.concatenate(pieces)[: round(seconds * RATE_HZ)]
    time_s = np.arange(len(muscle)) / RATE_HZ
    # Without a seam: a jump of hum or sway between two stretches would be an event of its own.
    hum_and_sway = 2.5 * np.sqrt(2) * np.sin(2 * np.pi * 50 * time_s) + 10 * np.sin(2 * np.pi * 0.7 * time_s)
    return muscle + hum_and_sway, tuple(bursts)


def numbered_file(path: Path, seconds: float) -> tuple[TrueBurst, ...]:
    """A file of a Cyton on Wi-Fi whose channels hold the number of the sample; the second one bursts."""
    library = import_module("brainflow.board_shim")
    described = library.BoardShim.get_board_descr(library.BoardIds.CYTON_WIFI_BOARD)
    n = round(seconds * RATE_HZ)
    table = np.zeros((described["num_rows"], n))
    table[described["emg_channels"]] = np.arange(n)
    table[described["package_num_channel"]] = np.arange(n) % 256
    table[described["timestamp_channel"]] = 1_700_000_000 + np.arange(n) / RATE_HZ
    muscle, bursts = working_muscle(seconds)
    table[described["emg_channels"][1]] = muscle
    np.savetxt(path, table.T, delimiter="\t", fmt="%.6f")
    return bursts


def main() -> None:
    """Run, and print what came."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=600.0)
    seconds = parser.parse_args().seconds
    name = f"primemover-validation-{time.monotonic_ns()}"
    command = [sys.executable, str(_OUTLET), name, f"{RATE_HZ:g}"]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "numbered.tsv"
        bursts = numbered_file(path, seconds + 5)
        sender = subprocess.Popen(command)
        layer, board = (
            open_stream(f"lsl:{name}"),
            open_stream(f"brainflow:PLAYBACK?master_board=CYTON_WIFI&file={path}"),
        )
        of_layer, of_board, told = Count(), Count(), Told(board, bursts)
        begun, killed = time.monotonic(), False
        while (now_s := time.monotonic() - begun) < seconds:
            of_layer.take(layer)
            told.take(of_board.take(board))
            if not killed and now_s > seconds / 2:
                sender.kill()
                sender.wait()
                sender, killed = subprocess.Popen(command), True
            time.sleep(_LOOK_S)
        sender.kill()
        sender.wait()
        board.close()
        layer.close()
    for title, found in (("BrainFlow playback", of_board), ("Lab Streaming Layer", of_layer)):
        print(
            f"{title}: {found.came} samples in {seconds:g} s, {found.named_lost} named as lost, "
            f"{found.skipped} numbers never came, oldest {1000 * found.oldest_s:.0f} ms"
        )
    print(f"Told through the board, onset to alarm: {told.line(seconds)}")


if __name__ == "__main__":
    main()
