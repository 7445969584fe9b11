"""When a test of the holds is due, and when it is better left for another day.

Once or twice a week: at least 36 hours after the last one, at most two in seven days, and offered of its
own accord from three days after the last. Never before a hard run, because two hard holds a side tire what
the run needs; never on a sore body, because a sore hold measures soreness; and never where the answers take
away what the test itself asks for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from primemover.coach.pain import GO_ON_UP_TO, is_alarming
from primemover.coach.screening import Screening
from primemover.coach.soreness import Sore
from primemover.coach.thresholds import (
    CLOSE_TOGETHER,
    OFFERED_AGAIN_AFTER,
    TEST_WEEK,
    TESTS_IN_A_WEEK,
)
from primemover.routine.prescription import Reason
from primemover.terms import Need

HARD_RUN: Final = "testing.hard-run"
"""Why there is no test today; the answer is asked for at the start of each test day."""


@dataclass(frozen=True, slots=True)
class Due:
    """When the next test may be, as of now.

    ``may`` is True from ``earliest`` on; ``due`` is True once it is worth offering. ``earliest`` is None
    where nothing was tested yet. ``reason`` says why not, or why now.
    """

    may: bool
    due: bool
    earliest: datetime | None
    reason: Reason


def when_due(tested: Iterable[datetime], now: datetime, *, alarmed: bool = False) -> Due:
    """When the next test may be, after the test days that began at ``tested``, in any order.

    A test of the future comes from a clock that was wrong, and holds nothing up. ``alarmed``: the last
    session had a pain that is not worked through; then a test may still be, and is not offered.
    """
    found = _when_due(sorted(at for at in tested if at <= now), now)
    return replace(found, due=False, reason=Reason("testing.alarmed")) if alarmed and found.may else found


def _when_due(past: Sequence[datetime], now: datetime) -> Due:
    if not past:
        return Due(True, True, None, Reason("testing.first"))
    earliest, reason = _earliest(past)
    if now < earliest:
        return Due(False, False, earliest, reason)
    days = (now - past[-1]).days
    due = now - past[-1] >= OFFERED_AGAIN_AFTER
    return Due(True, due, earliest, Reason("testing.since", {"count": days}))


def _earliest(past: Sequence[datetime]) -> tuple[datetime, Reason]:
    after_the_last = past[-1] + CLOSE_TOGETHER
    hours = round(CLOSE_TOGETHER / timedelta(hours=1))
    rested = (after_the_last, Reason("testing.too-soon", {"hours": hours}))
    if len(past) < TESTS_IN_A_WEEK:
        return rested
    week_over = past[-TESTS_IN_A_WEEK] + TEST_WEEK
    full = (week_over, Reason("testing.enough-this-week", {"most": TESTS_IN_A_WEEK}))
    return max(rested, full, key=lambda found: found[0])


def not_today(hard_run: bool, sore: Iterable[Sore]) -> tuple[Reason, ...]:
    """Why what the person says of today speaks against a test; empty where nothing does."""
    reasons = [Reason(HARD_RUN)] if hard_run else []
    told = list(sore)
    if any(is_alarming(entry.region, entry.kind) for entry in told):
        reasons.append(Reason("testing.alarming"))
    elif any(entry.level > GO_ON_UP_TO for entry in told):
        reasons.append(Reason("testing.sore", {"level": GO_ON_UP_TO}))
    return tuple(reasons)


def not_for_you(screening: Screening, needs: Collection[Need]) -> tuple[Reason, ...]:
    """Why a test that has these ``needs`` is not done at all: each unmet need, and why the answers take it.

    Empty where nothing stands against it.
    """
    found: list[Reason] = []
    for unmet in screening.unmet:
        if unmet.need in needs:
            found += [Reason(f"plan.need.{unmet.need}"), Reason(unmet.reason)]
    return tuple(dict.fromkeys(found))
