"""Spoken sentences for browsers that have no voice."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response

from primemover.app.speaking.clips import Clips
from primemover.app.speaking.engine import NoVoice
from primemover.texts import text
from primemover.web.assets import FOR_GOOD

router = APIRouter(prefix="/api", tags=["voice"])


@router.get("/voice/{language}/{edition}.wav")
def get_clip(request: Request, language: str, edition: str, words: str) -> Response:
    """``words`` spoken in ``language``: a WAV file, kept for good while the voice is the same."""
    clips = _clips(request)
    if clips is None:
        raise NoVoice(text("voice.no_language", language=language))
    content = clips.clip(words, language)
    kept = FOR_GOOD if edition == clips.edition(language) else "no-cache"
    return Response(content, media_type="audio/wav", headers={"cache-control": kept})


def voice_address(request: HTTPConnection, language: str) -> str | None:
    """Where the sentences of ``language`` are spoken, each by the query ``words``; None where nobody does."""
    clips = _clips(request)
    edition = clips.edition(language) if clips else None
    return None if edition is None else f"/api/voice/{language}/{edition}.wav"


def _clips(request: HTTPConnection) -> Clips | None:
    clips = request.app.state.clips
    assert clips is None or isinstance(clips, Clips)  # noqa: S101 - create_app puts it there
    return clips
