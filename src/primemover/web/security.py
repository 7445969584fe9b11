"""What the server refuses, and what it tells every browser to refuse.

- A request for a host name that is not ours is refused: otherwise a web page could point its own name
  at this machine and read the answers (DNS rebinding). Addresses in numbers cannot be abused that way.
- A request that changes something is refused when another site sends it.
- Every answer tells the browser to load nothing from anywhere else.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Collection
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from primemover.errors import InvalidInput, PrimeMoverError
from primemover.texts import text
from primemover.web.policy import HEADERS, PRIVATE
from primemover.web.problems import answer_problem

OWN_NAMES = frozenset({"localhost"})
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class Doorkeeper:
    """ASGI middleware: refuses strangers, and puts the security headers on every answer."""

    def __init__(self, app: ASGIApp, names: Collection[str] = ()) -> None:
        self._app = app
        self._names = OWN_NAMES | {name.lower() for name in names}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "websocket":
            await self._live(scope, receive, send)
            return
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        app = answer_problem(scope, refusal, status=403) if refusal else self._app

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                # Answers about a body belong in no cache; static files set their own.
                headers.setdefault("cache-control", PRIVATE)
            await send(message)

        await app(scope, receive, send_with_headers)

    async def _live(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A live wire opens for our own pages only: browsers let any page ask for one."""
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if self._is_ours(_host_name(host)) and _from_here(headers, host):
            await self._app(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": 1008})

    def _refusal(self, scope: Scope) -> PrimeMoverError | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if not self._is_ours(_host_name(host)):
            return InvalidInput(text("web.refused.host"), where=host, remedy=text("web.refused.host_do"))
        if scope["method"] not in SAFE_METHODS and not _from_here(headers, host):
            return InvalidInput(text("web.refused.origin"), remedy=text("web.refused.origin_do"))
        return None

    def _is_ours(self, name: str) -> bool:
        if name in self._names or name.endswith(".localhost"):
            return True
        try:
            ipaddress.ip_address(name)
        except ValueError:
            return False
        return True


def _host_name(host: str) -> str:
    try:
        return (urlsplit(f"//{host}").hostname or "").lower()
    except ValueError:
        return ""


def _from_here(headers: Headers, host: str) -> bool:
    """True unless a browser says that another site sends this. Programs that are no browser say nothing."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == host
