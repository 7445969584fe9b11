"""Charts: what lies where, how large the uncertainty is drawn, and which marks tell the sides apart."""

from __future__ import annotations

import math
import re
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest

from primemover.coach.student_t import StudentT, joint_radius
from primemover.coach.thresholds import WORTH_CALLING_A_GAIN
from primemover.terms import Side
from primemover.texts.writing import percent
from primemover.web.charts.gain_map import NARROW, WIDE, MapSide, MapSize, gain_map
from primemover.web.charts.scale import Scale, date_ticks, gain_ticks, second_ticks, spanning, ticks
from primemover.web.charts.thomas_sketch import thomas_sketch
from primemover.web.charts.trend import NARROW as SMALL
from primemover.web.charts.trend import Measured, Told, Trend, frame_of, trend_chart

LEFT = MapSide(StudentT(math.log(50), 0.06, 18), StudentT(math.log(1.3), 0.05, 24), ((3.7, 0.1), (3.8, 0.2)))
RIGHT = MapSide(StudentT(math.log(60), 0.06, 18), StudentT(math.log(1.02), 0.05, 24))
MONDAY = datetime(2026, 3, 2, 7, tzinfo=UTC)


def drawn(picture: str) -> ElementTree.Element:
    return ElementTree.fromstring(picture)


def of_kind(picture: str, kind: str) -> list[ElementTree.Element]:
    return [one for one in drawn(picture).iter() if one.get("class") == kind]


def number(one: ElementTree.Element, name: str) -> float:
    return float(one.attrib[name])


def worth_y(picture: str) -> float:
    (line,) = of_kind(picture, "worth")
    return float(re.findall(r"[\d.]+", line.attrib["d"])[1])


def test_a_scale_puts_its_ends_at_its_ends_and_clips_beyond() -> None:
    scale = Scale(1, 3, 100, 0)
    assert [scale(value) for value in (1, 2, 3, 9, -9)] == [100, 50, 0, 0, 100]
    assert scale.length(1) == 50
    wide = spanning([5.0], 0, 10, least=2, margin=0)
    assert (wide.low, wide.high) == (4, 6)


def test_ticks_keep_apart_and_inside() -> None:
    scale = Scale(0, 10, 0, 100)
    assert ticks(scale, (5, 5.5, 20, 0, 9), 30) == [0, 5, 9]
    assert [words for _, words in second_ticks(Scale(math.log(20), math.log(70), 0, 300), 60)] == [
        "20 s",
        "30 s",
        "40 s",
        "60 s",
    ]
    assert "0%" in [words for _, words in gain_ticks(Scale(-0.5, 0.5, 300, 0), 30)]
    assert (percent(0.254), percent(-0.3), percent(0.001)) == ("+25%", "−30%", "0%")


@pytest.mark.parametrize("days", [3, 40, 365])
def test_dates_are_days_of_a_short_time_and_months_of_a_long_one(days: int) -> None:
    first, last = MONDAY, MONDAY + timedelta(days=days)
    told = date_ticks(Scale(first.timestamp(), last.timestamp(), 0, 480), first, last, 58)
    assert 2 <= len(told) <= 9
    assert all(re.fullmatch(r"\d+ \w{3}" if days < 75 else r"\w{3}( \d{4})?", words) for _, words in told)


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_the_region_is_as_large_as_the_joint_uncertainty(size: MapSize) -> None:
    picture = gain_map({Side.LEFT: LEFT, Side.RIGHT: RIGHT}, "both", size)
    (left,) = of_kind(picture, "region left")
    (right,) = of_kind(picture, "region right")
    # px of a log unit, from two points whose distance is known
    across = (number(right, "cx") - number(left, "cx")) / math.log(60 / 50)
    up = (number(right, "cy") - number(left, "cy")) / math.log(1.3 / 1.02)
    radius = joint_radius(0.95, 18)
    assert number(left, "rx") == pytest.approx(across * radius * 0.06, rel=0.02)
    assert number(left, "ry") == pytest.approx(up * radius * 0.05, rel=0.02)
    expected = number(left, "cy") + up * (math.log(1.3) - WORTH_CALLING_A_GAIN)
    assert worth_y(picture) == pytest.approx(expected, abs=0.2)


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_nothing_lies_outside_the_picture(size: MapSize) -> None:
    for sides in ({Side.LEFT: LEFT, Side.RIGHT: RIGHT}, {Side.RIGHT: RIGHT}):
        for one in drawn(gain_map(sides, "x", size)).iter():
            if one.tag == "ellipse":
                assert number(one, "cx") - number(one, "rx") >= 0
                assert number(one, "cx") + number(one, "rx") <= size.width
                assert number(one, "cy") + number(one, "ry") <= size.height


def test_left_and_right_differ_in_shape_and_letter_not_only_in_colour() -> None:
    picture = gain_map({Side.LEFT: LEFT, Side.RIGHT: RIGHT}, "both", WIDE)
    assert [one.tag for one in of_kind(picture, "now left")] == ["circle"]
    assert [one.tag for one in of_kind(picture, "now right")] == ["rect"]
    assert sorted(one.text or "" for one in of_kind(picture, "letter")) == ["L", "R"]
    assert len(of_kind(picture, "was left")) == 2
    assert drawn(picture).get("role") == "img"
    assert drawn(picture).get("aria-label") == "both"


def test_without_a_gain_a_side_is_a_strip_as_wide_as_its_hold_is_uncertain() -> None:
    one = MapSide(StudentT(math.log(50), 0.2, 7), None)
    picture = gain_map({Side.LEFT: one}, "left", WIDE)
    (strip,) = of_kind(picture, "region left")
    plot = of_kind(picture, "plot")[0]
    assert strip.tag == "rect"
    assert number(strip, "height") == number(plot, "height")
    assert of_kind(picture, "now left") == []


def test_a_label_with_signs_of_markup_stays_words() -> None:
    assert drawn(gain_map({Side.LEFT: LEFT}, '<b> & "x"', WIDE)).get("aria-label") == '<b> & "x"'


def held(day: int, seconds: float, *, counts: bool = True) -> Measured:
    return Measured(MONDAY + timedelta(days=day), math.log(seconds), counts)


def could_tell(day: int, scale: float) -> Told:
    return Told(MONDAY + timedelta(days=day), StudentT(math.log(40), scale, 12))


def test_a_trend_has_its_points_its_band_and_breaks_where_nothing_was_known() -> None:
    trend = Trend(
        Side.LEFT,
        [held(0, 38), held(7, 42), held(60, 40), held(67, 2, counts=False)],
        [[could_tell(0, 0.2), could_tell(7, 0.1)], [could_tell(60, 0.2)]],
    )
    frame = frame_of([trend], second_ticks, least=math.log(2))
    picture = trend_chart(trend, frame, "trend", SMALL)
    assert len(of_kind(picture, "now left")) == 3
    assert [one.tag.split("}")[-1] for one in of_kind(picture, "band left")] == ["path", "rect"]
    assert len(of_kind(picture, "out")) == 1  # not counted: a ×, and it stretches nothing
    assert frame.low > math.log(10)


def test_a_gain_trend_shows_the_line_that_a_gain_must_cross() -> None:
    trend = Trend(Side.RIGHT, (), [[Told(MONDAY, StudentT(0.3, 0.05, 9))]])
    frame = frame_of([trend], gain_ticks, least=math.log(1.5), worth=WORTH_CALLING_A_GAIN)
    assert frame.low < WORTH_CALLING_A_GAIN < frame.high
    assert len(of_kind(trend_chart(trend, frame, "gain", SMALL), "worth")) == 1


def test_the_sketch_of_the_extension_test_names_all_three_lengths() -> None:
    assert [one.text for one in of_kind(thomas_sketch(), "number")] == ["①", "②", "③"]
