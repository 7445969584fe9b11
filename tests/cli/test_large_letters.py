from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from primemover.cli.play.lettering import lettering
from primemover.cli.play.numerals import numerals
from primemover.routine import library
from primemover.texts import messages


@given(text=st.text("0123456789", min_size=1, max_size=3), rows=st.integers(3, 20))
def test_numerals_have_the_height_that_was_asked_for_and_straight_edges(text: str, rows: int) -> None:
    lines = numerals(text, rows)
    assert len(lines) == rows
    assert len({len(line) for line in lines}) == 1


@given(rows=st.integers(3, 20))
def test_no_two_digits_look_alike(rows: int) -> None:
    assert len({tuple(numerals(digit, rows)) for digit in "0123456789"}) == 10


@given(
    text=st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ ,.", min_size=1),
    columns=st.integers(1, 200),
    rows=st.integers(1, 12),
)
def test_letters_stay_inside_the_room_they_are_given(text: str, columns: int, rows: int) -> None:
    lines = lettering(text, columns, rows)
    assert len(lines) <= rows
    assert all(len(line) <= columns for line in lines)


def test_a_character_without_a_drawing_leaves_the_words_as_they_are() -> None:
    assert lettering("日本", 200, 10) == []


def test_every_instruction_that_comes_along_fits_a_window_of_eighty_columns_in_large_letters() -> None:
    briefs = [phase.brief for exercise in library().exercises.values() for phase in exercise.phases]
    briefs += [
        str(messages()[f"session.{name}"])
        for name in ("get_ready", "switch_brief", "rest_brief", "end_brief")
    ]
    assert len(briefs) > 15
    assert [brief for brief in briefs if not lettering(brief, 78, 3)] == []
