"""The modified Thomas test by trigonometry: how far below level the hanging thigh lies, from three lengths.

The person lies on the back at the edge of a table and holds one knee to the chest, low back flat on the
table; the other thigh hangs. With the tape along the thigh from the greater trochanter to the knee joint
(L), and the heights of both ends above the floor (H hip, K knee)::

    angle = asin((K − H) / L)          below the horizontal negative, above it positive

The same from a side photo, in any unit. Reliability between and within trained examiners: ICC .90–.95,
against .30–.65 with a goniometer (Wakefield et al. 2015). Where the pelvis may tip, the test says little:
sensitivity 32 %, specificity 57 % (Vigotsky et al. 2016); hence the flat back, and somebody who looks.
"""

from __future__ import annotations

import math
from enum import StrEnum
from typing import Final

from primemover.coach.gate import STEEPEST_DEG
from primemover.coach.thresholds import EXTENSION_ERROR_SD_DEG, EXTENSION_LIMIT_DEG
from primemover.errors import InvalidInput
from primemover.texts import text
from primemover.texts.writing import number

CM_PER_INCH: Final = 2.54
SHORTEST_THIGH_CM: Final = 25.0
LONGEST_THIGH_CM: Final = 65.0
"""A thigh is about .245 of the height: 25 cm is a child of one metre, 65 cm nobody."""
HIGHEST_CM: Final = 150.0
"""No table is as high as a chest."""
ERROR_95_DEG: Final = 1.96 * EXTENSION_ERROR_SD_DEG
"""Within this lies the true angle 19 times out of 20, as the coach counts on at home."""
CLEAR_BELOW_DEG: Final = EXTENSION_LIMIT_DEG - 1.645 * EXTENSION_ERROR_SD_DEG
"""From here on down the gate calls the thigh below level: certain to 95 %, one-sided, at that error."""


class Unit(StrEnum):
    """What lengths are given in."""

    CM = "cm"
    INCH = "in"
    PHOTO = "photo"
    """Lengths on a photo: any unit, the same for all three."""


def thigh_angle_deg(thigh: float, hip_height: float, knee_height: float, unit: Unit) -> float:
    """Angle of the hanging thigh from its three lengths.

    Raises:
        InvalidInput: a length that no thigh has, a height that no table has, a knee farther from the hip
            than the thigh is long, or an angle beyond ±60°.
    """
    lengths = {"thigh": thigh, "hip": hip_height, "knee": knee_height}
    for where, length in lengths.items():
        if not math.isfinite(length) or length <= 0:
            raise InvalidInput(
                text("problem.length", length=length), where=where, remedy=text("problem.length_do")
            )
    if unit is not Unit.PHOTO:
        _must_be_a_body(lengths, CM_PER_INCH if unit is Unit.INCH else 1.0)
    rise = (knee_height - hip_height) / thigh
    if abs(rise) > 1:
        raise InvalidInput(
            text("problem.knee_too_far"),
            where="knee",
            remedy=text("problem.knee_too_far_do"),
        )
    return given_angle_deg(math.degrees(math.asin(rise)))


def given_angle_deg(deg: float) -> float:
    """An angle that was measured otherwise.

    Raises:
        InvalidInput: it is beyond ±60°, which no thigh reaches in this test.
    """
    if not math.isfinite(deg) or abs(deg) > STEEPEST_DEG:
        raise InvalidInput(
            text("problem.thigh_angle", deg=number(deg, 0)),
            where="angle",
            remedy=text("problem.thigh_angle_do"),
        )
    return deg


def _must_be_a_body(lengths: dict[str, float], cm: float) -> None:
    thigh_cm = lengths["thigh"] * cm
    if not SHORTEST_THIGH_CM <= thigh_cm <= LONGEST_THIGH_CM:
        raise InvalidInput(
            text("problem.thigh_length", cm=thigh_cm), where="thigh", remedy=text("problem.length_do")
        )
    for where in ("hip", "knee"):
        if lengths[where] * cm > HIGHEST_CM:
            height = lengths[where] * cm
            raise InvalidInput(
                text("problem.height", cm=height), where=where, remedy=text("problem.length_do")
            )
