from __future__ import annotations

from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st
from terminal_home import Told, first_hold, short_session

from primemover.cli.play.course import Course
from primemover.cli.play.figure import Figure
from primemover.cli.play.scene import Surface, View, clock_time, compose
from primemover.routine import library
from primemover.routine.figures import figure_set
from primemover.routine.position import ControlKind

TIMELINE = short_session()
WIDE = Surface(120, 40, blocks=True, coloured=True)
USUAL = Surface(80, 24, blocks=True, coloured=True)


@cache
def figure(exercise: str) -> Figure:
    return Figure(figure_set(library().exercise(exercise)))


def view_at(t: float, dialog: tuple[str, ...] = ()) -> View:
    course = Course(TIMELINE, Told())
    course.act(ControlKind.START)
    course.look(t)
    here = course.segment
    return View(TIMELINE, course.position, here, course.coming(), figure(here.exercise), dialog=dialog)


def words(view: View, surface: Surface) -> str:
    return "\n".join(line.plain for line in compose(view, surface))


@given(
    t=st.floats(0, TIMELINE.total_s),
    columns=st.integers(20, 220),
    rows=st.integers(8, 70),
    blocks=st.booleans(),
    asked=st.booleans(),
)
@settings(max_examples=120)
def test_a_picture_is_exactly_as_large_as_the_window(
    t: float, columns: int, rows: int, blocks: bool, asked: bool
) -> None:
    dialog = (
        ("Where?", " > 1  Low back and a great many more words than a small window holds") if asked else ()
    )
    lines = compose(view_at(t, dialog), Surface(columns, rows, blocks, coloured=True))
    assert len(lines) == rows
    assert all(line.cell_len <= columns for line in lines)


def test_the_instruction_the_count_and_the_side_are_large() -> None:
    hold = first_hold(TIMELINE)
    shown = words(view_at(hold.start_s + 0.2), USUAL)
    assert "█" in shown
    assert hold.brief not in shown  # it stands there in large letters
    assert "Next: Lift back knee" in shown
    assert "1 of 3  Low lunge" in shown


def test_a_small_window_says_the_same_in_words() -> None:
    hold = first_hold(TIMELINE)
    shown = words(view_at(hold.end_s - 7), Surface(40, 12, blocks=True, coloured=True))
    assert hold.brief in shown
    assert "Left  7" in shown
    assert "Next: Lift back knee" in shown
    assert "Space" in shown.splitlines()[-1]


def test_without_utf8_there_are_only_plain_characters_but_the_words_of_the_keys() -> None:
    shown = words(view_at(20), Surface(120, 40, blocks=False, coloured=False))
    assert all(ord(character) < 0x2500 for character in shown)


def test_a_muscle_is_named_and_not_only_coloured() -> None:
    assert "lengthens: hip flexor" in words(view_at(first_hold(TIMELINE).start_s + 1), USUAL)


def test_colourless_marks_differ_in_their_texture() -> None:
    shown = words(view_at(first_hold(TIMELINE).start_s + 1), Surface(120, 40, blocks=True, coloured=False))
    assert "▒ lengthens" in shown


def test_the_end_of_the_session_says_that_nothing_follows() -> None:
    assert "Next: done" in words(view_at(TIMELINE.total_s - 0.5), WIDE)


def test_a_question_takes_the_place_of_the_picture() -> None:
    shown = words(view_at(20, ("Where?", "", " > 1  Low back")), USUAL)
    assert "Where?" in shown
    assert "Low back" in shown
    assert "█" not in shown


def test_minutes_and_seconds_are_rounded_up_as_a_count_is() -> None:
    assert [clock_time(s) for s in (0, 0.2, 59.0, 59.2, 61)] == ["0:00", "0:01", "0:59", "1:00", "1:01"]
