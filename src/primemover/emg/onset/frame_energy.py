"""Prediction-error energy of short frames under any model, from lag products that are taken only once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from primemover.emg.onset.ladder import ORDER, Ladder, strip_product, with_past
from primemover.emg.recording import Samples

FRAME_S = 0.005
_FIRST, _SECOND = np.triu_indices(ORDER + 1)
_ROW = np.zeros((ORDER + 1, ORDER + 1), dtype=np.int64)
_ROW[_FIRST, _SECOND] = np.arange(len(_FIRST))
_TWICE = np.where(_FIRST == _SECOND, 1.0, 2.0)


@dataclass(frozen=True, slots=True, eq=False)
class FrameProducts:
    """Sums over each 5 ms frame of the products of a sample's past with itself.

    ``products`` is (n_pairs, n_frames); ``count`` (n_frames,) are the samples that are not masked.
    """

    products: NDArray[np.float32]
    count: Samples

    def merged(self, width: int) -> FrameProducts:
        """So many frames together as one; what is left over at the end does not count."""
        if width == 1:
            return self
        end = len(self.count) // width * width
        products = self.products[:, 0:end:width] + self.products[:, 1:end:width]
        for i in range(2, width):
            products += self.products[:, i:end:width]
        return FrameProducts(products, self.count[:end].reshape(-1, width).sum(axis=1))


def frame_edges(n_samples: int, rate_hz: float) -> NDArray[np.int64]:
    """Sample indices at which 5 ms frames begin; the last is where the last whole frame ends."""
    count = int(n_samples / (FRAME_S * rate_hz))
    return np.round(np.arange(count + 1) * FRAME_S * rate_hz).astype(np.int64)


def frame_products(samples: Samples, masked: NDArray[np.bool_], rate_hz: float) -> FrameProducts:
    """Lag products of ``samples`` (n,); what ``masked`` (n,) marks does not count."""
    edges = frame_edges(len(samples), rate_hz)
    used = samples[: edges[-1]]
    products = np.empty((len(_FIRST), len(edges) - 1), dtype=np.float32)
    even = len(edges) > 1 and len(used) == edges[1] * (len(edges) - 1)
    columns = _columns(used, int(edges[1])) if even else np.empty((0, 0))
    for lag in range(ORDER + 1):
        # The product of two samples a lag apart serves every pair of that lag: only the frame moves.
        sums = _sums_even(columns, lag) if even else _sums(used, edges, lag)
        for i, row in enumerate(sums):
            products[_ROW[i, i + lag]] = row
    count = np.diff(edges).astype(np.float64)
    seen = ~masked[: edges[-1]]
    if not seen.all():
        _without_hidden(products, count, used, seen, edges)
    return FrameProducts(products, count)


def _sums(samples: Samples, edges: NDArray[np.int64], lag: int) -> Iterator[Samples]:
    """Sums of each sample times the one ``lag`` before it, over each frame and over each moved back by 1, 2…
    ``ORDER`` - lag samples."""
    product = np.zeros(len(samples))
    np.multiply(samples[lag:], samples[: len(samples) - lag], out=product[lag:])
    total = np.concatenate([[0.0], np.cumsum(product)])
    for shift in range(ORDER + 1 - lag):
        yield np.diff(total.take(edges - shift, mode="clip"))


def _columns(samples: Samples, length: int) -> Samples:
    """A row for each place in a frame of ``length``, a column for each frame; before the first, frames of
    zeros as far as ``_sums_even`` reaches back."""
    before = 2 * -(-ORDER // length)
    columns = np.zeros((length, before + len(samples) // length))
    columns[:, before:] = samples.reshape(-1, length).T
    return columns


def _sums_even(columns: Samples, lag: int) -> Iterator[Samples]:
    """``_sums`` where every frame has as many samples: what comes in at one end of a frame goes out at the
    other."""
    length = len(columns)
    before = -(-ORDER // length)
    product = np.empty((length, columns.shape[1] - before))
    for place, row in enumerate(product):
        earlier, source = divmod(place - lag, length)
        np.multiply(
            columns[place, before:], columns[source, before + earlier : columns.shape[1] + earlier], out=row
        )
    frames = columns.shape[1] - 2 * before
    total = product[:, before:].sum(axis=0)
    yield total
    for shift in range(1, ORDER + 1 - lag):
        back = before - -(-shift // length)
        column = product[-shift % length]
        total += column[back : back + frames]
        total -= column[back + 1 : back + 1 + frames]
        yield total


def _without_hidden(
    products: NDArray[np.float32],
    count: Samples,
    samples: Samples,
    seen: NDArray[np.bool_],
    edges: NDArray[np.int64],
) -> None:
    """Sum those frames anew in which not every sample is ``seen`` (n,)."""
    count[:] = np.add.reduceat(seen, edges[:-1], dtype=np.float64)
    part = count < np.diff(edges)
    products[:, part] = 0.0
    of_frame = np.repeat(np.arange(len(count)), np.diff(edges))
    kept = np.flatnonzero(seen & part[of_frame])
    if not len(kept):
        return
    frame, first = np.unique(of_frame[kept], return_index=True)
    past = np.ascontiguousarray(with_past(samples)[:, kept])
    for row, i, j in zip(products, _FIRST, _SECOND, strict=True):
        row[frame] = np.add.reduceat(past[i] * past[j], first)


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
