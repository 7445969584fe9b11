"""The form of the extension test: what was typed, and the angle that it makes of each side."""

from __future__ import annotations

from primemover.coach.field_test import SIDES
from primemover.coach.gate import Method
from primemover.coach.thomas import Unit, given_angle_deg, thigh_angle_deg
from primemover.errors import InvalidInput
from primemover.terms import Side
from primemover.texts import text
from primemover.web.forms import Form

LENGTHS = ("thigh", "hip", "knee")


def method_of(form: Form) -> Method:
    """Who measured. Raises ``InvalidInput`` where that is not said."""
    given = form.one("method")
    if given not in set(Method):
        raise InvalidInput(text("progress.extension.no_method"))
    return Method(given)


def angles_of(form: Form) -> dict[Side, float]:
    """The angle of each side that something was given of.

    Raises:
        InvalidInput: a side has only some of the lengths, or both lengths and angle, or one that is
            impossible; the side is named.
    """
    given = form.one("unit")
    unit = Unit(given) if given in set(Unit) else Unit.CM
    return {side: deg for side in SIDES if (deg := _angle(form, side, unit)) is not None}


def _angle(form: Form, side: Side, unit: Unit) -> float | None:
    lengths = [_number(form, side, name) for name in LENGTHS]
    told = [length for length in lengths if length is not None]
    angle = _number(form, side, "angle")
    named = text(f"web.side.{side}")
    if told and angle is not None:
        raise InvalidInput(
            text("progress.extension.both_given", side=named),
            remedy=text("progress.extension.both_given_do"),
        )
    if told and len(told) < len(LENGTHS):
        raise InvalidInput(
            text("progress.extension.not_whole", side=named), remedy=text("progress.extension.not_whole_do")
        )
    try:
        if angle is not None:
            return given_angle_deg(angle)
        return thigh_angle_deg(told[0], told[1], told[2], unit) if told else None
    except InvalidInput as problem:
        where = text("progress.extension.side", side=text(f"progress.side.{side}"))
        raise InvalidInput(problem.what, where=where, remedy=problem.remedy) from None


def _number(form: Form, side: Side, name: str) -> float | None:
    given = form.one(f"{side}-{name}")
    if given is None:
        return None
    try:
        return float(given.strip().replace(",", ".").replace("−", "-"))
    except ValueError:
        raise InvalidInput(
            text("progress.extension.not_a_number", side=text(f"web.side.{side}"), given=given[:20]),
            remedy=text("progress.extension.not_a_number_do"),
        ) from None
