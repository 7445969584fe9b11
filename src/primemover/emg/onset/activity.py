"""Rest or active, and how strongly: the most probable path through rest and a ladder of levels."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from primemover.emg.recording import Samples

SHORTEST_BURST_S = 0.06
_ON = np.float32(-9.0)
_OFF = np.float32(-9.0)
_STEP = np.float32(-2.0)
_STAY = np.float32(-0.3)
_OWN_FRAMES = 400
_WARM_UP_FRAMES = 200
"""One second on either side: by then every path has met the best one, so that the stretches of a signal
can be decoded side by side and give what one pass over the whole would."""
_TOGETHER = 32
"""Frames whose way back is worked out at once: few enough to stay in the processor's cache."""


def decode(gains: Sequence[NDArray[np.float32]], width: int = 1) -> list[NDArray[np.int8]]:
    """The most probable states of several signals (Viterbi 1967), all of them at once.

    Args:
        gains: one (n_frames, n_levels) each, as ``frame_energy.gains`` gives them.
        width: frames of 5 ms that each of these frames holds; 1, 2 or 4.

    Returns:
        One (n_frames,) each: 0 for rest, 1… for the levels.
    """
    levels = max(g.shape[1] for g in gains)
    own, warm_up = _OWN_FRAMES // width, _WARM_UP_FRAMES // width
    counts = [max(1, -(-len(g) // own)) for g in gains]
    ends = np.cumsum([0, *counts])
    together = np.empty((own + 2 * warm_up, levels, ends[-1]), dtype=np.float32)
    for i, g in enumerate(gains):
        _lay_out(g, together[:, : g.shape[1], ends[i] : ends[i + 1]], own)
        together[:, g.shape[1] :, ends[i] : ends[i + 1]] = -50.0
    path = _backward(_forward(together, width), width)[warm_up : warm_up + own]
    return [
        np.ascontiguousarray(path[:, ends[i] : ends[i + 1]].T).reshape(-1)[: len(g)]
        for i, g in enumerate(gains)
    ]


def _lay_out(gains: NDArray[np.float32], out: NDArray[np.float32], own: int) -> None:
    """Overlapping stretches of one signal into (frames of a stretch, levels, n_stretches); rest outside."""
    frames, levels, count = out.shape
    padded = np.full((count * own + frames - own, levels), -50.0, dtype=np.float32)
    padded[(frames - own) // 2 :][: len(gains)] = gains
    out[:] = sliding_window_view(padded, frames, axis=0)[::own].transpose(2, 1, 0)


def _forward(gains: NDArray[np.float32], width: int) -> NDArray[np.float32]:
    """Best score of any path that ends in each state: (frames, 1 + 1 + levels + 1, rows).

    Rest comes first; the two rows around the levels are states that do not exist, and that no path ends in.
    """
    frames, levels, rows = gains.shape
    scores = np.empty((frames, levels + 3, rows), dtype=np.float32)
    scores[:, (1, -1)] = scores[0] = -np.inf
    scores[0, 0] = 0.0
    scores[0, 2:-1] = gains[0]
    stay, step, on, off = (np.asarray(x) for x in (np.float32(width) * _STAY, _STEP, _ON, _OFF))
    stepped = np.empty((levels, rows), dtype=np.float32)
    from_rest, loudest = (np.empty(rows, dtype=np.float32) for _ in range(2))
    rest, under, active, above = scores[:, 0], scores[:, 1:-2], scores[:, 2:-1], scores[:, 3:]
    for t, gain in enumerate(gains[1:]):
        best = active[t + 1]
        np.maximum(under[t], above[t], out=stepped)
        np.add(stepped, step, out=stepped)
        np.add(active[t], stay, out=best)
        np.maximum(best, stepped, out=best)
        np.add(rest[t], on, out=from_rest)
        np.maximum(best, from_rest, out=best)
        np.add(best, gain, out=best)
        np.maximum.reduce(active[t], axis=0, out=loudest)
        np.add(loudest, off, out=loudest)
        np.maximum(rest[t], loudest, out=rest[t + 1])
    return scores


def _backward(scores: NDArray[np.float32], width: int) -> NDArray[np.int8]:
    """States of the best path, (frames, rows): 0 for rest, 1… for the levels."""
    frames, _, rows = scores.shape
    path = np.empty((frames, rows), dtype=np.int8)
    path[-1] = scores[-1].argmax(axis=0)
    each = np.arange(rows)
    for end in range(frames - 1, 0, -_TOGETHER):
        start = max(end - _TOGETHER, 0)
        came = _came_from(scores[start : end + 1], width).reshape(end - start, -1)
        for t in range(end, start, -1):
            at = np.multiply(path[t], rows, dtype=np.int64)
            at += each
            came[t - 1 - start].take(at, out=path[t - 1], mode="clip")
    return np.asarray(np.maximum(path - 1, 0), dtype=np.int8)


def _came_from(scores: NDArray[np.float32], width: int) -> NDArray[np.int8]:
    """The state before each state of each frame but the first, on the best path to it.

    Shape (frames - 1, states, rows), the states that do not exist included.
    """
    before, now = scores[:-1], scores[1:]
    step = _STEP - np.float32(width) * _STAY
    on = _ON - np.float32(width) * _STAY
    stepped = before + step
    rest, same = before[:, 0], before[:, 2:-1]
    state = np.arange(before.shape[1], dtype=np.int8)[2:-1, None]
    came = np.zeros(before.shape, dtype=np.int8)
    # A level came from itself, one below, one above or rest; in doubt from the first of these.
    under = stepped[:, 1:-2] > same
    best = np.maximum(same, stepped[:, 1:-2])
    above = stepped[:, 3:] > best
    np.maximum(best, stepped[:, 3:], out=best)
    under &= ~above
    active = came[:, 2:-1]
    np.add(above.view(np.int8), state, out=active)
    active -= under.view(np.int8)
    active *= ((rest + on)[:, None] <= best).view(np.int8)
    # Rest came from rest, or from the loudest level where that is better by more than it costs.
    loudest = same == same.max(axis=1, keepdims=True)
    first = (loudest.view(np.int8) * state[::-1]).max(axis=1)
    np.multiply(state[0] + state[-1] - first, rest < now[:, 0], out=came[:, 0])
    return came


def runs(active: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Half-open index intervals of the True stretches, (n, 2)."""
    change = np.diff(np.concatenate([[0], active.astype(np.int8), [0]]))
    return np.column_stack([np.flatnonzero(change == 1), np.flatnonzero(change == -1)])


def without_short(states: NDArray[np.int8], shortest_frames: int) -> NDArray[np.int8]:
    """The same states with bursts shorter than ``shortest_frames`` set to rest."""
    kept = states.copy()
    for start, end in runs(states > 0):
        if end - start < shortest_frames:
            kept[start:end] = 0
    return kept


def guarded(active: NDArray[np.bool_], guard_frames: int) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Frames surely at rest and surely active; ``guard_frames`` beside a change belong to neither."""
    change = np.flatnonzero(np.diff(active.astype(np.int8)))
    near = np.zeros(len(active) + 1, dtype=np.int64)
    np.add.at(near, np.maximum(change + 1 - guard_frames, 0), 1)
    np.add.at(near, np.minimum(change + 1 + guard_frames, len(active)), -1)
    clear = np.cumsum(near[:-1]) == 0
    return ~active & clear, active & clear


def dispersion(block_energy: Samples, together: NDArray[np.bool_], samples_per_block: float) -> float:
    """How much more the whitened energy scatters than a Gaussian signal's would (1…6).

    Real muscle is not a stationary Gaussian; its log-likelihood is divided by this figure so that the
    intervals stay honest.

    Args:
        block_energy: mean whitened energy of 20 ms blocks, (n,).
        together: True where a block and its successor lie in one stretch, (n - 1,).
        samples_per_block: independent samples in a block.
    """
    if np.count_nonzero(together) < 8:
        return 1.0
    change = np.abs(np.diff(np.log(np.maximum(block_energy, 1e-12))))[together]
    expected = 0.4549 * 2 * 2 / samples_per_block
    return float(np.clip(np.median(change) ** 2 / expected, 1.0, 6.0))
