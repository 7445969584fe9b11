from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.style import Style
from terminal_home import first_hold, short_session

from primemover.cli.play.canvas import Canvas
from primemover.cli.play.figure import Figure
from primemover.cli.play.scene import marks_of
from primemover.routine import compile, library, usual_prescription  # noqa: A004
from primemover.routine.figures import figure_set

SQUARE = [(2.0, 1.0), (6.0, 1.0), (6.0, 5.0), (2.0, 5.0)]
PLAIN = (Style.null(), Style.null(), Style.null(), Style.null())


def dots(canvas: Canvas) -> int:
    cells = "".join(line.plain for line in canvas.lines(PLAIN, {}))
    return sum((ord(cell) - 0x2800).bit_count() for cell in cells if cell != " ")


def test_a_square_of_four_dots_has_sixteen() -> None:
    canvas = Canvas(5, 2)
    canvas.fill(SQUARE, 1)
    assert dots(canvas) == 16


@given(points=st.lists(st.tuples(st.floats(-50, 50), st.floats(-50, 50)), min_size=3, max_size=12))
def test_an_outline_that_leaves_the_canvas_is_cut_at_its_edge(points: list[tuple[float, float]]) -> None:
    canvas = Canvas(6, 3)
    canvas.fill(points, 1)
    lines = canvas.lines(PLAIN, {})
    assert [len(line) for line in lines] == [6, 6, 6]


def test_a_limb_over_a_far_one_leaves_a_gap_around_it() -> None:
    canvas = Canvas(6, 3)
    canvas.fill([(0.0, 0.0), (12.0, 0.0), (12.0, 12.0), (0.0, 12.0)], 1)
    canvas.fill([(5.0, 5.0), (7.0, 5.0), (7.0, 7.0), (5.0, 7.0)], 2, gap_over=1)
    assert dots(canvas) == 144 - 16 + 4


def test_a_full_cell_may_have_a_character_of_its_own_where_there_is_no_colour() -> None:
    canvas = Canvas(1, 1)
    canvas.fill([(0.0, 0.0), (2.0, 0.0), (2.0, 4.0), (0.0, 4.0)], 1)
    assert canvas.lines(PLAIN, {1: "▒"})[0].plain == "▒"


@pytest.mark.parametrize("exercise_id", sorted(library().exercises))
def test_every_figure_fills_its_room_in_every_posture(exercise_id: str) -> None:
    drawn = figure_set(library().exercise(exercise_id))
    figure = Figure(drawn)
    for posture in drawn["postures"]:
        lines = figure.draw(figure.frame(posture, posture, 1), {}, 50, 11, mirrored=False, coloured=True)
        assert [len(line) for line in lines] == [50] * 11
        assert sum(len(line.plain.strip()) for line in lines) > 25, posture


def test_the_left_side_is_the_same_figure_mirrored() -> None:
    figure = Figure(figure_set(library().exercise("low-lunge")))
    frame = figure.frame("hands-down", "hands-down", 1)
    right = figure.draw(frame, {}, 40, 12, mirrored=False, coloured=True)
    left = figure.draw(frame, {}, 40, 12, mirrored=True, coloured=True)
    count = [[cell != " " for cell in line.plain] for line in right]
    mirrored = [[cell != " " for cell in reversed(line.plain)] for line in left]
    different = sum(
        a != b for one, other in zip(count, mirrored, strict=True) for a, b in zip(one, other, strict=True)
    )
    assert different <= 12  # dots on the edge of a cell may fall to either side


def test_a_muscle_shows_only_while_it_is_marked() -> None:
    figure = Figure(figure_set(library().exercise("low-lunge")))
    frame = figure.frame("hands-down", "hands-down", 1)
    marks = marks_of(first_hold(short_session()))
    assert "lengthens" in marks.values()

    def marked(lit: dict[str, str]) -> bool:
        lines = figure.draw(frame, lit, 50, 14, mirrored=False, coloured=False)
        return any("▒" in line.plain for line in lines)

    assert marked(marks)
    assert not marked({})


def test_half_way_through_a_move_the_figure_is_between_its_postures() -> None:
    figure = Figure(figure_set(library().exercise("prone-recruitment")))
    start, middle, end = (figure.frame("straighten", "lift", share) for share in (0.0, 0.5, 1.0))
    highest = [min(frame[1::2]) for frame in (start, middle, end)]
    assert start != middle != end
    assert max(highest) - min(highest) < 400
    assert figure.frame("straighten", "lift", 7.0) == end


def test_a_glide_goes_there_and_back() -> None:
    figure = Figure(figure_set(library().exercise("release-quads")))
    routine = library().routine("glute-activation")
    whole = compile(routine, usual_prescription(routine, library()), library())
    held = next(segment for segment in whole.main.segments if segment.pass_s is not None)
    assert held.pass_s is not None
    assert figure.at(held, 0.0) == figure.at(held, 2 * held.pass_s)
    assert figure.at(held, held.pass_s) != figure.at(held, 0.0)
