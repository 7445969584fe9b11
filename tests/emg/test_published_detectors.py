from __future__ import annotations

import numpy as np
import pytest
from validation.emg.simulator import RATE_HZ, TrueBurst, simulate

from primemover.emg.cleaning.band_pass import band_pass
from primemover.emg.cleaning.envelope import normalised, reference_level, rms_envelope
from primemover.emg.published import bonato, hodges_bui, tkeo
from primemover.errors import InvalidInput
from primemover.terms import Interval

REST = Interval(0.2, 1.5)
STEP = (TrueBurst(2.0, 3.0, 0.0, 0.0, "linear"),)


@pytest.mark.parametrize("detector", [hodges_bui, tkeo, bonato])
def test_a_published_detector_finds_a_strong_step(detector: object) -> None:
    assert callable(detector)
    for seed in range(3):
        samples = band_pass(simulate(np.random.default_rng(seed), 25, STEP, 5.0).samples, RATE_HZ)
        wanted = {"false_alarm": 1e-6, "at_least": 2} if detector is bonato else {"deviations": 8.0}
        found = detector(samples, RATE_HZ, REST, **wanted)
        longest = max(found, key=lambda i: i.high - i.low)
        assert longest.low == pytest.approx(2.0, abs=0.04)
        assert longest.high == pytest.approx(3.0, abs=0.05)


@pytest.mark.parametrize("detector", [hodges_bui, tkeo, bonato])
def test_without_rest_they_refuse(detector: object) -> None:
    assert callable(detector)
    with pytest.raises(InvalidInput):
        detector(np.ones(100), RATE_HZ, Interval(3.0, 3.1))


def test_the_envelope_of_a_sine_is_its_rms() -> None:
    sine = 3 * np.sin(2 * np.pi * 100 * np.arange(4000) / 2000)
    assert rms_envelope(sine, 2000.0)[500:-500] == pytest.approx(3 / 2**0.5, rel=0.01)


def test_a_gap_does_not_count_in_the_envelope() -> None:
    samples = np.ones(1000)
    samples[400:450] = np.nan
    assert rms_envelope(samples, 1000.0) == pytest.approx(1.0)


def test_activity_is_normalised_to_the_best_of_two_positions() -> None:
    prone, standing = np.array([0.1, 0.8, 0.2]), np.array([0.3, 1.6])
    reference = reference_level([prone, standing])
    assert normalised(prone, reference).tolist() == [0.0625, 0.5, 0.125]
    with pytest.raises(InvalidInput):
        reference_level([np.full(3, np.nan)])


def test_a_band_that_the_rate_cannot_carry_is_refused() -> None:
    with pytest.raises(InvalidInput):
        band_pass(np.ones(1000), 40.0)
    with pytest.raises(InvalidInput):
        band_pass(np.ones(20), 2000.0)
