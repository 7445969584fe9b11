"""Questions asked line by line before and after a session: a number or several, Enter for none.

They go to standard error, so that the session's own lines can be piped.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TypeVar

from rich.console import Console
from rich.text import Text

from primemover.errors import InvalidInput
from primemover.texts import text

_T = TypeVar("_T")


class Questions:
    """Asks on a console and reads answers from standard input."""

    def __init__(self, console: Console, read: Callable[[], str] = sys.stdin.readline) -> None:
        self.console = console
        self._read = read

    def tick(self, heading: str, rows: Sequence[str], hint: str) -> list[int]:
        """The rows that apply, by their numbers; empty for none of them."""
        self._list(heading, rows)
        return self._until_understood(hint, lambda answer: _numbers(answer, len(rows)))

    def one_of(self, heading: str, rows: Sequence[str], hint: str) -> int | None:
        """One row, or None where nothing was typed."""
        self._list(heading, rows)
        return self._until_understood(hint, lambda answer: _one(answer, 1, len(rows), shift=1))

    def must_choose(self, heading: str, rows: Sequence[str]) -> int:
        """One row; nothing typed is no answer here."""
        while (chosen := self.one_of(heading, rows, text("cli.ask.one"))) is None:
            pass
        return chosen

    def number(self, heading: str, lowest: int, highest: int, hint: str) -> int | None:
        """A whole number, or None where nothing was typed."""
        self.console.print(Text(f"\n{heading}", "bold"))
        return self._until_understood(hint, lambda answer: _one(answer, lowest, highest, shift=0))

    def line(self, heading: str, hint: str) -> str:
        """Anything, as it was typed."""
        self.console.print(Text(f"\n{heading}", "bold"))
        return self._answer(hint)

    def _list(self, heading: str, rows: Sequence[str]) -> None:
        self.console.print(Text(f"\n{heading}", "bold"))
        for number, row in enumerate(rows, 1):
            self.console.print(Text(f"  {number:>2}  ", "bold").append(row, "not bold"))

    def _until_understood(self, hint: str, understand: Callable[[str], _T]) -> _T:
        while True:
            try:
                return understand(self._answer(hint))
            except ValueError:
                self.console.print(Text(text("cli.ask.again"), "yellow"))

    def _answer(self, hint: str) -> str:
        self.console.print(Text(f"{hint} > ", "dim"), end="")
        answer = self._read()
        if not answer:
            raise InvalidInput(text("cli.ask.nobody"), remedy=text("cli.ask.nobody.do"))
        return answer.strip()


def _numbers(answer: str, highest: int) -> list[int]:
    """``2 5`` or ``2,5`` as indices. Raises ``ValueError`` for anything else than numbers of the list."""
    numbers = sorted({int(part) for part in answer.replace(",", " ").split()})
    if not all(1 <= number <= highest for number in numbers):
        raise ValueError(answer)
    return [number - 1 for number in numbers]


def _one(answer: str, lowest: int, highest: int, *, shift: int) -> int | None:
    if not answer:
        return None
    number = int(answer)
    if not lowest <= number <= highest:
        raise ValueError(answer)
    return number - shift
