from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from validation.emg.simulator import RATE_HZ, Interference, TrueBurst, simulate

from primemover import emg
from primemover.emg.quality import LIMITS, Gate, Verdict
from primemover.emg.recording import Channel, Recording, Unit
from primemover.texts import text

BURSTS = tuple(TrueBurst(t, t + 1.0, 0.05, 0.1, "linear") for t in np.arange(2.0, 28.0, 4.0).tolist())


CALM = Interference()


def _good(seed: int = 0, interference: Interference = CALM) -> NDArray[np.float64]:
    return simulate(np.random.default_rng(seed), 15, BURSTS, 30.0, interference).samples


def _analysed(
    *rows: NDArray[np.float64], rate_hz: float = RATE_HZ, unit: Unit = Unit.MICROVOLT
) -> emg.Analysis:
    channels = tuple(Channel(f"c{i}", rate_hz, unit) for i in range(len(rows)))
    return emg.analyse(Recording(channels, rows))


def _verdicts(analysis: emg.Analysis, channel: int = 0) -> dict[Gate, Verdict]:
    return {f.gate: f.verdict for f in analysis.channels[channel].quality.findings}


def test_a_good_channel_passes_without_a_word() -> None:
    analysis = _analysed(_good(0), _good(1))
    assert _verdicts(analysis) == _verdicts(analysis, 1) == {}
    assert [len(c.bursts) for c in analysis.channels] == [len(BURSTS)] * 2


@pytest.mark.parametrize(
    ("name", "gate"),
    [("million", Gate.UNIT), ("flat", Gate.DEAD), ("hum", Gate.HUM), ("clipped", Gate.CLIPPING),
     ("nan", Gate.MISSING), ("empty", Gate.MISSING), ("weak", Gate.LEVEL)],
)  # fmt: skip
def test_a_bad_channel_is_named_and_nothing_is_read_from_it(name: str, gate: Gate) -> None:
    time_s = np.arange(len(_good())) / RATE_HZ
    bad = {
        "million": _good() * 1e6,
        "flat": np.zeros(len(time_s)),
        "hum": _good() + 2000 * np.sin(2 * np.pi * 50.02 * time_s),
        "clipped": np.clip(_good(), -8, 8),
        "nan": np.where((time_s > 3) & (time_s < 12), np.nan, _good()),
        "empty": np.full(len(time_s), np.nan),
        "weak": simulate(np.random.default_rng(3), 1, BURSTS, 30.0).samples,
    }[name]
    analysis = _analysed(bad, _good(5))
    assert _verdicts(analysis)[gate] is Verdict.FAIL
    assert analysis.channels[0].bursts == ()
    assert len(analysis.channels[1].bursts) == len(BURSTS)


def test_a_unit_wrong_by_a_million_the_other_way_is_named_too() -> None:
    assert _verdicts(_analysed(_good() * 1e-6))[Gate.UNIT] is Verdict.FAIL
    assert Gate.UNIT not in _verdicts(_analysed(_good() * 1e-6, unit=Unit.VOLT))
    assert Gate.UNIT not in _verdicts(_analysed(_good() * 1e-6, unit=Unit.COUNTS))


def test_a_channel_recorded_twice_is_named_on_both() -> None:
    analysis = _analysed(_good(0), _good(0) * 1.7, _good(2))
    assert _verdicts(analysis, 0)[Gate.DUPLICATE] is _verdicts(analysis, 1)[Gate.DUPLICATE] is Verdict.FAIL
    assert analysis.channels[0].quality.findings[0].other == "c1"
    assert _verdicts(analysis, 2) == {}


def test_crosstalk_is_named_and_does_not_silence_a_channel() -> None:
    mixed = 0.7 * np.roll(_good(0), 6) + 0.7 * _good(1)
    analysis = _analysed(_good(0), mixed)
    assert _verdicts(analysis)[Gate.CROSSTALK] is Verdict.FAIL
    assert len(analysis.channels[0].bursts) == len(BURSTS)


def test_two_hundred_samples_a_second_are_too_few() -> None:
    analysis = _analysed(_good()[::10].copy(), rate_hz=200.0)
    assert _verdicts(analysis)[Gate.RATE] is Verdict.FAIL
    assert analysis.channels[0].bursts == ()


def test_moving_cables_and_hum_that_can_be_taken_out_are_warned_about() -> None:
    moving = _good(interference=Interference(sway=8.0))
    humming = _good(interference=Interference(hum=1.0))
    analysis = _analysed(moving, humming)
    assert _verdicts(analysis)[Gate.MOTION] is Verdict.WARN
    assert _verdicts(analysis, 1)[Gate.HUM] is Verdict.WARN
    assert [len(c.bursts) for c in analysis.channels] == [len(BURSTS)] * 2


def test_a_burst_that_meets_a_gap_is_counted_and_left_out() -> None:
    gap = _good()
    gap[round(5.9 * RATE_HZ) : round(6.15 * RATE_HZ)] = np.nan
    (result,) = _analysed(gap).channels
    assert result.incomplete == 1
    assert len(result.bursts) == len(BURSTS) - 1


def test_a_recording_of_half_a_second_is_refused_softly() -> None:
    (result,) = _analysed(_good()[:900]).channels
    assert not result.usable
    assert result.bursts == ()


def test_every_finding_has_its_words() -> None:
    values = {"value": 1.0, "percent": 100.0, "other": "c1"}
    for gate in (*LIMITS, Gate.UNIT):
        kinds = [Verdict.FAIL] if gate is Gate.UNIT else [Verdict.WARN, Verdict.FAIL]
        for verdict in kinds:
            assert text(f"emg.quality.{gate}.{verdict}", **values)
        assert text(f"emg.quality.{gate}.do")
