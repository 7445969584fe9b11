"""The figure of psoas and gluteus maximus: a body whose hip moves, and both lengths as ranges over its angle.

Only where the fits hold (``body.muscles``): hip −20 to 110°. The knee moves neither muscle.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from markupsafe import Markup

from primemover.terms import CannotTell, Muscle
from primemover.texts import once_per_language, text
from primemover.web.drawings import drawn
from primemover.web.why_figures import framed

DOMAIN_DEG: Final = range(-20, 111)
DRAWN_DEG: Final = DOMAIN_DEG[::10]
"""The hip angles at which the body is drawn; a script mixes neighbours."""
SHOWN_DEG: Final = (-20, 0, 90)
"""What stands on the page without a script: behind, standing, sitting."""
TABLE_DEG: Final = (-20, -10, 0, 30, 60, 90, 110)
PSOAS, GLUTEUS = Muscle.PSOAS, Muscle.GLUTEUS_MAXIMUS

# The chart, in its own units.
WIDTH, HEIGHT = 380, 250
_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 12, 14, 40
_LOW_PERCENT, _HIGH_PERCENT = 60, 145


@dataclass(frozen=True, slots=True)
class Lengths:
    """One angle of the hip: where it is, in words, and both ranges, in words."""

    hip_deg: int
    where: str
    psoas: str
    gluteus: str
    figure: Markup | None = None


def table() -> list[Lengths]:
    """The lengths at some angles, for the eyes and for a screen reader."""
    return [_row(hip) for hip in TABLE_DEG]


@once_per_language
def series() -> tuple[Lengths, ...]:
    """Three angles with their figures."""
    return tuple(_row(hip, figure=_figure(hip)) for hip in SHOWN_DEG)


@once_per_language
def for_script() -> Markup:
    """Everything that the slider shows, as JSON: frames of one set of shapes, and words for every degree."""
    lit = [f"near {PSOAS}", f"near {GLUTEUS}"]
    frames = [framed(_stood(hip), lit) for hip in DRAWN_DEG]
    rows = [_row(hip) for hip in DOMAIN_DEG]
    whole = {
        "from": DOMAIN_DEG.start,
        "every": DRAWN_DEG.step,
        "shapes": frames[0][0],
        "frames": [frame for _, frame in frames],
        "where": [row.where for row in rows],
        "psoas": [row.psoas for row in rows],
        "gluteus-maximus": [row.gluteus for row in rows],
    }
    # No "<" can stand in it: numbers, and words of ours; escaped all the same.
    return Markup(json.dumps(whole, separators=(",", ":")).replace("<", "\\u003c"))  # noqa: S704


def share_percent(muscle: Muscle, hip_deg: int) -> tuple[int, int]:
    """The range of a muscle's length in whole percent of its standing length.

    At 0° it is the standing length itself; there the fit's error has no meaning.
    """
    if hip_deg == 0:
        return 100, 100
    low, high = _exact_percent(muscle, hip_deg)
    return round(low), round(high)


def band(muscle: Muscle) -> str:
    """The range of a muscle over all angles, as the points of a polygon."""
    there = [(x_of(hip), y_of(_exact_percent(muscle, hip)[1])) for hip in DOMAIN_DEG[::5]]
    back = [(x_of(hip), y_of(_exact_percent(muscle, hip)[0])) for hip in reversed(DOMAIN_DEG[::5])]
    return " ".join(f"{x:g},{y:g}" for x, y in (*there, *back))


def x_of(hip_deg: float) -> float:
    """Where a hip angle stands in the chart."""
    share = (hip_deg - DOMAIN_DEG.start) / (DOMAIN_DEG.stop - 1 - DOMAIN_DEG.start)
    return round(_LEFT + share * (WIDTH - _LEFT - _RIGHT), 1)


def y_of(percent: float) -> float:
    """Where a share of the standing length stands in the chart."""
    share = (percent - _LOW_PERCENT) / (_HIGH_PERCENT - _LOW_PERCENT)
    return round(HEIGHT - _BOTTOM - share * (HEIGHT - _TOP - _BOTTOM), 1)


def _exact_percent(muscle: Muscle, hip_deg: int) -> tuple[float, float]:
    from primemover.body.muscles import length_percent  # noqa: PLC0415

    found = length_percent(muscle, hip_deg, 0.0)
    assert not isinstance(found, CannotTell)  # noqa: S101 - both muscles have fits, and this is their domain
    return found.low, found.high


def _row(hip_deg: int, figure: Markup | None = None) -> Lengths:
    return Lengths(hip_deg, _where(hip_deg), _share(PSOAS, hip_deg), _share(GLUTEUS, hip_deg), figure)


def _share(muscle: Muscle, hip_deg: int) -> str:
    if hip_deg == 0:
        return text("why.chart.standing")
    low, high = share_percent(muscle, hip_deg)
    return text("why.chart.share", low=low, high=high)


def _where(hip_deg: int) -> str:
    if hip_deg == 0:
        return text("why.chart.straight")
    return text("why.chart.back" if hip_deg < 0 else "why.chart.bent", hip=abs(hip_deg))


def _figure(hip_deg: int) -> Markup:
    lit = dict(_longer(hip_deg))
    shapes, frame = framed(_stood(hip_deg), lit)
    return drawn(shapes, frame, lit, _where(hip_deg))


def _longer(hip_deg: int) -> Iterator[tuple[str, str]]:
    if hip_deg:
        yield f"near {PSOAS if hip_deg < 0 else GLUTEUS}", "lengthens"


def _stood(hip_deg: int) -> dict[str, Any]:
    """Standing on the far leg, arms out of the way, the near hip bent by ``hip_deg``."""
    return {
        "touches": ["other sole", "working leg free"],
        "hands": "at sides",
        "pose": {
            **{"pelvis": 90, "spine": 0, "other hip": 0, "other knee": 2, "other ankle": 2},
            **{"working hip": hip_deg, "working knee": max(8, min(hip_deg, 90)), "working ankle": 0},
            **{"shoulders": 62, "elbows": 25},
        },
    }
