"""The map: immediate gain against hold capacity, both sides, each with the region that holds its true point.

Both axes are logarithmic, as the figures are. The region holds hold and gain *together* with 95 %, so it is
a little larger than the two intervals that stand in the table. It lies along the axes: a hold before enters
the gain of routine days and of walking days with opposite signs, so that the two figures share next to
nothing. Where there is no gain yet, the side is a strip as high as the chart: it may lie anywhere in it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from primemover.coach.student_t import StudentT, joint_radius
from primemover.coach.thresholds import INTERVAL_LEVEL, WORTH_CALLING_A_GAIN
from primemover.terms import Side
from primemover.texts import text
from primemover.web.charts.drawing import Drawing, Place
from primemover.web.charts.scale import Scale, gain_ticks, second_ticks, spanning


@dataclass(frozen=True, slots=True)
class MapSide:
    """One side: both figures on the log scale (``gain`` None where it cannot be told), and earlier places
    as pairs of log seconds and log gain, the earliest first."""

    capacity: StudentT
    gain: StudentT | None
    earlier: Sequence[Place] = ()

    @property
    def radii(self) -> Place:
        """Half-widths of the region, for the hold and the gain."""
        if self.gain is None:
            half = self.capacity.interval(INTERVAL_LEVEL)
            return (half.high - half.low) / 2, 0.0
        # The fewer degrees of freedom of the two: rather too wide than too narrow.
        radius = joint_radius(INTERVAL_LEVEL, min(self.capacity.df, self.gain.df))
        return radius * self.capacity.scale, radius * self.gain.scale


@dataclass(frozen=True, slots=True)
class MapSize:
    """The picture in px; on a phone it is drawn anew rather than shrunk, so that words stay readable."""

    name: str
    width: float
    height: float
    left: float
    tick_apart: float


WIDE: Final = MapSize("wide-only", 720, 620, 58, 44)
NARROW: Final = MapSize("narrow-only", 358, 392, 52, 46)


def gain_map(sides: Mapping[Side, MapSide], label: str, size: MapSize) -> Markup:
    """The map of at least one side."""
    drawing = Drawing(size.width, size.height, label)
    top, bottom, right = 10.0, size.height - 52, size.width - 8
    across = spanning(_holds(sides), size.left, right, least=math.log(2.2), margin=0.07)
    up = spanning(_gains(sides), bottom, top, least=math.log(1.6), margin=0.08)
    _ground(drawing, across, up, size)
    for side, one in sides.items():
        _region(drawing, one, across, up, side)
    for side, one in sides.items():
        _trail(drawing, one, across, up, side)
    for side, one in sides.items():
        _point(drawing, one, across, up, side)
    drawing.words((across.start + 10, up(WORTH_CALLING_A_GAIN) - 8), text("progress.map.worth"), "rule")
    return drawing.svg(size.name)


def _holds(sides: Mapping[Side, MapSide]) -> Iterator[float]:
    for one in sides.values():
        centre, half = one.capacity.location, one.radii[0]
        yield from (centre - half, centre + half, *(hold for hold, _ in one.earlier))


def _gains(sides: Mapping[Side, MapSide]) -> Iterator[float]:
    yield from (math.log(0.85), math.log(1.45))
    for one in sides.values():
        if one.gain is not None:
            centre, half = one.gain.location, one.radii[1]
            yield from (centre - half, centre + half, *(gain for _, gain in one.earlier))


def _ground(drawing: Drawing, across: Scale, up: Scale, size: MapSize) -> None:
    """The axes, and the line above which a gain is called one."""
    worth = up(WORTH_CALLING_A_GAIN)
    drawing.rect((across.start, up.end), (across.end, up.start), "plot", 10)
    drawing.rect((across.start, up.end), (across.end, worth), "plot above", 10)
    for value, words in gain_ticks(up, size.tick_apart * 0.7):
        kind = "zero" if value == 0 else "gridline"
        drawing.line([(across.start, up(value)), (across.end, up(value))], kind)
        drawing.words((across.start - 8, up(value) + 4.5), words, "ax", "end")
    for value, words in second_ticks(across, size.tick_apart):
        drawing.line([(across(value), up.start), (across(value), up.start + 5)], "tick")
        drawing.words((across(value), up.start + 21), words, "ax", "middle")
    drawing.line([(across.start, worth), (across.end, worth)], "worth")
    drawing.words(
        ((across.start + across.end) / 2, size.height - 8), text("progress.map.hold"), "axt", "middle"
    )


def _region(drawing: Drawing, one: MapSide, across: Scale, up: Scale, side: Side) -> None:
    hold, half = one.capacity.location, one.radii
    if one.gain is None:
        low, high = across(hold - half[0]), across(hold + half[0])
        drawing.rect((low, up.start), (high, up.end), f"region {side}", 8)
        return
    drawing.ellipse(
        (across(hold), up(one.gain.location)), (across.length(half[0]), up.length(half[1])), f"region {side}"
    )


def _trail(drawing: Drawing, one: MapSide, across: Scale, up: Scale, side: Side) -> None:
    if one.gain is None or not one.earlier:
        return
    places = [(across(hold), up(gain)) for hold, gain in one.earlier]
    drawing.line([*places, (across(one.capacity.location), up(one.gain.location))], f"trail {side}")
    for place in places:
        drawing.dot(side, place, 3.2, f"was {side}")


def _point(drawing: Drawing, one: MapSide, across: Scale, up: Scale, side: Side) -> None:
    letter = text(f"web.player.{side}_letter")
    x, half = across(one.capacity.location), one.radii
    if one.gain is None:
        drawing.line([(x, up.start), (x, up.end)], f"middle {side}")
        drawing.letter(side, letter, (x, up.end + 24 if side is Side.LEFT else up.start - 24))
        return
    y = up(one.gain.location)
    drawing.dot(side, (x, y), 6, f"now {side}")
    # On the rim, apart for the two sides, so that even sides do not hide each other's letter.
    turn = math.radians(215 if side is Side.LEFT else 35)
    rim = (x + across.length(half[0]) * math.cos(turn), y + up.length(half[1]) * math.sin(turn))
    drawing.letter(side, letter, rim)
