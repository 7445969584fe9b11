"""Who comes in from the network: over TLS a paired device, or nobody."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection, Request
from starlette.types import ASGIApp, Receive, Scope, Send

from primemover.app.pairing import Pairing
from primemover.errors import PrimeMoverError
from primemover.texts import text
from primemover.web.problems import answer_problem
from primemover.web.rendering import render

TOKEN = "device"  # noqa: S105 - the cookie's name
OPEN_TO_ALL = ("/pair", "/static/", "/favicon.ico")
"""What a stranger may see: the page that pairs, and what it looks like."""
SECURE = frozenset({"https", "wss"})


@dataclass(frozen=True, slots=True)
class House:
    """Where other devices find this server: ``address`` as ``https://192.168.1.20:8766``, the
    fingerprint of the certificate that they are shown, and the file of the authority that vouches for it."""

    address: str
    fingerprint: str
    authority: Path | None = None


class NotPaired(PrimeMoverError):
    """This device was not let in."""


class Doorway:
    """ASGI middleware: what came over TLS needs the token of a paired device; the loopback needs none."""

    def __init__(self, app: ASGIApp, pairing: Pairing) -> None:
        self._app = app
        self._pairing = pairing

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let one request in, or answer it here."""
        if self._may_enter(scope):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008, "reason": "not paired"})
        else:
            await _refusal(scope)(scope, receive, send)

    def _may_enter(self, scope: Scope) -> bool:
        if scope["type"] not in {"http", "websocket"} or scope["scheme"] not in SECURE:
            return True
        path: str = scope["path"]
        if any(path == place or (place.endswith("/") and path.startswith(place)) for place in OPEN_TO_ALL):
            return True
        return self._pairing.device(HTTPConnection(scope).cookies.get(TOKEN)) is not None


def _refusal(scope: Scope) -> ASGIApp:
    problem = NotPaired(text("web.devices.stranger"), remedy=text("web.devices.stranger_do"))
    if "text/html" in Headers(scope=scope).get("accept", ""):
        return render(Request(scope), "stranger.html", status=403, problem=problem)
    return answer_problem(scope, problem, status=401)
