"""In which language and units a request is answered: the person's own, else what their browser asks for."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from primemover.app.preferences import Units, chosen
from primemover.errors import PrimeMoverError
from primemover.journal import Journal
from primemover.texts import speaking
from primemover.texts.negotiation import negotiated
from primemover.web.visitor import COOKIE

_WITHOUT_WORDS = ("/static/", "/vendor/")


class Tongue:
    """ASGI middleware: everything inside speaks the language of whoever asks."""

    def __init__(self, app: ASGIApp, journal: Journal) -> None:
        self._app = app
        self._journal = journal

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or keep one live wire, in its language."""
        if scope["type"] not in {"http", "websocket"} or scope["path"].startswith(_WITHOUT_WORDS):
            await self._app(scope, receive, send)
            return
        asked = HTTPConnection(scope)
        language, asked.state.units = self._wanted(asked)

        async def send_with_language(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).setdefault("content-language", language)
            await send(message)

        with speaking(language):
            await self._app(scope, receive, send_with_language)

    def _wanted(self, asked: HTTPConnection) -> tuple[str, Units]:
        # Two rows by their keys, about as long as a file takes: not worth a thread of its own.
        try:
            language, units = self._chosen(asked.cookies.get(COOKIE))
        except PrimeMoverError:
            # Where the journal cannot be read, the page that says so has a language as well.
            language, units = None, Units.METRIC
        return language or negotiated(asked.headers.get("accept-language", "")), units

    def _chosen(self, person_id: str | None) -> tuple[str | None, Units]:
        people = self._journal.people()
        if not people:
            return None, Units.METRIC
        known = {person.id for person in people}
        return chosen(self._journal, person_id if person_id in known else people[0].id)


def units_of(request: HTTPConnection) -> Units:
    """The units of whoever asks, as the middleware has left them."""
    units = getattr(request.state, "units", Units.METRIC)
    return units if isinstance(units, Units) else Units.METRIC
