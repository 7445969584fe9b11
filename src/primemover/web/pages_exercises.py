"""The exercises: all of them, and one with every phase drawn, its words, doses and sources."""

from __future__ import annotations

from itertools import groupby

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from primemover.app.usual import USUAL_ROUTINE
from primemover.routine import Exercise, library
from primemover.routine.exercise import ExerciseKind
from primemover.texts import text
from primemover.web.drawings import still
from primemover.web.naming import exercise_name
from primemover.web.rendering import render
from primemover.web.spoken import seconds
from primemover.web.steps import key_phase
from primemover.web.visitor import Asking

router = APIRouter(include_in_schema=False)


@router.get("/exercises")
def exercises_page(request: Request, asking: Asking) -> Response:
    """Every exercise, by what it is for."""
    order = list(ExerciseKind)
    known = sorted(library().exercises.values(), key=lambda one: (order.index(one.kind), one.name))
    return render(
        request,
        "exercises.html",
        section="exercises",
        kinds=[(kind, list(found)) for kind, found in groupby(known, lambda one: one.kind)],
        picture=picture,
        **asking.shell,
    )


@router.get("/exercises/{exercise_id}")
def exercise_page(request: Request, asking: Asking, exercise_id: str, tool: str | None = None) -> Response:
    """One exercise, in one of its ways."""
    named = library().exercise(exercise_id)
    exercise = named.variant(tool)
    return render(
        request,
        "exercise.html",
        section="exercises",
        exercise=exercise,
        named=named,
        phases=[
            (phase, still(named.id, phase.id, exercise.tool), _dose(exercise, phase.id))
            for phase in exercise.phases
        ],
        exercise_name=exercise_name,
        why=_why(named.id),
        **asking.shell,
    )


def picture(exercise: Exercise) -> str:
    """The drawing that stands for an exercise."""
    way = exercise.variant(None)
    return still(exercise.id, key_phase(way), way.tool)


def _why(exercise_id: str) -> str:
    """Where it stands why an exercise is done: the source's step that it is, or the routine."""
    for place in library().routines[USUAL_ROUTINE].items:
        if place.exercise == exercise_id:
            return f"/why/order#step-{place.step}"
    return "/why"


def _dose(exercise: Exercise, phase_id: str) -> str | None:
    """How long a phase is held, in words, or None where it is not held."""
    hold = exercise.phase(phase_id).hold
    if hold is None:
        return None
    if hold.open:
        return text("web.exercise.until_let_go", most=seconds(hold.dose.usual))
    return text(
        "web.exercise.hold",
        usual=seconds(hold.seconds(hold.dose.usual)),
        least=seconds(hold.seconds(hold.dose.min)),
        most=seconds(hold.seconds(hold.dose.max)),
    )
