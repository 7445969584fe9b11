"""The wire of the pages that show muscles live. Like every wire it opens for our own pages only."""

from __future__ import annotations

import asyncio
import contextlib
from typing import Annotated

from fastapi import APIRouter, Depends, WebSocket, WebSocketDisconnect
from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection

from primemover.app.live_muscles import LiveMuscles
from primemover.errors import InvalidInput
from primemover.web.live_muscles_wire import Teller, answer
from primemover.web.visitor import Asking

router = APIRouter(prefix="/api", tags=["sensors"])
EVERY_S = 1 / 30
"""As often as a screen can show it to some purpose."""


def muscles_of(connection: HTTPConnection) -> LiveMuscles:
    """What this server listens to."""
    found = connection.app.state.muscles
    assert isinstance(found, LiveMuscles)  # noqa: S101 - create_app puts it there
    return found


Muscles = Annotated[LiveMuscles, Depends(muscles_of)]


@router.websocket("/sensors/live")
async def live_muscles(websocket: WebSocket, asking: Asking, muscles: Muscles) -> None:
    """What this person's muscles do, until the page goes."""
    await websocket.accept()
    owner = asking.person.id
    telling = asyncio.create_task(_tell(websocket, muscles, owner))
    try:
        with contextlib.suppress(WebSocketDisconnect):
            while True:
                message = await websocket.receive()
                if message["type"] == "websocket.disconnect":
                    break
                await _answer(websocket, message.get("text") or "", muscles, owner)
    finally:
        telling.cancel()
        with contextlib.suppress(asyncio.CancelledError, WebSocketDisconnect, RuntimeError):
            await telling


async def _answer(websocket: WebSocket, message: str, muscles: LiveMuscles, owner: str) -> None:
    try:
        # A mark may be written to the disk.
        said = await run_in_threadpool(answer, message, muscles, owner)
    except InvalidInput as problem:
        said = None
        await websocket.close(1008, problem.what[:120])
    if said is not None:
        await websocket.send_text(said)


async def _tell(websocket: WebSocket, muscles: LiveMuscles, owner: str) -> None:
    teller = Teller()
    while True:
        for news in teller.news(muscles.of(owner)):
            await websocket.send_text(news)
        await asyncio.sleep(EVERY_S)
