"""The terminal's screen during a session: only the lines that changed are written, so ssh keeps up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.text import Text

from primemover.cli.play.scene import Surface

_BEGIN, _END = "\x1b[?2026h", "\x1b[?2026l"
"""Terminals that know synchronised output show a frame at once; the others ignore it."""


class Stage:
    """The whole window, from ``on_stage`` on."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._shown: list[str] = []
        self._size = (0, 0)

    def surface(self) -> Surface:
        """What the window can show now; a resized window has another size at the next look."""
        columns, rows = self._console.size
        return Surface(
            columns=max(columns, 20),
            rows=max(rows, 8),
            blocks=self._console.encoding.lower().startswith("utf"),
            coloured=self._console.color_system is not None and not self._console.no_color,
        )

    def show(self, lines: Sequence[Text]) -> None:
        """Bring the window to these lines, the first at the top."""
        size = tuple(self._console.size)
        fresh = [self._ansi(line) for line in lines]
        out = [_BEGIN]
        if size != self._size:
            self._size, self._shown = (size[0], size[1]), []
            out.append("\x1b[2J")
        for row, line in enumerate(fresh):
            if row >= len(self._shown) or self._shown[row] != line:
                out.append(f"\x1b[{row + 1};1H{line}\x1b[K")
        self._shown = fresh
        if len(out) > 1:
            self._console.file.write("".join([*out, _END]))
            self._console.file.flush()

    def _ansi(self, line: Text) -> str:
        with self._console.capture() as captured:
            self._console.print(line, end="", no_wrap=True, overflow="crop", crop=True)
        return captured.get()


@contextmanager
def on_stage(console: Console) -> Iterator[Stage]:
    """The window's second screen while the block runs, without a cursor; then the first as it was."""
    with console.screen(hide_cursor=True):
        yield Stage(console)


def can_be_stage(console: Console) -> bool:
    """True for a terminal that knows cursor addressing."""
    return console.is_terminal and not console.is_dumb_terminal and not console.legacy_windows
