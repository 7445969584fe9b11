"""Settings, and what this program is."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

import primemover
from primemover.errors import PrimeMoverError
from primemover.sharing.restoring import Restored
from primemover.texts import ENGLISH
from primemover.web.api_voice import voice_address
from primemover.web.rendering import render
from primemover.web.visitor import Asking, Visitor

router = APIRouter(include_in_schema=False)


@router.get("/settings")
def settings_page(request: Request, asking: Asking) -> Response:
    """Voice, people, data, about."""
    return settings_shown(request, asking)


def settings_shown(
    request: Request, asking: Visitor, brought: Restored | None = None, failed: PrimeMoverError | None = None
) -> Response:
    """The page, with what an archive ``brought``, or why it could not be restored."""
    return render(
        request,
        "settings.html",
        status=422 if failed else 200,
        section="settings",
        version=primemover.__version__,
        file=asking.journal.file,
        voice=voice_address(request, ENGLISH) or "",
        brought=brought,
        failed=failed,
        **asking.shell,
    )
