"""Onsets with intervals of 8 channels x 60 s x 2 kHz, against one band-pass over the same array.

Budget: at most 60 x one fourth-order ``sosfiltfilt``, and at least 30 x faster than NeuroKit2's public
call where that is installed. In processor time, so that a busy machine does not decide.
``python -m benchmarks.emg_speed [--neurokit]``
"""

from __future__ import annotations

import statistics
import sys
import time
import warnings
from importlib import import_module

import numpy as np
from numpy.typing import NDArray
from scipy import signal

from primemover import emg
from primemover.emg.recording import Channel, Recording, Unit

RATE_HZ = 2000.0
SECONDS = 60
CHANNELS = 8
RUNS = 7


def recording() -> Recording:
    """Eight noisy channels with a burst about every two seconds."""
    generator = np.random.default_rng(1)
    n = int(SECONDS * RATE_HZ)
    time_s = np.arange(n) / RATE_HZ
    sos = signal.butter(2, (40, 200), btype="bandpass", fs=RATE_HZ, output="sos")
    rows = []
    for i in range(CHANNELS):
        phase = (time_s + 0.2 * i) % 2.1
        envelope = np.clip((phase - 0.8) / 0.1, 0, 1) * np.clip((1.7 - phase) / 0.15, 0, 1)
        muscle = np.asarray(signal.sosfilt(sos, generator.standard_normal(n))) * 40 * envelope
        rows.append(muscle + 4 * generator.standard_normal(n))
    channels = tuple(Channel(f"c{i}", RATE_HZ, Unit.MICROVOLT) for i in range(CHANNELS))
    return Recording(channels, tuple(rows))


def seconds_to_filter(rows: NDArray[np.float64]) -> float:
    """One fourth-order Butterworth band-pass, there and back, over (8, 120000)."""
    sos = signal.butter(4, (20, 450), btype="bandpass", fs=RATE_HZ, output="sos")
    begun = time.process_time()
    signal.sosfiltfilt(sos, rows, axis=-1)
    return time.process_time() - begun


def seconds_to_analyse(made: Recording) -> tuple[float, int]:
    """The whole analysis with gates, crosstalk and intervals; and how many bursts it gave."""
    begun = time.process_time()
    analysis = emg.analyse(made)
    return time.process_time() - begun, sum(len(c.bursts) for c in analysis.channels)


def seconds_of_neurokit(made: Recording) -> float:
    """NeuroKit2's public call, channel by channel."""
    library = import_module("neurokit2")
    begun = time.process_time()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for row in made.samples:
            library.emg_process(row, sampling_rate=int(RATE_HZ))
    return time.process_time() - begun


def main() -> None:
    """Print times and ratios, run by run in turn."""
    made = recording()
    rows = np.array(made.samples)
    seconds_to_filter(rows)
    seconds_to_analyse(made)
    filters, analyses, bursts = [], [], 0
    for _ in range(RUNS):
        filters.append(seconds_to_filter(rows))
        taken, bursts = seconds_to_analyse(made)
        analyses.append(taken)
    ratios = [a / f for a, f in zip(analyses, filters, strict=True)]
    print(
        f"{CHANNELS} channels x {SECONDS} s x {RATE_HZ:g} Hz, {bursts} bursts: analysis "
        f"{statistics.median(analyses):.3f} s, one band-pass {statistics.median(filters):.4f} s"
    )
    low, middle, high = min(ratios), statistics.median(ratios), max(ratios)
    print(f"ratio: median {middle:.0f}, min {low:.0f}, max {high:.0f} (budget 60)")
    if "--neurokit" in sys.argv:
        other = seconds_of_neurokit(made)
        print(
            f"NeuroKit2 emg_process: {other:.1f} s, {other / statistics.median(analyses):.0f} x (budget 30)"
        )


if __name__ == "__main__":
    main()
