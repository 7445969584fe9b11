from __future__ import annotations

import numpy as np
import pytest

from primemover.emg.outline import MOST_STEPS, Outliner
from primemover.emg.recording import Channel


def test_the_outline_holds_the_signal_and_its_strength() -> None:
    time_s = np.arange(20_000) / 2000
    samples = 30 * np.sin(2 * np.pi * 90 * time_s) * (time_s > 5)
    outliner = Outliner(Channel("a", 2000.0))
    for start in range(0, 20_000, 777):
        outliner.feed(samples[start : start + 777])
    made = outliner.outline()
    at_s = (np.arange(len(made.low)) + 0.5) * made.step_s
    loud, quiet = (at_s > 5.2) & (at_s < 9.8), at_s < 4.9
    assert at_s[-1] == pytest.approx(10, abs=0.01)
    assert made.rms[loud] == pytest.approx(30 / np.sqrt(2), rel=0.08)
    assert made.high[loud].max() == pytest.approx(30, rel=0.05)
    assert made.low[loud].min() == pytest.approx(-30, rel=0.05)
    assert np.abs(made.high[quiet]).max() < 1e-6


def test_hours_fit_in_few_steps_and_keep_their_time() -> None:
    outliner = Outliner(Channel("a", 1000.0))
    generator = np.random.default_rng(0)
    for _ in range(60):
        outliner.feed(generator.standard_normal(20_001))
    outliner.feed(500 * generator.standard_normal(1000))
    made = outliner.outline()
    assert MOST_STEPS / 2 < len(made.low) < 2 * MOST_STEPS
    loudest_s = float(made.high.argmax() + 0.5) * made.step_s
    assert loudest_s == pytest.approx(60 * 20.001 + 0.5, abs=0.6)


def test_a_gap_is_a_gap() -> None:
    samples = np.random.default_rng(0).standard_normal(5000)
    samples[2000:2500] = np.nan
    outliner = Outliner(Channel("a", 1000.0))
    outliner.feed(samples)
    made = outliner.outline()
    at_s = (np.arange(len(made.low)) + 0.5) * made.step_s
    np.testing.assert_array_equal(np.isnan(made.low), (at_s > 2.0) & (at_s < 2.5))
