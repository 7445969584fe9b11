"""Double threshold on the whitened signal (Bonato, D'Alessio and Knaflitz 1998)."""

from __future__ import annotations

import numpy as np

from primemover.emg.onset.activity import runs
from primemover.emg.onset.ladder import ORDER, levinson, with_past
from primemover.emg.published.envelope_threshold import bridged
from primemover.emg.recording import Samples
from primemover.errors import InvalidInput
from primemover.terms import Interval


def bonato(
    samples: Samples,
    sampling_rate_hz: float,
    rest_s: Interval,
    *,
    false_alarm: float = 0.05,
    of: int = 5,
    at_least: int = 1,
) -> tuple[Interval, ...]:
    """Bursts, in seconds.

    1. Whiten with the spectrum of rest; the paper's filter adapts, this one is autoregressive of order 8.
    2. Sum the squares of every two samples, over the variance of rest: chi-square with two degrees of
       freedom at rest.
    3. First threshold, from the wanted probability of a false alarm of the two thresholds together.
    4. Second threshold: active where at least ``at_least`` of ``of`` sums in a row pass the first.
    5. Drop what is shorter than 30 ms; pauses under 50 ms are bridged.

    Args:
        samples: (n,), high-passed, any unit.
        sampling_rate_hz: of the samples.
        rest_s: a stretch without activity.
        false_alarm: per window, 0…1.
        of: length of a window, in sums.
        at_least: how many must pass.

    Source: Bonato P, D'Alessio T, Knaflitz M. IEEE Trans Biomed Eng 45 (1998) 287-299.
    """
    rest = samples[round(rest_s.low * sampling_rate_hz) : round(rest_s.high * sampling_rate_hz)]
    if len(rest) < 4 * ORDER:
        raise InvalidInput(
            "there is no rest in that stretch.", remedy="Name some hundred milliseconds without work."
        )
    # 1
    lags = np.array([rest[: len(rest) - k] @ rest[k:] / len(rest) for k in range(ORDER + 1)])
    filters, error = levinson(lags[None, :])
    white = filters[0] @ with_past(samples) / np.sqrt(error[0])
    # 2
    even = white[: len(white) // 2 * 2].reshape(-1, 2)
    sums = (even**2).sum(axis=1)
    # 3
    single = _single_probability(false_alarm, of, at_least)
    passed = sums > -2 * np.log(single)
    # 4
    inside = np.convolve(passed, np.ones(of), mode="same") >= at_least
    # 5
    return bridged(2 * runs(inside), sampling_rate_hz, 0.03)


def _single_probability(false_alarm: float, of: int, at_least: int) -> float:
    """Probability of passing once that makes ``at_least`` of ``of`` as probable as wanted, by halving."""
    from_tail = np.arange(at_least, of + 1)
    ways = np.array([float(np.prod(np.arange(of - k + 1, of + 1) / np.arange(1, k + 1))) for k in from_tail])
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        if float(np.sum(ways * middle**from_tail * (1 - middle) ** (of - from_tail))) < false_alarm:
            low = middle
        else:
            high = middle
    return (low + high) / 2
