"""Threshold on the smoothed, rectified signal (Hodges and Bui 1996)."""

from __future__ import annotations

import numpy as np

from primemover.emg.published.envelope_threshold import above_rest, bridged, low_passed
from primemover.emg.recording import Samples
from primemover.terms import Interval


def hodges_bui(
    samples: Samples,
    sampling_rate_hz: float,
    rest_s: Interval,
    *,
    deviations: float = 3.0,
    window_s: float = 0.025,
) -> tuple[Interval, ...]:
    """Bursts, in seconds.

    1. Rectify, low-pass 50 Hz.
    2. The first sample from which on the mean of 25 ms lies more than 3 standard deviations above rest.

    Beyond the paper, which looks for one onset: pauses under 50 ms are bridged, bursts under 60 ms dropped.

    Args:
        samples: (n,), high-passed, any unit.
        sampling_rate_hz: of the samples.
        rest_s: a stretch without activity.
        deviations: 1, 2 or 3 in the paper.
        window_s: 10, 25 or 50 ms in the paper.

    Source: Hodges PW, Bui BH. Electroencephalogr Clin Neurophysiol 101 (1996) 511-519.
    """
    # 1
    envelope = low_passed(np.abs(samples), sampling_rate_hz)
    # 2
    return bridged(
        above_rest(envelope, sampling_rate_hz, rest_s, deviations, window_s), sampling_rate_hz, 0.06
    )
