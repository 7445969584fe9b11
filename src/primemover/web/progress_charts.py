"""The charts of the page of progress, each once for a wide page and once for a phone."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from markupsafe import Markup

from primemover.app.progress import Progress
from primemover.coach.estimates import Capacity, Gain
from primemover.coach.field_test import SIDES, Moment, TestDay
from primemover.coach.student_t import StudentT
from primemover.coach.thresholds import LONG_GAP, WORTH_CALLING_A_GAIN
from primemover.coach.trail import Step
from primemover.terms import CannotTell, Side
from primemover.texts import text
from primemover.texts.writing import percent
from primemover.web.charts import gain_map, trend
from primemover.web.charts.gain_map import MapSide
from primemover.web.charts.scale import gain_ticks, second_ticks
from primemover.web.charts.trend import Measured, Told, Trend
from primemover.web.verdicts import gain_figure, hold_figure, verdict_lines

MANY = 8
"""Earlier places on the map: as many as can be told apart."""


@dataclass(frozen=True, slots=True)
class Panel:
    """A heading, and the pictures under it; without a picture the words say why."""

    title: str
    pictures: tuple[Markup, ...]
    nothing: str


def map_pictures(progress: Progress) -> tuple[Markup, ...]:
    """The map, wide and narrow; none where no hold counts yet."""
    sides: dict[Side, MapSide] = {}
    for side in SIDES:
        found = progress.responses.of(side)
        if not isinstance(found.capacity, CannotTell):
            gain = None if isinstance(found.gain, CannotTell) else found.gain.posterior
            sides[side] = MapSide(found.capacity.posterior, gain, _earlier(progress.trail, side))
    if not sides:
        return ()
    label = " ".join(_map_words(progress))
    return tuple(gain_map.gain_map(sides, label, size) for size in (gain_map.WIDE, gain_map.NARROW))


def _earlier(steps: Sequence[Step], side: Side) -> list[tuple[float, float]]:
    """Where the point lay on earlier days, thinned evenly so that the first and the last stay."""
    places = [
        (figures.capacity.posterior.location, figures.gain.posterior.location)
        for step in steps[:-1]
        if isinstance((figures := step.figures[side]).capacity, Capacity) and isinstance(figures.gain, Gain)
    ]
    if len(places) <= MANY:
        return places
    return [places[round(n * (len(places) - 1) / (MANY - 1))] for n in range(MANY)]


def _map_words(progress: Progress) -> Iterable[str]:
    for line in verdict_lines(progress):
        found = progress.responses.of(line.side)
        if isinstance(found.capacity, CannotTell):
            continue
        values = {
            "side": text(f"progress.side.{line.side}"),
            "hold": line.hold.figure,
            "low": f"{found.capacity.interval_s.low:.0f}",
            "high": f"{found.capacity.interval_s.high:.0f} s",
        }
        if isinstance(found.gain, CannotTell):
            yield text("progress.map.one_strip", **values)
        else:
            interval = found.gain.interval
            yield text(
                "progress.map.one",
                **values,
                gain=line.gain.figure,
                gain_low=percent(interval.low),
                gain_high=percent(interval.high),
                verdict=line.verdict,
            )


def hold_panels(steps: Sequence[Step], days: Sequence[TestDay], title: str) -> list[Panel]:
    """How long each side held before, with what could be told; ``title`` names a side with ``{side}``."""
    trends = {side: Trend(side, _held(steps, days, side), _runs(steps, side, _capacity)) for side in SIDES}
    drawn = [trend for trend in trends.values() if trend.values]
    frame = trend.frame_of(drawn, second_ticks, least=math.log(2)) if drawn else None
    panels = []
    for side in SIDES:
        head = title.format(side=text(f"web.side.{side}"))
        last = steps[-1].figures[side].capacity if steps else CannotTell("")
        pictures: tuple[Markup, ...] = ()
        if frame is not None and not isinstance(last, CannotTell):
            label = text(
                "progress.trend.hold_label",
                side=text(f"web.side.{side}"),
                first=_first_hold(steps, side),
                last=hold_figure(last).figure,
                low=f"{last.interval_s.low:.0f}",
                high=f"{last.interval_s.high:.0f} s",
            )
            pictures = tuple(
                trend.trend_chart(trends[side], frame, label, size) for size in (trend.WIDE, trend.NARROW)
            )
        panels.append(Panel(head, pictures, text("progress.trend.nothing")))
    return panels


def gain_panels(steps: Sequence[Step]) -> list[Panel]:
    """The gain of each side as it could be told after each day."""
    trends = {side: Trend(side, (), _runs(steps, side, _gain)) for side in SIDES}
    drawn = [trend for trend in trends.values() if trend.values]
    frame = (
        trend.frame_of(drawn, gain_ticks, least=math.log(1.5), worth=WORTH_CALLING_A_GAIN) if drawn else None
    )
    panels = []
    for side in SIDES:
        head = text("progress.trend.gain", side=text(f"web.side.{side}"))
        last = steps[-1].figures[side].gain if steps else CannotTell("")
        pictures: tuple[Markup, ...] = ()
        if frame is not None and not isinstance(last, CannotTell):
            label = text(
                "progress.trend.gain_label",
                side=text(f"web.side.{side}"),
                last=gain_figure(last).figure,
                low=percent(last.interval.low),
                high=percent(last.interval.high),
            )
            pictures = tuple(
                trend.trend_chart(trends[side], frame, label, size) for size in (trend.WIDE, trend.NARROW)
            )
        panels.append(Panel(head, pictures, text("progress.trend.no_gain")))
    return panels


def _first_hold(steps: Sequence[Step], side: Side) -> str | None:
    told = (step.figures[side].capacity for step in steps)
    return next((hold_figure(one).figure for one in told if not isinstance(one, CannotTell)), None)


def _held(steps: Sequence[Step], days: Sequence[TestDay], side: Side) -> list[Measured]:
    """The holds before that count, and of ``days`` those that do not."""
    counted = [
        Measured(step.at, math.log(step.reading.before_s[side]))
        for step in steps
        if side in step.reading.before_s
    ]
    left_out = [
        Measured(hold.at, math.log(hold.seconds), counts=False)
        for day in days
        for hold in day.holds
        if hold.side is side
        and hold.moment is Moment.BEFORE
        and not hold.is_valid
        and 1 <= hold.seconds < 1000
    ]
    return counted + left_out


Asked = Callable[[Step, Side], StudentT | None]


def _capacity(step: Step, side: Side) -> StudentT | None:
    found = step.figures[side].capacity
    # A day on which this side did not count tells nothing new of it.
    counted = side in step.reading.before_s
    return found.posterior if counted and isinstance(found, Capacity) else None


def _gain(step: Step, side: Side) -> StudentT | None:
    found = step.figures[side].gain
    return found.posterior if isinstance(found, Gain) else None


def _runs(steps: Sequence[Step], side: Side, asked: Asked) -> list[list[Told]]:
    """What could be told, broken where a month passed without a test."""
    told = [Told(step.at, figure) for step in steps if (figure := asked(step, side)) is not None]
    runs: list[list[Told]] = [told[:1]] if told else []
    for one, two in pairwise(told):
        if _long_between(one.at, two.at):
            runs.append([])
        runs[-1].append(two)
    return runs


def _long_between(one: datetime, two: datetime) -> bool:
    return two - one >= LONG_GAP
