"""Settings, and what this program is."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

import primemover
from primemover.app.preferences import Units, choose, chosen, name_of
from primemover.errors import PrimeMoverError
from primemover.sharing.restoring import Restored
from primemover.texts import languages, spoken_language, text
from primemover.web.api_voice import voice_address
from primemover.web.forms import FormBody
from primemover.web.rendering import render
from primemover.web.visitor import Asking, Visitor

router = APIRouter(include_in_schema=False)


@router.get("/settings")
def settings_page(request: Request, asking: Asking) -> Response:
    """Language, voice, people, data, about."""
    return settings_shown(request, asking)


@router.post("/settings/language")
def choose_language(asking: Asking, form: FormBody) -> Response:
    """Keep the language and the units; an empty language leaves it to the browser."""
    choose(asking.journal, asking.person.id, form.one("language"), form.one("units"))
    return RedirectResponse("/settings?saved", 303)


def settings_shown(
    request: Request, asking: Visitor, brought: Restored | None = None, failed: PrimeMoverError | None = None
) -> Response:
    """The page, with what an archive ``brought``, or why it could not be restored."""
    language, units = chosen(asking.journal, asking.person.id)
    return render(
        request,
        "settings.html",
        status=422 if failed else 200,
        section="settings",
        version=primemover.__version__,
        file=asking.journal.file,
        voice=voice_address(request, spoken_language()) or "",
        languages={language: name_of(language) for language in languages()},
        chosen=language,
        all_units=list(Units),
        units=units,
        notice=text("language.saved") if "saved" in request.query_params else None,
        brought=brought,
        failed=failed,
        **asking.shell,
    )
