"""From the figures to a word, and what else could explain them.

A word is said when its probability reaches ``CERTAIN``; everything between is "cannot tell yet", with about
how many more tests would tell. The words are about the hold and the routine, never about the muscle: no
phone can measure whether a nerve sends its signal.

*Low*, which "needs building" asks for beside "no gain", is never a number of seconds: published means of
single-leg bridges reach from 23 to 65 s with the protocol, and no cut-off is established. A side is low
where it is clearly below the other side, or clearly below its own level at the start of the window.
"""

from __future__ import annotations

import math
from enum import StrEnum
from typing import Final

from primemover.coach.estimates import Capacity, Evenness, Gain, SideDifference
from primemover.coach.student_t import StudentT, quantile
from primemover.coach.thresholds import (
    CERTAIN,
    MOST_MORE_TESTS,
    ROUTINE_DAYS_BEFORE_A_VERDICT,
    WALKING_DAYS_BEFORE_A_VERDICT,
    WORTH_CALLING_A_GAIN,
)
from primemover.coach.trial import ROUTINE_SHARE
from primemover.routine.prescription import Reason
from primemover.terms import CannotTell, Side


class SideVerdict(StrEnum):
    """What a side's tests come to."""

    RESPONDS = "responds"
    NO_IMMEDIATE_GAIN = "no-immediate-gain"
    NEEDS_BUILDING = "needs-building"
    EVEN_AND_HOLDING = "even-and-holding"
    CANNOT_TELL = "cannot-tell"

    @property
    def label(self) -> str:
        """Message id of the verdict's words."""
        return f"response.verdict.{self}"


EXPLAINS_A_GAIN: Final = ("effort", "learning", "expectation", "warmth", "range")
EXPLAINS_NO_GAIN: Final = ("fatigue", "effort", "expectation")


def judge(
    side: Side,
    gain: Gain | CannotTell,
    capacity: Capacity | CannotTell,
    difference: SideDifference | CannotTell,
) -> tuple[SideVerdict, Reason]:
    """The verdict on ``side``, and the sentence that gives its reason."""
    if isinstance(gain, CannotTell):
        return SideVerdict.CANNOT_TELL, Reason(gain.reason)
    if missing_days(gain.routine_days, gain.walking_days) > 0:
        days = {"routine_days": gain.routine_days, "walking_days": gain.walking_days}
        return SideVerdict.CANNOT_TELL, Reason("response.cannot-tell.few-tests", days)
    figures = {"gain": gain.fraction, "low": gain.interval.low, "high": gain.interval.high}
    if gain.posterior.above(WORTH_CALLING_A_GAIN) >= CERTAIN:
        return SideVerdict.RESPONDS, Reason("response.reason.responds", figures)
    if gain.posterior.below(WORTH_CALLING_A_GAIN) < CERTAIN:
        return SideVerdict.CANNOT_TELL, Reason("response.cannot-tell.wide", figures)
    return _without_gain(side, figures, capacity, difference)


def explanations(verdict: SideVerdict) -> tuple[str, ...]:
    """Message ids of what else could lie behind the figures, to stand beside the verdict."""
    names: tuple[str, ...]
    if verdict is SideVerdict.RESPONDS:
        names = EXPLAINS_A_GAIN
    elif verdict is SideVerdict.CANNOT_TELL:
        names = (*EXPLAINS_A_GAIN, "fatigue")
    else:
        names = EXPLAINS_NO_GAIN
    return tuple(f"response.also.{name}" for name in names)


def missing_days(routine_days: int, walking_days: int) -> int:
    """How many test days are missing at least before any verdict, after so many of each kind that count."""
    routine = max(0, ROUTINE_DAYS_BEFORE_A_VERDICT - routine_days)
    return routine + max(0, WALKING_DAYS_BEFORE_A_VERDICT - walking_days)


def tests_until_told(gain: Gain) -> int | None:
    """After about how many more test days a verdict on the gain is as likely as not.

    With k more days at the present scatter the scale of the gain shrinks from s to s_k, and by then its
    estimate will have moved by about t(ν) · √(s² − s_k²). The answer is the first k at which the chance
    that it then lies clear of the threshold is at least one half. None where even ``MOST_MORE_TESTS`` would
    not do: the gain is too near to the threshold, or the holds scatter too much.
    """
    now = gain.posterior
    for more in range(max(1, missing_days(gain.routine_days, gain.walking_days)), MOST_MORE_TESTS + 1):
        scale = gain.line.effect_scale_after(more, ROUTINE_SHARE)
        clear = scale * quantile(CERTAIN, now.df + more)
        then = StudentT(now.location, math.sqrt(now.scale**2 - scale**2), now.df)
        if then.above(WORTH_CALLING_A_GAIN + clear) + then.below(WORTH_CALLING_A_GAIN - clear) >= 0.5:
            return more
    return None


def _without_gain(
    side: Side,
    figures: dict[str, float],
    capacity: Capacity | CannotTell,
    difference: SideDifference | CannotTell,
) -> tuple[SideVerdict, Reason]:
    """What no gain means, from how long the side holds."""
    compared = None if isinstance(difference, CannotTell) else difference
    held = None if isinstance(capacity, CannotTell) else capacity
    values = {**figures, "side": side.value, "other": side.other.value}
    if compared is not None and compared.lower_side is side:
        return SideVerdict.NEEDS_BUILDING, Reason("response.reason.below-other-side", values)
    if held is not None and held.fell:
        weeks = {**values, "count": round(held.span.days / 7)}
        return SideVerdict.NEEDS_BUILDING, Reason("response.reason.below-earlier", weeks)
    if compared is not None and compared.evenness is Evenness.EVEN and held is not None and held.holds_up:
        return SideVerdict.EVEN_AND_HOLDING, Reason("response.reason.even-and-holding", values)
    return SideVerdict.NO_IMMEDIATE_GAIN, Reason("response.reason.no-immediate-gain", values)
