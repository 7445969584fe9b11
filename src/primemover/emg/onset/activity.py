"""Rest or active, and how strongly: the most probable path through rest and a ladder of levels."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
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


def decode(gains: Sequence[NDArray[np.float32]]) -> list[NDArray[np.int8]]:
    """The most probable states of several signals (Viterbi 1967), all of them at once.

    Args:
        gains: one (n_frames, n_levels) each, as ``frame_energy.gains`` gives them.

    Returns:
        One (n_frames,) each: 0 for rest, 1… for the levels.
    """
    levels = max(g.shape[1] for g in gains)
    rows = [_stretches(g, levels) for g in gains]
    states = _backward(_forward(np.concatenate(rows, axis=2)))
    own = states[_WARM_UP_FRAMES : _WARM_UP_FRAMES + _OWN_FRAMES]
    ends = np.cumsum([0, *(r.shape[2] for r in rows)])
    return [
        np.ascontiguousarray(own[:, ends[i] : ends[i + 1]].T).reshape(-1)[: len(g)]
        for i, g in enumerate(gains)
    ]


def _stretches(gains: NDArray[np.float32], levels: int) -> NDArray[np.float32]:
    """Overlapping stretches of one signal, (frames of a stretch, levels, n_stretches); rest outside of it."""
    count = max(1, -(-len(gains) // _OWN_FRAMES))
    padded = np.full((count * _OWN_FRAMES + 2 * _WARM_UP_FRAMES, levels), -50.0, dtype=np.float32)
    padded[_WARM_UP_FRAMES : _WARM_UP_FRAMES + len(gains), : gains.shape[1]] = gains
    length = _OWN_FRAMES + 2 * _WARM_UP_FRAMES
    index = np.arange(length)[:, None] + np.arange(count) * _OWN_FRAMES
    return np.ascontiguousarray(padded[index].transpose(0, 2, 1))


def _forward(gains: NDArray[np.float32]) -> NDArray[np.float32]:
    """Best score of any path that ends in each state: (frames, 1 + levels, rows)."""
    frames, levels, rows = gains.shape
    scores = np.empty((frames, levels + 1, rows), dtype=np.float32)
    scores[0, 0] = 0.0
    scores[0, 1:] = gains[0]
    stepped = np.empty((levels, rows), dtype=np.float32)
    for t in range(1, frames):
        before, now = scores[t - 1], scores[t]
        active, best = before[1:], now[1:]
        np.add(active, _STAY, out=best)
        np.add(active, _STEP, out=stepped)
        np.maximum(best[1:], stepped[:-1], out=best[1:])
        np.maximum(best[:-1], stepped[1:], out=best[:-1])
        np.maximum(best, before[0] + _ON, out=best)
        best += gains[t]
        np.maximum(before[0], active.max(axis=0) + _OFF, out=now[0])
    return scores


def _backward(scores: NDArray[np.float32]) -> NDArray[np.int8]:
    """States of the best path, (frames, rows)."""
    frames, states, rows = scores.shape
    path = np.empty((frames, rows), dtype=np.int8)
    each = np.arange(rows)
    path[-1] = scores[-1].argmax(axis=0)
    loudest = scores[:, 1:].argmax(axis=1) + 1
    for t in range(frames - 1, 0, -1):
        before, state = scores[t - 1], path[t].astype(np.intp)
        choice = np.vstack(
            [state, np.maximum(state - 1, 1), np.minimum(state + 1, states - 1), loudest[t - 1]]
        )
        value = before[choice, each]
        value[0] += _STAY
        value[1:3] += _STEP
        from_active = choice[value[:3].argmax(axis=0), each]
        rest = before[0]
        into_active = np.where(rest + _ON > value[:3].max(axis=0), 0, from_active)
        into_rest = np.where(rest >= value[3] + _OFF, 0, choice[3])
        path[t - 1] = np.where(state == 0, into_rest, into_active)
    return path


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
