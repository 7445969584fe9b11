"""When an edge of a burst happened: the posterior of its time, whatever the ramp looks like."""

from __future__ import annotations

from dataclasses import dataclass, fields
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from primemover.emg.onset.ladder import ORDER, Ladder, strip_product
from primemover.emg.onset.ramps import LENGTHS_S, LEVEL_STEP_DB, WIDE, Ramps
from primemover.emg.recording import Samples

LOWEST_LEVEL_DB = -14.0
PLATEAU_SD_DB = 3.0
_CELLS = 6000
"""Times of edges that are worked on together: few enough for the processor's cache, enough for its loops."""


@dataclass(frozen=True, slots=True)
class Search:
    """Where and for what an edge is looked for.

    Seconds are counted from its first guess: where it may lie, and up to where the data are heard. The
    plateau may lie ``plateau_steps`` of the ladder above or below the burst's own level; ``grid`` is the
    step of the edge's time in samples.
    """

    earliest_s: float = -0.35
    latest_s: float = 0.15
    data_s: float = 0.25
    grid: int = 1
    plateau_steps: int = 2
    ramps: Ramps = WIDE


def search(snr_db: float) -> Search:
    """A weak burst is first guessed late and placed coarsely: it needs a longer window, on a coarser grid."""
    return Search(
        earliest_s=-0.5 if snr_db < 8 else -0.35, grid=4 if snr_db < 18 else 2 if snr_db < 24 else 1
    )


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """A channel and the models that explain it.

    ``samples`` and ``masked`` (n,); ``models`` are rest and levels ``LEVEL_STEP_DB`` apart;
    ``dispersion`` divides the log-likelihood.
    """

    samples: Samples
    masked: NDArray[np.bool_]
    rate_hz: float
    models: Ladder
    dispersion: float


@dataclass(frozen=True, slots=True, eq=False)
class Guesses:
    """What is known of each of n edges before they are located.

    ``at`` (n,) is a first guess in samples; ``bounds`` (n, 2) the half-open stretch that belongs to
    the edge, without another burst in it; ``plateau`` (n,) the row of the models nearest to the burst's
    level, from 1.
    """

    at: NDArray[np.int64]
    bounds: NDArray[np.int64]
    plateau: NDArray[np.int64]

    def taken(self, which: NDArray[np.int64]) -> Guesses:
        """Only these guesses, in this order."""
        return Guesses(self.at[which], self.bounds[which], self.plateau[which])

    def batches(self, size: int) -> list[Guesses]:
        """The guesses in portions that bound the memory; one empty portion where there are none."""
        cuts = [slice(i, i + size) for i in range(0, max(len(self.at), 1), size)]
        return [Guesses(self.at[c], self.bounds[c], self.plateau[c]) for c in cuts]


@dataclass(frozen=True, slots=True, eq=False)
class Edges:
    """What is known about each of n edges.

    ``time`` (n,) is the posterior median, ``low`` and ``high`` (n,) hold 95 % of it, all in samples.
    ``log_evidence``, ``mean`` and ``sd`` (n, n_ramps) are the posterior taken apart by ramp.
    """

    time: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    log_evidence: NDArray[np.float64]
    mean: NDArray[np.float64]
    sd: NDArray[np.float64]


def locate(evidence: Evidence, guesses: Guesses, wanted: Search) -> Edges:
    """Posteriors of the times of rising edges."""
    first, last = (round(t * evidence.rate_hz) for t in (wanted.earliest_s, wanted.latest_s))
    offsets = np.arange(first, last + 1, wanted.grid)
    rising = np.argsort(guesses.plateau, kind="stable")
    parts = [
        _located(evidence, batch, wanted, offsets)
        for batch in guesses.taken(rising).batches(max(1, _CELLS // len(offsets)))
    ]
    back = np.argsort(rising)
    return Edges(*(np.concatenate([getattr(p, f.name) for p in parts])[back] for f in fields(Edges)))


def _located(evidence: Evidence, guesses: Guesses, wanted: Search, offsets: NDArray[np.int64]) -> Edges:
    tau = guesses.at + offsets[:, None]
    allowed = (tau >= guesses.bounds[:, 0]) & (tau < guesses.bounds[:, 1])
    allowed |= ~allowed.any(axis=0)
    scores = _scores(_steps(evidence, guesses, wanted), allowed, evidence.rate_hz, wanted)
    return _summary(scores, guesses.at, offsets)


def _scores(
    steps: NDArray[np.float32], allowed: NDArray[np.bool_], rate_hz: float, wanted: Search
) -> NDArray[np.float32]:
    """Log-likelihood, priors included, of each ramp, plateau and onset: (n_ramps, n_plateaus, n, n_edges).

    Args:
        steps: as ``_steps`` gives them, from the first onset on.
        allowed: onsets that are possible, (n, n_edges).
        rate_hz: of the samples.
        wanted: the ramps and plateaus.
    """
    plateaus = np.arange(-wanted.plateau_steps, wanted.plateau_steps + 1)
    ramps = wanted.ramps
    below = steps[0, :, : len(allowed)].copy()
    whole = steps[0, :, -1].copy()
    for level in range(len(below) - 2, -1, -1):
        below[level] += below[level + 1]
        whole[level] += whole[level + 1]
    prior = (-0.5 * (plateaus * LEVEL_STEP_DB / PLATEAU_SD_DB) ** 2).astype(np.float32)
    start = (whole[: len(plateaus)] + prior[:, None])[:, None]
    start = np.where(allowed, start, np.float32(-np.inf))
    scores = np.empty((len(ramps.log_prior), *start.shape), dtype=np.float32)
    crossings = np.round(ramps.crossing_s * rate_hz).astype(np.int64)
    for score, crossing, weight in zip(scores, crossings.tolist(), ramps.log_prior, strict=True):
        np.add(start, np.float32(weight), out=score)
        _score(score, steps, below, crossing)
    return scores


def _score(
    score: NDArray[np.float32], steps: NDArray[np.float32], below: NDArray[np.float32], crossing: list[int]
) -> None:
    """Take from ``score`` (n_plateaus, n_onsets, n_edges) what one ramp forgoes below its plateau."""
    plateaus, onsets, _ = score.shape
    for j in range(steps.shape[1] - plateaus + 1):
        if crossing[j] == 0:
            score -= below[j : j + plateaus]
            return
        start, turn = divmod(crossing[j], len(steps))
        score -= steps[turn, j : j + plateaus, start : start + onsets]


def _steps(evidence: Evidence, guesses: Guesses, wanted: Search) -> NDArray[np.float32]:
    """Cumulative gain of each level over the one below it, from the top down.

    Shape (grid, n_levels, time, n_edges), time in turns over the grid, so that a slice is contiguous: what
    a boundary between the two levels at that sample would forgo. Rows below the ladder are zero; past the
    data the last value stays.
    """
    rate = evidence.rate_hz
    first, data = round(wanted.earliest_s * rate), round(wanted.data_s * rate)
    heard = data - first
    length = max(heard, round(wanted.latest_s * rate) + round(LENGTHS_S[-1] * rate) - first) + 2
    length += -length % wanted.grid
    gain = _gain_over_level_below(evidence, guesses.at + first, heard)
    at = guesses.at + np.arange(first, data)[:, None]
    told = (at >= guesses.bounds[:, 0]) & (at < guesses.bounds[:, 1])
    told &= ~evidence.masked[np.clip(at, 0, len(evidence.masked) - 1)]
    gain *= told.astype(np.float32).ravel()
    gain = gain.reshape(len(gain), heard, len(guesses.at))
    # Summed with the edges of one time side by side, then laid out anew.
    steps = _aligned(gain, length, guesses.plateau, wanted)
    in_time = steps.reshape(length, steps.shape[1] * steps.shape[2])
    for before, now in pairwise(in_time[: heard + 1]):
        np.add(before, now, out=now)
    in_time[heard + 1 :] = in_time[heard]
    turns = steps.reshape(length // wanted.grid, wanted.grid, *steps.shape[1:]).transpose(1, 2, 0, 3)
    return np.ascontiguousarray(turns)


def _gain_over_level_below(evidence: Evidence, starts: NDArray[np.int64], length: int) -> NDArray[np.float32]:
    """Log-likelihood of each level less that of the one below, from each start on: (n_levels, length * n)."""
    models = evidence.models
    n = len(evidence.samples)
    at = np.clip(starts + np.arange(-ORDER, length)[:, None], -ORDER, n - 1)
    samples = np.concatenate([evidence.samples.astype(np.float32), np.zeros(ORDER, dtype=np.float32)])[at]
    past = np.stack([samples[ORDER - lag : ORDER - lag + length] for lag in range(ORDER + 1)])
    scaled = models.filters / np.sqrt(2 * evidence.dispersion * models.error)[:, None]
    energy = strip_product(scaled.astype(np.float32), past.reshape(ORDER + 1, -1))
    np.multiply(energy, energy, out=energy)
    constant = (np.diff(np.log(models.error)) / (2 * evidence.dispersion)).astype(np.float32)
    gain = energy[:-1] - energy[1:]
    gain -= constant[:, None]
    return np.asarray(gain, dtype=np.float32)


def _aligned(
    gain: NDArray[np.float32], length: int, plateau: NDArray[np.int64], wanted: Search
) -> NDArray[np.float32]:
    """Levels from the highest plateau of each edge down: (length, n_levels, n_edges), zero at first.

    Empty rows below the ladder, so that every plateau can be slid over all of its levels.

    Args:
        gain: from the lowest level up, (n_levels, n_heard, n_edges).
        length: more than n_heard.
        plateau: (n_edges,), rising.
        wanted: the plateaus.
    """
    _, heard, edges = gain.shape
    rows = plateau + wanted.plateau_steps
    height = int(rows.max(initial=0)) + 2 * wanted.plateau_steps + 1
    out = np.zeros((length, height, edges), dtype=np.float32)
    for last in np.unique(rows).tolist():
        alike = slice(*np.searchsorted(rows, (last, last + 1)))
        highest = min(last, len(gain))
        out[1 : heard + 1, last - highest : last, alike] = gain[highest - 1 :: -1, :, alike].transpose(
            1, 0, 2
        )
    return out


def _summary(scores: NDArray[np.float32], at: NDArray[np.int64], offsets: NDArray[np.int64]) -> Edges:
    """The posterior of ``scores`` (n_ramps, n_plateaus, n, n_edges), whose onsets lie ``offsets`` from
    ``at``. The scores are used up."""
    ramps, plateaus, onsets, edges = scores.shape
    flat = scores.reshape(ramps * plateaus, onsets * edges)
    peak = flat.max(axis=0).reshape(onsets, edges).max(axis=0)
    np.subtract(flat, np.tile(peak, onsets), out=flat)
    np.exp(flat, out=flat)
    by_shape = scores.sum(axis=1, dtype=np.float32).astype(np.float64)
    cumulative = np.cumsum(by_shape.sum(axis=0), axis=0)
    share = (cumulative / cumulative[-1]).T
    later = offsets - offsets[0]
    moments = np.stack([np.ones(onsets), later, later**2]) @ by_shape
    evidence = np.maximum(moments[:, 0], 1e-300)
    mean, square = moments[:, 1] / evidence, moments[:, 2] / evidence
    middle, low, high = (_quantile(share, at[:, None] + offsets, q) for q in (0.5, 0.025, 0.975))
    return Edges(
        middle,
        low,
        high,
        (np.log(evidence) + peak).T,
        (mean + at + offsets[0] - 0.5).T,
        np.sqrt(np.maximum(square - mean**2, 0) + 1 / 12).T,
    )


def _quantile(cumulative: NDArray[np.float64], tau: NDArray[np.int64], q: float) -> NDArray[np.float64]:
    """Where the cumulative mass of each row passes ``q``; the first sample of a burst comes up to one sample
    after its onset."""
    i = (cumulative < q).sum(axis=1).clip(0, cumulative.shape[1] - 1)
    each = np.arange(len(cumulative))
    above = cumulative[each, i]
    under = np.where(i > 0, cumulative[each, np.maximum(i - 1, 0)], 0.0)
    step = tau[:, 1] - tau[:, 0]
    share = (q - under) / np.maximum(above - under, 1e-12)
    return np.asarray(tau[each, i] - 0.5 + step * (share - 0.5), dtype=np.float64)
