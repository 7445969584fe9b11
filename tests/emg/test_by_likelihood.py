from __future__ import annotations

import numpy as np
import pytest
from validation.emg.onsets import coverage, measure
from validation.emg.simulator import RATE_HZ, Interference, TrueBurst, simulate

from primemover import emg
from primemover.errors import InvalidInput

ONE = (TrueBurst(2.0, 3.0, 0.05, 0.05, "linear"), TrueBurst(5.0, 6.2, 0.05, 0.1, "linear"))


@pytest.mark.parametrize(("snr_db", "f1", "over_oracle"), [(0, 0.92, 1.4), (6, 0.99, 1.3), (15, 0.99, 1.5)])
def test_simulated_bursts_are_found_near_the_limit_and_inside_their_intervals(
    snr_db: float, f1: float, over_oracle: float
) -> None:
    # Four of the forty records of validation/emg/run.py, so the bounds leave room for chance.
    row = measure(snr_db, 4)
    assert row.score.f1 >= f1
    assert row.over_oracle <= over_oracle
    assert coverage(row.onset_held) >= 0.88
    assert coverage([(h[0], h[1], h[2]) for h in row.offset_held if h[2] >= 0.025]) >= 0.85


def test_noise_alone_has_no_burst() -> None:
    for seed in range(5):
        silent = simulate(np.random.default_rng(seed), 10, (), 30.0, Interference(hum=0.5, sway=2.0))
        assert emg.by_likelihood(silent.samples, RATE_HZ) == ()


def test_the_unit_changes_nothing() -> None:
    samples = simulate(np.random.default_rng(1), 10, ONE, 8.0).samples
    plain, volts = emg.by_likelihood(samples, RATE_HZ), emg.by_likelihood(samples * 1e-6, RATE_HZ)
    assert [b.onset.time_s for b in plain] == pytest.approx([b.onset.time_s for b in volts], abs=1e-4)
    assert len(plain) == 2


def test_a_recording_played_backwards_has_its_onsets_where_the_offsets_were() -> None:
    samples = simulate(np.random.default_rng(2), 15, ONE, 8.0).samples
    forwards, backwards = emg.by_likelihood(samples, RATE_HZ), emg.by_likelihood(samples[::-1], RATE_HZ)
    turned = [8.0 - b.offset.time_s for b in reversed(backwards)]
    assert [b.onset.time_s for b in forwards] == pytest.approx(turned, abs=0.02)


@pytest.mark.parametrize("rate_hz", [500.0, 1000.0, 1482.0, 1926.0, 4000.0])
def test_usual_sampling_rates_give_the_same_bursts(rate_hz: float) -> None:
    samples = simulate(np.random.default_rng(3), 15, ONE, 8.0).clean
    at = np.arange(int(8.0 * rate_hz)) / rate_hz
    resampled = np.interp(at, np.arange(len(samples)) / RATE_HZ, samples)
    found = emg.by_likelihood(resampled, rate_hz)
    assert [b.onset.time_s for b in found] == pytest.approx([2.0, 5.0], abs=0.04)
    assert [b.offset.time_s for b in found] == pytest.approx([3.0, 6.2], abs=0.06)


def test_a_burst_cut_by_the_recording_is_left_out() -> None:
    cut = (TrueBurst(-0.5, 0.7, 0, 0.05, "linear"), ONE[0], TrueBurst(6.0, 9.0, 0.05, 0, "linear"))
    samples = simulate(np.random.default_rng(4), 15, (ONE[0],), 8.0).samples
    samples[:1400] += 50 * np.random.default_rng(5).standard_normal(1400)
    samples[12_000:] += 50 * np.random.default_rng(6).standard_normal(len(samples) - 12_000)
    assert len(cut) == 3
    assert [b.onset.time_s for b in emg.by_likelihood(samples, RATE_HZ)] == pytest.approx([2.0], abs=0.05)


def test_a_step_is_abrupt_and_a_slow_ramp_is_not() -> None:
    step = (TrueBurst(2.0, 3.0, 0.0, 0.0, "linear"),)
    slow = (TrueBurst(2.0, 3.2, 0.3, 0.3, "linear"),)
    steps = [
        emg.by_likelihood(simulate(np.random.default_rng(s), 20, step, 6.0).samples, RATE_HZ)[0]
        for s in range(5)
    ]
    slows = [
        emg.by_likelihood(simulate(np.random.default_rng(s), 20, slow, 6.0).samples, RATE_HZ)[0]
        for s in range(5)
    ]
    assert sum(b.offset.abrupt for b in steps) >= 4
    assert sum(b.offset.abrupt or b.onset.abrupt for b in slows) == 0


def test_the_heart_is_masked_and_makes_no_burst() -> None:
    beating = simulate(np.random.default_rng(7), 10, ONE, 20.0, Interference(heart=12.0))
    found = emg.by_likelihood(beating.samples, RATE_HZ)
    assert [b.onset.time_s for b in found] == pytest.approx([2.0, 5.0], abs=0.06)


@pytest.mark.parametrize("samples", [np.zeros(5000), np.full(5000, np.nan), np.ones(100)])
def test_what_cannot_be_analysed_is_refused(samples: np.ndarray[tuple[int], np.dtype[np.float64]]) -> None:
    with pytest.raises(InvalidInput):
        emg.by_likelihood(samples, RATE_HZ)
