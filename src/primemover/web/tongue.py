"""In which language a request is answered: the person's own, else the one that their browser asks for."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from primemover.app.preferences import chosen_language
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
        language = self._language(HTTPConnection(scope))

        async def send_with_language(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).setdefault("content-language", language)
            await send(message)

        with speaking(language):
            await self._app(scope, receive, send_with_language)

    def _language(self, asked: HTTPConnection) -> str:
        # Two rows by their keys, about as long as a file takes: not worth a thread of its own.
        try:
            chosen = self._chosen(asked.cookies.get(COOKIE))
        except PrimeMoverError:
            # Where the journal cannot be read, the page that says so has a language as well.
            chosen = None
        return chosen or negotiated(asked.headers.get("accept-language", ""))

    def _chosen(self, person_id: str | None) -> str | None:
        people = self._journal.people()
        if not people:
            return None
        known = {person.id for person in people}
        return chosen_language(self._journal, person_id if person_id in known else people[0].id)
