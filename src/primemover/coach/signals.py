"""What recordings of muscle signals add beside the verdict: timing and lengths, with what cannot be told.

They take no part in any verdict (docs/decisions/0142). Strength is not among them at all: it differs by
41–43 % from day to day, and more of it is no success by itself. Lengths of bursts differ by 10–13 % (EVIDENCE
§2), and only what lies beyond that is called a difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from primemover.routine.prescription import Reason, Value

DAY_TO_DAY: Final = 0.13
"""By so much the length of a burst differs from day to day by itself."""
_MAXIMUS: Final = "gluteus-maximus"
_MOST: Final = 4


@dataclass(frozen=True, slots=True)
class Length:
    """Mean length of a muscle's bursts in seconds, with the interval that holds 95 % of it."""

    muscle: str
    side: str | None
    bursts: int
    value_s: float
    low_s: float
    high_s: float

    @property
    def name(self) -> str:
        """Muscle and side in one key."""
        return f"{self.muscle} {self.side}" if self.side else self.muscle


@dataclass(frozen=True, slots=True)
class Between:
    """Two muscles, as ``gluteus-maximus left``: how much later the second began, or by how much more the
    first came after the second with the cue than without. ``sure`` is None where it cannot be told."""

    first: str
    second: str
    sure: float | None
    value_s: float = 0.0
    low_s: float = 0.0
    high_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Signals:
    """What one recording came to. ``unusable`` channels failed their checks."""

    recording: str
    name: str
    at: datetime
    session: str | None
    lengths: tuple[Length, ...]
    order: tuple[Between, ...]
    cue: tuple[Between, ...]
    unusable: int


def about_recording(one: Signals) -> tuple[Reason, ...]:
    """What one recording tells, in a few lines: the cue first, then the order, then lengths."""
    told = [_cue(pair) for pair in one.cue[:_MOST]]
    told += [_order(pair) for pair in sorted(one.order, key=lambda pair: pair.sure is None)[:_MOST]]
    if any(pair.sure is not None and pair.second.startswith(_MAXIMUS) for pair in one.order):
        told.append(Reason("emg.order.normal", {}))
    told += [_length(length) for length in one.lengths[:_MOST]]
    if one.unusable:
        told.append(Reason("signals.unusable", {"count": one.unusable}))
    return tuple(told)


def across_days(recordings: Iterable[Signals]) -> tuple[Reason, ...]:
    """How long bursts were, first and last, of muscles recorded on more than one day."""
    by_muscle: dict[str, list[tuple[datetime, Length]]] = {}
    for one in sorted(recordings, key=lambda one: one.at):
        for length in one.lengths:
            by_muscle.setdefault(length.name, []).append((one.at, length))
    return tuple(_days(by_muscle))


def _days(by_muscle: dict[str, list[tuple[datetime, Length]]]) -> Iterator[Reason]:
    for name, found in by_muscle.items():
        (first_at, first), (last_at, last) = found[0], found[-1]
        if first_at.date() == last_at.date():
            continue
        values: dict[str, Value] = {
            "muscle": name,
            "first_s": first.value_s,
            "last_s": last.value_s,
            "first_day": first_at.isoformat(),
            "last_day": last_at.isoformat(),
        }
        yield Reason("signals.beyond" if _differ(first, last) else "signals.within", values)


def _differ(first: Length, last: Length) -> bool:
    """True where the intervals are clear of each other by more than days differ by themselves."""
    shorter, longer = sorted((first, last), key=lambda one: one.value_s)
    return longer.low_s > shorter.high_s * (1 + DAY_TO_DAY)


def _order(pair: Between) -> Reason:
    if pair.sure is None:
        return Reason("signals.order_untold", {"first": pair.first, "second": pair.second})
    return Reason("signals.order", _between(pair, 1000))


def _cue(pair: Between) -> Reason:
    if pair.sure is None:
        return Reason("signals.cue_untold", {"first": pair.first, "second": pair.second})
    return Reason("signals.cue_earlier" if pair.value_s < 0 else "signals.cue_later", _between(pair, 1000))


def _between(pair: Between, times: float) -> dict[str, Value]:
    low, high = sorted((abs(times * pair.low_s), abs(times * pair.high_s)))
    if pair.low_s < 0 < pair.high_s:
        low, high = times * pair.low_s, times * pair.high_s
    values: dict[str, Value] = {"first": pair.first, "second": pair.second}
    return values | {"ms": abs(times * pair.value_s), "low_ms": low, "high_ms": high}


def _length(length: Length) -> Reason:
    values: dict[str, Value] = {"muscle": length.name, "value_s": length.value_s}
    return Reason("signals.length", values | {"low_s": length.low_s, "high_s": length.high_s})


def newest(recordings: Sequence[Signals]) -> Signals | None:
    """The last one made, or None."""
    return max(recordings, key=lambda one: one.at, default=None)
