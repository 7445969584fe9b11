"""Today: the first questions, what the answers come to, the plan, and Start."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from urllib.parse import parse_qs

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from primemover.app.begin import FRESH, Prepared, begin, prepare
from primemover.app.log import log
from primemover.app.morning import tell_morning
from primemover.app.resume import left_at
from primemover.app.screen import screen
from primemover.app.test_offer import offer
from primemover.app.today import Today, today
from primemover.app.usual import USUAL_ROUTINE
from primemover.coach import List, PainKind, Verdict, checklist
from primemover.coach.pain import next_day_counts
from primemover.coach.safety import GATING, NONE_OF_THESE
from primemover.coach.soreness import Sore, ask_red_flags
from primemover.errors import InvalidInput, NotFound
from primemover.routine import Routine, Tool, library
from primemover.terms import Need, Region
from primemover.texts import text
from primemover.web.drawings import still
from primemover.web.forms import Form, FormBody
from primemover.web.naming import routine_name
from primemover.web.rendering import render
from primemover.web.steps import left_out_lines, step_lines, why_today
from primemover.web.visitor import Asking, Visitor
from primemover.web.wishes import SORE_ASKED, sore_places, tools_of, wishes_of

router = APIRouter(include_in_schema=False)
HEARD = frozenset({"thanks", "expected", "heard"})
HERO = ("prone-recruitment", "lift")
"""What the first page shows: the movement that the routine is for."""
PILLOW = "supported-psoas-release"
"""The routine, a session of its own, for those whose lunge is still too hard."""


@router.get("/")
def today_page(request: Request, asking: Asking) -> Response:
    """Whatever comes next for this person: a question, advice, the first plan, or today."""
    found = today(asking.journal, library(), asking.person.id, asking.now)
    waiting = [which for which in found.ask if which in GATING]
    if found.screening.verdict is Verdict.BLOCKED:
        return render(request, "blocked.html", screening=found.screening, **asking.shell)
    if waiting:
        return _check(
            request,
            asking,
            waiting[0],
            first=found.first_run or not found.sessions,
            doubted=found.standing.doubted,
        )
    if found.screening.follow_ups:
        return render(request, "follow_ups.html", questions=found.screening.follow_ups, **asking.shell)
    fields = Form(parse_qs(request.url.query, keep_blank_values=True))
    return _plan(request, asking, found, fields)


@router.get("/check")
def check_again(request: Request, asking: Asking, which: List = List.STOP) -> Response:
    """Answer a checklist anew."""
    return _check(request, asking, which, first=False)


@router.post("/check")
def answer_check(asking: Asking, form: FormBody) -> Response:
    """Keep the answers to one checklist or to its follow-up questions."""
    which = form.one("list")
    answers: dict[str, object] = {}
    if which is not None:
        answers[which] = form.many("row") or ([NONE_OF_THESE] if form.one("none") else [])
    if follow_ups := form.led_by("ask:"):
        answers["follow_ups"] = follow_ups
    screen(asking.journal, asking.person.id, answers, asking.now)
    following = form.one("then")
    if which == List.STOP and following == List.ADAPT:
        return RedirectResponse(f"/check?which={List.ADAPT}", 303)
    return RedirectResponse(f"/?{form.one('wishes')}" if form.one("wishes") else "/", 303)


@router.post("/begin")
def begin_session(request: Request, asking: Asking, form: FormBody) -> Response:
    """Plan the session and go to it; red flags come first where what is sore is alarming."""
    found = today(asking.journal, library(), asking.person.id, asking.now)
    if form.one(SORE_ASKED) and form.one("sore") is None:
        return _plan(request, asking, found, form, sore_trouble=text("web.sore.unanswered"))
    try:
        wishes = wishes_of(form, found.wishes)
    except InvalidInput as problem:
        if problem.where == "sore":
            return _plan(request, asking, found, form, sore_trouble=problem.said())
        return _plan(request, asking, found, form, trouble=problem.said())
    told = found.standing.given.get(List.STOP)
    if ask_red_flags(wishes.sore) and (told is None or asking.now - told > FRESH):
        return _check(request, asking, List.STOP, first=False, wishes=form.encoded())
    try:
        begun = begin(asking.journal, library(), asking.person.id, wishes, asking.now, known=found.known)
    except InvalidInput as problem:
        if not found.screening.may_start:
            raise
        return _plan(request, asking, found, form, trouble=problem.what)
    return RedirectResponse(f"/session/{begun.session_id}", 303)


@router.post("/morning")
def answer_morning(request: Request, asking: Asking, form: FormBody) -> Response:
    """Keep how the morning after was; where that is alarming, the stop list waits on the page of today."""
    session = form.one("session") or ""
    if asking.journal.events(session)[0].person != asking.person.id:
        raise NotFound(text("web.history.not_yours"), remedy=text("web.history.not_yours_do"))
    try:
        sore = () if form.one("none") else sore_places(form)
    except InvalidInput as problem:
        found = today(asking.journal, library(), asking.person.id, asking.now)
        return _plan(request, asking, found, form, morning_trouble=problem.said())
    tell_morning(asking.journal, asking.person.id, session, sore, asking.now)
    return RedirectResponse(f"/?morning={_heard(sore)}", 303)


def _heard(sore: tuple[Sore, ...]) -> str:
    """Which of the three answers to the morning after is given back."""
    if not sore:
        return "thanks"
    counts = any(next_day_counts(one.region, one.kind, 0, recruited=True) for one in sore)
    return "heard" if counts else "expected"


@router.post("/log")
def log_session(asking: Asking, form: FormBody) -> Response:
    """Remember a session that was done without the program."""
    try:
        day = date.fromisoformat(form.one("day") or "")
    except ValueError:
        raise InvalidInput(text("web.log.no_day"), where="day") from None
    event = log(
        asking.journal,
        asking.person.id,
        routine=form.one("routine") or USUAL_ROUTINE,
        minutes=form.whole("minutes") or 0,
        day=day,
        now=asking.now,
        note=form.one("note"),
    )
    return RedirectResponse(f"/history/{event.session}", 303)


def _check(
    request: Request,
    asking: Visitor,
    which: List,
    *,
    first: bool,
    wishes: str = "",
    doubted: bool = False,
) -> Response:
    return render(
        request,
        "check.html",
        which=which,
        rows=checklist(which),
        first=first,
        wishes=wishes,
        doubted=doubted,
        none=NONE_OF_THESE,
        **asking.shell,
    )


def _plan(
    request: Request,
    asking: Visitor,
    found: Today,
    fields: Form,
    *,
    trouble: str | None = None,
    morning_trouble: str | None = None,
    sore_trouble: str | None = None,
) -> Response:
    if found.plan is None:
        return RedirectResponse("/", 303)
    chosen, refused = _chosen(asking, found, found.plan, fields)
    first = (
        not found.sessions and found.unfinished is None and not asking.journal.sessions(asking.person.id, 1)
    )
    tools = tools_of(fields, found.wishes)
    used = {step.tool for step in chosen.prescription.steps if step.tool}
    return render(
        request,
        "first_plan.html" if first else "today.html",
        section="today",
        today=found,
        left_at=left_at(found.unfinished, library()) if found.unfinished else None,
        routine_name=routine_name,
        prepared=chosen,
        status=422 if trouble or morning_trouble or sore_trouble else 200,
        sore_trouble=sore_trouble,
        morning_trouble=morning_trouble,
        notice=_notice(fields),
        why_today=why_today(chosen),
        beside=_beside(chosen),
        has_done_one=bool(found.known.lately.summaries),
        trouble=trouble or refused,
        lengths=library().routine(chosen.prescription.routine).minutes,
        tools=list(Tool),
        tools_chosen=used if tools is None else tools,
        steps=step_lines(chosen),
        left_out=left_out_lines(chosen),
        hero=still(*HERO),
        routine=library().routine(chosen.prescription.routine),
        fields=fields,
        regions=list(Region),
        kinds=list(PainKind),
        later=checklist(List.LATER) if List.LATER in found.ask else (),
        pillow=library().routine(PILLOW) if Need.LYING_ON_BACK not in found.screening.unmet_needs else None,
        none=NONE_OF_THESE,
        test_offer=offer(asking.journal, library(), asking.person.id, found.screening, asking.now),
        today_iso=asking.now.date().isoformat(),
        **asking.shell,
    )


def _notice(fields: Form) -> str | None:
    heard = fields.one("morning")
    return text(f"web.morning.{heard}") if heard in HEARD else None


def _beside(prepared: Prepared) -> Routine | None:
    """The routine that is proposed beside the one of today."""
    proposed = prepared.adjusted.proposed
    return library().routine(proposed) if proposed else None


def _chosen(asking: Visitor, found: Today, usual: Prepared, fields: Form) -> tuple[Prepared, str | None]:
    """The plan for what the address asks for; the usual one, and why, where that cannot be had."""
    usual_wishes = found.wishes
    try:
        wishes = wishes_of(fields, usual_wishes)
        lengths = library().routine(wishes.routine).minutes
        if wishes.routine != usual_wishes.routine and wishes.minutes not in lengths:
            wishes = replace(wishes, minutes=next(iter(lengths), None))
        if wishes in {usual_wishes, replace(usual_wishes, minutes=usual.prescription.minutes)}:
            return usual, None
        wishes = replace(wishes, minutes=wishes.minutes or usual.prescription.minutes)
        return prepare(
            asking.journal, library(), asking.person.id, wishes, asking.now, known=found.known
        ), None
    except InvalidInput as problem:
        return usual, problem.said()
