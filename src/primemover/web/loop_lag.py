"""How late the server's loop comes to what is due: the one measure of more work than it can do."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

LOOKS_EVERY_S: Final = 0.015
_BEHIND_S: Final = 0.005
"""Of the 33 ms that a frame of a camera has, what may be lost to waiting before less is looked at."""
_FORGETS: Final = 0.993
"""What is left of a delay at the next look. Who takes up all the work again at once is late again at once."""


class LoopLag:
    """Looks at the clock again and again while somebody wants to know."""

    def __init__(self) -> None:
        self._asking = 0
        self._late_s = 0.0
        self._next: asyncio.TimerHandle | None = None

    @property
    def behind(self) -> bool:
        """Whether what came in during the last seconds had to wait."""
        return self._late_s > _BEHIND_S

    def saw(self, late_s: float) -> None:
        """One look: it came so much later than it was due."""
        self._late_s = max(late_s, self._late_s * _FORGETS)

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
        due_s = loop.time() + LOOKS_EVERY_S
        self._next = loop.call_at(due_s, self._look, loop, due_s)

    def _look(self, loop: asyncio.AbstractEventLoop, due_s: float) -> None:
        self.saw(loop.time() - due_s)
        self._look_in(loop)
