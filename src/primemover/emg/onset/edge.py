"""When an edge of a burst happened: the posterior of its time, whatever the ramp looks like."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from primemover.emg.onset.ladder import Ladder, strip_product, with_past
from primemover.emg.onset.ramps import LENGTHS_S, LEVEL_STEP_DB, WIDE, Ramps
from primemover.emg.recording import Samples

LOWEST_LEVEL_DB = -14.0
PLATEAU_SD_DB = 3.0
_BATCH = 48


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

    def batches(self) -> list[Guesses]:
        """The guesses in portions that bound the memory; one empty portion where there are none."""
        cuts = [slice(i, i + _BATCH) for i in range(0, max(len(self.at), 1), _BATCH)]
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
    past = with_past(evidence.samples).astype(np.float32)
    parts = [_located(evidence, past, batch, wanted) for batch in guesses.batches()]
    return Edges(*(np.concatenate([getattr(p, f.name) for p in parts]) for f in fields(Edges)))


def _located(evidence: Evidence, past: NDArray[np.float32], guesses: Guesses, wanted: Search) -> Edges:
    rate = evidence.rate_hz
    first, last = (round(s * rate) for s in (wanted.earliest_s, wanted.latest_s))
    tau = guesses.at[:, None] + np.arange(first, last + 1, wanted.grid)
    allowed = (tau >= guesses.bounds[:, :1]) & (tau < guesses.bounds[:, 1:])
    allowed |= ~allowed.any(axis=1, keepdims=True)
    return _summary(_scores(_steps(evidence, past, guesses, wanted), allowed, rate, wanted), tau)


def _scores(
    steps: NDArray[np.float32], allowed: NDArray[np.bool_], rate_hz: float, wanted: Search
) -> NDArray[np.float32]:
    """Log-likelihood, priors included, of each ramp, plateau and onset: (n_ramps, n_edges, n_plateaus, n).

    Args:
        steps: as ``_steps`` gives them, from the first onset on.
        allowed: onsets that are possible, (n_edges, n).
        rate_hz: of the samples.
        wanted: the ramps and plateaus.
    """
    plateaus = np.arange(-wanted.plateau_steps, wanted.plateau_steps + 1)
    ramps, onsets = wanted.ramps, allowed.shape[1]
    below = np.ascontiguousarray(steps[0, :, :, :onsets])
    whole = steps[0, :, :, -1].copy()
    for level in range(below.shape[1] - 2, -1, -1):
        below[:, level] += below[:, level + 1]
        whole[:, level] += whole[:, level + 1]
    prior = (-0.5 * (plateaus * LEVEL_STEP_DB / PLATEAU_SD_DB) ** 2).astype(np.float32)
    start = (whole[:, : len(plateaus)] + prior)[:, :, None]
    start = np.where(allowed[:, None, :], start, np.float32(-np.inf))
    scores = np.empty((len(ramps.log_prior), *start.shape), dtype=np.float32)
    crossings = np.round(ramps.crossing_s * rate_hz).astype(np.int64)
    for score, crossing, weight in zip(scores, crossings, ramps.log_prior, strict=True):
        np.add(start, np.float32(weight), out=score)
        _score(score, steps, below, crossing)
    return scores


def _steps(
    evidence: Evidence, past: NDArray[np.float32], guesses: Guesses, wanted: Search
) -> NDArray[np.float32]:
    """Cumulative gain of each level over the one below it, from the top down.

    Shape (grid, n_edges, n_levels, time), time in turns over the grid, so that a slice is contiguous: what
    a boundary between the two levels at that sample would forgo. Rows below the ladder are zero; past the
    data the last value stays.
    """
    rate = evidence.rate_hz
    first, data = round(wanted.earliest_s * rate), round(wanted.data_s * rate)
    heard = data - first
    length = max(heard, round(wanted.latest_s * rate) + round(LENGTHS_S[-1] * rate) - first) + 2
    length += -length % wanted.grid
    gain = _gain_over_level_below(evidence, _pieces(past, guesses.at + first, heard))
    gain = gain.reshape(len(gain), len(guesses.at), heard)
    _silence(gain, evidence.masked, guesses, first)
    top, rows = len(gain), guesses.plateau + wanted.plateau_steps
    # Empty rows below the ladder, so that every plateau can be slid over all of its levels.
    height = int(rows.max(initial=0)) + 2 * wanted.plateau_steps + 1
    turns = np.zeros((wanted.grid, len(rows), height, length // wanted.grid), dtype=np.float32)
    whole = np.zeros((top, length), dtype=np.float32)
    for e, last_row in enumerate(rows):
        highest = min(int(last_row), top)
        np.cumsum(gain[highest - 1 :: -1, e], axis=1, out=whole[:highest, 1 : heard + 1])
        whole[:highest, heard + 1 :] = whole[:highest, heard, None]
        kept = whole[:highest].reshape(highest, -1, wanted.grid)
        turns[:, e, int(last_row) - highest : int(last_row)] = kept.transpose(2, 0, 1)
    return turns


def _pieces(past: NDArray[np.float32], starts: NDArray[np.int64], length: int) -> NDArray[np.float32]:
    """``length`` columns of ``past`` from each start on, side by side; the ends of it repeated outside."""
    out = np.empty((len(past), len(starts) * length), dtype=np.float32)
    for i, start in enumerate(starts):
        piece = out[:, i * length : (i + 1) * length]
        if 0 <= start <= past.shape[1] - length:
            piece[:] = past[:, start : start + length]
        else:
            piece[:] = past[:, np.clip(np.arange(start, start + length), 0, past.shape[1] - 1)]
    return out


def _silence(gain: NDArray[np.float32], masked: NDArray[np.bool_], guesses: Guesses, first: int) -> None:
    """Let what lies outside of an edge's bounds, and what is masked, say nothing."""
    for e, at in enumerate(guesses.at + first):
        low = max(0, int(guesses.bounds[e, 0] - at))
        high = max(0, int(min(guesses.bounds[e, 1], len(masked)) - at))
        gain[:, e, :low] = 0.0
        gain[:, e, high:] = 0.0
        hidden = masked[at + low : at + min(high, gain.shape[2])]
        if hidden.any():
            gain[:, e, low : low + len(hidden)][:, hidden] = 0.0


def _gain_over_level_below(evidence: Evidence, past: NDArray[np.float32]) -> NDArray[np.float32]:
    """Log-likelihood of each level less that of the one below, (n_levels, n) for ``past`` (ORDER + 1, n)."""
    models = evidence.models
    scaled = models.filters / np.sqrt(2 * evidence.dispersion * models.error)[:, None]
    energy = strip_product(scaled.astype(np.float32), past)
    np.multiply(energy, energy, out=energy)
    constant = (np.diff(np.log(models.error)) / (2 * evidence.dispersion)).astype(np.float32)
    gain = energy[:-1] - energy[1:]
    gain -= constant[:, None]
    return np.asarray(gain, dtype=np.float32)


def _score(
    score: NDArray[np.float32],
    steps: NDArray[np.float32],
    below: NDArray[np.float32],
    crossing: NDArray[np.int64],
) -> None:
    """Take from ``score`` (n_edges, n_plateaus, n_onsets) what one ramp forgoes below its plateau."""
    _, plateaus, onsets = score.shape
    turns = len(steps)
    for j in range(steps.shape[2] - plateaus + 1):
        if crossing[j] == 0:
            score -= below[:, j : j + plateaus]
            return
        start, turn = divmod(int(crossing[j]), turns)
        score -= steps[turn, :, j : j + plateaus, start : start + onsets]


def _summary(scores: NDArray[np.float32], tau: NDArray[np.int64]) -> Edges:
    peak = scores.max(axis=(0, 2, 3))
    np.subtract(scores, peak[None, :, None, None], out=scores)
    np.exp(scores, out=scores)
    by_shape = scores.sum(axis=2, dtype=np.float32).astype(np.float64)
    mass = by_shape.sum(axis=0)
    cumulative = np.cumsum(mass, axis=1) / mass.sum(axis=1, keepdims=True)
    evidence = by_shape.sum(axis=2)
    total = np.maximum(evidence, 1e-300)
    relative = tau - tau[:, :1]
    mean = (by_shape * relative).sum(axis=2) / total
    spread = (by_shape * (relative - mean[:, :, None]) ** 2).sum(axis=2) / total
    return Edges(
        _quantile(cumulative, tau, 0.5),
        _quantile(cumulative, tau, 0.025),
        _quantile(cumulative, tau, 0.975),
        (np.log(total) + peak).T,
        mean.T + tau[:, :1] - 0.5,
        np.sqrt(spread + 1 / 12).T,
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
