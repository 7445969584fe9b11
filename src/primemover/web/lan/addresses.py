"""Under which addresses this machine is reached from the same network."""

from __future__ import annotations

import socket

from primemover.errors import InvalidInput
from primemover.texts import text

_ANYWHERE = ("192.0.2.1", 9)
"""An address for documentation (RFC 5737): asking for the way to it sends nothing."""


def own_address() -> str:
    """The IPv4 address under which others of the network reach this machine.

    Raises:
        InvalidInput: there is no network.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(_ANYWHERE)
            found: str = probe.getsockname()[0]
        except OSError:
            found = ""
    if not found or found.startswith(("127.", "0.")):
        raise InvalidInput(text("cli.lan.no_network"), remedy=text("cli.lan.no_network.do"))
    return found
