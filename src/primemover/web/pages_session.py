"""The player, and the questions after it."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from primemover.app.finish import after, finish
from primemover.app.history import detail
from primemover.app.steps_done import steps_done
from primemover.coach import List, checklist
from primemover.coach.safety import NONE_OF_THESE
from primemover.errors import NotFound
from primemover.routine import library, prescription_from
from primemover.session.state import SessionState, Status
from primemover.texts import ENGLISH, messages_under, speaking, text
from primemover.web.after_session import next_label, next_page
from primemover.web.api_live_muscles import muscles_of
from primemover.web.forms import Form, FormBody
from primemover.web.holds_table import hold_tables
from primemover.web.naming import routine_name
from primemover.web.rendering import render
from primemover.web.test_part import FELT
from primemover.web.tongue import units_of
from primemover.web.visitor import Asking, Visitor

router = APIRouter(include_in_schema=False)
WORDS = "web.player_words."
CAMERA_CHECKS = ("light", "somebody", "alone", "whole", "distance", "side")
"""What the helper looks at, in the order in which to mend it; as ``framing.js`` has them."""


@router.get("/session/{session_id}")
def player_page(request: Request, asking: Asking, session_id: str) -> Response:
    """The player; a session that is over leads to what was done."""
    state = _own(asking, session_id)
    if state.status in {Status.DONE, Status.STOPPED}:
        return RedirectResponse(f"/history/{session_id}" if state.closing else next_page(state), 303)
    with speaking(planned_in(state)):
        return render(
            request,
            "player.html",
            session_id=session_id,
            name=routine_name(state.routine),
            words=player_words(request),
            house=request.app.state.house is not None,
            muscles=_listens(request, asking),
            camera_checks=CAMERA_CHECKS,
            away=camera_away(request),
            next=next_page(state),
            next_label=next_label(state),
            **asking.shell,
        )


@router.get("/session/{session_id}/close")
def close_page(request: Request, asking: Asking, session_id: str) -> Response:
    """How it was: a few questions, each of which may stay open."""
    state = _own(asking, session_id)
    if state.closing:
        return RedirectResponse(f"/session/{session_id}/done", 303)
    return render(request, "close.html", session=state, muscles=FELT, **asking.shell)


@router.post("/session/{session_id}/close")
def answer_close(asking: Asking, form: FormBody, session_id: str) -> Response:
    """Keep the answers."""
    _own(asking, session_id)
    finish(asking.journal, library(), session_id, _closing(form), asking.now)
    return RedirectResponse(f"/session/{session_id}/done", 303)


@router.get("/session/{session_id}/done")
def done_page(request: Request, asking: Asking, session_id: str) -> Response:
    """What was done, what to expect, and the questions that only now are due."""
    _own(asking, session_id)
    finished = after(asking.journal, library(), session_id, asking.now)
    return render(
        request,
        "done.html",
        section="today",
        session=finished.state,
        steps=steps_done(finished.state, library()),
        tables=hold_tables(finished.state.holds),
        advice=finished.advice,
        later=checklist(List.LATER) if finished.ask is List.LATER else (),
        none=NONE_OF_THESE,
        **asking.shell,
    )


def planned_in(state: SessionState) -> str:
    """The language in which a session was planned: it keeps it to its end, whatever is chosen since."""
    return prescription_from(state.plan.prescription).language if state.plan else ENGLISH


def _listens(request: Request, asking: Visitor) -> bool:
    """True while this person's muscles are listened to."""
    run = muscles_of(request).of(asking.person.id)
    return run is not None and not run.over


def player_words(request: Request) -> dict[str, str]:
    """The sentences that the player's script puts together itself."""
    away = camera_away(request)
    own = {
        key: said.replace("{distance}", away)
        for key, said in messages_under(WORDS).items()
        if isinstance(said, str)
    }
    sides = {side: text(f"session.side.{side}") for side in ("left", "right")}
    return own | sides


def camera_away(request: Request) -> str:
    """How far the camera stands away, in the units of whoever asks."""
    return text(f"language.camera_away.{units_of(request)}")


def _closing(form: Form) -> dict[str, Any]:
    return {
        "effort": form.whole("effort"),
        "felt": {"left": form.many("left"), "right": form.many("right")},
        "pain": form.whole("pain"),
        "even": form.one("even"),
        "note": form.one("note"),
    }


def _own(asking: Visitor, session_id: str) -> SessionState:
    state = detail(asking.journal, session_id, now=asking.now)
    if state.person != asking.person.id:
        raise NotFound(text("web.history.not_yours"), remedy=text("web.history.not_yours_do"))
    return state
