"""The verdict of each side as the page of progress shows it: words, figures, and how sure they are."""

from __future__ import annotations

import re
from dataclasses import dataclass

from primemover.app.progress import Progress
from primemover.coach.estimates import Capacity, Gain
from primemover.coach.field_test import SIDES, TestDay
from primemover.coach.response import SideResponse
from primemover.routine.prescription import Reason
from primemover.terms import CannotTell, Interval, Side
from primemover.texts import text
from primemover.texts.writing import inside_a_sentence, percent, signed_percent
from primemover.web.held_pairs import pair


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure and its 95 % interval, in words of the same size; both are one word where there is none."""

    name: str
    figure: str | None
    interval: str | None


@dataclass(frozen=True, slots=True)
class VerdictLines:
    """One side."""

    side: Side
    heading: str
    verdict: str
    reason: str
    more: str | None
    gain: Figure
    hold: Figure
    days: str
    last: str | None
    """Seconds before and after on the last test day, as they were held."""
    also: tuple[str, ...]

    @property
    def figures(self) -> tuple[Figure, Figure]:
        """Both figures."""
        return self.gain, self.hold


def verdict_lines(progress: Progress) -> list[VerdictLines]:
    """Left, then right."""
    last = progress.days[-1] if progress.days else None
    return [_lines(progress.responses.of(side), last) for side in SIDES]


def _lines(side: SideResponse, last: TestDay | None) -> VerdictLines:
    verdict = text(side.verdict.label)
    named = text(f"progress.side.{side.side}")
    return VerdictLines(
        side=side.side,
        heading=text("progress.heading", side=named, verdict=inside_a_sentence(verdict)),
        verdict=verdict,
        reason=told(side.reason),
        more=told(side.more) if side.more else None,
        gain=gain_figure(side.gain),
        hold=hold_figure(side.capacity),
        days=_days(side.gain),
        last=text("progress.figure.last_pair", pair=pair(last, side.side)) if last else None,
        also=tuple(map(text, side.also)),
    )


def gain_figure(gain: Gain | CannotTell) -> Figure:
    """The gain in per cent."""
    name = text("progress.figure.gain")
    if isinstance(gain, CannotTell):
        return Figure(name, None, None)
    return Figure(name, percent(gain.fraction), _between(gain.interval, gain=True))


def hold_figure(capacity: Capacity | CannotTell) -> Figure:
    """The hold in seconds."""
    name = text("progress.figure.hold")
    if isinstance(capacity, CannotTell):
        return Figure(name, None, None)
    return Figure(name, f"{capacity.seconds:.0f} s", _between(capacity.interval_s, gain=False))


def _between(interval: Interval, *, gain: bool) -> str:
    if gain:
        low, high = signed_percent(interval.low), percent(interval.high)
    else:
        low, high = f"{interval.low:.0f}", f"{interval.high:.0f} s"
    return text("progress.between", low=low, high=high)


def _days(gain: Gain | CannotTell) -> str:
    routine, walking = (0, 0) if isinstance(gain, CannotTell) else (gain.routine_days, gain.walking_days)
    return text("progress.figure.days_of", routine=routine, walking=walking)


def told(reason: Reason) -> str:
    """A reason in words, as a page writes them."""
    return true_minus(reason.words)


def true_minus(words: str) -> str:
    """Words with a true minus sign: a hyphen before a figure is lost in small print, and not spoken."""
    return re.sub(r"(?<!\w)-(?=\d)", "−", words)
