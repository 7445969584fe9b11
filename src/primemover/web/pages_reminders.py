"""When to be reminded, the calendar's file, and messages to this browser."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from primemover.app.pairing import Pairing
from primemover.app.reminders.calendar import calendar_file
from primemover.app.reminders.outcome import Outcome
from primemover.app.reminders.pushing import Pushing
from primemover.app.reminders.reminder import DAYS, keep_reminder, read_reminder, reminder_of
from primemover.errors import InvalidInput, NotFound
from primemover.texts import text
from primemover.web.forms import FormBody
from primemover.web.lan.doorway import TOKEN
from primemover.web.rendering import render
from primemover.web.visitor import Asking, Visitor
from primemover.web.zones import own_zone

router = APIRouter(include_in_schema=False)
PAGE = "/settings/reminders"


@router.get(PAGE)
def reminders_page(request: Request, asking: Asking, kept: bool = False, sent: str | None = None) -> Response:
    """The days, the time, and what comes of them."""
    notice = text("reminder.kept") if kept else None
    if sent in set(Outcome):
        notice = text(f"reminder.outcome.{sent}")
    return _shown(request, asking, notice=notice)


@router.post(PAGE)
def keep(request: Request, asking: Asking, form: FormBody) -> Response:
    """Keep what was chosen, or with ``none`` nothing any more."""
    if form.one("none"):
        keep_reminder(asking.journal, asking.person.id, None)
        return RedirectResponse(f"{PAGE}?kept=yes", 303)
    zone = form.one("zone") or own_zone()
    try:
        wanted = read_reminder(form.many("day"), form.one("at") or "", zone)
    except InvalidInput as problem:
        return _shown(request, asking, problem=problem, chosen=(set(form.many("day")), form.one("at") or ""))
    keep_reminder(asking.journal, asking.person.id, wanted)
    return RedirectResponse(f"{PAGE}?kept=yes", 303)


@router.get(f"{PAGE}/calendar.ics")
def calendar(asking: Asking) -> Response:
    """The reminder as a calendar file."""
    reminder = reminder_of(asking.journal, asking.person.id)
    if reminder is None:
        raise NotFound(text("reminder.not_set"), remedy=text("reminder.not_set_do"))
    content = calendar_file(reminder, asking.person.id, asking.now)
    headers = {"content-disposition": 'attachment; filename="prime-mover.ics"'}
    return Response(content, media_type="text/calendar; charset=utf-8", headers=headers)


@router.get("/api/push-key")
def push_key(request: Request) -> Response:
    """The key by which push services know this computer."""
    return JSONResponse({"key": _pushing(request).sender.public})


@router.post("/api/push")
def subscribe(request: Request, asking: Asking, told: dict[str, Any]) -> Response:
    """Keep where this browser is reached."""
    _pushing(request).subscribe(asking.person.id, _device(request), told, asking.now)
    return Response(status_code=204)


@router.post("/api/push/remove")
def unsubscribe(asking: Asking, told: dict[str, Any]) -> Response:
    """Forget where this browser is reached."""
    for one in asking.journal.subscriptions():
        if one.endpoint == told.get("endpoint"):
            asking.journal.remove_subscription(one.id)
    return Response(status_code=204)


@router.post(f"{PAGE}/try")
def send_one(request: Request, asking: Asking, form: FormBody) -> Response:
    """Send a message to this browser now, and tell what became of it."""
    here = [one for one in asking.journal.subscriptions() if one.endpoint == form.one("endpoint")]
    outcomes = [_pushing(request).remind(one, datetime.now().astimezone()) for one in here]
    return RedirectResponse(f"{PAGE}?sent={outcomes[0] if outcomes else Outcome.GONE}", 303)


def _shown(
    request: Request,
    asking: Visitor,
    *,
    notice: str | None = None,
    problem: InvalidInput | None = None,
    chosen: tuple[set[str], str] | None = None,
) -> Response:
    reminder = reminder_of(asking.journal, asking.person.id)
    kept = ({DAYS[day] for day in reminder.days}, f"{reminder.at:%H:%M}") if reminder else (set(), "07:30")
    days, at = chosen or kept
    return render(
        request,
        "reminders.html",
        status=422 if problem else 200,
        section="settings",
        names=DAYS,
        days=days,
        at=at,
        zone=reminder.zone if reminder else own_zone(),
        reminder=reminder,
        last=_last(request, asking),
        problem=problem,
        **asking.shell | {"notice": notice},
    )


def _last(request: Request, asking: Visitor) -> str | None:
    """What became of the last message to this person that did not arrive."""
    outcomes = _pushing(request).outcomes
    own = [outcomes[one.id] for one in asking.journal.subscriptions() if one.id in outcomes
           and one.person_id == asking.person.id]  # fmt: skip
    missed = [outcome for outcome, _ in own if outcome is not Outcome.SENT]
    return text(f"reminder.outcome.{missed[-1]}") if missed else None


def _pushing(request: Request) -> Pushing:
    pushing = request.app.state.pushing
    assert isinstance(pushing, Pushing)  # noqa: S101 - create_app puts it there
    return pushing


def _device(request: Request) -> str | None:
    pairing = request.app.state.pairing
    assert isinstance(pairing, Pairing)  # noqa: S101 - create_app puts it there
    device = pairing.device(request.cookies.get(TOKEN))
    return device.id if device else None
