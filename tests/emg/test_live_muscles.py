from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from validation.emg.live import loosened
from validation.emg.simulator import RATE_HZ, Interference, TrueBurst, simulate

from primemover.emg.live import CameOn, Lost, Moment, Monitor, Restored, State, Trouble, Troubled, WentOff
from primemover.emg.recording import Channel, Unit
from primemover.errors import InvalidInput

BURSTS = tuple(TrueBurst(s, s + 0.8, 0.05, 0.1, "linear") for s in (5.0, 7.0, 9.0))
LENGTH_S = 11.0


def _channel(rate_hz: float = RATE_HZ) -> Channel:
    return Channel("glute", rate_hz, Unit.MICROVOLT)


@cache
def _samples(snr_db: float = 12.0, seed: int = 3) -> NDArray[np.float64]:
    there = Interference(hum=0.5, sway=1.0)
    return simulate(np.random.default_rng(seed), snr_db, BURSTS, LENGTH_S, there).samples


@cache
def _two_with_everything() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Two channels, one of which loses samples, the other its electrode."""
    first = _samples().copy()
    first[15_000:15_100] = np.nan
    return first, loosened(Trouble.HUM, _samples(seed=4), np.random.default_rng(1))


@cache
def _told_at_once() -> tuple[Moment, ...]:
    return tuple(Monitor([_channel(), _channel()]).feed(_two_with_everything()))


@given(st.lists(st.integers(1, 21_999), max_size=40, unique=True).map(sorted), st.integers(1, 21_999))
@settings(max_examples=10)
def test_any_chunking_of_a_stream_tells_the_same(cuts: list[int], late: int) -> None:
    rows = _two_with_everything()
    monitor = Monitor([_channel(), _channel()])
    told: list[Moment] = []
    # The second channel comes in other pieces than the first.
    ends = [[*cuts, 22_000], [*(min(22_000, c + late) for c in cuts), 22_000]]
    starts = [0, 0]
    for pair in zip(*ends, strict=True):
        told += monitor.feed([row[a:b] for row, a, b in zip(rows, starts, pair, strict=True)])
        starts = list(pair)
    key = lambda m: (m.told_s, m.channel, str(type(m)))  # noqa: E731
    assert sorted(told, key=key) == sorted(_told_at_once(), key=key)


def test_each_burst_is_told_within_130_ms_and_its_end_too() -> None:
    told = Monitor([_channel()]).feed([_samples()])
    on = [m for m in told if isinstance(m, CameOn)]
    off = [m for m in told if isinstance(m, WentOff)]
    assert [round(m.told_s - b.onset_s, 3) < 0.13 for m, b in zip(on, BURSTS, strict=True)] == [True] * 3
    assert all(m.told_s > b.onset_s for m, b in zip(on, BURSTS, strict=True))
    assert all(abs(m.began_s - b.onset_s) < 0.1 for m, b in zip(on, BURSTS, strict=True))
    assert all(-0.1 < m.told_s - b.offset_s < 0.3 for m, b in zip(off, BURSTS, strict=True))


def test_nothing_is_told_of_two_minutes_of_rest() -> None:
    made = simulate(np.random.default_rng(8), 6, (), 120.0, Interference(hum=0.5, sway=2.0))
    assert Monitor([_channel()]).feed([made.samples]) == []


def test_a_heart_that_is_heard_makes_no_alarm_and_the_muscle_is_told() -> None:
    late = tuple(TrueBurst(s, s + 0.8, 0.05, 0.1, "linear") for s in (14.0, 16.3, 18.7))
    there = Interference(hum=0.5, sway=1.0, heart=6.0)
    made = simulate(np.random.default_rng(11), 12.0, late, 21.0, there)
    told = Monitor([_channel()]).feed([made.samples])
    on = [m for m in told if isinstance(m, CameOn)]
    assert [0 < m.told_s - b.onset_s < 0.25 for m, b in zip(on, late, strict=True)] == [True] * 3
    assert not [m for m in told if isinstance(m, Troubled)]


def test_a_heart_that_drowns_the_muscle_is_named_within_seconds() -> None:
    made = simulate(np.random.default_rng(12), 12.0, (), 14.0, Interference(heart=60.0))
    monitor = Monitor([_channel()])
    told = monitor.feed([made.samples])
    assert [(type(m), getattr(m, "trouble", None)) for m in told] == [(Troubled, Trouble.HEART)]
    assert told[0].told_s < 9.0
    assert monitor.now()[0].state is State.UNTOLD


def test_the_muscle_is_shown_as_it_is() -> None:
    monitor = Monitor([_channel()])
    samples = _samples()
    states = {}
    shares = {}
    for at_s, start_s in ((2.0, 0.0), (4.5, 2.0), (5.5, 4.5), (6.8, 5.5)):
        monitor.feed([samples[round(start_s * RATE_HZ) : round(at_s * RATE_HZ)]])
        now = monitor.now()[0]
        states[at_s], shares[at_s] = now.state, now.share
        if at_s == 5.5:
            # 12 dB over 5 µV of noise.
            assert now.activity == pytest.approx(5 * 10 ** (12 / 20), rel=0.3)
            assert now.level_db == pytest.approx(12, abs=2.5)
            assert now.since_s == pytest.approx(5.0, abs=0.1)
    assert states == {2.0: State.LEARNING, 4.5: State.REST, 5.5: State.ON, 6.8: State.REST}
    assert shares[5.5] > 0.6
    assert shares[6.8] < 0.3
    assert monitor.heard_s == pytest.approx(6.8)


def test_a_reference_effort_gives_the_share() -> None:
    monitor = Monitor([_channel()], [40.0])
    monitor.feed([_samples()[: round(5.5 * RATE_HZ)]])
    now = monitor.now()[0]
    assert now.share == pytest.approx(now.activity / 40.0)


@pytest.mark.parametrize("kind", [kind for kind in Trouble if kind is not Trouble.HEART])
def test_a_loose_electrode_is_named_within_a_second(kind: Trouble) -> None:
    spoilt = loosened(kind, _samples(), np.random.default_rng(2))
    monitor = Monitor([_channel()])
    told = monitor.feed([spoilt])
    named = [m for m in told if isinstance(m, Troubled)]
    assert len(named) == 1
    assert 8.0 < named[0].told_s < 9.0
    # A jump back is over soon; while the others last nothing more is told.
    if kind is not Trouble.JUMP:
        assert named[0].trouble is kind
        assert monitor.now()[0].state is State.UNTOLD
        assert not [m for m in told if isinstance(m, CameOn) and m.told_s > named[0].told_s]


def test_what_was_called_a_burst_is_withdrawn_when_it_was_the_electrode() -> None:
    spoilt = loosened(Trouble.HUM, _samples(), np.random.default_rng(2))
    told = Monitor([_channel()]).feed([spoilt])
    after = [m for m in told if m.told_s > 8.0]
    assert isinstance(after[0], CameOn)
    assert isinstance(after[1], Troubled)
    assert after[1].withdraws


def test_an_electrode_that_is_back_is_told_and_learnt_anew() -> None:
    made = simulate(np.random.default_rng(5), 12, (TrueBurst(14.0, 15.0, 0.0, 0.1, "linear"),), 16.0)
    samples = made.samples.copy()
    samples[round(6 * RATE_HZ) : round(8 * RATE_HZ)] = samples[0]
    told = Monitor([_channel()]).feed([samples])
    kinds = [type(m) for m in told]
    assert kinds[:2] == [Troubled, Restored]
    assert 8.0 < told[1].told_s < 9.5
    assert [m for m in told if isinstance(m, CameOn)][-1].told_s == pytest.approx(14.05, abs=0.06)


def test_lost_samples_are_counted_and_told_within_a_second() -> None:
    samples = _samples().copy()
    samples[9000:9040] = np.nan
    monitor = Monitor([_channel()])
    lost = [m for m in monitor.feed([samples]) if isinstance(m, Lost)]
    assert [m.samples for m in lost] == [40]
    assert 4.5 <= lost[0].told_s < 5.5
    assert monitor.now()[0].lost == 40


def test_nothing_is_told_from_a_stream_too_slow_for_it() -> None:
    made = simulate(np.random.default_rng(5), 20, BURSTS, LENGTH_S).samples[::8]
    monitor = Monitor([_channel(RATE_HZ / 8)])
    assert not [m for m in monitor.feed([made]) if isinstance(m, CameOn | WentOff)]
    assert monitor.now()[0].state is State.UNTOLD


def test_a_block_for_each_channel_is_asked_for() -> None:
    with pytest.raises(InvalidInput, match="2 blocks"):
        Monitor([_channel()]).feed([np.zeros(3), np.zeros(3)])


def test_a_real_gluteus_maximus_is_told_in_each_stride(recordings: Path) -> None:
    # Onsets read by eye; the three seconds before the second of them are for learning rest in a walk.
    by_eye_s = (3.394, 4.431, 5.463, 6.508)
    table = np.loadtxt(recordings / "musclesyneRgies_ID0012_TW_01_emg.csv", delimiter=",", skiprows=1)
    told = Monitor([_channel(1000.0)]).feed([table[: 7 * 1000, 2]])
    on = [m.told_s for m in told if isinstance(m, CameOn)]
    assert len(on) == len(by_eye_s)
    assert all(-0.02 < told_s - onset_s < 0.13 for told_s, onset_s in zip(on, by_eye_s, strict=True))


def test_a_stream_in_pieces_of_a_few_samples_tells_the_same() -> None:
    rows = _two_with_everything()
    monitor = Monitor([_channel(), _channel()])
    told: list[Moment] = []
    for start in range(0, len(rows[0]), 7):
        told += monitor.feed([row[start : start + 7] for row in rows])
    key = lambda m: (m.told_s, m.channel, str(type(m)))  # noqa: E731
    assert sorted(told, key=key) == sorted(_told_at_once(), key=key)


def test_an_alarm_waits_for_no_frame_to_end() -> None:
    told = [m.told_s for m in _told_at_once() if isinstance(m, CameOn)]
    assert any(round(at_s * RATE_HZ) % round(0.01 * RATE_HZ) for at_s in told)
    # What is cut off right behind the sample that told it tells it as well.
    first = _told_at_once()[0]
    assert isinstance(first, CameOn)
    end = round(first.told_s * RATE_HZ)
    monitor = Monitor([_channel(), _channel()])
    assert monitor.feed([row[: end - 2] for row in _two_with_everything()]) == []
    assert monitor.feed([row[end - 2 : end] for row in _two_with_everything()]) == [first]


def test_a_heart_of_twice_the_noise_makes_hardly_an_alarm() -> None:
    made = simulate(
        np.random.default_rng([6077, 20, 1]), 6, (), 120.0, Interference(hum=0.5, sway=2.0, heart=2.0)
    )
    told = Monitor([_channel()]).feed([made.samples])
    assert len([m for m in told if isinstance(m, CameOn)]) <= 1
