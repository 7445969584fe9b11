"""How much the muscles did where something was marked: phases, ratios within a session, effect of the cue.

Strength is a share of the most that the same channel did in the same recording, and is compared within it
only. Burst lengths may be compared from day to day.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from primemover.app.recordings import Mark
from primemover.emg import Analysis, Burst, ChannelResult, repetitions
from primemover.emg.effort import Estimate, burst_length, cue_effect, middle_of, ratio
from primemover.emg.muscles import BACK, GLUTES, HAMSTRINGS
from primemover.emg.outline import Outline
from primemover.terms import CannotTell, Interval

_MOST_S = 0.5

Found = Estimate | CannotTell


@dataclass(frozen=True, slots=True)
class Phase:
    """One kind of stretch, over its repetitions.

    ``shares`` (channel: share of the most it did in this recording, 0…1) and ``ratios`` (glute, hamstring or
    back: ratio of their shares) are geometric means with the interval that holds 95 %.
    """

    exercise: str | None
    phase: str | None
    side: str | None
    count: int
    shares: Mapping[str, Found]
    ratios: Mapping[tuple[str, str], Found]


@dataclass(frozen=True, slots=True)
class Effort:
    """``lengths`` (channel: mean length of its bursts in s); ``cue`` (glute, other: by how many seconds more
    the glute came after the other muscle with the cue than without; negative: earlier)."""

    phases: tuple[Phase, ...]
    lengths: Mapping[str, Found]
    cue: Mapping[tuple[str, str], Found]


def effort(analysis: Analysis, outlines: Sequence[Outline], marks: Sequence[Mark]) -> Effort:
    """What there is to say about ``marks``, times in seconds since the first sample.

    A channel that fails its checks has no figures.
    """
    usable = [
        (result, outline)
        for result, outline in zip(analysis.channels, outlines, strict=True)
        if result.usable
    ]
    groups: dict[tuple[str | None, str | None, str | None], list[Interval]] = {}
    for mark in marks:
        if mark.exercise is not None or mark.phase is not None:
            where = middle_of(Interval(mark.start_s, mark.end_s))
            groups.setdefault((mark.exercise, mark.phase, mark.side), []).append(where)
    lengths = {r.channel.name: burst_length(r.bursts) for r, _ in usable if r.bursts}
    return Effort(
        tuple(_phase(key, spans, usable) for key, spans in groups.items()),
        lengths,
        _cue([r for r, _ in usable], marks),
    )


def _phase(
    key: tuple[str | None, str | None, str | None],
    spans: Sequence[Interval],
    usable: Sequence[tuple[ChannelResult, Outline]],
) -> Phase:
    done = {result.channel.name: _shares(outline, spans) for result, outline in usable}
    shares = {name: _mean(values) for name, values in done.items()}
    ratios = {}
    for glute, other in _worth_a_ratio([result for result, _ in usable]):
        together = zip(done[glute], done[other], strict=True)
        both = [(a, b) for a, b in together if math.isfinite(a) and math.isfinite(b)]
        ratios[glute, other] = ratio([a for a, _ in both], [b for _, b in both])
    return Phase(*key, len(spans), shares, ratios)


def _shares(outline: Outline, spans: Iterable[Interval]) -> list[float]:
    """RMS in each stretch over the most of any half second; NaN where nothing was recorded."""
    power = outline.rms**2
    width = max(1, round(_MOST_S / outline.step_s))
    means = power
    if len(power) >= width:
        means = np.convolve(np.nan_to_num(power), np.ones(width) / width, mode="valid")
    most = float(np.nanmax(means, initial=0.0))
    found = []
    for span in spans:
        part = power[max(0, round(span.low / outline.step_s)) : max(0, round(span.high / outline.step_s))]
        part = part[np.isfinite(part)]
        found.append(math.sqrt(float(part.mean()) / most) if len(part) and most > 0 else math.nan)
    return found


def _mean(values: Sequence[float]) -> Found:
    known = [value for value in values if math.isfinite(value)]
    return ratio(known, [1.0] * len(known))


def _worth_a_ratio(results: Sequence[ChannelResult]) -> list[tuple[str, str]]:
    """Gluteus to hamstring and to back, of one side."""
    others = HAMSTRINGS | BACK
    return [
        (one.channel.name, other.channel.name)
        for one in results
        if one.channel.muscle in GLUTES
        for other in results
        if other.channel.muscle in others and _one_side(one, other)
    ]


def _one_side(one: ChannelResult, other: ChannelResult) -> bool:
    sides = {one.channel.side, other.channel.side} - {None}
    return len(sides) < 2


def _cue(results: Sequence[ChannelResult], marks: Sequence[Mark]) -> dict[tuple[str, str], Found]:
    given = [mark for mark in marks if mark.cued]
    if not given:
        return {}
    withheld = [mark for mark in marks if mark.cued is False]
    bursts = {result.channel.name: result.bursts for result in results}
    found = {}
    for glute, other in _worth_a_ratio(results):
        together = repetitions(bursts[glute], bursts[other])
        cued = [pair for pair in together if _within(pair, given)]
        rest = [pair for pair in together if not _within(pair, given)]
        plain = [pair for pair in rest if _within(pair, withheld)] if withheld else rest
        found[glute, other] = cue_effect(_lags(plain), _lags(cued))
    return found


def _within(pair: tuple[Burst, Burst], marks: Iterable[Mark]) -> bool:
    first_s = min(burst.onset.time_s for burst in pair)
    return any(mark.start_s <= first_s < mark.end_s for mark in marks)


def _lags(pairs: Iterable[tuple[Burst, Burst]]) -> list[float]:
    return [glute.onset.time_s - other.onset.time_s for glute, other in pairs]


def effort_json(found: Effort) -> dict[str, object]:
    """The part of the document of ``primemover emg analyse --json`` that marks ask for."""
    return {
        "phases": [
            {
                "exercise": one.exercise,
                "phase": one.phase,
                "side": one.side,
                "repetitions": one.count,
                "shares": [{"channel": name, **estimate_json(e)} for name, e in one.shares.items()],
                "ratios": _pairs_json(one.ratios),
            }
            for one in found.phases
        ],
        "burst_lengths_s": [{"channel": name, **estimate_json(e)} for name, e in found.lengths.items()],
        "cue_effect_s": _pairs_json(found.cue),
    }


def _pairs_json(pairs: Mapping[tuple[str, str], Found]) -> list[dict[str, object]]:
    return [{"first": a, "second": b, **estimate_json(found)} for (a, b), found in pairs.items()]


def estimate_json(found: Found) -> dict[str, object]:
    """A figure with its interval, or null with the reason."""
    if isinstance(found, CannotTell):
        return {"value": None, "interval": None, "reason": found.reason}
    return {"value": found.value, "interval": [found.interval.low, found.interval.high]}
