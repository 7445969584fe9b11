"""The keyboard during a session: one key at a time, without Enter, and the terminal as it was afterwards."""

from __future__ import annotations

import os
import re
import select
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

try:
    import termios
except ImportError:  # a platform without terminals of this kind plays without keys
    termios = None  # type: ignore[assignment]

_NAMES = {
    "\x1b[A": "up",
    "\x1bOA": "up",
    "\x1b[B": "down",
    "\x1bOB": "down",
    "\x1b[C": "right",
    "\x1bOC": "right",
    "\x1b[D": "left",
    "\x1bOD": "left",
    "\x1b": "escape",
    " ": "space",
    "\r": "enter",
    "\n": "enter",
}
_ONE_KEY = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]|\x1bO.|\x1b|.", re.DOTALL)
_AT_ONCE = 256


class Keys:
    """Keys as they are pressed: ``space``, ``left``, ``enter``, ``escape`` … or a character in lower case."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._ahead: list[str] = []

    def next(self, within_s: float) -> str | None:
        """The next key, or None when none is pressed within ``within_s`` seconds.

        Raises ``EOFError`` when the terminal has gone.
        """
        if not self._ahead:
            ready, _, _ = select.select([self._descriptor], [], [], max(0.0, within_s))
            if not ready:
                return None
            found = os.read(self._descriptor, _AT_ONCE)
            if not found:
                raise EOFError
            self._ahead = _ONE_KEY.findall(found.decode("utf-8", "ignore"))
        key = self._ahead.pop(0) if self._ahead else ""
        return _NAMES.get(key, key.lower()) or None


@contextmanager
def pressed_keys() -> Iterator[Keys | None]:
    """Keys one by one while the block runs; None where standard input is no terminal.

    Whatever ends the block, the terminal is given back as it was.
    """
    if termios is None or not sys.stdin.isatty():
        yield None
        return
    descriptor = sys.stdin.fileno()
    before = termios.tcgetattr(descriptor)
    try:
        termios.tcsetattr(descriptor, termios.TCSANOW, _one_by_one(before))
        yield Keys(descriptor)
    finally:
        # What was typed ahead was meant for the session, not for the shell.
        termios.tcsetattr(descriptor, termios.TCSAFLUSH, before)


def _one_by_one(before: list[Any]) -> list[Any]:
    """No echo and no waiting for Enter. Ctrl-C still interrupts; Ctrl-Z would freeze a running clock and
    leave the shell without echo, so it is off."""
    after = [*before]
    after[3] = before[3] & ~(termios.ECHO | termios.ICANON)
    after[6] = [*before[6]]
    after[6][termios.VMIN] = 1
    after[6][termios.VTIME] = 0
    after[6][termios.VSUSP] = b"\0"
    return after
