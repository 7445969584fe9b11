"""The test days as rows of a table, the latest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from primemover.app.progress import Progress
from primemover.coach.field_test import SIDES, EndReason, HoldTest, Moment, TestDay
from primemover.coach.trail import Step
from primemover.terms import Side
from primemover.texts import text, writing
from primemover.web.held_pairs import first_hold, pair
from primemover.web.verdicts import Figure, gain_figure, hold_figure, told


@dataclass(frozen=True, slots=True)
class SideCell:
    """Before and after of one side, and how the holds ended."""

    side: Side
    pair: str
    ended_before: str | None
    ended_after: str | None


@dataclass(frozen=True, slots=True)
class DayRow:
    """One test day."""

    day: str
    between: str
    sides: tuple[SideCell, ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ToldRow:
    """What could be told on one day: hold and gain, left and right."""

    day: str
    figures: tuple[Figure, ...]


def day_rows(progress: Progress) -> list[DayRow]:
    """Every test day with what was left out of it and why, the latest first."""
    remarks: dict[datetime, list[str]] = {}
    for remark in progress.responses.remarks:
        remarks.setdefault(remark.at, []).append(told(remark.reason))
    return [_row(day, tuple(remarks.get(day.at, ()))) for day in reversed(progress.days)]


def told_rows(steps: Sequence[Step]) -> list[ToldRow]:
    """What could be told on each day, the latest first: the charts in words."""
    return [
        ToldRow(
            short_day(step.at),
            tuple(
                figure
                for side in SIDES
                for figure in (hold_figure(step.figures[side].capacity), gain_figure(step.figures[side].gain))
            ),
        )
        for step in reversed(steps)
    ]


def short_day(moment: datetime) -> str:
    """``18 Nov``; with the year where it is not this one's."""
    day = moment.astimezone()
    return writing.short_day(day, with_year=day.year != datetime.now().astimezone().year)


def _row(day: TestDay, remarks: tuple[str, ...]) -> DayRow:
    between = f"progress.days.done.{day.arm or 'nothing'}"
    cells = tuple(_cell(day, side) for side in SIDES)
    # One sentence for both sides where both say the same of themselves.
    return DayRow(short_day(day.at), text(between), cells, tuple(dict.fromkeys(remarks)))


def _cell(day: TestDay, side: Side) -> SideCell:
    before, after = (first_hold(day, side, moment) for moment in Moment)
    return SideCell(side, pair(day, side), _ended(before), _ended(after))


def _ended(hold: HoldTest | None) -> str | None:
    """How a hold ended, where it was not as it should."""
    if hold is None or hold.end_reason is EndReason.GLUTE_GAVE_OUT:
        return None
    return text(f"progress.days.ended.{hold.moment}", reason=text(f"progress.end.{hold.end_reason}"))
