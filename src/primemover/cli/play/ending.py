"""An end from outside leaves the same way as every other: the terminal restored, the session kept."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

_ENDINGS = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
"""Somebody ends the program; the window or the line to it is gone."""


@contextmanager
def ended_by_signals() -> Iterator[None]:
    """While the block runs these signals raise ``SystemExit`` with the shell's status for them, so that
    every ``finally`` on the way out does its work."""
    before = {number: signal.signal(number, _leave) for number in _ENDINGS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _leave(number: int, _frame: FrameType | None) -> NoReturn:
    # A second signal must not cut the leaving short.
    for ending in _ENDINGS:
        signal.signal(ending, signal.SIG_IGN)
    raise SystemExit(128 + number)
