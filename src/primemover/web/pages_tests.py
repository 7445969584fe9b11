"""Test days: what they are, their beginning, the draw, and what was held."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from primemover import coach
from primemover.app.begin import Wishes
from primemover.app.draw import draw
from primemover.app.go_on import go_on
from primemover.app.screen import standing_answers
from primemover.app.test_day import day
from primemover.app.test_offer import offer, start
from primemover.app.tests_told import PROTOCOL
from primemover.coach import PainKind
from primemover.coach.soreness import Sore, ask_red_flags
from primemover.errors import InvalidInput
from primemover.routine import library
from primemover.terms import Region
from primemover.texts import text
from primemover.web.day_page import day_view
from primemover.web.drawings import still
from primemover.web.forms import Form, FormBody
from primemover.web.rendering import render
from primemover.web.visitor import Asking, Visitor
from primemover.web.wishes import wishes_of

router = APIRouter(include_in_schema=False)


@router.get("/tests")
def tests_page(request: Request, asking: Asking) -> Response:
    """What a test day is, when the next may be, and its beginning."""
    return _tests(request, asking, Form({}))


@router.post("/tests/begin")
def begin_test_day(request: Request, asking: Asking, form: FormBody) -> Response:
    """Begin a test day with the holds before."""
    try:
        begun = start(
            asking.journal,
            library(),
            asking.person.id,
            asking.now,
            by_lot=form.one("draw") == "yes",
            agreed=form.one("agreed") is not None,
            hard_run=_hard_run(form),
            longer=form.one("longer") is not None,
            sore=_sore(form),
        )
    except InvalidInput as problem:
        return _tests(request, asking, form, trouble=problem)
    return RedirectResponse(f"/session/{begun.session_id}", 303)


@router.get("/tests/{day_id}")
def day_page(request: Request, asking: Asking, day_id: str) -> Response:
    """A test day as it stands: its steps, and once it is over what was held."""
    found = day(asking.journal, asking.person.id, day_id, asking.now)
    return render(request, "test_day.html", section="today", view=day_view(found), **asking.shell)


@router.post("/tests/{day_id}/draw")
def draw_lots(asking: Asking, day_id: str) -> Response:
    """Draw, and show it."""
    draw(asking.journal, asking.person.id, day_id, asking.now)
    return RedirectResponse(f"/tests/{day_id}", 303)


@router.post("/tests/{day_id}/go-on")
def go_on_with(asking: Asking, day_id: str) -> Response:
    """The next part of the day."""
    session = go_on(asking.journal, library(), asking.person.id, day_id, asking.now)
    return RedirectResponse(f"/session/{session}", 303)


def _tests(request: Request, asking: Visitor, form: Form, *, trouble: InvalidInput | None = None) -> Response:
    screening = coach.screen(standing_answers(asking.journal, asking.person.id, asking.now).answers)
    found = offer(asking.journal, library(), asking.person.id, screening, asking.now)
    protocol = library().exercise(PROTOCOL)
    return render(
        request,
        "tests.html",
        section="today",
        status=422 if trouble else 200,
        offer=found,
        may_start=screening.may_start,
        against=[reason.words for reason in found.against],
        why=found.due.reason.words,
        trouble=trouble,
        flags_first=trouble is not None and _alarms(form),
        figure=still(PROTOCOL, "hold"),
        longest_s=max(phase.hold.dose.usual for phase in protocol.phases if phase.hold),
        fixed=protocol.test.fixed if protocol.test else None,
        fields=form,
        regions=list(Region),
        kinds=list(PainKind),
        **asking.shell,
    )


def _hard_run(form: Form) -> bool:
    answer = form.one("hard_run")
    if answer not in {"yes", "no"}:
        raise InvalidInput(
            text("tests.hard_run.open"), where="hard_run", remedy=text("tests.hard_run.open_do")
        )
    return answer == "yes"


def _sore(form: Form) -> tuple[Sore, ...]:
    if form.one("sore") is None:
        raise InvalidInput(text("web.sore.unanswered"), where="sore")
    return wishes_of(form, Wishes()).sore


def _alarms(form: Form) -> bool:
    try:
        return ask_red_flags(wishes_of(form, Wishes()).sore)
    except InvalidInput:
        return False
