"""Figure sets for the player."""

from __future__ import annotations

import json

from fastapi import APIRouter
from starlette.responses import Response

from primemover.routine import Tool
from primemover.texts import ENGLISH, speaking
from primemover.web.drawings import figures_of

router = APIRouter(prefix="/api", tags=["figures"])


@router.get("/figures/{exercise_id}")
def get_figures(exercise_id: str, tool: Tool | None = None, language: str = ENGLISH) -> Response:
    """The drawn postures of an exercise and the moves between them; docs/architecture.md, figure sets.

    ``language`` is that of the plan it belongs to; English where it is not said, or not here.
    """
    with speaking(language):
        content = json.dumps(figures_of(exercise_id, tool), separators=(",", ":"))
    return Response(
        content, media_type="application/json", headers={"cache-control": "private, max-age=3600"}
    )
