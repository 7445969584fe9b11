"""Analyse an EMG file: name its muscles, find the bursts and their order, say what cannot be told."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from primemover import emg
from primemover.app.effort import Effort, effort_json
from primemover.emg.orders import Pair, orders
from primemover.intake.emg import Marker, mapped, markers, open_emg, read_muscle_map
from primemover.terms import CannotTell, Interval
from primemover.texts import text

Progress = Callable[[float, float | None], None]
"""Is told how many seconds have been read, and of how many where that is known."""


@dataclass(frozen=True, slots=True)
class NotTold:
    """Something that the recording does not tell: about which channels, why, and what to do."""

    about: str
    channels: tuple[str, ...]
    reason: str
    """Message id."""
    values: dict[str, object] = field(default_factory=dict)
    remedy: str | None = None

    @property
    def sentence(self) -> str:
        """The reason in words."""
        return text(self.reason, **self.values)


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """What a recording tells. Times in ``analysis`` count from the first sample, which lies at ``start_s`` of
    the file's own clock."""

    analysis: emg.Analysis
    start_s: float
    pairs: tuple[Pair, ...]
    not_told: tuple[NotTold, ...]
    places: tuple[int, ...]
    """Which channels of the file were analysed."""
    marked: tuple[Interval, ...] = ()
    """What channels that mark events mark, in seconds since the first sample."""


def analyse_emg(
    path: Path,
    *,
    muscles: Path | None = None,
    rate_hz: float | None = None,
    progress: Progress | None = None,
) -> Told:
    """Analyse the recording in ``path``.

    Args:
        path: CSV, TSV, OpenSignals text, EDF, BDF, C3D, MAT, Parquet or XDF.
        muscles: a file that corrects which channel is which muscle.
        rate_hz: sampling rate, where the file does not say it.
        progress: is told how far the reading is.

    Raises:
        PrimeMoverError: the file or the map cannot be read; nothing of it is analysed then.
    """
    corrections = read_muscle_map(muscles) if muscles is not None else {}
    opened = open_emg(path, rate_hz)
    marking = markers(opened.channels, corrections)
    channels = mapped(opened.channels, corrections)
    places = tuple(i for i in range(len(channels)) if i not in marking)
    analyser = emg.Analyser([channels[i] for i in places])
    marks = {i: Marker(channels[i].sampling_rate_hz) for i in sorted(marking)}
    read_s = 0.0
    for block in opened.blocks():
        analyser.feed([block[i] for i in places])
        for i, mark in marks.items():
            mark.feed(block[i])
        read_s += max(
            (len(x) / c.sampling_rate_hz for x, c in zip(block, channels, strict=True)), default=0.0
        )
        if progress is not None:
            progress(read_s, opened.duration_s)
    analysis = analyser.finish()
    pairs = orders(analysis)
    marked = tuple(span for mark in marks.values() for span in mark.spans())
    return Told(analysis, opened.start_s, pairs, _not_told(analysis, pairs, opened.start_s), places, marked)


def _not_told(analysis: emg.Analysis, pairs: tuple[Pair, ...], start_s: float) -> tuple[NotTold, ...]:
    found: list[NotTold] = []
    for result in analysis.channels:
        found += _about_channel(result, start_s)
    same: dict[object, list[str]] = defaultdict(list)
    for channel in (r.channel for r in analysis.channels):
        if channel.muscle is not None:
            same[channel.muscle, channel.side].append(channel.name)
    found += [
        NotTold("muscle", tuple(names), "emg.not_told.muscle_twice", {"names": ", ".join(names)})
        for names in same.values()
        if len(names) > 1
    ]
    for pair in pairs:
        reason = _why_no_order(pair)
        if reason is not None:
            found.append(NotTold("order", (pair.first, pair.second), reason))
    return tuple(found)


def _about_channel(result: emg.ChannelResult, start_s: float) -> list[NotTold]:
    name = result.channel.name
    if not result.usable:
        worst = next(f for f in result.quality.findings if f.verdict is emg.Verdict.FAIL)
        return [NotTold("channel", (name,), worst.message, finding_values(worst), worst.remedy)]
    found = []
    if not result.bursts:
        found.append(NotTold("channel", (name,), "emg.not_told.no_burst", {"name": name}))
    if result.incomplete:
        values = {"name": name, "count": result.incomplete}
        found.append(NotTold("burst", (name,), "emg.not_told.incomplete", values))
    for burst in result.bursts:
        if burst.offset.abrupt:
            values = {"name": name, "onset_s": burst.onset.time_s + start_s}
            found.append(NotTold("offset", (name,), "emg.not_told.abrupt_offset", values))
    return found


def _why_no_order(pair: Pair) -> str | None:
    if isinstance(pair.found, CannotTell):
        return pair.found.reason
    return pair.found.earlier.reason if isinstance(pair.found.earlier, CannotTell) else None


def finding_values(finding: emg.Finding) -> dict[str, object]:
    """The values that the message of a finding asks for."""
    return {"value": finding.value, "percent": 100 * finding.value, "other": finding.other}


def as_json(told: Told, found: Effort | None = None) -> dict[str, object]:
    """The document of ``primemover emg analyse --json``; times in seconds of the file's own clock.

    ``effort`` stands in it only where something was marked.
    """
    marked: dict[str, object] = {} if found is None else {"effort": effort_json(found)}
    return {
        "channels": [_channel_json(result, told.start_s) for result in told.analysis.channels],
        "order": [_pair_json(pair, told) for pair in told.pairs if _why_no_order(pair) is None],
        "not_told": [
            {
                "about": n.about,
                "channels": list(n.channels),
                "reason": n.reason,
                "text": n.sentence,
                "do": text(n.remedy) if n.remedy else None,
            }
            for n in told.not_told
        ],
    } | marked


def _channel_json(result: emg.ChannelResult, start_s: float) -> dict[str, object]:
    channel, quality = result.channel, result.quality
    return {
        "name": channel.name,
        "muscle": channel.muscle,
        "side": channel.side,
        "quality": {
            "verdict": quality.verdict,
            "values": {gate: _finite(value) for gate, value in quality.values.items()},
            "findings": [
                {
                    "gate": f.gate,
                    "verdict": f.verdict,
                    "text": text(f.message, **finding_values(f)),
                    "do": text(f.remedy),
                }
                for f in quality.findings
            ],
        },
        "bursts": [
            {
                "onset_s": burst.onset.time_s + start_s,
                "onset_interval_s": _pair_of(burst.onset.interval_s, start_s),
                "offset_s": burst.offset.time_s + start_s,
                "offset_interval_s": _pair_of(burst.offset.interval_s, start_s),
            }
            for burst in result.bursts
        ],
    }


def _pair_json(pair: Pair, told: Told) -> dict[str, object]:
    found = pair.found
    if isinstance(found, CannotTell):
        raise TypeError("a pair without an order has no order to write")
    return {
        "first": pair.first,
        "second": pair.second,
        "probability": found.probability,
        "lag_s": found.lag_s,
        "lag_interval_s": _pair_of(found.interval_s, 0.0),
        "repetitions": found.repetitions,
        "normal": text("emg.order.normal") if concerns_maximus(pair, told) else None,
    }


def concerns_maximus(pair: Pair, told: Told) -> bool:
    """True where the second muscle of an order is a gluteus maximus: coming last is normal for it."""
    muscles = {r.channel.name: r.channel.muscle for r in told.analysis.channels}
    return muscles.get(pair.second) is emg.Site.GLUTEUS_MAXIMUS


def _pair_of(interval: Interval, shift: float) -> list[float]:
    return [interval.low + shift, interval.high + shift]


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None
