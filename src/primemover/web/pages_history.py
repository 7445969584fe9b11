"""What was done: the list by month, one session with every hold, and mending what was told wrongly."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from primemover.app.correct import correct
from primemover.app.delete import delete, undelete
from primemover.app.history import HistoryPage, detail, history
from primemover.app.pass_gate import GatePassing
from primemover.app.steps_done import steps_done
from primemover.errors import InvalidInput, NotFound
from primemover.journal import SessionSummary
from primemover.routine import library
from primemover.session import fold
from primemover.session.state import SessionState
from primemover.texts import text
from primemover.texts.writing import written_month
from primemover.web.forms import Form, FormBody
from primemover.web.holds_table import hold_tables
from primemover.web.naming import exercise_name, routine_name
from primemover.web.planned import planned
from primemover.web.rendering import render
from primemover.web.signals_told import of_session
from primemover.web.test_in_history import test_in_history
from primemover.web.visitor import Asking, Visitor

PER_PAGE = 30
router = APIRouter(include_in_schema=False)


@router.get("/history")
def history_page(
    request: Request, asking: Asking, before: str | None = None, deleted: str | None = None
) -> Response:
    """The sessions of a person, newest first, by month."""
    page = history(asking.journal, asking.person.id, limit=PER_PAGE, before=before, now=asking.now)
    return render(
        request,
        "history.html",
        section="history",
        months=_by_month(page),
        next=page.next,
        older=before is not None,
        routine_name=routine_name,
        notice=text("web.history.deleted") if deleted else None,
        undo=_undelete(asking, deleted) if deleted else None,
        **asking.shell,
    )


@router.get("/history/{session_id}")
def session_page(request: Request, asking: Asking, session_id: str) -> Response:
    """One session with every hold, side and repetition."""
    state = _own(asking, session_id)
    return render(
        request,
        "history_session.html",
        section="history",
        session=state,
        test=test_in_history(asking, state),
        tables=hold_tables(hold for hold in state.holds if hold.exercise not in _tested(state)),
        tested=_tested(state),
        planned=planned(state),
        signals=of_session(asking, state.id),
        not_done=[step.name for step in steps_done(state, library()) if not step.done],
        routine_name=routine_name,
        exercise_name=exercise_name,
        notice=text("web.history.corrected") if "undo" in request.query_params else None,
        undo=_undo(request, state),
        **asking.shell,
    )


def _tested(state: SessionState) -> set[str]:
    """Exercises that stand in a table of their own, with why each hold ended."""
    return {test.protocol for test in state.tests}


@router.post("/history/{session_id}/correct")
def correct_session(asking: Asking, form: FormBody, session_id: str) -> Response:
    """Correct the closing answers, a logged session, a pain or a hold."""
    state = _own(asking, session_id)
    event_id = form.one("event") or ""
    before = _told(state, event_id)
    change = _change(form, before)
    correct(asking.journal, session_id, event_id, change, asking.now)
    undone = "&".join(f"{name}={before[name]}" for name in change if before[name] is not None)
    again = "" if form.one("undo") else f"?undo={event_id}&{undone}"
    return RedirectResponse(f"/history/{session_id}{again}", 303)


@router.post("/history/{session_id}/delete")
def delete_session(asking: Asking, session_id: str) -> Response:
    """Take a session out of the history."""
    _own(asking, session_id)
    delete(asking.journal, session_id, asking.now)
    return RedirectResponse(f"/history?deleted={session_id}", 303)


@router.post("/history/{session_id}/undelete")
def undelete_session(asking: Asking, session_id: str) -> Response:
    """Bring back a session that was taken out."""
    if _undelete(asking, session_id) is None:
        raise _not_yours()
    undelete(asking.journal, session_id, asking.now)
    return RedirectResponse(f"/history/{session_id}", 303)


def _own(asking: Visitor, session_id: str) -> SessionState:
    state = detail(asking.journal, session_id, now=asking.now)
    if state.person != asking.person.id:
        raise _not_yours()
    return state


def _undelete(asking: Visitor, session_id: str) -> dict[str, Any] | None:
    """What brings a session back; None where the address names none of this person's that is out."""
    try:
        state = fold(asking.journal.events(session_id))
    except NotFound:
        return None
    if not state.deleted or state.person != asking.person.id:
        return None
    return {"action": f"/history/{state.id}/undelete", "fields": {}}


def _not_yours() -> NotFound:
    return NotFound(text("web.history.not_yours"), remedy=text("web.history.not_yours_do"))


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list: a session, or that the gate was passed by or that was taken back."""

    at: datetime
    session: SessionSummary | None = None
    passing: GatePassing | None = None


def _by_month(page: HistoryPage) -> list[tuple[str, list[Entry]]]:
    entries = [Entry(session.started_at, session=session) for session in page.sessions]
    entries += [Entry(passing.at, passing=passing) for passing in page.passings]
    entries.sort(key=lambda entry: entry.at, reverse=True)
    return [
        (name, list(found))
        for name, found in groupby(entries, lambda entry: written_month(entry.at.astimezone()))
    ]


def _told(state: SessionState, event_id: str) -> dict[str, Any]:
    """The fields of an event that a person may mend here."""
    for hold in state.holds:
        if hold.event == event_id:
            return {"held_s": hold.held_s}
    for test in state.tests:
        if test.event == event_id:
            return {"held_s": test.held_s, "end_reason": test.end_reason.value}
    for pain in state.pains:
        if pain.event == event_id:
            return {"level": pain.level}
    if state.closing and state.closing.event == event_id:
        return {"effort": state.closing.effort, "pain": state.closing.pain, "note": state.closing.note}
    if state.logged and state.logged.event == event_id:
        return {"minutes": state.logged.minutes, "note": state.logged.note}
    raise NotFound(text("web.history.no_event"), remedy=text("web.history.no_event_do"))


def _change(form: Form, before: dict[str, Any]) -> dict[str, Any]:
    change: dict[str, Any] = {}
    for name in before:
        given = form.one(name)
        if name in {"note", "end_reason"}:
            change[name] = given
        elif given is not None:
            change[name] = _number(name, given)
    if not change:
        raise InvalidInput(text("web.history.nothing_changed"))
    return change


def _number(name: str, given: str) -> float | int:
    try:
        value = float(given)
    except ValueError:
        raise InvalidInput(text("web.problem.not_a_number", name=name), where=name) from None
    return int(value) if value.is_integer() else value


def _undo(request: Request, state: SessionState) -> dict[str, Any] | None:
    event_id = request.query_params.get("undo")
    if event_id is None:
        return None
    kept = {name: value for name, value in request.query_params.items() if name != "undo"}
    return {
        "action": f"/history/{state.id}/correct",
        "fields": {"event": event_id, "undo": "yes", **kept},
    }
