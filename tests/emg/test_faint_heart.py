from __future__ import annotations

import numpy as np
import pytest
from validation.emg.simulator import RATE_HZ, Interference, TrueBurst, simulate

from primemover.emg.cleaning.faint_heart import faint_heartbeats
from primemover.emg.cleaning.heartbeat import heartbeats
from primemover.emg.live.conditioning import Conditioner
from primemover.emg.recording import Samples


def _ten_seconds(seed: int, heart: float, snr_db: float = 6.0, bursts: tuple[TrueBurst, ...] = ()) -> Samples:
    there = Interference(sway=2.0, heart=heart)
    made = simulate(np.random.default_rng(seed), snr_db, bursts, 12.0, there)
    slow, _ = Conditioner(RATE_HZ, [], 5.0).feed(made.samples)
    return slow[1000:11_000]


def test_a_heart_of_twice_the_noise_is_found_where_each_beat_could_be_chance() -> None:
    seconds = [_ten_seconds(seed, 2.0) for seed in range(12)]
    found = [faint_heartbeats(one, 1000.0) for one in seconds]
    assert sum(len(beats) > 0 for beats in found) >= 10
    assert not any(len(heartbeats(one, 1000.0)) for one in seconds[:6])
    for beats in found:
        gaps = np.diff(beats)
        assert all(0.6 < gap / 1000 < 2.3 for gap in gaps)


def test_noise_has_no_heart() -> None:
    assert not any(len(faint_heartbeats(_ten_seconds(100 + seed, 0.0), 1000.0)) for seed in range(60))


@pytest.mark.parametrize("length_s", [0.1, 0.2, 0.3])
@pytest.mark.parametrize("snr_db", [10.0, 20.0])
def test_a_muscle_that_keeps_time_is_no_heart(length_s: float, snr_db: float) -> None:
    steps = tuple(TrueBurst(at, at + length_s, 0.02, 0.03, "linear") for at in np.arange(0.7, 11.4, 0.98))
    for seed in range(4):
        assert not len(faint_heartbeats(_ten_seconds(200 + seed, 0.0, snr_db, steps), 1000.0))
