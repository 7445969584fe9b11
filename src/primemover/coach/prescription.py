"""Today's prescription: the plan of the routine, less what safety and soreness take away, with reasons."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Final

from primemover.coach.progression import NOTHING, Adjustment
from primemover.coach.screening import Screening, Verdict
from primemover.coach.soreness import Sore, spared
from primemover.errors import InvalidInput
from primemover.routine.exercise import Tool
from primemover.routine.library import Library
from primemover.routine.planning import plan
from primemover.routine.prescription import Prescription, Reason
from primemover.routine.routine_file import Routine
from primemover.terms import Need, Side
from primemover.texts import text

NEED_REASON: Final = "plan.need."
"""How ``routine`` says that a need is not met; the need's name follows."""
OWN_DOSE: Final = frozenset({"plan.wanted", "plan.bounded"})
"""How ``routine`` says that a step has a dose of its own."""


def prescribe(
    routine: Routine,
    library: Library,
    screening: Screening,
    *,
    minutes: int | None,
    tools: Collection[Tool | str] | None,
    first_side: Side,
    done_by_professional: bool = False,
    sore: Collection[Sore] = (),
    adjusted: Adjustment = NOTHING,
    limits: Collection[Need] = (),
) -> Prescription:
    """What of ``routine`` is done today. Empty ``steps`` mean that nothing of it is allowed.

    Args:
        minutes: how long it may take; None for the usual doses.
        tools: what is at hand; None where nobody has asked.
        first_side: the side that begins (see ``coach.sides``).
        done_by_professional: the release has been done by a professional.
        sore: what the person says is sore before the start.
        adjusted: what past sessions and answers change (``coach.progression``).
        limits: what the person would rather not do, beside what the screening takes away.

    Raises:
        InvalidInput: the screening blocks, or has questions open.
    """
    must_be_clear(screening)
    planned = plan(
        routine,
        library,
        minutes=minutes,
        unmet_needs=screening.unmet_needs | frozenset(limits),
        tools=tools,
        first_side=first_side,
        doses=adjusted.doses,
        forms=adjusted.forms,
        not_beyond=adjusted.not_beyond,
        kept_first=adjusted.kept_first,
        done_by_professional=done_by_professional,
    )
    explained = _with_why(planned, screening, frozenset(limits))
    return spared(_with_changes(explained, adjusted), sore, library)


def must_be_clear(screening: Screening) -> None:
    """Raise ``InvalidInput`` unless everything is answered and nothing blocks."""
    if screening.verdict is Verdict.BLOCKED:
        rows = ", ".join(finding.row for finding in screening.blocks)
        raise InvalidInput(
            text("problem.blocked", rows=rows),
            where="answers",
            remedy=text("problem.blocked_do"),
        )
    if screening.verdict is Verdict.INCOMPLETE:
        waiting = [*screening.unanswered, *(question.id for question in screening.follow_ups)]
        raise InvalidInput(
            text("problem.unanswered", names=", ".join(waiting)),
            where="answers",
            remedy=text("problem.unanswered_do"),
        )


def _with_why(planned: Prescription, screening: Screening, limits: frozenset[Need]) -> Prescription:
    """Every reason of an unmet need, followed by why the answers take that need away."""

    def explained(reasons: tuple[Reason, ...]) -> tuple[Reason, ...]:
        return tuple(dict.fromkeys(_explained(reasons, screening, limits)))

    steps = tuple(replace(step, reasons=explained(step.reasons)) for step in planned.steps)
    left_out = tuple(replace(out, reasons=explained(out.reasons)) for out in planned.left_out)
    return replace(planned, steps=steps, left_out=left_out)


def _explained(
    reasons: tuple[Reason, ...], screening: Screening, limits: frozenset[Need]
) -> Iterator[Reason]:
    for reason in reasons:
        yield reason
        if reason.message.startswith(NEED_REASON):
            need = Need(reason.message.removeprefix(NEED_REASON))
            yield from (Reason(unmet.reason) for unmet in screening.unmet if unmet.need is need)
            if need in limits:
                yield Reason("dose.why.limit")


def _with_changes(planned: Prescription, adjusted: Adjustment) -> Prescription:
    """Every step with the reasons of its changes, in place of "your own dose"."""
    steps = []
    for step in planned.steps:
        kept = [reason for reason in step.reasons if reason.message not in OWN_DOSE]
        steps.append(replace(step, reasons=(*kept, *adjusted.reasons.get(step.place, ()))))
    overall = adjusted.overall if steps else ()
    return replace(planned, steps=tuple(steps), reasons=(*planned.reasons, *overall))
