"""What the best possible detector could know: the spectra, the level, and (K) the ramp or (U) only the
ramps that there are.

It sees the signal without hum, heart and drift, and shares the likelihood with the detector under test,
with longer autoregressive models, and nothing to estimate.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import signal

from primemover.emg.cleaning.band_pass import causal_high_pass, decimated
from primemover.emg.onset import edge
from primemover.emg.onset.ladder import ladder
from primemover.emg.onset.ramps import LEVEL_STEP_DB, Ramps
from validation.emg.simulator import RAMPS_S, RATE_HZ, SHAPES, Simulated, TrueBurst, rise

_FRAME = 512
_WINDOW = (-0.4, 0.3, 0.4)
_U = np.linspace(0, 1, 20001)


def crossings(ramp_s: float, shape: str) -> NDArray[np.float64]:
    """Seconds after the onset at which a true ramp passes 1, 3, 5… dB below its plateau, (40,)."""
    below = 10 ** (-LEVEL_STEP_DB * (np.arange(40) + 0.5) / 20)
    return ramp_s * np.interp(below, rise(_U, shape), _U)


def true_ramps() -> Ramps:
    """The very ramps that the simulator draws from, as probable as it draws them."""
    drawn = [crossings(r, s) for r in RAMPS_S for s in SHAPES]
    lengths = np.repeat(RAMPS_S, len(SHAPES))
    return Ramps(lengths, np.array(drawn), np.full(len(drawn), -np.log(len(drawn))))


UNKNOWN = true_ramps()


def oracle(simulated: Simulated, *, knows_ramp: bool) -> NDArray[np.float64]:
    """Posterior of each onset in s: median and the ends of 95 %, (n_bursts, 3)."""
    slow, rate = decimated(simulated.clean / 5.0, RATE_HZ)
    samples = causal_high_pass(slow, rate, 20.0)
    bursts = simulated.bursts
    noise, muscle = (_spectrum(simulated, p, rate) for p in (simulated.noise, simulated.signal))
    snr_db = float(10 * np.log10(muscle.sum() / noise.sum()))
    count = int((snr_db - edge.LOWEST_LEVEL_DB) / LEVEL_STEP_DB) + 1
    levels = np.asarray(snr_db - LEVEL_STEP_DB * np.arange(count)[::-1], dtype=np.float64)
    evidence = edge.Evidence(
        samples, np.zeros(len(samples), dtype=np.bool_), rate, ladder(noise, muscle, levels, _FRAME), 1.0
    )
    ends = [0.0, *(b.offset_s for b in bursts)]
    out = [_onset(evidence, burst, ends[i], count, knows_ramp=knows_ramp) for i, burst in enumerate(bursts)]
    return np.array(out)


def _onset(
    evidence: edge.Evidence,
    burst: TrueBurst,
    before_s: float,
    top: int,
    *,
    knows_ramp: bool,
) -> tuple[float, float, float]:
    ramps = _known(burst) if knows_ramp else UNKNOWN
    rate = evidence.rate_hz
    guess = edge.Guesses(
        np.array([round(burst.onset_s * rate)]),
        np.array([[round(before_s * rate), round(burst.offset_s * rate)]]),
        np.array([top]),
    )
    found = edge.locate(evidence, guess, edge.Search(*_WINDOW, plateau_steps=0, ramps=ramps))
    return float(found.time[0] / rate), float(found.low[0] / rate), float(found.high[0] / rate)


def _known(burst: TrueBurst) -> Ramps:
    ramp = crossings(burst.ramp_up_s, burst.shape)
    return Ramps(np.array([burst.ramp_up_s]), ramp[None, :], np.zeros(1))


def _spectrum(simulated: Simulated, power: NDArray[np.float64], rate: float) -> NDArray[np.float64]:
    """A true spectrum behind the high-pass, on the grid of a frame; unit: variance."""
    frequency = np.fft.rfftfreq(_FRAME, 1 / rate)
    sos = signal.butter(2, 20.0, btype="highpass", fs=rate, output="sos")
    _, response = signal.sosfreqz(sos, frequency, fs=rate)
    density: NDArray[np.float64] = (
        np.interp(frequency, simulated.frequency_hz, power) * len(simulated.frequency_hz) * 2
    )
    return np.asarray(density * np.abs(response) ** 2 * (rate / RATE_HZ) / 2)
