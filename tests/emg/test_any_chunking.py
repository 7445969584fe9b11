from __future__ import annotations

from functools import cache

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from validation.emg.simulator import RATE_HZ, Interference, TrueBurst, simulate

from primemover import emg
from primemover.emg.recording import Channel, Recording, Unit

DURATION_S = 320.0


@cache
def _recording() -> Recording:
    """Five minutes, three stretches: bursts every 7 s, one of them over a border of stretches, with a gap."""
    rows = []
    for seed in range(2):
        starts = np.arange(2.5, DURATION_S - 4, 7.0)
        bursts = [TrueBurst(float(s), float(s) + 1.0, 0.05, 0.1, "linear") for s in starts]
        bursts[13] = TrueBurst(93.5, 96.4, 0.05, 0.1, "linear")
        bursts[14] = TrueBurst(99.0, 101.3, 0.1, 0.1, "linear")
        made = simulate(np.random.default_rng(seed), 12, tuple(bursts), DURATION_S, Interference(hum=0.3))
        rows.append(made.samples[::2])
    rows[1][150_000:150_400] = np.nan
    channels = tuple(Channel(f"c{i}", RATE_HZ / 2, Unit.MICROVOLT) for i in range(2))
    return Recording(channels, tuple(rows))


@cache
def _whole() -> emg.Analysis:
    recording = _recording()
    analyser = emg.Analyser(recording.channels)
    analyser.feed(recording.samples)
    return analyser.finish()


def _values(analysis: emg.Analysis) -> list[object]:
    return [
        (
            [(b.onset.time_s, b.onset.interval_s, b.offset.time_s, b.offset.interval_s) for b in c.bursts],
            c.quality,
            c.incomplete,
        )
        for c in analysis.channels
    ]


@given(st.lists(st.integers(1, 319_999), min_size=0, max_size=12, unique=True).map(sorted))
@settings(max_examples=6)
def test_any_chunking_of_a_recording_gives_the_same_analysis(cuts: list[int]) -> None:
    recording = _recording()
    analyser = emg.Analyser(recording.channels)
    for start, end in zip([0, *cuts], [*cuts, len(recording.samples[0])], strict=True):
        analyser.feed([x[start:end] for x in recording.samples])
    assert _values(analyser.finish()) == _values(_whole())


def test_bursts_over_the_border_of_two_stretches_are_whole() -> None:
    found: list[NDArray[np.float64]] = [
        np.array([(b.onset.time_s, b.offset.time_s) for b in c.bursts]) for c in _whole().channels
    ]
    over = found[0][(found[0][:, 0] < 100) & (found[0][:, 1] > 100)]
    assert over.tolist()[0] == [np.float64(over[0, 0]), np.float64(over[0, 1])]
    assert abs(over[0, 0] - 99.0) < 0.1
    assert abs(over[0, 1] - 101.3) < 0.1
    assert len(found[0]) == len(np.arange(2.5, DURATION_S - 4, 7.0))


def test_not_much_more_than_three_minutes_are_held() -> None:
    channel = Channel("c", 1000.0, Unit.MICROVOLT)
    analyser = emg.Analyser([channel])
    held = 0
    for k in range(40):
        analyser.feed([np.random.default_rng(k).standard_normal(15_000)])
        held = max(held, sum(len(block) for block in analyser._held[0]))
    assert held <= 190_000
    assert analyser.finish().duration_s == 600.0
