"""Static files with the hash of their content in the address, so that browsers may keep them for good.

One hash covers them all: the modules name each other relatively, and so stay under one hash. The camera's
parts, which set-up puts together, stand apart under a hash of their own: they are large, and only a page
with the camera on asks for them.
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from functools import cache
from pathlib import Path

from starlette.requests import Request
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
PACKED = frozenset({".js", ".mjs", ".css", ".svg"})
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


def serve(request: Request, version: str, name: str) -> Response:
    """The file ``name``, packed for a browser that unpacks; kept for good where ``version`` is today's.

    Raises:
        NotFound: there is no such file.
    """
    kept = version == digest()
    if kept and Path(name).suffix in PACKED and "gzip" in request.headers.get("accept-encoding", ""):
        headers = {"cache-control": FOR_GOOD, "content-encoding": "gzip", "vary": "Accept-Encoding"}
        answer = Response(_packed(_path(FOLDER, name)), media_type=TYPES[Path(name).suffix], headers=headers)
    else:
        answer = _file(FOLDER, name, kept=kept)
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


@cache
def _packed(path: Path) -> bytes:
    # Once for all pages: a player asks for sixty of them.
    return gzip.compress(path.read_bytes(), 9)


def _path(folder: Path, name: str) -> Path:
    path = (folder / name).resolve()
    if folder.resolve() not in path.parents or not path.is_file():
        raise NotFound(text("web.problem.not_found"), remedy=text("web.problem.not_found_do"))
    return path


def _file(folder: Path, name: str, *, kept: bool) -> Response:
    path = _path(folder, name)
    media_type = TYPES.get(path.suffix) or mimetypes.guess_type(name)[0]
    return FileResponse(
        path, media_type=media_type, headers={"cache-control": FOR_GOOD if kept else "no-cache"}
    )
