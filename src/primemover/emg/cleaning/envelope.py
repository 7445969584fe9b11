"""The envelope of a signal, and how strong it is beside a reference."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from primemover.emg.recording import Samples
from primemover.errors import InvalidInput

WINDOW_S = 0.1


def rms_envelope(samples: Samples, sampling_rate_hz: float, window_s: float = WINDOW_S) -> Samples:
    """Moving RMS of ``samples`` (n,), centred; fewer samples count at the ends. Gaps (NaN) do not count.

    Args:
        samples: (n,), band-passed.
        sampling_rate_hz: of the samples.
        window_s: .05–.25 s is usual.
    """
    if not 0.01 <= window_s <= 1.0:
        raise InvalidInput(
            f"a window of {window_s:g} s is none for an envelope.", remedy="Take .05 to .25 s."
        )
    width = max(1, round(window_s * sampling_rate_hz))
    known = np.isfinite(samples)
    total = np.concatenate([[0.0], np.cumsum(np.where(known, samples, 0.0) ** 2)])
    count = np.concatenate([[0], np.cumsum(known)])
    i = np.arange(len(samples))
    low, high = np.maximum(i - width // 2, 0), np.minimum(i + width - width // 2, len(samples))
    inside = count[high] - count[low]
    mean = np.where(inside > 0, (total[high] - total[low]) / np.maximum(inside, 1), np.nan)
    return np.asarray(np.sqrt(np.maximum(mean, 0.0)))


def reference_level(positions: Sequence[Samples]) -> float:
    """The highest envelope over several maximal efforts, one (n_i,) per position.

    Prone with the knee at 90° and the standing squeeze: which one is higher differs between people
    (Contreras et al. 2015), so the best of both is the reference.
    """
    peaks = [float(np.nanmax(p)) for p in positions if p.size and np.isfinite(p).any()]
    if not peaks or max(peaks) <= 0:
        raise InvalidInput(
            "there is no effort in the reference recordings.", remedy="Record both maximal squeezes."
        )
    return max(peaks)


def normalised(envelope: Samples, reference: float) -> Samples:
    """``envelope`` (n,) as a share of the reference level; above 1 where it was exceeded."""
    if not reference > 0:
        raise InvalidInput("a reference of zero divides nothing.", remedy="Record both maximal squeezes.")
    return envelope / reference
