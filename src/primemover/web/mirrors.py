"""Sessions that more than one device shows: one leads, the others show what it does.

Nothing here is stored and nothing here decides: the leading page tells where it is, and that is passed
on; a page that follows may ask for a pause or a jump, and that is passed back.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Coroutine, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

from starlette.websockets import WebSocket, WebSocketDisconnect

LARGEST: Final = 65_536
"""Characters of one message: a thousand controls fit."""


@dataclass
class _Room:
    """The pages that show one session now."""

    leader: WebSocket | None = None
    followers: set[WebSocket] = field(default_factory=set)
    last: str | None = None
    """What the leader told last, for a page that comes later."""


class Mirrors:
    """Every session that is shown now. All of it lives on one event loop."""

    def __init__(self) -> None:
        self._rooms: dict[str, _Room] = {}

    def is_led(self, session_id: str) -> bool:
        """True while a page that leads the session is connected."""
        room = self._rooms.get(session_id)
        return room is not None and room.leader is not None

    async def lead(self, session_id: str, page: WebSocket) -> None:
        """Pass on what a leading page tells, until it goes. A page that led before leads no longer."""
        room = self._rooms.setdefault(session_id, _Room())
        before, room.leader, room.last = room.leader, page, None
        if before is not None:
            await _tell([before], json.dumps({"lost": True}))
        await _tell([page], _how_many(room))
        try:
            await _each(page, lambda message: self._told(room, page, message))
        finally:
            if room.leader is page:
                room.leader = None
                await _tell(room.followers, json.dumps({"led": False}))
            self._tidy(session_id, room)

    async def follow(self, session_id: str, page: WebSocket) -> None:
        """Let a page follow, and pass back what it asks for, until it goes."""
        room = self._rooms.setdefault(session_id, _Room())
        room.followers.add(page)
        await _tell([page], room.last or json.dumps({"led": room.leader is not None}))
        await self._count(room)
        try:
            await _each(page, lambda message: self._asked(room, message))
        finally:
            room.followers.discard(page)
            await self._count(room)
            self._tidy(session_id, room)

    async def _told(self, room: _Room, page: WebSocket, message: str) -> None:
        if room.leader is page:
            room.last = message
            await _tell(room.followers, message)

    async def _asked(self, room: _Room, message: str) -> None:
        if room.leader is not None:
            await _tell([room.leader], message)

    async def _count(self, room: _Room) -> None:
        if room.leader is not None:
            await _tell([room.leader], _how_many(room))

    def _tidy(self, session_id: str, room: _Room) -> None:
        if room.leader is None and not room.followers:
            self._rooms.pop(session_id, None)


def _how_many(room: _Room) -> str:
    return json.dumps({"followers": len(room.followers)})


async def _each(page: WebSocket, take: Callable[[str], Coroutine[None, None, None]]) -> None:
    with suppress(WebSocketDisconnect):
        while True:
            message = await page.receive_text()
            if len(message) <= LARGEST and _is_an_object(message):
                await take(message)


def _is_an_object(message: str) -> bool:
    try:
        return isinstance(json.loads(message), dict)
    except ValueError:
        return False


async def _tell(pages: Iterable[WebSocket], message: str) -> None:
    for page in list(pages):
        # A page that just went away is taken out by its own ending.
        with suppress(RuntimeError, WebSocketDisconnect):
            await page.send_text(message)
