"""Everything out, everything back, everything gone."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from primemover.app.archive import export_archive, restore_into
from primemover.app.erase import erase
from primemover.errors import InvalidInput, PrimeMoverError
from primemover.texts import text
from primemover.web.forms import FormBody
from primemover.web.pages_settings import settings_shown
from primemover.web.rendering import render
from primemover.web.visitor import COOKIE, Asking

LARGEST_UPLOAD = 512 * 2**20
router = APIRouter(include_in_schema=False)


@router.post("/settings/export")
def export(asking: Asking) -> Response:
    """The archive of everybody, as a download."""
    folder = tempfile.TemporaryDirectory(prefix="primemover-")
    name = f"primemover-{asking.now:%Y-%m-%d}.zip"
    path = Path(folder.name) / name
    export_archive(asking.journal, path, asking.now)
    return FileResponse(
        path, media_type="application/zip", filename=name, background=BackgroundTask(folder.cleanup)
    )


async def _uploaded(request: Request) -> Path:
    """The body of the request in a file of its own."""
    with tempfile.NamedTemporaryFile(prefix="primemover-", suffix=".zip", delete=False) as file:
        size = 0
        async for piece in request.stream():
            size += len(piece)
            if size > LARGEST_UPLOAD:
                Path(file.name).unlink()
                raise InvalidInput(text("web.settings.too_large"))
            file.write(piece)
    return Path(file.name)


@router.post("/settings/restore")
def restore(request: Request, asking: Asking, archive: Annotated[Path, Depends(_uploaded)]) -> Response:
    """Bring an archive back. The file is the whole body of the request."""
    brought, failed = None, None
    try:
        brought = restore_into(asking.journal, archive)
    except PrimeMoverError as problem:
        failed = problem
    finally:
        archive.unlink(missing_ok=True)
    return settings_shown(request, asking, brought, failed)


@router.get("/settings/erase")
def ask_erase(request: Request, asking: Asking) -> Response:
    """The last question before everything is gone."""
    return render(request, "erase.html", section="settings", mistyped=False, **asking.shell)


@router.post("/settings/erase")
def erase_all(request: Request, asking: Asking, form: FormBody) -> Response:
    """Erase everything, once the word is typed."""
    if (form.one("word") or "").strip().casefold() != text("web.erase.word").casefold():
        return render(request, "erase.html", status=422, section="settings", mistyped=True, **asking.shell)
    copies = erase(asking.journal)
    request.app.state.pairing.reload()
    answer = render(request, "erased.html", copies=copies)
    answer.delete_cookie(COOKIE)
    return answer
