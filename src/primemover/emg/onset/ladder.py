"""A ladder of autoregressive models: rest, and the muscle at rising levels above it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from primemover.emg.onset.spectrum import two_sided_weights
from primemover.emg.recording import Samples

ORDER = 8
_ONE_THREAD = 200_000


@dataclass(frozen=True, slots=True, eq=False)
class Ladder:
    """Prediction-error filters of rest (row 0) and of each level (rows 1…).

    ``filters`` is (1 + n_levels, ORDER + 1) with a leading 1; ``error`` (1 + n_levels,) is the variance of
    the prediction error; ``levels_db`` (n_levels,) are the levels, as signal to noise ratio in dB.
    """

    filters: Samples
    error: Samples
    levels_db: Samples


def ladder(noise: Samples, signal: Samples, levels_db: Samples, frame_length: int) -> Ladder:
    """Models of rest and of the muscle at each level.

    Args:
        noise: spectrum of rest, (n_bins,).
        signal: spectrum of what the muscle adds, (n_bins,); only its shape counts.
        levels_db: (n_levels,).
        frame_length: samples of the frames that the spectra come from.
    """
    weights = two_sided_weights(frame_length)
    gain = 10 ** (levels_db / 10) * (noise @ weights) / (signal @ weights)
    spectra = np.vstack([noise, noise + gain[:, None] * signal])
    filters, error = levinson(np.fft.irfft(spectra, n=frame_length, axis=-1)[:, : ORDER + 1])
    return Ladder(filters, error, levels_db)


def levinson(autocovariance: Samples) -> tuple[Samples, Samples]:
    """Prediction-error filters from autocovariances (Levinson 1947, Durbin 1960), all rows at once.

    Args:
        autocovariance: (n_models, order + 1), lags 0…order.

    Returns:
        Filters (n_models, order + 1) with a leading 1, and the variance of the error (n_models,).
    """
    r = autocovariance.copy()
    r[:, 0] *= 1 + 1e-9
    models, lags = r.shape
    a = np.zeros((models, lags))
    a[:, 0] = 1.0
    error = np.maximum(r[:, 0].copy(), 1e-300)
    for k in range(1, lags):
        reflection = -np.einsum("mi,mi->m", a[:, :k], r[:, k:0:-1]) / error
        a[:, 1 : k + 1] += reflection[:, None] * a[:, k - 1 :: -1][:, :k]
        error *= 1 - reflection**2
    return a, error


def with_past(samples: Samples) -> Samples:
    """Each sample above the ORDER samples before it, newest first: (ORDER + 1, n) for ``samples`` (n,)."""
    padded = np.concatenate([np.zeros(ORDER), samples])
    return sliding_window_view(padded, ORDER + 1)[:, ::-1].T


def strip_product(left: NDArray[np.float32], right: NDArray[np.float32]) -> NDArray[np.float32]:
    """``left @ right`` (few rows, many columns), strip by strip.

    Each strip is small enough for BLAS to stay on one thread: there is too little work to share, and on a
    busy machine waiting for a second core costs several times what it gives.
    """
    rows, inner = left.shape
    out = np.empty((rows, right.shape[1]), dtype=np.float32)
    width = max(1, _ONE_THREAD // (rows * inner))
    for i in range(0, right.shape[1], width):
        np.matmul(left, right[:, i : i + width], out=out[:, i : i + width])
    return out
