"""Serve the pages on this machine: find a port, say the address once it answers, end gracefully."""

from __future__ import annotations

import errno
import hashlib
import http.client
import logging
import os
import socket
import sys
import threading
import webbrowser
from types import FrameType

import uvicorn

import primemover
from primemover.cli import mishap
from primemover.cli.words import note, say
from primemover.errors import Conflict, InvalidInput, PrimeMoverError
from primemover.texts import ENGLISH, text
from primemover.web import create_app

HERE = "127.0.0.1"
USUAL_PORT = 8765
_MARK = "x-prime-mover"
_PATIENCE_S = 3


def start(*, open_page: bool) -> None:
    """What ``primemover`` alone does: serve on this machine only, on the usual port if it is free.

    Where the usual port is already served by this person's own Prime Mover, that one is opened and
    nothing is started. Where a stranger has it, any free port is taken, and said.
    """
    mark = data_mark(None)
    try:
        listener = listen(HERE, USUAL_PORT)
    except Conflict:
        if answering_mark(HERE, USUAL_PORT) == mark:
            address = f"http://{HERE}:{USUAL_PORT}/"
            say("cli.serve.already", address=address)
            _open(address, wanted=open_page)
            return
        listener = listen(HERE, 0)
        note("cli.serve.busy", port=USUAL_PORT)
    _run(listener, HERE, None, open_page=open_page)


def serve(host: str, port: int, database_url: str | None) -> None:
    """Serve on exactly this host and port; 0 means any free port.

    Raises:
        Conflict: something else listens on the port.
        InvalidInput: the host is not an address of this machine.
    """
    listener = listen(host, port)
    if not _is_loopback(listener):
        note("cli.serve.open_to_others")
    _run(listener, host, database_url, open_page=False)


def listen(host: str, port: int) -> socket.socket:
    """A bound socket, so that the port is known and ours before anything slow is loaded."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except socket.gaierror as error:
        raise _trouble(InvalidInput, "cli.serve.no_host", host=host) from error
    listener = socket.socket(family, kind, protocol)
    if os.name == "posix":
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(address)
        # Listening at once: on some systems two may bind one port, and only the second listen fails.
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise _cannot_listen(error, host, port) from error
    return listener


def _cannot_listen(error: OSError, host: str, port: int) -> PrimeMoverError:
    if error.errno == errno.EADDRINUSE:
        return _trouble(Conflict, "cli.serve.in_use", port=port)
    if error.errno == errno.EACCES:
        return _trouble(InvalidInput, "cli.serve.not_allowed", port=port)
    return _trouble(InvalidInput, "cli.serve.no_host", host=host)


def _trouble(kind: type[PrimeMoverError], message: str, **values: object) -> PrimeMoverError:
    return kind(text(message, ENGLISH, **values), remedy=text(f"{message}.do"))


def data_mark(database_url: str | None) -> str:
    """A short mark of whose data a server shows; it tells nothing about them.

    Another user of this machine may run a Prime Mover too: their page must not be opened as ours.
    """
    owner = os.getuid() if hasattr(os, "getuid") else os.environ.get("USERNAME", "")
    source = f"{owner} {database_url or ''}"
    return hashlib.sha256(source.encode()).hexdigest()[:16]


def answering_mark(host: str, port: int) -> str | None:
    """The mark of the Prime Mover that answers there, or None where something else does."""
    connection = http.client.HTTPConnection(host, port, timeout=_PATIENCE_S)
    try:
        connection.request("HEAD", "/favicon.ico")
        return connection.getresponse().getheader(_MARK)
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()


def can_show_pages() -> bool:
    """True where a browser window can open: not over ssh, and not without a display."""
    if os.environ.get("SSH_CONNECTION") or os.environ.get("SSH_TTY"):
        return False
    if sys.platform in ("darwin", "win32"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _open(address: str, *, wanted: bool) -> None:
    if wanted and can_show_pages():
        # In a thread: some browsers keep the call until their window closes.
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()


def _is_loopback(listener: socket.socket) -> bool:
    name: str = listener.getsockname()[0]
    return name == "::1" or name.startswith("127.")


def _address(listener: socket.socket, host: str) -> str:
    port = listener.getsockname()[1]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def _run(listener: socket.socket, host: str, database_url: str | None, *, open_page: bool) -> None:
    logging.getLogger("uvicorn.error").addHandler(mishap.Keeper())
    logging.getLogger("uvicorn.error").propagate = False
    config = uvicorn.Config(
        create_app(database_url=database_url),
        headers=[("server", f"primemover/{primemover.__version__}"), (_MARK, data_mark(database_url))],
        server_header=False,
        access_log=False,
        log_config=None,
        timeout_graceful_shutdown=_PATIENCE_S,
    )
    _Server(config, _address(listener, host), open_page=open_page).run(sockets=[listener])
    note("cli.serve.stopped")


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
