"""A figure over time: what was measured as points, what could be told on each day as a line with its band."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from markupsafe import Markup

from primemover.coach.student_t import StudentT
from primemover.coach.thresholds import INTERVAL_LEVEL
from primemover.terms import Side
from primemover.web.charts.drawing import Drawing
from primemover.web.charts.scale import Scale, date_ticks, spanning

Ticks = Callable[[Scale, float], list[tuple[float, str]]]


@dataclass(frozen=True, slots=True)
class Measured:
    """One value on the log scale, and whether it counts."""

    at: datetime
    value: float
    counts: bool = True


@dataclass(frozen=True, slots=True)
class Told:
    """What could be told at a moment, on the log scale."""

    at: datetime
    figure: StudentT

    @property
    def bounds(self) -> tuple[float, float]:
        """The 95 % interval."""
        interval = self.figure.interval(INTERVAL_LEVEL)
        return interval.low, interval.high


@dataclass(frozen=True, slots=True)
class Trend:
    """One side's figure over time. ``told`` is in stretches, between which the line breaks."""

    side: Side
    measured: Sequence[Measured]
    told: Sequence[Sequence[Told]]

    @property
    def moments(self) -> list[datetime]:
        """Every moment that is on the chart."""
        return [one.at for one in self.measured] + [one.at for run in self.told for one in run]

    @property
    def values(self) -> list[float]:
        """Every value that the chart must hold; what does not count is drawn at the edge if need be."""
        return [one.value for one in self.measured if one.counts] + [
            end for run in self.told for one in run for end in one.bounds
        ]


@dataclass(frozen=True, slots=True)
class TrendSize:
    """The picture in px."""

    name: str
    width: float
    height: float
    left: float = 52


WIDE: Final = TrendSize("wide-only", 540, 250)
NARROW: Final = TrendSize("narrow-only", 358, 230)


@dataclass(frozen=True, slots=True)
class Frame:
    """What the trends of both sides share, to be compared: time, values, and a line to cross."""

    first: datetime
    last: datetime
    low: float
    high: float
    ticks: Ticks
    worth: float | None = None


def frame_of(trends: Sequence[Trend], ticks: Ticks, *, least: float, worth: float | None = None) -> Frame:
    """The frame round several trends, at least one of which has a point; ``least`` log units high."""
    moments = [moment for trend in trends for moment in trend.moments]
    values = [value for trend in trends for value in trend.values]
    around = spanning([*values, *([] if worth is None else [worth])], 0, 1, least=least, margin=0.06)
    spare = max(timedelta(), timedelta(days=6) - (max(moments) - min(moments))) / 2
    edge = (max(moments) - min(moments)) * 0.02 + spare
    return Frame(min(moments) - edge, max(moments) + edge, around.low, around.high, ticks, worth)


def trend_chart(trend: Trend, frame: Frame, label: str, size: TrendSize) -> Markup:
    """One side's trend."""
    drawing = Drawing(size.width, size.height, label)
    across = Scale(frame.first.timestamp(), frame.last.timestamp(), size.left, size.width - 8)
    up = Scale(frame.low, frame.high, size.height - 30, 8)
    _ground(drawing, frame, across, up)
    for run in trend.told:
        _band(drawing, run, across, up, trend.side)
    for one in trend.measured:
        place = (across(one.at.timestamp()), up(one.value))
        if one.counts:
            drawing.dot(trend.side, place, 3.6, f"now {trend.side}")
        else:
            drawing.cross(place, 4, "out")
    return drawing.svg(size.name)


def _ground(drawing: Drawing, frame: Frame, across: Scale, up: Scale) -> None:
    drawing.rect((across.start, up.end), (across.end, up.start), "plot", 8)
    for value, words in frame.ticks(up, 30):
        kind = "zero" if math.isclose(value, 0, abs_tol=1e-12) else "gridline"
        drawing.line([(across.start, up(value)), (across.end, up(value))], kind)
        drawing.words((across.start - 8, up(value) + 4.5), words, "ax", "end")
    for place, words in date_ticks(across, frame.first, frame.last, 58):
        drawing.line([(across(place), up.start), (across(place), up.start + 5)], "tick")
        drawing.words((across(place), up.start + 21), words, "ax", "middle")
    if frame.worth is not None:
        drawing.line([(across.start, up(frame.worth)), (across.end, up(frame.worth))], "worth")


def _band(drawing: Drawing, run: Sequence[Told], across: Scale, up: Scale, side: Side) -> None:
    xs = [across(one.at.timestamp()) for one in run]
    if len(run) == 1:  # a single day is as uncertain as a line: drawn as a bar
        (low, high), x = run[0].bounds, xs[0]
        drawing.rect((x - 5, up(low)), (x + 5, up(high)), f"band {side}", 5)
        drawing.line(
            [(x - 5, up(run[0].figure.location)), (x + 5, up(run[0].figure.location))], f"mid {side}"
        )
        return
    lows = [(x, up(one.bounds[0])) for x, one in zip(xs, run, strict=True)]
    highs = [(x, up(one.bounds[1])) for x, one in zip(xs, run, strict=True)]
    drawing.area([*highs, *reversed(lows)], f"band {side}")
    drawing.line([(x, up(one.figure.location)) for x, one in zip(xs, run, strict=True)], f"mid {side}")
