"""Serve the house: this computer over its loopback address, other devices over TLS once they are paired.

Two doors to one application. The first is this computer's own, as always. The second listens on the
network, speaks TLS (without which a phone gives no page its camera), and lets nobody in but devices
that redeemed a code; ``web.lan`` has the rules.
"""

from __future__ import annotations

import asyncio
import socket
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import FrameType
from urllib.parse import urlencode

import segno
import uvicorn

from primemover.cli.port import HERE, address_of, listen
from primemover.cli.server import Server, names_of, quiet_config
from primemover.cli.words import note, say
from primemover.errors import Conflict, InvalidInput
from primemover.journal.place import data_folder
from primemover.texts import text
from primemover.web import create_app
from primemover.web.lan.addresses import own_address
from primemover.web.lan.certificate import Certificate, given_certificate, own_certificate
from primemover.web.lan.doorway import House

LAN_PORT = 8766


def serve_lan(
    host: str | None, port: int, database_url: str | None, certificate: Path | None, key: Path | None
) -> None:
    """Serve both doors until a signal; ``host`` is this machine's address in the network, None to find it.

    Raises:
        Conflict: the computer's own port is taken.
        InvalidInput: there is no network, or the certificate cannot be used or made.
    """
    address = host or own_address()
    shown = _certificate(certificate, key, address)
    inside = listen(HERE, port)
    outside = _any(address)
    house = House(_secure(outside, address), shown.fingerprint, shown.authority)
    names = names_of(inside, HERE) | names_of(outside, address)
    app = create_app(database_url, names=names, house=house)

    def ready() -> None:
        code = app.state.pairing.code(datetime.now().astimezone()).secret
        pair = f"{house.address}/pair?{urlencode({'code': code})}"
        say("cli.lan.this_computer", address=address_of(inside, HERE))
        say("cli.lan.other_devices", address=pair)
        if sys.stdout.isatty():
            segno.make_qr(pair, error="l").terminal(compact=True, border=2)
        note("cli.lan.fingerprint", fingerprint=house.fingerprint)
        note("cli.lan.how_to_go_on")

    # The application ends with the computer's own door; the other one only speaks for it.
    tls = {"ssl_certfile": str(shown.file), "ssl_keyfile": str(shown.key_file)}
    other = Server(quiet_config(app, database_url, lifespan="off", **tls), lambda: None)
    own = _OwnDoor(quiet_config(app, database_url), ready, other)
    asyncio.run(_both(own, inside, other, outside))
    note("cli.serve.stopped")


def _certificate(file: Path | None, key: Path | None, address: str) -> Certificate:
    if (file is None) != (key is None):
        raise InvalidInput(text("cli.lan.both_files"), remedy=text("cli.lan.both_files.do"))
    if file is not None and key is not None:
        return given_certificate(file, key)
    names = [address, f"{socket.gethostname()}.local".lower()]
    return own_certificate(data_folder() / "lan", names, datetime.now().astimezone())


def _any(address: str) -> socket.socket:
    """The usual port for other devices, or any free one: its number is in the code, nobody types it."""
    try:
        return listen(address, LAN_PORT)
    except Conflict:
        return listen(address, 0)


def _secure(listener: socket.socket, address: str) -> str:
    return address_of(listener, address).replace("http://", "https://", 1).rstrip("/")


class _OwnDoor(Server):
    """The computer's own door, which on a signal has the other one closed first."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None], other: Server) -> None:
        super().__init__(config, ready)
        self._other = other

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Close the other door; ``_both`` closes this one after it."""
        self._other.handle_exit(sig, frame)


async def _both(own: Server, inside: socket.socket, other: Server, outside: socket.socket) -> None:
    theirs = asyncio.create_task(other.serve([outside]))
    while not other.started and not theirs.done():
        await asyncio.sleep(0.01)
    # Begun second, so that signals are the computer's own.
    ours = asyncio.create_task(own.serve([inside]))
    await theirs
    own.should_exit = True
    await ours
