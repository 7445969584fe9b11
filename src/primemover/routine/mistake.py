"""A mistake in a file: where it stands, what stands there, and what was expected."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a file; both count from 1."""

    line: int
    column: int


Path = tuple[str | int, ...]
"""Keys and list positions from the top of the file, as ``("phases", 2, "hold", "seconds")``."""


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """One mistake, as an author needs it. ``line`` and ``column`` count from 1."""

    line: int
    column: int
    key: str
    """Where in the file, as ``phases[3].hold.seconds``; empty for the whole file."""
    found: str
    expected: str
    suggestion: str | None = None
    """The name that was probably meant."""

    def sentence(self) -> str:
        """The mistake in one line, without its place."""
        where = f"{self.key}: " if self.key else ""
        meant = f" Did you mean {self.suggestion}?" if self.suggestion else ""
        return f"{where}found {self.found}; expected {self.expected}.{meant}"


def key_of(path: Path) -> str:
    """``path`` as an author reads it; list positions count from 1."""
    key = ""
    for part in path:
        key += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if key else str(part)
    return key


def closest(word: str, known: Iterable[str]) -> str | None:
    """The known name that ``word`` was probably meant to be."""
    found = get_close_matches(word.lower(), sorted(known), n=1, cutoff=0.6)
    return found[0] if found else None


class Report:
    """Collects the mistakes of one file while it is read."""

    def __init__(self) -> None:
        self._mistakes: set[Mistake] = set()

    def add(self, place: Place, path: Path, found: str, expected: str, suggestion: str | None = None) -> None:
        """Notes one mistake; the same one twice is noted once."""
        self._mistakes.add(Mistake(place.line, place.column, key_of(path), found, expected, suggestion))

    def mistakes(self) -> list[Mistake]:
        """All of them in the order of the file."""
        return sorted(self._mistakes, key=lambda mistake: (mistake.line, mistake.column, mistake.key))
