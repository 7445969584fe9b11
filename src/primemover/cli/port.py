"""A port of this machine: take it, see who answers there, and whether a browser can be shown."""

from __future__ import annotations

import errno
import hashlib
import http.client
import os
import socket
import sys

from primemover.errors import Conflict, InvalidInput, PrimeMoverError
from primemover.journal.place import database_url
from primemover.texts import text

HERE = "127.0.0.1"
USUAL = 8765
MARK = "x-prime-mover"
_PATIENCE_S = 3


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
    return kind(text(message, **values), remedy=text(f"{message}.do"))


def is_free(host: str, port: int) -> bool:
    """True where nothing listens there."""
    try:
        listen(host, port).close()
    except PrimeMoverError:
        return False
    return True


def data_mark(asked_url: str | None) -> str:
    """A short mark of whose data a server shows; it tells nothing about them.

    Another user of this machine may run a Prime Mover too: their page must not be opened as ours.
    """
    owner = os.getuid() if hasattr(os, "getuid") else os.environ.get("USERNAME", "")
    source = f"{owner} {database_url(asked_url).render_as_string()}"
    return hashlib.sha256(source.encode()).hexdigest()[:16]


def answering_mark(host: str, port: int) -> str | None:
    """The mark of the Prime Mover that answers there, or None where something else does."""
    connection = http.client.HTTPConnection(host, port, timeout=_PATIENCE_S)
    try:
        connection.request("HEAD", "/favicon.ico")
        return connection.getresponse().getheader(MARK)
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


def is_loopback(listener: socket.socket) -> bool:
    """True where only this machine reaches it."""
    name: str = listener.getsockname()[0]
    return name == "::1" or name.startswith("127.")


def address_of(listener: socket.socket, host: str) -> str:
    """The address that a browser opens."""
    return address_at(host, listener.getsockname()[1])


def address_at(host: str, port: int) -> str:
    """The address that a browser on this machine opens for a server at ``host``."""
    if host in ("0.0.0.0", "::"):  # noqa: S104 - every address of this machine
        host = HERE
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"
