"""Sessions for programs and for the player: answer the questions, begin, read."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, Field
from starlette.requests import Request

from primemover.app.begin import Wishes, begin
from primemover.app.history import detail
from primemover.app.resume import resume
from primemover.app.screen import screen
from primemover.app.usual import USUAL_ROUTINE
from primemover.errors import InvalidInput, NotFound
from primemover.journal import Journal
from primemover.routine import Prescription, Tool, library, prescription_from
from primemover.routine.compiling import compile as lay_out_in_time
from primemover.routine.timeline_json import timeline_json
from primemover.session import event_json
from primemover.session.state import SessionState, Status
from primemover.texts import speaking, spoken_language, text
from primemover.web.after_session import next_page
from primemover.web.api_mirror import mirrors_of
from primemover.web.api_voice import voice_address
from primemover.web.naming import routine_name
from primemover.web.playable import figure_addresses, pain_words
from primemover.web.steps import changes
from primemover.web.test_part import test_part
from primemover.web.visitor import Asking, Visitor

router = APIRouter(prefix="/api", tags=["sessions"])


class Screened(BaseModel):
    """What the answers come to."""

    verdict: str
    urgency: str | None
    blocks: list[str]
    follow_ups: list[str]
    unanswered: list[str]


class BeginRequest(BaseModel):
    """What is wanted of today's session."""

    routine: str = USUAL_ROUTINE
    minutes: int | None = Field(default=None, ge=5, le=30)
    tools: list[Tool] | None = None
    done_by_professional: bool = False


class BegunSession(BaseModel):
    """A planned session and the address of its player."""

    session: str
    player: str
    total_s: float


class PlayableSession(BaseModel):
    """Everything that a player needs, so that it needs no network from then on."""

    session: str
    person: str
    name: str
    timeline: dict[str, Any]
    events: list[dict[str, Any]]
    pain: dict[str, Any]
    figures: dict[str, str]
    """Exercise id → address of its figure set, for the tool of this plan."""
    window: str | None
    led: bool
    """Another page leads it at this moment, and can be followed."""
    next: str
    """Where the session leads when it is over."""
    test: dict[str, Any] | None
    """Where it holds a test: its ``day`` and ``moment``, and the answers to why a hold ended."""
    changes: list[str]
    """What differs from the usual, each with its reason."""
    first: bool
    voice: str | None
    """Where this computer speaks a sentence, for a browser that has no voice."""


@router.post("/screen")
def post_screen(asking: Asking, answers: dict[str, Any]) -> Screened:
    """Keep safety answers, any part of them, and judge all that hold."""
    found = screen(asking.journal, asking.person.id, answers, asking.now)
    return Screened(
        verdict=found.verdict,
        urgency=found.urgency,
        blocks=[block.row for block in found.blocks],
        follow_ups=[question.id for question in found.follow_ups],
        unanswered=list(found.unanswered),
    )


@router.post("/sessions", status_code=201)
def post_session(asking: Asking, wanted: BeginRequest) -> BegunSession:
    """Plan a session."""
    wishes = Wishes(
        wanted.routine,
        wanted.minutes,
        None if wanted.tools is None else frozenset(wanted.tools),
        wanted.done_by_professional,
    )
    begun = begin(asking.journal, library(), asking.person.id, wishes, asking.now)
    return BegunSession(
        session=begun.session_id, player=f"/session/{begun.session_id}", total_s=begun.timeline.total_s
    )


@router.get("/sessions/{session_id}")
def get_session(request: Request, asking: Asking, session_id: str) -> PlayableSession:
    """A session to play, or to go on with."""
    state = detail(asking.journal, session_id, now=asking.now)
    if state.person != asking.person.id:
        raise NotFound(text("web.history.not_yours"), remedy=text("web.history.not_yours_do"))
    if state.status in {Status.RUNNING, Status.PAUSED}:
        resume(asking.journal, session_id, asking.now)
    if state.plan is None:
        raise InvalidInput(text("web.problem.no_plan"), remedy=text("web.problem.no_plan_do"))
    prescription = prescription_from(state.plan.prescription)
    with speaking(prescription.language):
        return _playable(request, asking, state, prescription)


def _playable(
    request: Request, asking: Visitor, state: SessionState, prescription: Prescription
) -> PlayableSession:
    session_id = state.id
    timeline = lay_out_in_time(library().routine(prescription.routine), prescription, library())
    return PlayableSession(
        session=session_id,
        person=state.person,
        name=routine_name(state.routine),
        timeline=timeline_json(timeline),
        events=[event_json(event) for event in asking.journal.events(session_id)],
        pain=pain_words(),
        figures=figure_addresses(prescription),
        window=state.window,
        led=mirrors_of(request).is_led(session_id),
        next=next_page(state),
        test=test_part(state, prescription),
        changes=changes(prescription),
        first=_is_first(asking.journal, state.person, session_id),
        voice=voice_address(request, spoken_language()),
    )


def _is_first(journal: Journal, person_id: str, session_id: str) -> bool:
    return all(session.id == session_id for session in journal.sessions(person_id, limit=2))
