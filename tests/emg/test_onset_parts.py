from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import linalg, signal

from primemover.emg.cleaning.hum import hum_lines, without_hum
from primemover.emg.onset import activity, edge
from primemover.emg.onset.frame_energy import frame_products, gains, whitened_energy
from primemover.emg.onset.ladder import ORDER, Ladder, ladder, levinson, strip_product
from primemover.emg.onset.ramps import LEVEL_STEP_DB, WIDE
from primemover.emg.onset.spectrum import frames, two_sided_weights

FLAT = np.ones(33)


def test_levinson_solves_the_same_equations_as_scipy() -> None:
    generator = np.random.default_rng(1)
    noise = signal.lfilter([1], [1, -0.6, 0.3], generator.standard_normal(4000))
    r = np.array([noise[: len(noise) - k] @ noise[k:] for k in range(ORDER + 1)])
    filters, error = levinson(np.vstack([r, 2 * r]))
    expected = linalg.solve_toeplitz(r[:-1], -r[1:])
    assert filters[0, 1:] == pytest.approx(expected, rel=1e-6, abs=1e-9)
    assert error == pytest.approx([r @ filters[0], 2 * (r @ filters[0])], rel=1e-6)


def test_a_spectrum_weighs_to_the_variance() -> None:
    samples = 3 * np.random.default_rng(2).standard_normal(60_000)
    found = frames(samples, np.zeros(60_000, dtype=np.bool_), 1000.0)
    assert found.variance.mean() == pytest.approx(9.0, rel=0.03)
    assert FLAT @ two_sided_weights(64) == pytest.approx(1.0)


def test_a_level_of_the_ladder_has_the_power_that_it_is_named_by() -> None:
    models = ladder(FLAT, FLAT, np.array([0.0, 10.0]), 64)
    assert models.error == pytest.approx([1.0, 2.0, 11.0], rel=1e-3)


def test_frame_energy_is_that_of_the_plain_filter() -> None:
    samples = np.random.default_rng(3).standard_normal(500)
    masked = np.zeros(500, dtype=np.bool_)
    masked[100:120] = True
    filters = np.array([[1.0, -0.5, *[0.1] * (ORDER - 1)]])
    models = Ladder(filters, np.array([2.0]), np.empty(0))
    residual = np.convolve(samples, filters[0])[:500] ** 2 / 2.0
    residual[masked] = 0.0
    found = whitened_energy(frame_products(samples, masked, 1000.0), models)[0]
    assert found == pytest.approx(residual.reshape(100, 5).sum(axis=1), rel=1e-3, abs=1e-4)


@given(st.integers(1, 30), st.integers(1, 50), st.integers(1, 3000))
@settings(max_examples=20)
def test_a_product_in_strips_is_the_product(rows: int, inner: int, columns: int) -> None:
    generator = np.random.default_rng(rows * inner + columns)
    left = generator.standard_normal((rows, inner)).astype(np.float32)
    right = generator.standard_normal((inner, columns)).astype(np.float32)
    assert strip_product(left, right) == pytest.approx(left @ right, rel=1e-3, abs=1e-4)


def _viterbi(gain: NDArray[np.float32]) -> NDArray[np.int64]:
    """The textbook's one pass over the whole, written plainly."""
    n, levels = gain.shape
    step = np.full((levels + 1, levels + 1), -np.inf)
    step[0, 0] = 0.0
    step[0, 1:] = step[1:, 0] = -9.0
    for k in range(1, levels + 1):
        step[k, k] = -0.3
        if k > 1:
            step[k, k - 1] = step[k - 1, k] = -2.0
    emission = np.column_stack([np.zeros(n), gain])
    score, back = np.empty((n, levels + 1)), np.zeros((n, levels + 1), dtype=np.int64)
    score[0] = emission[0]
    for t in range(1, n):
        options = score[t - 1][:, None] + step
        back[t] = options.argmax(axis=0)
        score[t] = options.max(axis=0) + emission[t]
    path = np.empty(n, dtype=np.int64)
    path[-1] = score[-1].argmax()
    for t in range(n - 1, 0, -1):
        path[t - 1] = back[t, path[t]]
    return path


def test_decoding_stretches_side_by_side_gives_the_path_of_one_pass() -> None:
    generator = np.random.default_rng(4)
    n = 1700
    loud = np.zeros(n)
    for start in (150, 390, 800, 1190):
        loud[start : start + 130] = generator.uniform(1, 3)
    gain = (loud[:, None] * np.array([1.0, 1.4, 1.1]) - 1.0 + generator.normal(0, 0.8, (n, 3))).astype(
        np.float32
    )
    (found,) = activity.decode([gain])
    expected = _viterbi(gain)
    assert ((found > 0) == (expected > 0)).mean() > 0.998
    assert len(activity.runs(found > 0)) == len(activity.runs(expected > 0)) == 4


def test_short_bursts_are_dropped_and_guards_keep_clear_of_changes() -> None:
    states = np.array([0, 0, 2, 2, 0, 0, 0, 1, 1, 1, 1, 1, 1, 0, 0, 0], dtype=np.int8)
    kept = activity.without_short(states, 4)
    assert activity.runs(kept > 0).tolist() == [[7, 13]]
    rest, active = activity.guarded(kept > 0, 2)
    assert np.flatnonzero(active).tolist() == [9, 10]
    assert np.flatnonzero(rest).tolist() == [0, 1, 2, 3, 4, 15]


def _step(level_db: float, seed: int, at: int = 600) -> tuple[edge.Evidence, edge.Guesses]:
    generator = np.random.default_rng(seed)
    samples = generator.standard_normal(1200)
    samples[at:] *= np.sqrt(1 + 10 ** (level_db / 10))
    levels = np.arange(edge.LOWEST_LEVEL_DB, level_db + 6, LEVEL_STEP_DB)
    models = ladder(FLAT, FLAT, levels, 64)
    plateau = np.array([int(np.argmin(np.abs(levels - level_db))) + 1])
    evidence = edge.Evidence(samples, np.zeros(1200, dtype=np.bool_), 1000.0, models, 1.0)
    return evidence, edge.Guesses(np.array([at + 20]), np.array([[0, 1200]]), plateau)


def test_a_known_step_of_white_noise_is_found_to_the_sample() -> None:
    found = [edge.locate(*_step(20.0, seed), edge.Search()) for seed in range(30)]
    errors = np.array([f.time[0] - 599.5 for f in found])
    assert np.median(np.abs(errors)) < 3
    assert np.mean([f.low[0] <= 599.5 <= f.high[0] for f in found]) >= 0.85
    assert all(f.low[0] <= f.time[0] <= f.high[0] for f in found)


def test_an_edge_is_never_outside_of_its_bounds() -> None:
    evidence, guess = _step(10.0, 1)
    bounded = edge.Guesses(guess.at, np.array([[610, 1200]]), guess.plateau)
    found = edge.locate(evidence, bounded, edge.Search())
    assert found.low[0] >= 609
    assert found.time[0] >= 609


def test_masked_samples_say_nothing() -> None:
    evidence, guess = _step(10.0, 2)
    hidden = edge.Evidence(evidence.samples, np.ones(1200, dtype=np.bool_), 1000.0, evidence.models, 1.0)
    wide, narrow = edge.locate(hidden, guess, edge.Search()), edge.locate(evidence, guess, edge.Search())
    assert wide.high[0] - wide.low[0] > 400
    assert narrow.high[0] - narrow.low[0] < 100


def test_no_guess_gives_no_edge() -> None:
    evidence, _ = _step(10.0, 3)
    none = edge.Guesses(np.empty(0, np.int64), np.empty((0, 2), np.int64), np.empty(0, np.int64))
    assert len(edge.locate(evidence, none, edge.Search()).time) == 0


def test_ramps_cross_their_levels_in_order_and_their_weights_sum_to_one() -> None:
    assert np.all(np.diff(WIDE.crossing_s, axis=1) <= 0)
    assert np.exp(WIDE.log_prior).sum() == pytest.approx(1.0)


def test_gains_are_positive_where_a_level_explains_better_than_rest() -> None:
    loud = 4 * np.random.default_rng(5).standard_normal(2000)
    models = ladder(FLAT, FLAT, np.array([12.0]), 64)
    products = frame_products(loud, np.zeros(2000, dtype=np.bool_), 1000.0)
    assert gains(products, models, whitened_energy(products, models)).mean() > 10


def test_hum_is_found_at_its_frequency_and_taken_out() -> None:
    time_s = np.arange(20_000) / 1000
    noise = np.random.default_rng(6).standard_normal(20_000)
    hum = 2 * np.sin(2 * np.pi * 49.93 * time_s) + 0.8 * np.sin(2 * np.pi * 149.79 * time_s + 1)
    lines = hum_lines(noise + hum, 1000.0)
    assert lines == pytest.approx([49.93, 149.79], abs=0.03)
    assert np.std(without_hum(noise + hum, 1000.0, lines) - noise) < 0.1


def test_noise_alone_has_no_hum() -> None:
    assert hum_lines(np.random.default_rng(7).standard_normal(30_000), 1000.0) == []
