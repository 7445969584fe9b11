from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from primemover.emg.effort import Estimate, cue_effect, middle_of, ratio, rms_in
from primemover.errors import InvalidInput
from primemover.terms import CannotTell, Interval
from primemover.texts import text


def test_the_rms_of_a_phase_is_that_of_its_samples_without_gaps() -> None:
    samples = np.concatenate([np.ones(1000), 3 * np.ones(1000)])
    samples[1200:1300] = np.nan
    assert rms_in(samples, 1000.0, Interval(1.0, 2.0)) == pytest.approx(3.0)
    with pytest.raises(InvalidInput, match="clock"):
        rms_in(samples, 1000.0, Interval(5.0, 6.0))


def test_the_middle_of_a_hold_leaves_its_ways_out() -> None:
    assert middle_of(Interval(10.0, 13.0)) == Interval(10.75, 12.25)
    assert middle_of(Interval(10.0, 11.0)) == Interval(10.0, 11.0)


def test_a_ratio_is_geometric_and_turns_around() -> None:
    glute, hamstring = [0.4, 0.5, 0.45, 0.6], [0.2, 0.2, 0.25, 0.25]
    one, other = ratio(glute, hamstring), ratio(hamstring, glute)
    assert isinstance(one, Estimate)
    assert isinstance(other, Estimate)
    assert one.value == pytest.approx(1 / other.value)
    assert one.interval.low == pytest.approx(1 / other.interval.high)
    assert one.interval.low < one.value < one.interval.high


def test_a_ratio_of_two_repetitions_or_of_silence_cannot_be_told() -> None:
    for answer in (ratio([0.4, 0.5], [0.2, 0.2]), ratio([0.4, 0.0, 0.1], [0.2, 0.2, 0.2])):
        assert isinstance(answer, CannotTell)
        assert text(answer.reason)


def test_the_cue_effect_is_welchs_difference() -> None:
    generator = np.random.default_rng(0)
    without, cued = generator.normal(0.1, 0.03, 9), generator.normal(0.06, 0.01, 7)
    found = cue_effect(without.tolist(), cued.tolist())
    expected = stats.ttest_ind(cued, without, equal_var=False).confidence_interval()
    assert isinstance(found, Estimate)
    assert found.value == pytest.approx(cued.mean() - without.mean())
    assert (found.interval.low, found.interval.high) == pytest.approx((expected.low, expected.high))
