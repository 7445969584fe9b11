"""Which channel of a recording is which muscle: guessed, shown, corrected; then it is analysed anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from primemover.app.history import detail, history
from primemover.app.marks import marks_of_cue, marks_of_session
from primemover.app.muscle_rows import muscle_rows
from primemover.app.recordings import Kept as Recording
from primemover.app.recordings import Mark
from primemover.errors import InvalidInput, NotFound, PrimeMoverError
from primemover.texts import text
from primemover.web.forms import Form, FormBody
from primemover.web.naming import routine_name
from primemover.web.pages_live_muscles import map_choices, map_entries
from primemover.web.pages_sensors import Kept
from primemover.web.rendering import render
from primemover.web.visitor import Asking, Visitor

router = APIRouter(include_in_schema=False)
SESSIONS = 12
"""The newest sessions that a recording may belong to."""


@router.get("/sensors/{one}/muscles")
def map_page(request: Request, asking: Asking, kept: Kept, one: str) -> Response:
    """The map of a recording, and what was done when."""
    return _page(request, asking, kept, kept.recordings.one(one, asking.person.id))


@router.post("/sensors/{one}/muscles")
def correct_map(request: Request, asking: Asking, kept: Kept, form: FormBody, one: str) -> Response:
    """Keep it beside the recording and analyse that anew."""
    recording = kept.recordings.one(one, asking.person.id)
    try:
        entries = map_entries(form)
        changed = _marked(asking, recording, form)
    except PrimeMoverError as problem:
        return _page(request, asking, kept, recording, trouble=problem.line(), form=form)
    kept.recordings.keep_muscles(changed, entries)
    kept.recordings.keep(changed)
    kept.begin(changed)
    return RedirectResponse(f"/sensors/{one}", 303)


def _page(
    request: Request,
    asking: Visitor,
    kept: Kept,
    recording: Recording,
    *,
    trouble: str | None = None,
    form: Form | None = None,
) -> Response:
    sessions = history(asking.journal, asking.person.id, limit=SESSIONS, now=asking.now).sessions
    cued = ", ".join(f"{m.start_s:g}-{m.end_s:g}" for m in recording.marks if m.cued)
    return render(
        request,
        "muscle_map.html",
        section="sensors",
        status=422 if trouble else 200,
        one=recording,
        rows=muscle_rows(kept.recordings, recording),
        sessions=[(s.id, routine_name(s.routine), s.started_at) for s in sessions if not s.logged],
        cued=(form.one("cued") if form else None) or cued,
        trouble=trouble,
        **map_choices(),
        **asking.shell,
    )


def _marked(asking: Visitor, recording: Recording, form: Form) -> Recording:
    """The recording with what was done when: its session and the cue.

    What a live recording was told by the session itself stays: it is on the recording's own clock.
    """
    cue = marks_of_cue((form.one("cued") or "").split(",")) if form.one("cued") else ()
    before = tuple(mark for mark in recording.marks if mark.cued is None)
    session = form.one("session") or None
    if recording.live:
        return replace(recording, marks=(*before, *cue))
    done: tuple[Mark, ...] = ()
    began = recording.at
    if session is not None:
        state = detail(asking.journal, session, now=asking.now)
        if state.person != asking.person.id:
            raise NotFound(text("web.history.not_yours"))
        began = _began(form)
        done = marks_of_session(state, began)
    return replace(recording, at=began, session=session, marks=(*done, *cue))


def _began(form: Form) -> datetime:
    """When the first sample was taken: what the clock of this machine showed."""
    try:
        return datetime.fromisoformat(form.one("began") or "").astimezone()
    except ValueError:
        raise InvalidInput(text("muscle_map.began_missing"), remedy=text("muscle_map.began_do")) from None
