"""The extension test: how to measure, what to type in, and what counts now."""

from __future__ import annotations

from datetime import timedelta

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from primemover.app.extension import standing_extension, tell_extension
from primemover.app.preferences import Units
from primemover.coach.field_test import SIDES
from primemover.coach.gate import Method
from primemover.coach.thomas import CLEAR_BELOW_DEG, ERROR_95_DEG, Unit
from primemover.errors import InvalidInput
from primemover.texts import messages_under, text
from primemover.web.charts.thomas_sketch import thomas_sketch
from primemover.web.extension_form import LENGTHS, angles_of, method_of
from primemover.web.forms import Form, FormBody
from primemover.web.pages_session import player_words
from primemover.web.rendering import render
from primemover.web.spoken import day
from primemover.web.tongue import units_of
from primemover.web.verdicts import true_minus
from primemover.web.visitor import Asking, Visitor

router = APIRouter(include_in_schema=False)
WORDS = "progress.thigh.words."


@router.get("/progress/extension")
def extension_page(request: Request, asking: Asking) -> Response:
    """How to measure, and the form."""
    return _page(request, asking, Form({}))


@router.post("/progress/extension")
def keep_extension(request: Request, asking: Asking, form: FormBody) -> Response:
    """Keep a measurement; where something is off, the form comes back as it was filled in."""
    try:
        tell_extension(asking.journal, asking.person.id, angles_of(form), method_of(form), asking.now)
    except InvalidInput as problem:
        return _page(request, asking, form, trouble=problem.said())
    return RedirectResponse("/progress/extension?kept", 303)


def _page(request: Request, asking: Visitor, form: Form, *, trouble: str | None = None) -> Response:
    return render(
        request,
        "extension.html",
        section="progress",
        status=422 if trouble else 200,
        trouble=trouble,
        fields=form,
        present=_present(asking),
        methods=list(Method),
        units=list(Unit),
        usual_unit=Unit.INCH if units_of(request) is Units.IMPERIAL else Unit.CM,
        lengths=LENGTHS,
        sketch=thomas_sketch(),
        words=_words(request),
        error_deg=ERROR_95_DEG,
        clear_deg=-CLEAR_BELOW_DEG,
        notice=text("progress.extension.kept") if "kept" in request.query_params else None,
        **asking.shell,
    )


def _words(request: Request) -> dict[str, str]:
    """What the page's script says: its own words, and those of the camera's troubles."""
    own = {key.removeprefix(WORDS): str(said) for key, said in messages_under(WORDS).items()}
    return player_words(request) | own | {side: text(f"progress.side.{side}") for side in SIDES}


def _present(asking: Visitor) -> list[str]:
    found = standing_extension(asking.journal.answers_so_far(asking.person.id), asking.now)
    return [
        true_minus(
            text(
                "progress.extension.measured",
                side=text(f"progress.side.{side}"),
                deg=f"{test.hip_flexion_deg:z.0f}°",
                day=day(asking.now - timedelta(days=test.days_ago)),
                method=text(f"progress.extension.by.{test.method}"),
            )
        )
        for side, test in sorted(found.items())
    ]
