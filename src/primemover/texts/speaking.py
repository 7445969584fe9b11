"""The language of the moment: whoever serves a page or reads a plan says it once, around it all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

ENGLISH: Final = "en"

_SPOKEN: Final[ContextVar[str]] = ContextVar("primemover_language", default=ENGLISH)


def spoken_language() -> str:
    """The language that ``text`` speaks where it is told none; English unless ``speaking`` says another."""
    return _SPOKEN.get()


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """What is asked of the texts inside is in ``language``; requests and tasks do not see each other's."""
    before = _SPOKEN.set(language)
    try:
        yield
    finally:
        _SPOKEN.reset(before)
