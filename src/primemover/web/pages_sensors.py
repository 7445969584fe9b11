"""Sensors: a recording of surface EMG comes in, its report comes out."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response

from primemover.app.analyses import LARGEST_BYTES, Analyses
from primemover.errors import InvalidInput
from primemover.texts import text
from primemover.web.rendering import render
from primemover.web.visitor import Asking

SUFFIXES = (".csv", ".tsv", ".txt", ".edf", ".bdf", ".c3d", ".mat", ".parquet", ".xdf")
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
router = APIRouter(include_in_schema=False)


def _analyses(request: Request) -> Analyses:
    kept = request.app.state.analyses
    assert isinstance(kept, Analyses)  # noqa: S101 - create_app puts it there
    return kept


Kept = Annotated[Analyses, Depends(_analyses)]


@router.get("/sensors")
def sensors(request: Request, asking: Asking, kept: Kept) -> Response:
    """What has been analysed, and where a recording is given."""
    return render(
        request,
        "sensors.html",
        section="sensors",
        there=kept.of(asking.person.id),
        accept=",".join(SUFFIXES),
        **asking.shell,
    )


@router.post("/sensors")
async def take(
    request: Request, asking: Asking, kept: Kept, name: Annotated[str, Query(max_length=200)]
) -> Response:
    """Take a recording: the file is the whole body of the request. Answers where its report will be."""
    suffix = Path(name).suffix.lower()
    if suffix not in SUFFIXES:
        raise InvalidInput(
            text("sensors.kind", suffix=suffix),
            where=name,
            remedy=text("sensors.kind_do", kinds=", ".join(SUFFIXES)),
        )
    kept.check_free()
    path = await _uploaded(request, kept.folder, suffix)
    try:
        one = kept.begin(path, Path(name).name, asking.person.id)
    except Exception:
        path.unlink(missing_ok=True)
        raise
    return JSONResponse({"address": f"/sensors/{one}"}, 202)


@router.get("/sensors/{one}/state")
def state(asking: Asking, kept: Kept, one: str) -> Response:
    """How far the analysis is."""
    found = kept.state(one, asking.person.id)
    return JSONResponse(
        {"read_s": found.read_s, "of_s": found.of_s, "done": found.done, "failed": found.failed}
    )


@router.get("/sensors/{one}")
def report(request: Request, asking: Asking, kept: Kept, one: str) -> Response:
    """The report; until it is there, how far it is."""
    found = kept.state(one, asking.person.id)
    if not found.done:
        return render(request, "sensors_wait.html", section="sensors", one=one, found=found, **asking.shell)
    content = kept.file(one, asking.person.id, ".html").read_text("utf-8")
    # The page carries its own scripts: exactly these may run, and nothing from anywhere.
    hashes = " ".join(f"'sha256-{_digest(script)}'" for script in _SCRIPT.findall(content))
    policy = (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'none'"
    )
    return HTMLResponse(content, headers={"content-security-policy": policy})


@router.get("/sensors/{one}/report{suffix}")
def download(asking: Asking, kept: Kept, one: str, suffix: str) -> Response:
    """The report as a file to keep."""
    path = kept.file(one, asking.person.id, suffix if suffix in {".html", ".pdf"} else ".html")
    name = Path(kept.state(one, asking.person.id).name).stem
    return FileResponse(path, filename=f"{name}{path.suffix}")


def _digest(script: str) -> str:
    import base64  # noqa: PLC0415 - for reports only

    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


async def _uploaded(request: Request, folder: Path, suffix: str) -> Path:
    with NamedTemporaryFile(dir=folder, suffix=suffix, delete=False) as file:
        path, size = Path(file.name), 0
        try:
            async for piece in request.stream():
                size += len(piece)
                if size > LARGEST_BYTES:
                    raise InvalidInput(text("sensors.too_large"), remedy=text("sensors.too_large_do"))
                file.write(piece)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
    return path
