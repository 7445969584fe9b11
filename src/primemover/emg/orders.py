"""The order of every two muscles of a recording that are worth comparing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from primemover.emg.analysis import Analysis, ChannelResult
from primemover.emg.muscles import GLUTES
from primemover.emg.order import Order, order, repetitions
from primemover.emg.quality import LIMITS, Gate
from primemover.terms import CannotTell


@dataclass(frozen=True, slots=True)
class Pair:
    """Two channels and their order, or why there is none."""

    first: str
    second: str
    found: Order | CannotTell


def orders(analysis: Analysis) -> tuple[Pair, ...]:
    """Every pair of channels with a glute in it, of one side; without any glute, every pair of one side.

    The first is the one that began earlier wherever that can be told.
    """
    return tuple(_compared(analysis, i, j) for i, j in _worth_comparing(analysis))


def _worth_comparing(analysis: Analysis) -> Iterator[tuple[int, int]]:
    channels = [c.channel for c in analysis.channels]
    glutes = {i for i, c in enumerate(channels) if c.muscle in GLUTES}
    for i, j in combinations(range(len(channels)), 2):
        one_side = (
            channels[i].side is None or channels[j].side is None or channels[i].side is channels[j].side
        )
        if one_side and (not glutes or {i, j} & glutes):
            yield i, j


def _compared(analysis: Analysis, i: int, j: int) -> Pair:
    one, other = analysis.channels[i], analysis.channels[j]
    names = (one.channel.name, other.channel.name)
    reason = _obstacle(one, other, float(analysis.likeness[i, j]))
    if reason is not None:
        return Pair(*names, CannotTell(reason))
    together = repetitions(one.bursts, other.bursts)
    if not together:
        return Pair(*names, CannotTell("emg.order.no_repetition"))
    found = order([(a.onset, b.onset) for a, b in together])
    if found.earlier == 1:
        return Pair(names[1], names[0], order([(b.onset, a.onset) for a, b in together]))
    return Pair(*names, found)


def _obstacle(one: ChannelResult, other: ChannelResult, likeness: float) -> str | None:
    if not (one.usable and other.usable):
        return "emg.order.unusable"
    if likeness >= LIMITS[Gate.CROSSTALK].fail:
        return "emg.order.crosstalk"
    return None
