"""How late the server's loop comes to what is due: the one measure of more work than it can do."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_EVERY_S: Final = 0.05
_BEHIND_S: Final = 0.012
"""Of the 33 ms that a frame of a camera has, what may be lost to waiting before less is looked at."""
_FORGETS: Final = 0.7
"""What is left of a delay at the next look: a single hitch is over after a fifth of a second."""


class LoopLag:
    """Looks at the clock twenty times a second while somebody wants to know."""

    def __init__(self) -> None:
        self._asking = 0
        self._late_s = 0.0
        self._next: asyncio.TimerHandle | None = None

    @property
    def behind(self) -> bool:
        """Whether what came in lately had to wait."""
        return self._late_s > _BEHIND_S

    @contextmanager
    def watched(self) -> Iterator[LoopLag]:
        """Look for as long as the block lasts; of the running loop."""
        self._asking += 1
        if self._next is None:
            self._look_in(asyncio.get_running_loop())
        try:
            yield self
        finally:
            self._asking -= 1
            if not self._asking and self._next is not None:
                self._next.cancel()
                self._next, self._late_s = None, 0.0

    def _look_in(self, loop: asyncio.AbstractEventLoop) -> None:
        due_s = loop.time() + _EVERY_S
        self._next = loop.call_at(due_s, self._look, loop, due_s)

    def _look(self, loop: asyncio.AbstractEventLoop, due_s: float) -> None:
        self._late_s = max(loop.time() - due_s, self._late_s * _FORGETS)
        self._look_in(loop)
