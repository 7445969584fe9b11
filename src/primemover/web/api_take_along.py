"""The sessions that a device takes along, whole, each ready to be begun without a network."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.requests import Request

from primemover.app.take_along import take_along
from primemover.routine import library
from primemover.routine.timeline_json import timeline_json
from primemover.session.fields import time_text
from primemover.texts import spoken_language
from primemover.web.api_voice import voice_address
from primemover.web.naming import routine_name
from primemover.web.playable import figure_addresses, pain_words
from primemover.web.steps import changes
from primemover.web.visitor import Asking

router = APIRouter(prefix="/api", tags=["sessions"])


class TakenSession(BaseModel):
    """One session: the data of its first event, and what a player needs."""

    minutes: float
    first_side: str
    planned: dict[str, Any]
    timeline: dict[str, Any]
    figures: dict[str, str]
    changes: list[str]


class TakenSessions(BaseModel):
    """Every session that may be begun until ``until`` (UTC), and whose they are."""

    person: str
    name: str
    until: str
    first_side: str
    sessions: list[TakenSession]
    pain: dict[str, Any]
    voice: str | None
    """Where this computer speaks a sentence, for a browser that has no voice."""


@router.get("/take-along")
def get_take_along(request: Request, asking: Asking) -> TakenSessions:
    """What may be done in the next days without a network. Refused while the safety answers block it."""
    taken = take_along(asking.journal, library(), asking.person.id, asking.now)
    sessions = [
        TakenSession(
            minutes=one.planned["minutes"],
            first_side=one.prepared.prescription.first_side,
            planned=one.planned,
            timeline=timeline_json(one.prepared.timeline),
            figures=figure_addresses(one.prepared.prescription),
            changes=changes(one.prepared.prescription),
        )
        for one in taken.sessions
    ]
    return TakenSessions(
        person=asking.person.id,
        name=routine_name(taken.sessions[0].planned["routine"]) if taken.sessions else "",
        until=time_text(taken.until),
        first_side=taken.first_side,
        sessions=sessions,
        pain=pain_words(),
        voice=voice_address(request, spoken_language()),
    )
