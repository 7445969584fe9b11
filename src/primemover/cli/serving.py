"""Serve the pages on this machine: find a port, say the address once it answers, end gracefully."""

from __future__ import annotations

import logging
import socket
import threading
import webbrowser
from types import FrameType

import uvicorn

import primemover
from primemover.cli import mishap
from primemover.cli.port import (
    HERE,
    MARK,
    USUAL,
    address_at,
    address_of,
    answering_mark,
    can_show_pages,
    data_mark,
    is_loopback,
    listen,
)
from primemover.cli.words import note, say
from primemover.errors import Conflict
from primemover.texts import text
from primemover.web import create_app

_PATIENCE_S = 3


def start(*, open_page: bool) -> None:
    """What ``primemover`` alone does: serve on this machine only, on the usual port if it is free.

    Where the usual port is already served by this person's own Prime Mover, that one is opened and
    nothing is started. Where a stranger has it, any free port is taken, and said.
    """
    mark = data_mark(None)
    try:
        listener = listen(HERE, USUAL)
    except Conflict:
        if answering_mark(HERE, USUAL) == mark:
            address = f"http://{HERE}:{USUAL}/"
            say("cli.serve.already", address=address)
            _open(address, wanted=open_page)
            return
        listener = listen(HERE, 0)
        note("cli.serve.busy", port=USUAL)
    _run(listener, HERE, None, open_page=open_page)


def serve(host: str, port: int, database_url: str | None) -> None:
    """Serve on exactly this host and port; 0 means any free port.

    Raises:
        Conflict: something listens on the port already; where it is this person's own Prime Mover it says so.
        InvalidInput: the host is not an address of this machine.
    """
    try:
        listener = listen(host, port)
    except Conflict:
        if answering_mark(host, port) != data_mark(database_url):
            raise
        raise Conflict(
            text("cli.serve.is_ours", address=address_at(host, port)), remedy=text("cli.serve.is_ours.do")
        ) from None
    if not is_loopback(listener):
        note("cli.serve.open_to_others")
    _run(listener, host, database_url, open_page=False)


def _open(address: str, *, wanted: bool) -> None:
    if wanted and can_show_pages():
        # In a thread: some browsers keep the call until their window closes.
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()


def _run(listener: socket.socket, host: str, database_url: str | None, *, open_page: bool) -> None:
    logging.getLogger("uvicorn.error").addHandler(mishap.Keeper())
    logging.getLogger("uvicorn.error").propagate = False
    config = uvicorn.Config(
        create_app(database_url, names=_names(listener, host)),
        headers=[("server", f"primemover/{primemover.__version__}"), (MARK, data_mark(database_url))],
        server_header=False,
        access_log=False,
        log_config=None,
        timeout_graceful_shutdown=_PATIENCE_S,
    )
    _Server(config, address_of(listener, host), open_page=open_page).run(sockets=[listener])
    note("cli.serve.stopped")


def _names(listener: socket.socket, host: str) -> set[str]:
    """The names under which a browser may ask for it."""
    if is_loopback(listener):
        return {host}
    own = socket.gethostname()
    return {host, own, f"{own}.local"}


class _Server(uvicorn.Server):
    """uvicorn's server, which says its address once it answers and ends quietly on a signal."""

    def __init__(self, config: uvicorn.Config, address: str, *, open_page: bool) -> None:
        super().__init__(config)
        self._address = address
        self._open_page = open_page

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to answer, then say so."""
        await super().startup(sockets=sockets)
        say("cli.serve.ready", address=self._address)
        note("cli.serve.how_to_stop")
        _open(self._address, wanted=self._open_page)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Stop after the answers under way; a second signal does not wait for them.

        The signal is not kept: uvicorn would raise it again at the end, and a stopped server would
        look like a crashed one to whoever started it.
        """
        self.force_exit = self.should_exit
        self.should_exit = True
