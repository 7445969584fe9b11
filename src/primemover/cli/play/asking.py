"""One question at a time while the session stands still, answered by single keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from primemover.texts import text

NextKey = Callable[[], str | None]
Show = Callable[[Sequence[str]], None]
"""Shows the lines of the question."""


def choose(
    question: str, answers: Sequence[str], next_key: NextKey, show: Show, *, start: int = 0
) -> int | None:
    """The number of the answer that was chosen, or None for "never mind" (Esc).

    A digit chooses at once (0 is the tenth); up and down move, Enter takes the one that is marked.
    """
    marked = start
    while True:
        show([question, "", *_rows(answers, marked), "", text("cli.ask.choose")])
        key = next_key()
        if key == "escape":
            return None
        if key == "enter":
            return marked
        if key in ("up", "down"):
            marked = (marked + (1 if key == "down" else -1)) % len(answers)
        elif key is not None and key.isdigit() and (int(key) - 1) % 10 < len(answers):
            return (int(key) - 1) % 10


def _rows(answers: Sequence[str], marked: int) -> list[str]:
    numbers = [str((index + 1) % 10) if index < 10 else " " for index in range(len(answers))]
    marks = [">" if index == marked else " " for index in range(len(answers))]
    return [
        f" {mark} {number}  {answer}" for mark, number, answer in zip(marks, numbers, answers, strict=True)
    ]


def rate(question: str, highest: int, next_key: NextKey, show: Show) -> int | None:
    """A whole number from 0 to ``highest``, typed or moved to, taken with Enter; None for "never mind"."""
    typed = ""
    while True:
        row = "  ".join(f"[{value}]" if str(value) == typed else str(value) for value in range(highest + 1))
        show([question, "", f"   {row}", "", text("cli.ask.rate", highest=highest)])
        key = next_key()
        if key == "escape":
            return None
        if key == "enter" and typed:
            return int(typed)
        if key in ("left", "right"):
            typed = str(min(highest, max(0, int(typed or 0) + (1 if key == "right" else -1))))
        elif key is not None and key.isdigit():
            longer = typed + key
            typed = longer if typed not in ("", "0") and int(longer) <= highest else key
