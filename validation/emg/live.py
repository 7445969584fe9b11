"""How soon the live alarm is told, how often falsely, and how soon a loose electrode is named.

``python -m validation.emg.live --write`` (some minutes of one core) puts the tables into docs/emg.md. The
bursts are those of the simulator: ramps of 0–300 ms in five shapes, hum in three of four records, sway,
noise that drifts by ±.5 dB, every fourth record made of single discharges.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from primemover.emg.live import CameOn, Monitor, Trouble, Troubled
from primemover.emg.recording import Channel, Unit
from validation.emg.alarm_oracle import delays, thresholds
from validation.emg.document import tell
from validation.emg.simulator import RAMPS_S, RATE_HZ, Interference, draw_bursts, simulate

SNR_DB = (0.0, 3.0, 6.0, 10.0, 15.0, 20.0)
_BURSTS = 12
_REST_FIRST_S = 4.5
_GRACE_S = 0.05
_SLOW_RAMP_S = 0.15
_LOOSE_AT_S = 8.0
_ORACLE_PER_HOUR = 3.0
"""False alarms that the oracle is allowed: about as many as the alarm gives."""


@dataclass(slots=True)
class Latencies:
    """From the true onset to the end of the samples that told it; infinite where nothing was told.

    ``by_ramp`` (ramp in s: latencies in s); ``between`` counts what was told at rest, over ``rest_s``.
    """

    by_ramp: dict[float, list[float]] = field(default_factory=dict)
    oracle: list[float] = field(default_factory=list)
    between: int = 0
    rest_s: float = 0.0
    troubles: int = 0

    def all(self, longest_ramp_s: float = 1.0) -> NDArray[np.float64]:
        """Latencies of bursts that rise within ``longest_ramp_s``, in seconds."""
        return np.array([x for ramp, found in self.by_ramp.items() if ramp <= longest_ramp_s for x in found])


def monitor() -> Monitor:
    """Of one channel at the simulator's rate."""
    return Monitor([Channel("glute", RATE_HZ, Unit.MICROVOLT)])


def measure(snr_db: float, records: int) -> Latencies:
    """Latencies over ``records`` of twelve bursts each."""
    found = Latencies()
    threshold = thresholds(snr_db, _ORACLE_PER_HOUR)
    for k in range(records):
        generator = np.random.default_rng([round(snr_db), 20, k])
        bursts, length_s = draw_bursts(generator, _BURSTS, first_s=_REST_FIRST_S)
        there = Interference(hum=0.5 * (k % 4 > 0), sway=2.0, noise_drift_db=0.5)
        made = simulate(generator, snr_db, bursts, length_s, there, motor_units=k % 4 == 3)
        moments = monitor().feed([made.samples])
        told = [m.told_s for m in moments if isinstance(m, CameOn)]
        found.troubles += sum(isinstance(m, Troubled) for m in moments)
        used = set()
        for burst in bursts:
            within = [t for t in told if burst.onset_s <= t < burst.offset_s + _GRACE_S]
            used |= set(within)
            latency = within[0] - burst.onset_s if within else np.inf
            found.by_ramp.setdefault(burst.ramp_up_s, []).append(latency)
        found.oracle += delays(made, threshold)
        found.between += len(set(told) - used)
        found.rest_s += length_s - sum(b.offset_s - b.onset_s for b in bursts)
    return found


def false_alarms(records: int, heart: float = 0.0) -> tuple[int, float]:
    """How many alarms in how many seconds of nothing but rest, five minutes a record."""
    told, heard_s = 0, 0.0
    for k in range(records):
        generator = np.random.default_rng([77, round(10 * heart), k])
        there = Interference(hum=0.5 * (k % 4 > 0), sway=2.0, noise_drift_db=0.5, heart=heart)
        made = simulate(generator, 6, (), 300.0, there)
        told += sum(isinstance(m, CameOn) for m in monitor().feed([made.samples]))
        heard_s += 297.0
    return told, heard_s


def loosened(kind: Trouble, samples: NDArray[np.float64], rng: np.random.Generator) -> NDArray[np.float64]:
    """``samples`` (n,) of a channel whose electrode comes loose at 8 s, in one of the ways it may."""
    out, at = samples.copy(), round(_LOOSE_AT_S * RATE_HZ)
    time_s = np.arange(len(out) - at) / RATE_HZ
    match kind:
        case Trouble.MISSING:
            out[at:] = np.nan
        case Trouble.FLAT:
            out[at:] = out[at]
        case Trouble.CLIPPED:
            out[at:] = np.clip(out[at:] + 4000 * np.sin(2 * np.pi * 50 * time_s), -1500, 1500)
        case Trouble.HUM:
            hum = sum(np.sin(2 * np.pi * 50 * k * time_s + rng.uniform(0, 6)) / k for k in (1, 3))
            out[at:] += rng.uniform(60, 600) * hum
        case Trouble.JUMP:
            out[at:] += rng.choice((-1, 1)) * rng.uniform(500, 5000) * np.exp(-time_s / 3)
    return out


def naming(kind: Trouble, records: int) -> tuple[int, list[float]]:
    """How many loose electrodes were named, and how long each naming took in seconds, whatever the name."""
    waited = []
    for k in range(records):
        rng = np.random.default_rng([5, k])
        bursts, length_s = draw_bursts(rng, 4, first_s=_REST_FIRST_S)
        made = simulate(rng, 10, bursts, max(length_s, 12.0), Interference(hum=0.5 * (k % 4 > 0), sway=2.0))
        moments = monitor().feed([loosened(kind, made.samples, rng)])
        named = [m.told_s for m in moments if isinstance(m, Troubled) and m.told_s >= _LOOSE_AT_S]
        if named:
            waited.append(named[0] - _LOOSE_AT_S)
    return len(waited), waited


def latency_table(records: int) -> Iterator[str]:
    """One row per level: median and 95 %, for all ramps and for those of up to 150 ms."""
    yield (
        "| SNR dB | bursts | ramps to 150 ms: median / 95 % ms | all ramps | oracle, all ramps | never told "
        "| pauses, per min |"
    )
    yield "|---|---|---|---|---|---|---|"
    pooled: list[Latencies] = []
    for snr_db in SNR_DB:
        found = measure(snr_db, records)
        yield _row(f"{snr_db:g}", found)
        if snr_db >= 6:
            pooled.append(found)
    together = Latencies(between=sum(p.between for p in pooled), rest_s=sum(p.rest_s for p in pooled))
    for ramp in RAMPS_S:
        together.by_ramp[ramp] = [x for p in pooled for x in p.by_ramp.get(ramp, [])]
    together.oracle = [x for p in pooled for x in p.oracle]
    yield _row("6–20", together)
    yield ""
    yield "| ramp ms, 6–20 dB | " + " | ".join(f"{1000 * r:g}" for r in RAMPS_S) + " |"
    yield "|---" * (len(RAMPS_S) + 1) + "|"
    cells = [_both(np.array(together.by_ramp[r])) for r in RAMPS_S]
    yield "| median / 95 % ms | " + " | ".join(cells) + " |"


def _row(name: str, found: Latencies) -> str:
    everything = found.all()
    never = int(np.count_nonzero(~np.isfinite(everything)))
    rate = 60 * found.between / found.rest_s
    return (
        f"| {name} | {len(everything)} | {_both(found.all(_SLOW_RAMP_S))} | {_both(everything)} "
        f"| {_both(np.array(found.oracle))} | {never} | {rate:.2f} |"
    )


def _both(latencies: NDArray[np.float64]) -> str:
    middle, most = (1000 * np.quantile(latencies, q, method="higher") for q in (0.5, 0.95))
    return f"{middle:.0f} / {most:.0f}"


def alarm_table(records: int) -> Iterator[str]:
    """False alarms in long rest, without a heart and with one."""
    yield "| rest | alarms | hours | per hour |"
    yield "|---|---|---|---|"
    for name, heart, count in (
        ("hum, sway, drift", 0.0, records),
        ("and a heart of 2 × the noise", 2.0, records // 4),
        ("and a heart of 6 × the noise", 6.0, records // 4),
        ("and a heart of 12 × the noise", 12.0, records // 4),
    ):
        told, heard_s = false_alarms(count, heart)
        yield f"| {name} | {told} | {heard_s / 3600:.1f} | {told / heard_s * 3600:.1f} |"


def naming_table(records: int) -> Iterator[str]:
    """How soon a loose electrode is named."""
    yield "| electrode | named | slowest ms |"
    yield "|---|---|---|"
    for kind in (kind for kind in Trouble if kind is not Trouble.HEART):
        named, waited = naming(kind, records)
        yield f"| {kind} | {named} of {records} | {1000 * max(waited, default=np.inf):.0f} |"


def main() -> None:
    """Run, print, and replace the live part of the document."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=40, help="per level of noise, of 12 bursts each")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/emg.md")
    wanted = parser.parse_args()
    tables = (latency_table(wanted.records), alarm_table(wanted.records), naming_table(wanted.records))
    tell(("\n".join(table) for table in tables), "live", write=wanted.write)


if __name__ == "__main__":
    main()
