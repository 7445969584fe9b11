"""Onsets on simulated bursts with known truth: this detector, public ones and an oracle, in one run."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from primemover import emg
from primemover.terms import Interval
from validation.emg.oracle import oracle
from validation.emg.peers import Peer, prepared
from validation.emg.score import Score
from validation.emg.simulator import RATE_HZ, Interference, Simulated, draw_bursts, simulate

SNR_DB = (0, 3, 6, 10, 15, 20)
BURSTS = 12


def record(snr_db: float, seed: int) -> Simulated:
    """Record number ``seed``: every third with a heart, every fourth made of discharges, most with hum; all
    with sway and noise that drifts by half a decibel."""
    generator = np.random.default_rng(seed)
    bursts, duration_s = draw_bursts(generator, BURSTS)
    kind = seed % 4
    disturbed = Interference(
        hum=0.5 * (kind != 2), heart=10.0 * (seed % 3 == 0), sway=2.0, noise_drift_db=0.5
    )
    return simulate(generator, snr_db, bursts, duration_s, disturbed, motor_units=kind == 1)


@dataclass(slots=True)
class Row:
    """What one level of noise gives. Rows of ``edges``: covered, width, true ramp; of onsets and offsets."""

    snr_db: float
    score: Score = field(default_factory=Score)
    onset_held: list[tuple[bool, float, float]] = field(default_factory=list)
    offset_held: list[tuple[bool, float, float, bool]] = field(default_factory=list)
    known_s: list[float] = field(default_factory=list)
    unknown_s: list[float] = field(default_factory=list)

    @property
    def mean_s(self) -> float:
        """Mean absolute onset error."""
        return float(np.abs(self.score.onset_s).mean())

    @property
    def over_oracle(self) -> float:
        """Mean error over that of the oracle that does not know the ramp."""
        return self.mean_s / float(np.abs(self.unknown_s).mean())


def measure(snr_db: float, records: int) -> Row:
    """This detector and both oracles on the first ``records`` records."""
    row = Row(snr_db)
    for seed in range(records):
        simulated = record(snr_db, seed)
        bursts = emg.by_likelihood(simulated.samples, RATE_HZ)
        spans = [(b.onset.time_s, b.offset.time_s) for b in bursts]
        known = oracle(simulated, knows_ramp=True)[:, 0]
        unknown = oracle(simulated, knows_ramp=False)[:, 0]
        for i, j in row.score.add(seed, simulated.bursts, spans).items():
            true, seen = simulated.bursts[i], bursts[j]
            row.onset_held.append((*_held(seen.onset.interval_s, true.onset_s), true.ramp_up_s))
            offset = _held(seen.offset.interval_s, true.offset_s)
            row.offset_held.append((*offset, true.ramp_down_s, seen.offset.abrupt))
            row.known_s.append(known[i] - true.onset_s)
            row.unknown_s.append(unknown[i] - true.onset_s)
    return row


def _held(interval: Interval, truth: float) -> tuple[bool, float]:
    return interval.low <= truth <= interval.high, interval.high - interval.low


@dataclass(frozen=True, slots=True)
class PeerRow:
    """A public detector at one level of noise, with the setting that suited it best."""

    name: str
    setting: float
    f1: float
    mean_s: float
    over_known: float


def measure_peer(peer: Peer, row: Row, records: int) -> PeerRow:
    """The best of a peer's settings: highest F1 (in steps of .02), then lowest mean error."""
    simulated = [record(row.snr_db, seed) for seed in range(min(records, peer.records))]
    given = [prepared(one.samples) for one in simulated]
    known = {m: abs(e) for m, e in zip(row.score.matched, row.known_s, strict=True)}
    best: tuple[float, float, PeerRow] | None = None
    for setting in peer.settings:
        score = Score()
        for seed, one in enumerate(simulated):
            score.add(seed, one.bursts, peer.run(given[seed], setting))
        errors = np.abs(score.onset_s)
        mean_s = float(errors.mean()) if len(errors) else float("nan")
        reference = [known[m] for m in score.matched if m in known]
        over = mean_s / float(np.mean(reference)) if reference else float("nan")
        key = (-round(score.f1 / 0.02), mean_s if np.isfinite(mean_s) else np.inf)
        if best is None or key < best[:2]:
            best = (*key, PeerRow(peer.name, setting, score.f1, mean_s, over))
    if best is None:
        raise ValueError("a peer needs a setting")
    return best[2]


def coverage(held: list[tuple[bool, float, float]], ramp_s: float | None = None) -> float:
    """Share of intervals that hold the truth; of one true ramp only where ``ramp_s`` is given."""
    chosen: NDArray[np.bool_] = np.array(
        [h[0] for h in held if ramp_s is None or h[2] == ramp_s], dtype=np.bool_
    )
    return float(chosen.mean()) if len(chosen) else float("nan")
