"""The gates that a channel passes before anything is read into it, and what to do where it fails."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from primemover.emg.burst import Burst
from primemover.emg.measures import Measures
from primemover.emg.recording import Channel


class Verdict(StrEnum):
    """How a gate was passed."""

    PASS = "pass"  # noqa: S105 - a verdict, no password
    WARN = "warn"
    FAIL = "fail"


class Gate(StrEnum):
    """What is looked at. Each gate has the messages ``emg.quality.<gate>.<verdict>`` and ``….do``."""

    RATE = "rate"
    LENGTH = "length"
    MISSING = "missing"
    DEAD = "dead"
    DUPLICATE = "duplicate"
    UNIT = "unit"
    CLIPPING = "clipping"
    HUM = "hum"
    MOTION = "motion"
    CROSSTALK = "crosstalk"
    LEVEL = "level"
    HEART = "heart"


@dataclass(frozen=True, slots=True)
class Limits:
    """From which value on a gate warns and fails; where ``falling``, below which."""

    warn: float
    fail: float
    falling: bool = False

    def verdict(self, value: float) -> Verdict:
        """The verdict on one value; a value that is not a number fails."""
        if math.isnan(value):
            return Verdict.FAIL
        if value < self.fail if self.falling else value >= self.fail:
            return Verdict.FAIL
        return Verdict.WARN if (value < self.warn if self.falling else value >= self.warn) else Verdict.PASS


LIMITS: dict[Gate, Limits] = {
    Gate.RATE: Limits(1000, 500, falling=True),
    Gate.LENGTH: Limits(5, 1, falling=True),
    Gate.MISSING: Limits(0.001, 0.2),
    Gate.DEAD: Limits(0.2, 0.5),
    Gate.DUPLICATE: Limits(0.95, 0.99),
    Gate.CLIPPING: Limits(0.001, 0.01),
    Gate.HUM: Limits(0.1, 0.5),
    Gate.MOTION: Limits(0.3, math.inf),
    Gate.CROSSTALK: Limits(0.3, 0.5),
    Gate.LEVEL: Limits(6, 3, falling=True),
    Gate.HEART: Limits(0.01, 0.6),
}
SMALLEST_UV, LARGEST_UV = 0.2, 10_000.0
"""RMS from 20 Hz up between which a surface electrode on a working muscle can lie at all."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One gate that was not passed without a word. ``value`` is what was measured, in the gate's unit;
    ``other`` names the channel that is too much alike."""

    gate: Gate
    verdict: Verdict
    value: float
    other: str | None = None

    @property
    def message(self) -> str:
        """Id of the message that says what is wrong."""
        return f"emg.quality.{self.gate}.{self.verdict}"

    @property
    def remedy(self) -> str:
        """Id of the message that says what to do."""
        return f"emg.quality.{self.gate}.do"


@dataclass(frozen=True, slots=True)
class Quality:
    """Every value that was looked at, and what was found."""

    values: dict[Gate, float]
    findings: tuple[Finding, ...]

    @property
    def verdict(self) -> Verdict:
        """The worst of all gates. Crosstalk never fails a channel, only its place in an order."""
        verdicts = {f.verdict for f in self.findings if f.gate is not Gate.CROSSTALK}
        if Verdict.FAIL in verdicts:
            return Verdict.FAIL
        return Verdict.WARN if self.findings else Verdict.PASS


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The channel most alike: its name, the largest absolute correlation within ±10 ms, and the largest at
    once with any channel, 0…1."""

    name: str | None = None
    within_10_ms: float = 0.0
    at_once: float = 0.0


def judge(channel: Channel, measured: Measures, bursts: Iterable[Burst], neighbour: Neighbour) -> Quality:
    """Judge one channel.

    Args:
        channel: what is known about it.
        measured: over the whole recording.
        bursts: what was found in it.
        neighbour: the channel most alike.
    """
    values = _values(channel, measured, bursts)
    values |= {Gate.CROSSTALK: neighbour.within_10_ms, Gate.DUPLICATE: neighbour.at_once}
    if measured.samples == measured.missing or measured.band <= 0:
        values = {g: v for g, v in values.items() if g in {Gate.RATE, Gate.LENGTH, Gate.MISSING}} | {
            Gate.DEAD: 1.0
        }
    found = []
    for gate, value in values.items():
        verdict = _unit_verdict(value) if gate is Gate.UNIT else LIMITS[gate].verdict(value)
        if verdict is not Verdict.PASS:
            other = neighbour.name if gate in {Gate.CROSSTALK, Gate.DUPLICATE} else None
            found.append(Finding(gate, verdict, value, other))
    if any(f.gate is Gate.DUPLICATE for f in found):
        found = [f for f in found if f.gate is not Gate.CROSSTALK]
    return Quality(values, tuple(found))


def _values(channel: Channel, measured: Measures, bursts: Iterable[Burst]) -> dict[Gate, float]:
    count = max(measured.samples, 1)
    present = max(count - measured.missing, 1)
    values = {
        Gate.RATE: channel.sampling_rate_hz,
        Gate.LENGTH: count / channel.sampling_rate_hz,
        Gate.MISSING: measured.missing / count,
        Gate.DEAD: measured.unchanged / present,
        Gate.CLIPPING: measured.clipped / present,
        Gate.HUM: measured.hum / measured.band if measured.band > 0 else 0.0,
        Gate.MOTION: measured.slow / count,
        Gate.HEART: measured.heart / count,
    }
    levels = [b.level_db for b in bursts]
    if levels:
        values[Gate.LEVEL] = float(np.quantile(levels, 0.75))
    scale = channel.unit.in_uv
    if scale is not None:
        values[Gate.UNIT] = math.sqrt(max(measured.band, 0.0) / count) * scale
    return values


def _unit_verdict(rms_uv: float) -> Verdict:
    return Verdict.PASS if SMALLEST_UV <= rms_uv <= LARGEST_UV else Verdict.FAIL
