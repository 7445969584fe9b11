"""Threshold on the Teager-Kaiser energy (Li, Zhou and Aruin 2007; Solnik et al. 2010)."""

from __future__ import annotations

import numpy as np

from primemover.emg.published.envelope_threshold import above_rest, bridged, low_passed
from primemover.emg.recording import Samples
from primemover.terms import Interval


def tkeo(
    samples: Samples,
    sampling_rate_hz: float,
    rest_s: Interval,
    *,
    deviations: float = 15.0,
    window_s: float = 0.025,
) -> tuple[Interval, ...]:
    """Bursts, in seconds.

    1. Energy: the square of each sample less the product of its neighbours.
    2. Rectify, low-pass 50 Hz.
    3. The first sample from which on the mean of 25 ms lies more than 15 standard deviations above rest.

    Beyond the papers: pauses under 50 ms are bridged, bursts under 60 ms dropped.

    Args:
        samples: (n,), band-passed 30-300 Hz in the papers, any unit.
        sampling_rate_hz: of the samples.
        rest_s: a stretch without activity.
        deviations: 15 in Solnik et al.
        window_s: how long the energy has to stay up, on average.

    Source: Solnik S et al. Eur J Appl Physiol 110 (2010) 489-498.
    """
    # 1
    energy = np.zeros_like(samples)
    energy[1:-1] = samples[1:-1] ** 2 - samples[:-2] * samples[2:]
    # 2
    envelope = low_passed(np.abs(energy), sampling_rate_hz)
    # 3
    return bridged(
        above_rest(envelope, sampling_rate_hz, rest_s, deviations, window_s), sampling_rate_hz, 0.06
    )
