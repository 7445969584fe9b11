"""What was planned for a session that is over, and why: from what is remembered of its plan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from primemover.app.steps_done import planned_timeline
from primemover.errors import InvalidInput, NotFound
from primemover.routine import Reason, library, prescription_from
from primemover.session import SessionState
from primemover.web.naming import exercise_name
from primemover.web.steps import LeftOutLine, StepLine, lines_of


@dataclass(frozen=True, slots=True)
class Planned:
    """The steps of the plan, the places that stayed empty, and what held for the whole."""

    steps: list[StepLine]
    left_out: list[LeftOutLine]
    reasons: tuple[str, ...]


def planned(state: SessionState) -> Planned | None:
    """None where there was no plan, or its files have changed so much that it cannot be laid out any more."""
    timeline = planned_timeline(state, library())
    if timeline is None or state.plan is None:
        return None
    prescription = prescription_from(state.plan.prescription)
    try:
        steps = lines_of(prescription, timeline)
    except (InvalidInput, NotFound):
        return None
    left_out = [LeftOutLine(exercise_name(out.place), _words(out.reasons)) for out in prescription.left_out]
    return Planned(steps, left_out, _words(prescription.reasons))


def _words(reasons: Iterable[Reason]) -> tuple[str, ...]:
    return tuple(words for reason in reasons if (words := _said(reason)))


def _said(reason: Reason) -> str | None:
    """A reason in words; None where an older version gave it in words that this one has no more."""
    try:
        return reason.words
    except (InvalidInput, NotFound):
        return None
