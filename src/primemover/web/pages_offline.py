"""What lets the page be installed and answer without a network. Nothing here holds anything of a person."""

from __future__ import annotations

import json
from pathlib import Path

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from primemover.app.preferences import Units
from primemover.texts import messages_under, once_per_language, spoken_language, text
from primemover.web import assets
from primemover.web.pages_session import CAMERA_CHECKS, camera_away, player_words
from primemover.web.rendering import render
from primemover.web.test_part import FELT
from primemover.web.tongue import units_of

router = APIRouter(include_in_schema=False)
_WORKER = Path(__file__).parent / "worker" / "service-worker.js"
START, PLAYER, CLOSE = "/offline", "/offline/player", "/offline/close"
NOT_IN_THE_SHELL = ("why.", "reminders.")
"""Static files that only pages with a network ask for."""


@router.get("/manifest.webmanifest")
def manifest() -> Response:
    """What an installed page is called, and how it looks."""
    icons = [
        {"src": assets.address("icon.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": purpose}
        for purpose in ("any", "maskable")
    ]
    content = {
        "name": text("web.name"),
        "short_name": text("web.name"),
        "description": text("web.offline.description"),
        "id": "/",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#F3F4F0",
        "theme_color": "#F3F4F0",
        "icons": icons,
    }
    return JSONResponse(content, media_type="application/manifest+json", headers=_REVALIDATED)


@router.get("/sw.js")
def service_worker(request: Request) -> Response:
    """The service worker, with the files of this version put before it."""
    return Response(
        service_worker_text(units_of(request)), media_type="text/javascript", headers=_REVALIDATED
    )


@router.get(START)
def start_page(request: Request) -> Response:
    """What is shown instead of a page that cannot be reached: the sessions on this device."""
    # Sentences with gaps, which the page's script fills.
    said = messages_under("")
    minutes = said["web.minutes"]
    return render(
        request,
        "offline.html",
        waiting=said["web.offline.waiting"],
        first_side=said["web.offline.first_side"],
        minutes=minutes if isinstance(minutes, str) else minutes["other"],
    )


@router.get(PLAYER)
def player_page(request: Request) -> Response:
    """The player without a session: its script reads from the address which one."""
    return render(
        request,
        "player.html",
        session_id="",
        name=text("web.name"),
        words=player_words(request),
        house=False,
        muscles=False,
        camera_checks=CAMERA_CHECKS,
        away=camera_away(request),
        next="/",
        next_label=text("web.player.over_go"),
    )


@router.get(CLOSE)
def close_page(request: Request) -> Response:
    """The questions after a session, kept on the device until they can be sent."""
    return render(request, "close_offline.html", muscles=FELT)


_REVALIDATED = {"cache-control": "no-cache"}


@once_per_language
def service_worker_text(units: Units = Units.METRIC) -> str:
    """The script of this version: what it keeps, then how."""
    names = (path.relative_to(assets.FOLDER).as_posix() for path in sorted(assets.FOLDER.rglob("*")))
    files = [assets.address(name) for name in names if "." in name and not name.startswith(NOT_IN_THE_SHELL)]
    pages = {"player": PLAYER, "close": CLOSE, "start": START}
    # Another language is another script: the browser fetches the pages again, into the same place.
    shell = {"version": assets.digest(), "language": f"{spoken_language()} {units}", "files": files, **pages}
    return f"self.SHELL = {json.dumps(shell)};\n{_WORKER.read_text(encoding='utf-8')}"
