"""The language of the moment: whoever serves a page or reads a plan says it once, around it all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Final, Generic, ParamSpec, TypeVar

ENGLISH: Final = "en"

_P = ParamSpec("_P")
_T = TypeVar("_T")

_SPOKEN: Final[ContextVar[str]] = ContextVar("primemover_language", default=ENGLISH)


def spoken_language() -> str:
    """The language that ``text`` speaks where it is told none; English unless ``speaking`` says another."""
    return _SPOKEN.get()


def speak(language: str) -> None:
    """Speak ``language`` from now on: for a command, which has one language to its end."""
    _SPOKEN.set(language)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """What is asked of the texts inside is in ``language``; requests and tasks do not see each other's."""
    before = _SPOKEN.set(language)
    try:
        yield
    finally:
        _SPOKEN.reset(before)


class once_per_language(Generic[_P, _T]):  # noqa: N801 - used as functools.cache is
    """Keeps what a function gives, as ``functools.cache`` does, for each language by itself."""

    def __init__(self, work: Callable[_P, _T]) -> None:
        self.__wrapped__ = work
        self.__doc__ = work.__doc__
        self._kept = cache(lambda _language, *args, **kwargs: work(*args, **kwargs))

    def __call__(self, *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """What was kept for the language of the moment, or is made now."""
        # ParamSpec cannot say that every argument is hashable, as functools.cache wants it.
        return self._kept(spoken_language(), *args, **kwargs)  # type: ignore[arg-type]

    def cache_clear(self) -> None:
        """Forget what was kept."""
        self._kept.cache_clear()
