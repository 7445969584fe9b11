"""uvicorn's WebSocket as this program runs it: a few messages may wait before reading stops.

uvicorn stops reading after every message until that is taken, and begins again: two calls of the system for
each of thirty frames a second, a seventh of what a frame costs. The promise stays the same, that who sends
faster than is taken is held back.
"""

from __future__ import annotations

from typing import Final

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

_MOST_WAITING: Final = 8


class LiveSocket(WebSocketsSansIOProtocol):
    """Reads on while fewer than eight messages wait."""

    def send_receive_event_to_app(self) -> None:
        """Hand a message on."""
        if self.read_paused or self.queue.qsize() >= _MOST_WAITING:
            super().send_receive_event_to_app()
            return
        # It stops reading only where it had not stopped yet.
        self.read_paused = True
        super().send_receive_event_to_app()
        self.read_paused = False
