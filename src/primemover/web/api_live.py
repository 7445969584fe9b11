"""The live wire of a session's page: landmarks up, facts down. Pictures never come here."""

from __future__ import annotations

import asyncio
import contextlib
import gc
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from fastapi import APIRouter, WebSocket, WebSocketDisconnect
from starlette.concurrency import run_in_threadpool

from primemover.app.history import detail
from primemover.errors import NotFound, PrimeMoverError
from primemover.texts import text
from primemover.web.visitor import Asking, Visitor

if TYPE_CHECKING:
    from primemover.web.live_wire import Wire
    from primemover.web.loop_lag import LoopLag

router = APIRouter(prefix="/api", tags=["sessions"])
NOT_YOURS = 4404
_FAIR = 8
"""After so many messages a client that sends without a pause lets the others have their turn."""


@router.websocket("/live/{session_id}")
async def live(websocket: WebSocket, asking: Asking, session_id: str) -> None:
    """Frames of landmarks and wishes in, facts out; docs/camera.md lists both."""
    await websocket.accept()
    try:
        await run_in_threadpool(_check, asking, session_id)
    except PrimeMoverError as problem:
        await websocket.close(NOT_YOURS, problem.what[:120])
        return
    wire = await run_in_threadpool(_wire)
    with contextlib.suppress(WebSocketDisconnect), websocket.app.state.loop_lag.watched() as lag:
        turns = 0
        while await _turn(websocket, wire, lag):
            turns += 1
            if turns % _FAIR == 0:
                await asyncio.sleep(0)


async def _turn(websocket: WebSocket, wire: Wire, lag: LoopLag) -> bool:
    """One message and its answers; false when the page has gone."""
    message = await websocket.receive()
    if message["type"] == "websocket.disconnect":
        return False
    data: bytes | None = message.get("bytes")
    answers: Sequence[str]
    if data is None:
        answers = await run_in_threadpool(wire.wish, message.get("text") or "")
    else:
        answers = wire.frames(data, hurried=lag.behind)
    for answer in answers:
        await websocket.send_text(answer)
    return True


def _check(asking: Visitor, session_id: str) -> None:
    if detail(asking.journal, session_id, now=asking.now).person != asking.person.id:
        raise NotFound(text("web.history.not_yours"))


def _wire() -> Wire:
    return _eyes()()


@cache
def _eyes() -> type[Wire]:
    # Imported by the first camera: what it needs would make every start slower.
    from primemover.web.live_wire import Wire  # noqa: PLC0415

    # It stays for good: a garbage collector that walks through it keeps every camera waiting.
    gc.freeze()
    return Wire
