"""Laws of the checker: whatever a file holds, it answers, quickly, and only with sensible mistakes."""

from __future__ import annotations

import time
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from routine_samples import EXERCISE_FILES, GOOD, LIBRARY, ROUTINE_FILES

from primemover.routine.checker import check_document, is_routine
from primemover.routine.compiling import compile as lay_out_in_time
from primemover.routine.document import Document, Node, Scalar, Sequence, Table, content_of, read_bytes
from primemover.routine.loader import exercise_from, routine_from
from primemover.routine.mistake import Mistake, Place
from primemover.routine.own_files import routine_of
from primemover.routine.planning import usual_prescription

TEXTS = [file.read_text(encoding="utf-8") for file in (*EXERCISE_FILES, *ROUTINE_FILES)]
WORDS = ["start", "lift", "both", "", "0", "working hip", "-1", "rep", "1e9", "ü", "x" * 400]

scalars = st.sampled_from([*WORDS, 0, -3, 1.5, 10**12, True, None])


def test_a_normal_file_is_reported_on_within_a_second() -> None:
    for content in TEXTS:
        started = time.perf_counter()
        check_document(read_bytes(content.encode()), LIBRARY.exercises)
        assert time.perf_counter() - started < 1


@settings(max_examples=200)
@given(st.sampled_from(TEXTS), st.data())
def test_a_changed_file_is_either_good_or_told_what_is_wrong(content: str, data: st.DataObject) -> None:
    root = read_bytes(content.encode()).root
    assert root is not None
    for _ in range(data.draw(st.integers(1, 4))):
        root = changed(root, data)
    mistakes = _check(root)
    if not mistakes and isinstance(root, Table):
        _must_be_usable(root)


@settings(max_examples=150)
@given(st.sampled_from([GOOD, *TEXTS]), st.data())
def test_cut_and_garbled_text_is_told_and_never_crashes(content: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(content)))
    inserted = data.draw(
        st.sampled_from(["", "\t", "{", "[", '"', ": ", "&a ", "*a", "!x ", "\n- ", "---\n", "\x00"])
    )
    cut = data.draw(st.integers(0, 40))
    document = read_bytes((content[:at] + inserted + content[at + cut :]).encode())
    for mistake in check_document(document, LIBRARY.exercises):
        _must_make_sense(mistake)


@settings(max_examples=200)
@given(st.binary(max_size=400))
def test_any_bytes_are_answered(content: bytes) -> None:
    for mistake in check_document(read_bytes(content), LIBRARY.exercises):
        _must_make_sense(mistake)


def changed(node: Node, data: st.DataObject) -> Node:
    """``node`` with one part of it deleted, replaced, repeated or renamed."""
    if isinstance(node, Table) and node.entries and data.draw(st.booleans()):
        at = data.draw(st.integers(0, len(node.entries) - 1))
        name, value = node.entries[at]
        entries = list(node.entries)
        match data.draw(st.sampled_from(["inside", "inside", "delete", "rename", "replace"])):
            case "delete":
                del entries[at]
            case "rename":
                renamed = Scalar(data.draw(scalars), name.place)
                # a key that stands twice never leaves the reader
                if all(str(other.value) != str(renamed.value) for other, _ in entries):
                    entries[at] = (renamed, value)
            case "replace":
                entries[at] = (name, _new(value.place, data))
            case _:
                entries[at] = (name, changed(value, data))
        return Table(tuple(entries), node.place)
    if isinstance(node, Sequence) and node.items and data.draw(st.booleans()):
        at = data.draw(st.integers(0, len(node.items) - 1))
        items = list(node.items)
        items[at : at + 1] = data.draw(
            st.sampled_from(
                [[], [items[at], items[at]], [changed(items[at], data)], [_new(node.place, data)]]
            )
        )
        return Sequence(tuple(items), node.place)
    if isinstance(node, Scalar):
        return Scalar(data.draw(scalars), node.place)
    return _new(node.place, data)


def _new(place: Place, data: st.DataObject) -> Node:
    word = Scalar(data.draw(scalars), place)
    nodes: list[Node] = [word, Sequence((), place), Sequence((word,), place), Table(((word, word),), place)]
    return data.draw(st.sampled_from(nodes))


def _check(root: Node) -> list[Mistake]:
    mistakes = check_document(Document(root, ()), LIBRARY.exercises)
    for mistake in mistakes:
        _must_make_sense(mistake)
    return mistakes


def _must_make_sense(mistake: Mistake) -> None:
    assert mistake.line >= 1
    assert mistake.column >= 1
    assert mistake.found
    assert mistake.expected
    assert mistake.suggestion != mistake.found
    assert "\n" not in mistake.sentence()


def _must_be_usable(root: Table) -> None:
    """What has no mistake can be planned and laid out."""
    content: dict[str, Any] = content_of(root)
    if is_routine(root):
        routine = routine_from(content)
        known = LIBRARY
    else:
        exercise = exercise_from(content)
        routine = routine_of(exercise)
        known = LIBRARY.with_own([exercise])
    timeline = lay_out_in_time(routine, usual_prescription(routine, known), known)
    assert timeline.total_s > 0
