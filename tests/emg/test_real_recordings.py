"""Recordings of people, where they are at hand: what was read by eye is the truth."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from primemover.app.analyse import Told, analyse_emg, as_json
from primemover.emg import ChannelResult
from primemover.emg.order import Order, order, repetitions

WALKING = "musclesyneRgies_ID0012_TW_01_emg.csv"
BICEPS_S = (1.260, 2.253, 3.308, 4.315, 5.382, 6.426)
MAXIMUS_S = (1.322, 2.371, 3.394, 4.431, 5.463, 6.508)


@pytest.fixture(scope="module")
def walking(recordings: Path, tmp_path_factory: pytest.TempPathFactory) -> Told:
    muscles = tmp_path_factory.mktemp("map") / "muscles.yaml"
    muscles.write_text("MA: gluteus-maximus right\nME: gluteus-medius right\nBF: biceps-femoris right\n")
    return analyse_emg(recordings / WALKING, muscles=muscles)


def _channel(told: Told, name: str) -> ChannelResult:
    return next(c for c in told.analysis.channels if c.channel.name == name)


def _nearest(told: Told, name: str, eye_s: tuple[float, ...]) -> list[int]:
    onsets = np.array([b.onset.time_s + told.start_s for b in _channel(told, name).bursts])
    return [int(np.abs(onsets - t).argmin()) for t in eye_s]


def test_the_biceps_comes_before_the_maximus_in_six_of_six_strides(walking: Told) -> None:
    pairs = repetitions(_channel(walking, "BF").bursts, _channel(walking, "MA").bursts)[1:]
    assert [order([(a.onset, b.onset)]).earlier for a, b in pairs] == [0] * 6
    together = order([(a.onset, b.onset) for a, b in pairs])
    by_eye = np.subtract(MAXIMUS_S, BICEPS_S).mean()
    assert together.lag_s == pytest.approx(by_eye, abs=0.02)


def test_onsets_read_by_eye_lie_in_the_intervals(walking: Told) -> None:
    held = []
    for name, eye_s in (("BF", BICEPS_S), ("MA", MAXIMUS_S)):
        bursts = _channel(walking, name).bursts
        for i, t in zip(_nearest(walking, name, eye_s), eye_s, strict=True):
            interval = bursts[i].onset.interval_s
            held.append(
                interval.low + walking.start_s - 0.015 <= t <= interval.high + walking.start_s + 0.015
            )
    assert sum(held) >= 11


def test_the_document_names_the_order_and_that_it_is_normal(walking: Told) -> None:
    document = as_json(walking)
    orders = document["order"]
    assert isinstance(orders, list)
    (found,) = [o for o in orders if {o["first"], o["second"]} == {"BF", "MA"}]
    assert found["first"] == "BF"
    assert "normal" in found["normal"]
    assert all(isinstance(p.found, Order) for p in walking.pairs if p.first == "BF" and p.second == "MA")


def test_one_channel_in_counts_has_its_strong_bursts(recordings: Path) -> None:
    (channel,) = analyse_emg(recordings / "biosppy_emg_1.txt").analysis.channels
    assert channel.channel.sampling_rate_hz == 1000.0
    strong = [(b.onset.time_s, b.offset.time_s) for b in channel.bursts if b.level_db > 10]
    for start, end in ((1.44, 1.9), (15.45, 17.0), (25.58, 25.85), (26.33, 26.7)):
        assert any(abs(a - start) < 0.1 and abs(b - end) < 0.2 for a, b in strong)
    weak = [b for b in channel.bursts if 35.5 < b.onset.time_s < 42]
    assert weak
