from __future__ import annotations

import os
import pty
import termios
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from primemover.cli.play.keys import Keys, pressed_keys


@contextmanager
def typed(bytes_: bytes) -> Iterator[Keys]:
    reading, writing = os.pipe()
    os.write(writing, bytes_)
    yield Keys(reading)
    os.close(reading)
    os.close(writing)


@pytest.mark.parametrize(
    ("pressed", "named"),
    [
        (b" ", "space"),
        (b"\r", "enter"),
        (b"P", "p"),
        (b"\x1b[C", "right"),
        (b"\x1bOD", "left"),
        (b"\x1b", "escape"),
        ("é".encode(), "é"),
    ],
)
def test_a_key_has_a_name(pressed: bytes, named: str) -> None:
    with typed(pressed) as keys:
        assert keys.next(0) == named


def test_keys_pressed_quickly_come_one_after_the_other() -> None:
    with typed(b"\x1b[C\x1b[Dq ") as keys:
        assert [keys.next(0) for _ in range(5)] == ["right", "left", "q", "space", None]


def test_a_sequence_that_nobody_knows_is_one_key_and_not_its_letters() -> None:
    with typed(b"\x1b[15~p") as keys:
        assert "p" not in (keys.next(0) or "")
        assert keys.next(0) == "p"


def test_a_terminal_that_has_gone_is_the_end() -> None:
    reading, writing = os.pipe()
    os.close(writing)
    with pytest.raises(EOFError):
        Keys(reading).next(0)
    os.close(reading)


def test_the_terminal_is_given_back_as_it_was_even_after_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    outer, inner = pty.openpty()
    before = termios.tcgetattr(inner)
    with os.fdopen(inner, "rb", buffering=0) as terminal:
        monkeypatch.setattr("sys.stdin", terminal)
        with pytest.raises(ZeroDivisionError), pressed_keys() as keys:
            assert keys is not None
            assert termios.tcgetattr(inner) != before
            raise ZeroDivisionError
        assert termios.tcgetattr(inner) == before
    os.close(outer)
