"""Sensors: a recording of surface EMG comes in, its report comes out; both stay until removed."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, RedirectResponse, Response

from primemover.app.analyses import LARGEST_BYTES, Analyses
from primemover.app.keep_figures import forget_figures
from primemover.app.recordings import REPORTS
from primemover.errors import InvalidInput, NotFound
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
            text("recording.kind", suffix=suffix),
            where=name,
            remedy=text("recording.kind_do", kinds=", ".join(SUFFIXES)),
        )
    one = kept.recordings.new(asking.person.id, Path(name).name, suffix, asking.now)
    path = kept.recordings.signals(one)
    try:
        await _write(request, path)
        kept.recordings.keep(one)
        kept.begin(one)
    except BaseException:
        kept.recordings.remove(one)
        raise
    return JSONResponse({"address": f"/sensors/{one.id}"}, 202)


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
    recording = kept.recordings.one(one, asking.person.id)
    content = kept.recordings.report(recording, ".html").read_text("utf-8")
    # The page carries its own scripts: exactly these may run, and nothing from anywhere.
    hashes = " ".join(f"'sha256-{_digest(script)}'" for script in _SCRIPT.findall(content))
    policy = (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'none'"
    )
    return HTMLResponse(content, headers={"content-security-policy": policy})


@router.post("/sensors/{one}/again")
def again(asking: Asking, kept: Kept, one: str) -> Response:
    """Analyse it, or analyse it anew."""
    kept.begin(kept.recordings.one(one, asking.person.id))
    return RedirectResponse(f"/sensors/{one}", 303)


@router.post("/sensors/{one}/remove")
def remove(asking: Asking, kept: Kept, one: str) -> Response:
    """Remove the recording with all that was made of it."""
    recording = kept.recordings.one(one, asking.person.id)
    kept.recordings.remove(recording)
    forget_figures(asking.journal, recording, asking.now)
    return RedirectResponse("/sensors", 303)


@router.get("/sensors/{one}/signals")
def signals(asking: Asking, kept: Kept, one: str) -> Response:
    """The recording itself, as a file to keep."""
    recording = kept.recordings.one(one, asking.person.id)
    name = f"{Path(recording.name).stem}{recording.suffix}"
    return FileResponse(kept.recordings.signals(recording), filename=name)


@router.get("/sensors/{one}/report{suffix}")
def download(asking: Asking, kept: Kept, one: str, suffix: str) -> Response:
    """The report as a file to keep."""
    recording = kept.recordings.one(one, asking.person.id)
    path = kept.recordings.report(recording, suffix if suffix in REPORTS else ".html")
    if not path.is_file():
        raise NotFound(text("sensors.gone"), remedy=text("sensors.gone_do"))
    return FileResponse(path, filename=f"{Path(recording.name).stem}{path.suffix}")


def _digest(script: str) -> str:
    import base64  # noqa: PLC0415 - for reports only

    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


async def _write(request: Request, path: Path) -> None:
    size = 0
    with path.open("xb") as file:
        path.chmod(0o600)
        async for piece in request.stream():
            size += len(piece)
            if size > LARGEST_BYTES:
                raise InvalidInput(text("sensors.too_large"), remedy=text("sensors.too_large_do"))
            file.write(piece)
