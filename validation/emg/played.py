"""Signals for real streams: numbered samples and working muscles, played by a board or sent by a program."""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import signal

from primemover.intake.streams.board import brainflow
from validation.emg.simulator import TrueBurst, draw_bursts, simulate

RATE_HZ = 1000.0
MUSCLES = 7
"""The first channel of eight holds the number of each sample, the others work."""
SNR_DB = (6.0, 10.0, 15.0, 20.0)
_SEND_EVERY_S = 0.005

Burst = tuple[TrueBurst, float]
"""A burst, and its level in dB."""


def working_muscle(seconds: float, seed: int) -> tuple[NDArray[np.float64], tuple[Burst, ...]]:
    """A muscle of ``seconds`` at 1000 a second, a stretch of bursts at each level in turn."""
    pieces: list[NDArray[np.float64]] = []
    bursts: list[Burst] = []
    start_s, k = 0.0, 0
    while start_s < seconds:
        generator = np.random.default_rng([6, k, seed])
        drawn, length_s = draw_bursts(generator, 12, first_s=4.5)
        level_db = SNR_DB[(k + seed) % len(SNR_DB)]
        made = simulate(generator, level_db, drawn, length_s)
        pieces.append(signal.decimate(made.samples, 2, ftype="fir"))
        bursts += [
            (replace(b, onset_s=b.onset_s + start_s, offset_s=b.offset_s + start_s), level_db) for b in drawn
        ]
        start_s += len(pieces[-1]) / RATE_HZ
        k += 1
    muscle = np.concatenate(pieces)[: round(seconds * RATE_HZ)]
    time_s = np.arange(len(muscle)) / RATE_HZ
    # Without a seam: a jump of hum or sway between two stretches would be an event of its own.
    hum_and_sway = 2.5 * np.sqrt(2) * np.sin(2 * np.pi * 50 * time_s) + 10 * np.sin(2 * np.pi * 0.7 * time_s)
    return muscle + hum_and_sway, tuple(bursts)


def working_muscles(seconds: float) -> tuple[NDArray[np.float64], tuple[tuple[Burst, ...], ...]]:
    """Eight channels (8, n), the first of them numbers; the bursts of each, none of the first."""
    made = [working_muscle(seconds, seed) for seed in range(MUSCLES)]
    rows = np.vstack([np.arange(len(made[0][0])), *(samples for samples, _ in made)])
    return rows, ((), *(bursts for _, bursts in made))


def board_file(path: Path, rows: NDArray[np.float64]) -> None:
    """Write ``rows`` (8, n) as BrainFlow records a Cyton on Wi-Fi."""
    library = brainflow()
    described = library.BoardShim.get_board_descr(library.BoardIds.CYTON_WIFI_BOARD)
    n = rows.shape[1]
    table = np.zeros((described["num_rows"], n))
    table[described["emg_channels"]] = rows
    table[described["package_num_channel"]] = np.arange(n) % 256
    table[described["timestamp_channel"]] = 1_700_000_000 + np.arange(n) / RATE_HZ
    # Whole at once: a board that looks for its file meanwhile finds none.
    partial = path.with_suffix(".partial")
    np.savetxt(partial, table.T, delimiter="\t", fmt="%.6f")
    partial.rename(path)


def send(name: str, path: Path) -> None:
    """Send the rows (8, n) of a file through Lab Streaming Layer, from the first on to the last."""
    pylsl = import_module("pylsl")
    rows = np.load(path).astype(np.float32)
    info = pylsl.StreamInfo(name, "EMG", len(rows), RATE_HZ, "float32", source_id=name)
    outlet = pylsl.StreamOutlet(info)
    outlet.wait_for_consumers(60)
    begun, sent = pylsl.local_clock(), 0
    while sent < rows.shape[1]:
        due = min(rows.shape[1], int((pylsl.local_clock() - begun) * RATE_HZ))
        if due > sent:
            block = np.ascontiguousarray(rows[:, sent:due].T)
            outlet.push_chunk(block, begun + (due - 1) / RATE_HZ)
        sent = due
        time.sleep(_SEND_EVERY_S)


if __name__ == "__main__":
    send(sys.argv[1], Path(sys.argv[2]))
