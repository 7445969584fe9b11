"""Static files with the hash of their content in the address, so that browsers may keep them for good.

One hash covers them all: the modules name each other relatively, and so stay under one hash.
"""

from __future__ import annotations

import hashlib
import mimetypes
from functools import cache
from pathlib import Path

from starlette.responses import FileResponse, Response

from primemover.errors import NotFound
from primemover.texts import text

FOLDER = Path(__file__).parent / "static"
FOR_GOOD = "public, max-age=31536000, immutable"
TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".wav": "audio/wav"}


@cache
def digest() -> str:
    """A short hash of all static files."""
    found = hashlib.sha256()
    for path in sorted(FOLDER.iterdir()):
        found.update(path.name.encode() + b"\0" + path.read_bytes())
    return found.hexdigest()[:16]


def address(name: str) -> str:
    """The address of a static file, as a page names it."""
    return f"/static/{digest()}/{name}"


def serve(version: str, name: str) -> Response:
    """The file ``name``; kept for good where ``version`` is the present one.

    Raises:
        NotFound: there is no such file.
    """
    path = FOLDER / name
    if path.parent != FOLDER or not path.is_file():
        raise NotFound(text("web.problem.not_found"), remedy=text("web.problem.not_found_do"))
    media_type = TYPES.get(path.suffix) or mimetypes.guess_type(name)[0]
    kept = FOR_GOOD if version == digest() else "no-cache"
    return FileResponse(path, media_type=media_type, headers={"cache-control": kept})
