"""How the three lengths of the extension test are measured, drawn from the side."""

from __future__ import annotations

from markupsafe import Markup

from primemover.texts import text
from primemover.web.charts.drawing import Drawing, Place

FLOOR_Y, TABLE_Y = 268.0, 148.0
HIP, KNEE, ANKLE = (236.0, 132.0), (330.0, 152.0), (344.0, 236.0)
HEAD, SHOULDER = (66.0, 126.0), (100.0, 132.0)
HELD_KNEE, HELD_ANKLE = (190.0, 62.0), (246.0, 96.0)


def thomas_sketch() -> Markup:
    """A person on a table, one knee held, the other thigh hanging, and the lengths ①, ② and ③."""
    drawing = Drawing(440, 292, text("progress.extension.sketch"))
    drawing.rect((30, TABLE_Y), (252, TABLE_Y + 16), "table", 3)
    for x in (48.0, 224.0):
        drawing.rect((x, TABLE_Y + 16), (x + 10, FLOOR_Y), "table")
    drawing.line([(16, FLOOR_Y), (424, FLOOR_Y)], "floor")
    drawing.line([HIP, HELD_KNEE, HELD_ANKLE], "limb far")
    drawing.line([SHOULDER, HIP], "limb trunk")
    drawing.line([SHOULDER, (150, 96), HELD_KNEE], "limb arm")
    drawing.ellipse(HEAD, (19, 16), "skull")
    drawing.line([HIP, KNEE, ANKLE, (366, 244)], "limb near")
    _length(drawing, (HIP[0] + 4, HIP[1] - 22), (KNEE[0] + 4, KNEE[1] - 22), "①", (292, 112))
    _length(drawing, HIP, (HIP[0] + 30, FLOOR_Y), "②", (282, 226), upright=HIP[0] + 30)
    _length(drawing, KNEE, (KNEE[0] + 66, FLOOR_Y), "③", (412, 218), upright=KNEE[0] + 66)
    for joint in (HIP, KNEE):
        drawing.ellipse(joint, (5, 5), "joint")
    return drawing.svg("sketch")


def _length(
    drawing: Drawing, one: Place, other: Place, number: str, place: Place, *, upright: float | None = None
) -> None:
    """A measured length with its number; an upright one stands beside its joint, led there by a thin line."""
    if upright is not None:
        drawing.line([one, (upright, one[1])], "lead")
        one, other = (upright, one[1]), (upright, FLOOR_Y)
    drawing.line([one, other], "tape")
    for end in (one, other):
        drawing.ellipse(end, (3, 3), "tape-end")
    drawing.words(place, number, "number", "middle")
