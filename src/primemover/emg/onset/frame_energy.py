"""Prediction-error energy of short frames under any model, from lag products that are taken only once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from primemover.emg.onset.ladder import ORDER, Ladder, strip_product, with_past
from primemover.emg.recording import Samples

FRAME_S = 0.005
_FIRST, _SECOND = np.triu_indices(ORDER + 1)
_TWICE = np.where(_FIRST == _SECOND, 1.0, 2.0)


@dataclass(frozen=True, slots=True, eq=False)
class FrameProducts:
    """Sums over each 5 ms frame of the products of a sample's past with itself.

    ``products`` is (n_pairs, n_frames); ``count`` (n_frames,) are the samples that are not masked.
    """

    products: NDArray[np.float32]
    count: Samples


def frame_edges(n_samples: int, rate_hz: float) -> NDArray[np.int64]:
    """Sample indices at which 5 ms frames begin; the last is where the last whole frame ends."""
    count = int(n_samples / (FRAME_S * rate_hz))
    return np.round(np.arange(count + 1) * FRAME_S * rate_hz).astype(np.int64)


def frame_products(samples: Samples, masked: NDArray[np.bool_], rate_hz: float) -> FrameProducts:
    """Lag products of ``samples`` (n,); what ``masked`` (n,) marks does not count."""
    edges = frame_edges(len(samples), rate_hz)
    past = np.ascontiguousarray(with_past(samples)[:, : edges[-1]])
    past[:, masked[: edges[-1]]] = 0.0
    starts = edges[:-1]
    products = np.empty((len(_FIRST), len(starts)), dtype=np.float32)
    for row, i, j in zip(products, _FIRST, _SECOND, strict=True):
        row[:] = np.add.reduceat(past[i] * past[j], starts)
    clear = np.add.reduceat((~masked[: edges[-1]]).astype(np.float64), starts)
    return FrameProducts(products, clear)


def whitened_energy(frames: FrameProducts, models: Ladder) -> NDArray[np.float32]:
    """Sum of the squared prediction errors over their variance, (1 + n_levels, n_frames).

    Under the true model each is about the count of the frame's samples.
    """
    weight = models.filters[:, _FIRST] * models.filters[:, _SECOND] * _TWICE / models.error[:, None]
    return strip_product(weight.astype(np.float32), frames.products)


def gains(frames: FrameProducts, models: Ladder, energy: NDArray[np.float32]) -> NDArray[np.float32]:
    """By how much each level explains each frame better than rest, as log-likelihood (n_frames, n_levels)."""
    cost = energy + np.log(models.error)[:, None] * frames.count
    return np.ascontiguousarray((0.5 * (cost[0] - cost[1:])).T, dtype=np.float32)
