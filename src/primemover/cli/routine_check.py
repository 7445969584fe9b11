"""Mistakes of a file as an author wants them: the line itself, where in it, and what belongs there."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.text import Text

from primemover.cli.words import say
from primemover.routine import library
from primemover.routine.checker import check_file, words_left
from primemover.routine.document import MAX_BYTES
from primemover.routine.mistake import Mistake
from primemover.routine.words import language_named
from primemover.texts import text


def check(file: Path, *, as_json: bool, says_if_good: bool = True) -> bool:
    """Writes every mistake of ``file`` to standard output; whether there is none."""
    mistakes = check_file(file, library())
    if not mistakes and not says_if_good:
        return True
    left = [] if mistakes else words_left(file)
    if as_json:
        document: dict[str, object] = {
            "file": str(file),
            "mistakes": [asdict(mistake) for mistake in mistakes],
        }
        if language_named(file):
            document["left_in_english"] = left
        sys.stdout.write(json.dumps(document, indent=2, ensure_ascii=False) + "\n")
    elif not mistakes:
        say("cli.routine.good", file=file)
        if left:
            say("language.left_in_english", keys=", ".join(left))
    else:
        _show(file, mistakes)
    return not mistakes


def _show(file: Path, mistakes: list[Mistake]) -> None:
    console = Console(highlight=False, soft_wrap=True)
    lines = _lines(file)
    gutter = len(str(mistakes[-1].line)) + 1
    for mistake in mistakes:
        console.print(_told(file, mistake, lines, gutter))
    console.print(Text(text("cli.routine.mistakes", count=len(mistakes)), style="bold"))


def _told(file: Path, mistake: Mistake, lines: list[str], gutter: int) -> Text:
    told = Text()
    told.append(f"{file}:{mistake.line}:{mistake.column}", style="bold")
    told.append(f"  {mistake.key}\n", style="dim")
    if mistake.line <= len(lines) and lines[mistake.line - 1].strip():
        line = lines[mistake.line - 1].expandtabs(1)
        told.append(f"{mistake.line:>{gutter}} │ ", style="dim")
        told.append(f"{line}\n")
        told.append(f"{'':>{gutter}} │ {' ' * (mistake.column - 1)}", style="dim")
        told.append("^\n", style="red")
    told.append(f"{'':>{gutter}}   {text('cli.routine.found')}    ", style="dim")
    told.append(f"{mistake.found}\n", style="red")
    told.append(f"{'':>{gutter}}   {text('cli.routine.expected')} ", style="dim")
    told.append(f"{mistake.expected}\n")
    if mistake.suggestion:
        told.append(f"{'':>{gutter}}   {text('cli.routine.meant')} ", style="dim")
        told.append(f"{mistake.suggestion}\n", style="green")
    return told


def _lines(file: Path) -> list[str]:
    with file.open("rb") as opened:
        return opened.read(MAX_BYTES).decode("utf-8", "replace").splitlines()
