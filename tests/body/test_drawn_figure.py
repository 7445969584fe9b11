"""The picture of one posture."""

from __future__ import annotations

from xml.etree import ElementTree

from primemover.body import Drawing, Mark, Posture, standing, svg
from primemover.body.skeleton import ADULT
from primemover.terms import Muscle

SVG = "{http://www.w3.org/2000/svg}"
GLUTE = Mark("near", Muscle.GLUTEUS_MAXIMUS)
PSOAS = Mark("far", Muscle.PSOAS)


def drawn(posture: Posture, *, standalone: bool = True) -> ElementTree.Element:
    picture = svg(
        posture, [GLUTE], [PSOAS], title="Standing <tall>", description="Both & even", standalone=standalone
    )
    return ElementTree.fromstring(picture)


def test_a_picture_says_what_it_shows() -> None:
    root = drawn(standing())
    assert root.findtext(f"{SVG}title") == "Standing <tall>"
    assert root.findtext(f"{SVG}desc") == "Both & even"
    assert root.get("role") == "img"


def test_muscles_are_warm_where_they_work_and_cool_where_they_lengthen() -> None:
    kinds = [path.get("class") for path in drawn(standing()).iter(f"{SVG}path")]
    assert kinds.count("muscle works") == 1
    assert kinds.count("muscle lengthens") == 1


def test_a_standalone_picture_follows_the_readers_scheme() -> None:
    style = drawn(standing()).findtext(f"{SVG}style") or ""
    assert "prefers-color-scheme:dark" in style
    assert drawn(standing(), standalone=False).find(f"{SVG}style") is None


def test_far_limbs_are_drawn_before_the_trunk_and_near_ones_after() -> None:
    names = [shape.name for shape in Drawing(ADULT, [GLUTE, PSOAS], ["chair"]).shapes]
    order = [
        names.index(name) for name in ("chair", "thigh far", "psoas far", "trunk", "thigh near", "hand near")
    ]
    assert order == sorted(order)
    assert names.index("gluteus-maximus near") > names.index("thigh near")


def test_a_prop_that_is_not_there_is_not_seen() -> None:
    drawing = Drawing(ADULT, [], ["roller"])
    frame = drawing.frame(standing())
    roller_points = sum(shape.points for shape in drawing.shapes if shape.name.startswith("roller"))
    assert set(frame[: roller_points * 2]) == {0}
