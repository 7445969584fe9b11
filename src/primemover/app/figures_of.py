"""What a recording came to, as JSON among the answers: timing, lengths, the cue; never strength."""

from __future__ import annotations

from typing import Any

from primemover.app.analyse import Told
from primemover.app.effort import Effort, Found
from primemover.emg import ChannelResult, Order
from primemover.terms import CannotTell

_MOST = 12


def figures_json(told: Told, found: Effort) -> dict[str, Any]:
    """Lengths of bursts, order and what the cue changed, of channels whose muscle is known."""
    by_name = {r.channel.name: r for r in told.analysis.channels if r.channel.muscle is not None}
    lengths = [
        _length(by_name[name], length)
        for name, length in found.lengths.items()
        if name in by_name and not isinstance(length, CannotTell)
    ]
    order = [
        _between(by_name[pair.first], by_name[pair.second], pair.found)
        for pair in told.pairs
        if pair.first in by_name and pair.second in by_name
    ]
    cue = [
        _changed(by_name[first], by_name[second], change)
        for (first, second), change in found.cue.items()
        if first in by_name and second in by_name
    ]
    unusable = sum(not r.usable for r in told.analysis.channels)
    return {"lengths": lengths, "order": order[:_MOST], "cue": cue[:_MOST], "unusable": unusable}


def _length(result: ChannelResult, length: Found) -> dict[str, Any]:
    assert not isinstance(length, CannotTell)  # noqa: S101 - the caller has looked
    channel = result.channel
    return {
        "muscle": str(channel.muscle),
        "side": channel.side,
        "bursts": length.count,
        "value_s": round(length.value, 4),
        "low_s": round(length.interval.low, 4),
        "high_s": round(length.interval.high, 4),
    }


def _between(first: ChannelResult, second: ChannelResult, found: Order | CannotTell) -> dict[str, Any]:
    names = {"first": _key(first), "second": _key(second)}
    if isinstance(found, CannotTell) or isinstance(found.earlier, CannotTell):
        return names | {"sure": None}
    low, high = found.interval_s.low, found.interval_s.high
    times = {"value_s": round(found.lag_s, 4), "low_s": round(low, 4), "high_s": round(high, 4)}
    return names | {"sure": round(found.probability, 4)} | times


def _changed(first: ChannelResult, second: ChannelResult, found: Found) -> dict[str, Any]:
    names = {"first": _key(first), "second": _key(second)}
    if isinstance(found, CannotTell):
        return names | {"sure": None}
    low, high = found.interval.low, found.interval.high
    times = {"value_s": round(found.value, 4), "low_s": round(low, 4), "high_s": round(high, 4)}
    return names | {"sure": 0.95 if low > 0 or high < 0 else None} | times


def _key(result: ChannelResult) -> str:
    channel = result.channel
    return " ".join(str(part) for part in (channel.muscle, channel.side) if part)
