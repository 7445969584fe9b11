"""uvicorn's server as this program runs it: in our words, and ending quietly."""

from __future__ import annotations

import gc
import logging
import socket
from collections.abc import Callable
from types import FrameType
from typing import Any

import uvicorn
from fastapi import FastAPI

import primemover
from primemover.cli import mishap
from primemover.cli.port import MARK, data_mark, is_loopback

_PATIENCE_S = 3
_WALKS = (5000, 10, 30)
"""So many new things, and then so many walks, before the garbage collector walks through more of all."""
_LARGEST_MESSAGE = 1 << 16
"""Bytes of one message on a live wire; a frame of landmarks has not a thousand."""


def quiet_config(app: FastAPI, database_url: str | None, **options: Any) -> uvicorn.Config:
    """How ``app`` is served: no logs on the terminal, mishaps kept, and the mark of whose data it shows."""
    log = logging.getLogger("uvicorn.error")
    if not any(isinstance(handler, mishap.Keeper) for handler in log.handlers):
        log.addHandler(mishap.Keeper())
    log.propagate = False
    return uvicorn.Config(
        app,
        headers=[("server", f"primemover/{primemover.__version__}"), (MARK, data_mark(database_url))],
        server_header=False,
        access_log=False,
        log_config=None,
        ws="primemover.cli.live_socket:LiveSocket",
        ws_max_size=_LARGEST_MESSAGE,
        # Landmarks do not get smaller by it.
        ws_per_message_deflate=False,
        timeout_graceful_shutdown=_PATIENCE_S,
        **options,
    )


def names_of(listener: socket.socket, host: str) -> set[str]:
    """The names under which a browser may ask for what listens there."""
    if is_loopback(listener):
        return {host}
    own = socket.gethostname()
    return {host, own, f"{own}.local"}


class Server(uvicorn.Server):
    """A server that says when it answers, and ends quietly on a signal."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to answer, then say so."""
        await super().startup(sockets=sockets)
        # A walk of the garbage collector through all that lives stops every camera for 50 ms and more: what
        # is loaded by now is left out of it, and it comes seldom. Few things here hold each other.
        gc.freeze()
        gc.set_threshold(*_WALKS)
        self._ready()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Stop after the answers under way; a second signal does not wait for them.

        The signal is not kept: uvicorn would raise it again at the end, and a stopped server would
        look like a crashed one to whoever started it.
        """
        self.force_exit = self.should_exit
        self.should_exit = True
