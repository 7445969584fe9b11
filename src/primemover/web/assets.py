"""Static files with the hash of their content in the address, so that browsers may keep them for good.

One hash covers them all: the modules name each other relatively, and so stay under one hash. The camera's
parts, which set-up puts together, stand apart under a hash of their own: they are large, and only a page
with the camera on asks for them.
"""

from __future__ import annotations

import hashlib
import mimetypes
from functools import cache
from pathlib import Path

from starlette.responses import FileResponse, Response

from primemover.app import camera_parts
from primemover.errors import NotFound
from primemover.texts import text
from primemover.web.policy import WORKER_POLICY

FOLDER = Path(__file__).parent / "static"
FOR_GOOD = "public, max-age=31536000, immutable"
TYPES = {
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".wav": "audio/wav",
    ".wasm": "application/wasm",
    ".task": "application/octet-stream",
}
COMPILES = "camera/worker.js"
"""The one script that may compile WebAssembly."""


@cache
def digest() -> str:
    """A short hash of all static files."""
    found = hashlib.sha256()
    for path in sorted(path for path in FOLDER.rglob("*") if path.is_file()):
        found.update(path.relative_to(FOLDER).as_posix().encode() + b"\0" + path.read_bytes())
    return found.hexdigest()[:16]


def address(name: str) -> str:
    """The address of a static file, as a page names it."""
    return f"/static/{digest()}/{name}"


def vendor_address() -> str | None:
    """The folder of the camera's parts, as a page names it; None where they are not there."""
    parts = camera_parts.found()
    return None if parts is None else f"/vendor/{parts.digest}"


def serve(version: str, name: str) -> Response:
    """The file ``name``; kept for good where ``version`` is the present one.

    Raises:
        NotFound: there is no such file.
    """
    answer = _file(FOLDER, name, kept=version == digest())
    if name == COMPILES:
        answer.headers["content-security-policy"] = WORKER_POLICY
    return answer


def serve_vendor(version: str, name: str) -> Response:
    """The camera's part ``name``.

    Raises:
        NotFound: there is no such part.
    """
    parts = camera_parts.found()
    return _file(camera_parts.FOLDER, name, kept=parts is not None and version == parts.digest)


def _file(folder: Path, name: str, *, kept: bool) -> Response:
    path = (folder / name).resolve()
    if folder.resolve() not in path.parents or not path.is_file():
        raise NotFound(text("web.problem.not_found"), remedy=text("web.problem.not_found_do"))
    media_type = TYPES.get(path.suffix) or mimetypes.guess_type(name)[0]
    return FileResponse(
        path, media_type=media_type, headers={"cache-control": FOR_GOOD if kept else "no-cache"}
    )
