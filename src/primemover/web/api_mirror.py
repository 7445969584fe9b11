"""The wire between the pages that show one session on several devices."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter, WebSocket
from starlette.requests import HTTPConnection

from primemover.app.history import detail
from primemover.errors import PrimeMoverError
from primemover.web.mirrors import Mirrors
from primemover.web.visitor import Asking

router = APIRouter(prefix="/api")
NOT_YOURS = 1008


def mirrors_of(connection: HTTPConnection) -> Mirrors:
    """The sessions that this server's pages show now."""
    mirrors = connection.app.state.mirrors
    assert isinstance(mirrors, Mirrors)  # noqa: S101 - create_app puts it there
    return mirrors


@router.websocket("/mirror/{session_id}")
async def mirror(
    websocket: WebSocket, asking: Asking, session_id: str, role: Literal["lead", "follow"] = "follow"
) -> None:
    """Lead the session, or follow it. What a leader sends goes to all who follow, and back."""
    await websocket.accept()
    try:
        state = detail(asking.journal, session_id, now=asking.now)
    except PrimeMoverError as problem:
        await websocket.close(NOT_YOURS, problem.what[:120])
        return
    if state.person != asking.person.id:
        await websocket.close(NOT_YOURS)
        return
    mirrors = mirrors_of(websocket)
    await (mirrors.lead if role == "lead" else mirrors.follow)(session_id, websocket)
