"""How soon could an alarm come? One that knows the spectra, the level and the ramp, and has nothing to learn.

It sees the signal without hum, heart and sway, and only asks when the burst began: the largest likelihood
ratio of the burst's own ramp against rest over all beginnings (Page 1954, for a known change). Its threshold
is set to as many false alarms an hour as wanted, on rest of its own. No alarm with so few is sooner for long.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import signal

from primemover.emg.cleaning.band_pass import causal_high_pass
from primemover.emg.onset.ladder import ladder, with_past
from primemover.emg.onset.ramps import LEVEL_STEP_DB
from validation.emg.oracle import _FRAME, _spectrum, crossings
from validation.emg.simulator import RAMPS_S, RATE_HZ, SHAPES, Simulated, TrueBurst, simulate

_GRID_S = 0.005
_BEFORE_S, _AFTER_S = 0.05, 0.4
_LEVELS = 12
_REST_S = 100.0
_APART_S = 0.5


def thresholds(snr_db: float, per_hour: float, seed: int = 31) -> float:
    """Threshold at which rest gives ``per_hour`` alarms, over all ramps of the simulator together."""
    peaks: list[float] = []
    heard_s = 0.0
    for i, (ramp_s, shape) in enumerate((r, s) for r in RAMPS_S for s in SHAPES if r or s == SHAPES[0]):
        made = simulate(np.random.default_rng([seed, i]), snr_db, (), _REST_S)
        gains, rate = _gains(made)
        best = _statistic(gains, rate, ramp_s, shape, np.arange(0, gains.shape[1], round(_GRID_S * rate)))
        apart = round(_APART_S * rate)
        whole = len(best) // apart * apart
        peaks += list(best[:whole].reshape(-1, apart).max(axis=1))
        heard_s += _REST_S
    count = max(1, round(per_hour * heard_s / 3600))
    return float(np.sort(peaks)[-count])


def delays(simulated: Simulated, threshold: float) -> list[float]:
    """From each burst's onset to the alarm in s; infinite where there is none within 400 ms."""
    gains, rate = _gains(simulated)
    return [_delay(gains, rate, burst, threshold) for burst in simulated.bursts]


def _delay(gains: NDArray[np.float64], rate: float, burst: TrueBurst, threshold: float) -> float:
    onset = round(burst.onset_s * rate)
    first, last = onset - round(_BEFORE_S * rate), onset + round(_AFTER_S * rate)
    piece = gains[:, first:last]
    starts = np.arange(0, piece.shape[1], round(_GRID_S * rate))
    best = _statistic(piece, rate, burst.ramp_up_s, burst.shape, starts)
    told = np.flatnonzero(best >= threshold)
    told = told[told + first >= onset]
    return float((told[0] + first + 1) / rate - burst.onset_s) if len(told) else float("inf")


def _statistic(
    gains: NDArray[np.float64], rate: float, ramp_s: float, shape: str, starts: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Largest log-likelihood ratio over all beginnings, at each sample (n,)."""
    crossed = np.round(crossings(ramp_s, shape)[: len(gains) - 1] * rate).astype(np.int64)
    reach = round((_BEFORE_S + _AFTER_S) * rate)
    # Level of each sample after the onset: 0 is rest, the last the plateau.
    passed = (np.arange(reach)[:, None] >= crossed).sum(axis=1)
    row = np.where(passed > 0, len(gains) - 1 - len(crossed) + passed, 0)
    best = np.zeros(gains.shape[1])
    for i in range(0, len(starts), 2000):
        at = starts[i : i + 2000, None] + np.arange(reach)
        inside = at < gains.shape[1]
        value = np.where(inside, gains[row, np.minimum(at, gains.shape[1] - 1)], 0.0).cumsum(axis=1)
        np.maximum.at(best, at[inside], value[inside])
    return best


def _gains(simulated: Simulated) -> tuple[NDArray[np.float64], float]:
    """By how much each level explains each sample better than rest; row 0 is rest itself. At 1 kHz."""
    rate = RATE_HZ / 2
    low_pass = signal.butter(4, 0.4 * rate, fs=RATE_HZ, output="sos")
    slow = np.asarray(signal.sosfilt(low_pass, simulated.clean / 5.0))[::2]
    samples = causal_high_pass(slow, rate, 20.0)
    noise, muscle = (_spectrum(simulated, p, rate) for p in (simulated.noise, simulated.signal))
    frequency = np.fft.rfftfreq(_FRAME, 1 / rate)
    _, response = signal.sosfreqz(low_pass, frequency, fs=RATE_HZ)
    noise, muscle = noise * np.abs(response) ** 2, muscle * np.abs(response) ** 2
    snr_db = float(10 * np.log10(muscle.sum() / noise.sum()))
    levels = np.asarray(snr_db - LEVEL_STEP_DB * np.arange(_LEVELS)[::-1], dtype=np.float64)
    models = ladder(noise, muscle, levels, _FRAME)
    error = models.filters @ with_past(samples)
    cost = error**2 / models.error[:, None] + np.log(models.error)[:, None]
    return 0.5 * (cost[0] - cost), rate
