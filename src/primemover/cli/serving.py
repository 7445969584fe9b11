"""Serve the pages on this machine: find a port, say the address once it answers, end gracefully."""

from __future__ import annotations

import socket
import threading
import webbrowser

from primemover.cli.port import (
    HERE,
    USUAL,
    address_at,
    address_of,
    answering_mark,
    can_show_pages,
    data_mark,
    is_loopback,
    listen,
)
from primemover.cli.server import Server, names_of, quiet_config
from primemover.cli.words import note, say
from primemover.errors import Conflict
from primemover.texts import text
from primemover.web import create_app


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
    config = quiet_config(create_app(database_url, names=names_of(listener, host)), database_url)
    address = address_of(listener, host)

    def ready() -> None:
        say("cli.serve.ready", address=address)
        note("cli.serve.how_to_stop")
        _open(address, wanted=open_page)

    Server(config, ready).run(sockets=[listener])
    note("cli.serve.stopped")
