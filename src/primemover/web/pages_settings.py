"""Settings, and what this program is."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

import primemover
from primemover.web.rendering import render
from primemover.web.visitor import Asking

router = APIRouter(include_in_schema=False)


@router.get("/settings")
def settings_page(request: Request, asking: Asking) -> Response:
    """Voice, people, data, about."""
    return render(
        request,
        "settings.html",
        section="settings",
        version=primemover.__version__,
        file=asking.journal.file,
        brought=None,
        failed=None,
        **asking.shell,
    )
