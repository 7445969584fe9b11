"""Progress: what the tests can tell, how it came about, the gate, and passing it by."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from primemover.app.pass_gate import LONGEST_REASON, pass_by, take_back
from primemover.app.progress import Progress, progress
from primemover.errors import InvalidInput
from primemover.routine import library
from primemover.routine.routine_file import Routine
from primemover.texts import text
from primemover.web.forms import FormBody
from primemover.web.naming import exercise_name, routine_name
from primemover.web.progress_charts import Panel, gain_panels, hold_panels, map_pictures
from primemover.web.rendering import render
from primemover.web.signals_told import of_person
from primemover.web.test_day_rows import day_rows, told_rows
from primemover.web.verdicts import told, verdict_lines
from primemover.web.visitor import Asking, Visitor

router = APIRouter(include_in_schema=False)
AT_ONCE = 6
"""Test days shown before the others are asked for."""


@router.get("/progress")
def progress_page(request: Request, asking: Asking) -> Response:
    """Verdicts, map, trends, gate and test days."""
    return _page(request, asking)


@router.post("/progress/gate")
def pass_gate(request: Request, asking: Asking, form: FormBody) -> Response:
    """Pass the gate by with a reason, or take that back."""
    if form.one("take-back"):
        take_back(asking.journal, asking.person.id, asking.now)
        return RedirectResponse("/progress#gate", 303)
    reason = form.one("reason") or ""
    try:
        pass_by(asking.journal, asking.person.id, reason, asking.now)
    except InvalidInput as problem:
        return _page(request, asking, reason=reason, trouble=problem.said())
    return RedirectResponse("/progress#gate", 303)


def _page(request: Request, asking: Visitor, *, reason: str = "", trouble: str | None = None) -> Response:
    found = progress(asking.journal, library(), asking.person.id, asking.now)
    rows, verdicts = day_rows(found), verdict_lines(found)
    recorded, several_days = of_person(asking)
    return render(
        request,
        "progress.html",
        section="progress",
        status=422 if trouble else 200,
        progress=found,
        verdicts=verdicts,
        pictures=map_pictures(found),
        gains=[line for line in verdicts if line.gain.figure],
        trends=_trends(found),
        told_days=told_rows(found.trail),
        core=_core_work() if found.gate.may_pass else None,
        rows=rows[:AT_ONCE],
        older=rows[AT_ONCE:],
        told=told,
        recorded=recorded,
        several_days=several_days,
        routine_name=routine_name,
        reason=reason,
        trouble=trouble,
        longest=LONGEST_REASON,
        **asking.shell,
    )


def _trends(found: Progress) -> list[Panel]:
    """Hold and gain of both sides, then what else was tested."""
    panels = [
        *hold_panels(found.trail, found.days, text("progress.trend.hold", side="{side}")),
        *gain_panels(found.trail),
    ]
    for protocol, steps in found.others.items():
        title = text("progress.trend.other", name=exercise_name(protocol), side="{side}")
        panels += hold_panels(steps, (), title)
    return panels


def _core_work() -> Routine | None:
    """What stands behind the gate."""
    return next((one for one in library().routines.values() if one.behind), None)
