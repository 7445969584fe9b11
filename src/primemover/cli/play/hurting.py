"""Pain while a session runs: ask, record, act on the rule at once, and say what was done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from primemover.cli.play.asking import NextKey, Show, choose, rate
from primemover.cli.play.course import Course
from primemover.coach import PainKind, Response, respond
from primemover.coach.pain import WORST, is_alarming
from primemover.coach.safety import List, Row, checklist
from primemover.routine.position import ControlKind
from primemover.routine.timeline import MAIN
from primemover.terms import Region, Side
from primemover.texts import text

Report = tuple[Region, PainKind, int]


def report(next_key: NextKey, show: Show) -> Report | None:
    """Where, of what kind, how much; None where the person takes it back."""
    regions, kinds = list(Region), list(PainKind)
    where = choose(text("pain.where"), [text(f"pain.region.{one}") for one in regions], next_key, show)
    if where is None:
        return None
    kind = choose(text("pain.kind-question"), [text(f"pain.kind.{one}") for one in kinds], next_key, show)
    if kind is None:
        return None
    level = rate(text("pain.level-question"), WORST, next_key, show)
    return None if level is None else (regions[where], kinds[kind], level)


def act_on(course: Course, told: Report, tell: Callable[[str, dict[str, Any]], None]) -> tuple[Response, str]:
    """Do what the rule says, while the session stands still; return it with its words."""
    region, kind, level = told
    rule = respond(region, kind, level)
    here = course.segment
    response = rule.response
    step = course.timeline.steps[here.step]
    if response is Response.EASIER and (step.easier is None or course.position.track != MAIN):
        response = Response.LEAVE_OUT
    side = str(here.side) if here.side is not Side.BOTH else None
    data = {"region": str(region), "kind": str(kind), "level": level, "exercise": here.exercise}
    tell("pain", {**data, "phase": here.phase, "side": side, "response": str(response)})
    said = [text(rule.message)]
    if response in {Response.EASIER, Response.LEAVE_OUT}:
        eased_here = response is Response.EASIER
        said += _spare(course, region, alarming=is_alarming(region, kind), eased_here=eased_here)
    return response, " ".join(said)


def _spare(course: Course, region: Region, *, alarming: bool, eased_here: bool) -> list[str]:
    """Ease or leave out this step and every later one that loads the region; what was done, in words."""
    here = course.segment.step
    gone_before = course.left_out()
    touched = [
        step
        for step in course.timeline.steps[here:]
        if step.index == here or (region in step.regions and step.index not in gone_before)
    ]
    eased = [step for step in touched if not alarming and step.easier and (step.index != here or eased_here)]
    gone = [step for step in touched if step not in eased]
    said = []
    if eased:
        course.act(ControlKind.EASIER, steps=[step.index for step in eased])
        said.append(text("cli.pain.eased", names=", ".join(step.name for step in eased)))
    if gone:
        regions = [str(region)] if alarming else []
        course.act(ControlKind.LEAVE_OUT, regions=regions, steps=[step.index for step in gone])
        said.append(text("cli.pain.left_out", names=", ".join(step.name for step in gone)))
    return said


def red_flag(next_key: NextKey, show: Show) -> Row | None:
    """Ask the stop list again; the row that is there now, or None for none of them.

    Only "none of these" itself counts as none: taking the question back does not.
    """
    rows = checklist(List.STOP)
    answers = [*(text(row.label) for row in rows), text("cli.none_of_these")]
    chosen: int | None = None
    while chosen is None:
        chosen = choose(text("pain.red-flags-question"), answers, next_key, show, start=len(rows))
    return rows[chosen] if chosen < len(rows) else None


def must_ask_red_flags(told: Report) -> bool:
    """True where this pain asks for the stop list."""
    return respond(*told).ask_red_flags
