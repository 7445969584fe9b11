"""The hanging thigh in a picture: landmarks come in, never the picture; an angle with its error goes out."""

from __future__ import annotations

from typing import Any, Final

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from primemover.errors import InvalidInput
from primemover.texts import text
from primemover.web.visitor import Asking

router = APIRouter(prefix="/api", tags=["tests"])
MOST_FRAMES: Final = 120


@router.post("/thigh")
async def read_thigh(request: Request, asking: Asking) -> dict[str, Any]:
    """Frames of one moment as bytes (docs/camera.md); `{side, deg, error_deg}`, or `{reason, say}`.

    Nothing is kept.
    """
    data = b""
    async for part in request.stream():
        data += part
        if len(data) > MOST_FRAMES * 1000:
            raise InvalidInput(f"More than {MOST_FRAMES} frames.", remedy="Send two seconds of them.")
    return await run_in_threadpool(_read, data)


def _read(data: bytes) -> dict[str, Any]:
    # Needs NumPy, which the first page does not.
    from primemover.app.thigh import measure_thigh  # noqa: PLC0415
    from primemover.terms import CannotTell  # noqa: PLC0415
    from primemover.web.frame_bytes import frame_at, starts_of  # noqa: PLC0415

    found = measure_thigh([frame_at(data, start) for start in starts_of(data, MOST_FRAMES)])
    if isinstance(found, CannotTell):
        return {"reason": found.reason, "say": text(found.reason)}
    return {"side": found.side.value, "deg": round(found.deg, 1), "error_deg": round(found.error_deg, 1)}
