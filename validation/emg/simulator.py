"""Surface EMG with known truth: coloured noise, bursts with ramps of many shapes, hum, heart and drift."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float64]

RATE_HZ = 2000.0
RAMPS_S = (0.0, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3)
SHAPES = ("linear", "square", "root", "cosine", "exponential")


@dataclass(frozen=True, slots=True)
class TrueBurst:
    """One burst as it was put in: it rises from ``onset_s`` on and has died at ``offset_s``."""

    onset_s: float
    offset_s: float
    ramp_up_s: float
    ramp_down_s: float
    shape: str


@dataclass(frozen=True, slots=True, eq=False)
class Simulated:
    """A simulated channel and what an oracle may know about it.

    ``samples`` (n,) are what a detector sees; ``clean`` (n,) is the same without hum, heart and drift.
    ``noise`` and ``signal`` are the spectra over ``frequency_hz`` (n_bins,), signal at its plateau.
    """

    samples: Samples
    clean: Samples
    bursts: tuple[TrueBurst, ...]
    snr_db: float
    frequency_hz: Samples
    noise: Samples
    signal: Samples


@dataclass(frozen=True, slots=True)
class Interference:
    """What else is in the signal, in multiples of the noise's RMS; 0 leaves it out."""

    hum: float = 0.0
    heart: float = 0.0
    sway: float = 0.0
    noise_drift_db: float = 0.0
    artefacts: int = 0


def simulate(
    generator: np.random.Generator,
    snr_db: float,
    bursts: tuple[TrueBurst, ...],
    duration_s: float,
    interference: Interference = Interference(),
    *,
    motor_units: bool = False,
) -> Simulated:
    """One channel at 2 kHz in microvolts, with noise of about 5 µV.

    ``snr_db`` is the power of a burst's plateau over that of the noise, both between 20 and 450 Hz.
    ``motor_units``: bursts are made of single discharges instead of a Gaussian process.
    """
    n = round(duration_s * RATE_HZ)
    frequency: Samples = np.fft.rfftfreq(n, 1 / RATE_HZ).astype(np.float64)
    noise_shape = (1 + (30 / np.maximum(frequency, 5)) * generator.uniform(0, 1)) / (
        1 + (frequency / 700) ** 8
    )
    signal_shape = muscle_spectrum(frequency, generator.uniform(40, 70), generator.uniform(90, 150))
    band = (frequency >= 20) & (frequency <= 450)
    noise_psd = noise_shape / noise_shape[band].sum()
    signal_psd = signal_shape / signal_shape[band].sum() * 10 ** (snr_db / 10)
    level_db = interference.noise_drift_db * np.sin(2 * np.pi * (np.arange(n) / n + generator.uniform()))
    noise = coloured(generator, noise_psd, n) * 10 ** (level_db / 20)
    envelope = np.zeros(n)
    for burst in bursts:
        add_burst(envelope, burst)
    source = (
        _discharges(generator, n, signal_psd, envelope)
        if motor_units
        else (coloured(generator, signal_psd, n) * envelope)
    )
    clean = 5.0 * (noise + source)
    samples = clean + 5.0 * _interference(generator, n, interference)
    return Simulated(samples, clean, bursts, snr_db, frequency, noise_psd, signal_psd)


def muscle_spectrum(frequency_hz: Samples, low_hz: float, high_hz: float) -> Samples:
    """Power spectrum of surface EMG (Shwedyk, Balasubramanian and Scott 1977)."""
    f2 = frequency_hz**2
    return high_hz**4 * f2 / ((f2 + low_hz**2) * (f2 + high_hz**2) ** 2)


def coloured(generator: np.random.Generator, power: Samples, n: int) -> Samples:
    """Gaussian noise with the one-sided ``power`` per bin (n // 2 + 1,), (n,)."""
    spectrum = np.sqrt(power / 2) * (
        generator.standard_normal(len(power)) + 1j * generator.standard_normal(len(power))
    )
    return np.fft.irfft(spectrum * n / np.sqrt(2), n)


def rise(u: Samples, shape: str) -> Samples:
    """Amplitude of a ramp at the share ``u`` of its length, 0…1."""
    u = np.clip(u, 0, 1)
    match shape:
        case "square":
            return u**2
        case "root":
            return np.sqrt(u)
        case "cosine":
            return (1 - np.cos(np.pi * u)) / 2
        case "exponential":
            return np.asarray((1 - np.exp(-3 * u)) / (1 - np.exp(-3)))
        case _:
            return u


def add_burst(envelope: Samples, burst: TrueBurst) -> None:
    """Raise ``envelope`` (n,) to one inside of the burst, along its ramps."""
    first, last = int(np.ceil(burst.onset_s * RATE_HZ)), int(np.ceil(burst.offset_s * RATE_HZ))
    time_s = np.arange(first, last) / RATE_HZ
    up = rise((time_s - burst.onset_s) / burst.ramp_up_s, burst.shape) if burst.ramp_up_s else 1.0
    down = rise((burst.offset_s - time_s) / burst.ramp_down_s, burst.shape) if burst.ramp_down_s else 1.0
    envelope[first:last] = np.maximum(envelope[first:last], np.minimum(up, down))


def draw_bursts(
    generator: np.random.Generator, count: int, first_s: float = 1.5
) -> tuple[tuple[TrueBurst, ...], float]:
    """``count`` bursts with pauses of .8–1.6 s, ramps and shapes by chance, and how long it all takes."""
    bursts = []
    at = first_s
    for _ in range(count):
        up, down = generator.choice(RAMPS_S, 2)
        length = up + down + generator.uniform(0.3, 0.9)
        bursts.append(TrueBurst(at, at + length, float(up), float(down), str(generator.choice(SHAPES))))
        at += length + generator.uniform(0.8, 1.6)
    return tuple(bursts), at + 0.5


def _discharges(generator: np.random.Generator, n: int, power: Samples, envelope: Samples) -> Samples:
    """Single discharges, 400 a second, whose size follows the envelope (small units come first), each
    followed by its action potential: the causal filter with the wanted spectrum."""
    rate = 400.0 / RATE_HZ
    impulses = generator.poisson(rate, n) * generator.choice((-1.0, 1.0), n) * envelope
    shaped = np.fft.irfft(np.fft.rfft(impulses) * _minimum_phase(np.sqrt(power)), n)
    return np.asarray(shaped * np.sqrt(n / (2 * rate)))


def _minimum_phase(magnitude: Samples) -> NDArray[np.complex128]:
    """The causal response with this magnitude (n // 2 + 1,), by folding its cepstrum."""
    cepstrum = np.fft.irfft(np.log(np.maximum(magnitude, 1e-6 * magnitude.max())))
    half = len(cepstrum) // 2
    cepstrum[1:half] *= 2
    cepstrum[half + 1 :] = 0
    return np.asarray(np.exp(np.fft.rfft(cepstrum)))[: len(magnitude)]


def _interference(generator: np.random.Generator, n: int, wanted: Interference) -> Samples:
    time_s = np.arange(n) / RATE_HZ
    out = np.zeros(n)
    if wanted.hum:
        mains = 50 + generator.uniform(-0.1, 0.1)
        for harmonic, share in ((1, 1.0), (3, 0.4), (5, 0.2)):
            phase = generator.uniform(0, 2 * np.pi)
            out += wanted.hum * share * np.sqrt(2) * np.sin(2 * np.pi * mains * harmonic * time_s + phase)
    if wanted.heart:
        out += wanted.heart * _heart(generator, n)
    if wanted.sway:
        for _ in range(4):
            out += wanted.sway * np.sin(
                2 * np.pi * generator.uniform(0.1, 2.0) * time_s + generator.uniform(0, 6)
            )
    for _ in range(wanted.artefacts):
        at = generator.uniform(0, time_s[-1])
        out += 15 * np.exp(-(((time_s - at) / 0.06) ** 2)) * generator.choice((-1, 1))
    return out


def _heart(generator: np.random.Generator, n: int) -> Samples:
    """QRS complexes of unit height at 60–80 beats a minute, slightly irregular."""
    time_s = np.arange(n) / RATE_HZ
    out = np.zeros(n)
    period = generator.uniform(0.75, 1.0)
    at = generator.uniform(0, period)
    while at < time_s[-1]:
        u = (time_s - at) / 0.008
        near = np.abs(u) < 12
        out[near] += np.exp(-(u[near] ** 2) / 2) - 0.4 * np.exp(-((u[near] - 2.4) ** 2) / 2)
        at += period * generator.normal(1, 0.03)
    return out
