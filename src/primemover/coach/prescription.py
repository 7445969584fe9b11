"""Today's prescription: the plan of the routine, less what safety and soreness take away, with reasons."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Final

from primemover.coach.screening import Screening, Verdict
from primemover.coach.soreness import Sore, spared
from primemover.errors import InvalidInput
from primemover.routine.exercise import Tool
from primemover.routine.library import Library
from primemover.routine.planning import plan
from primemover.routine.prescription import Prescription, Reason
from primemover.routine.routine_file import Routine
from primemover.terms import Need, Side

NEED_REASON: Final = "plan.need."
"""How ``routine`` says that a need is not met; the need's name follows."""


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
) -> Prescription:
    """What of ``routine`` is done today. Empty ``steps`` mean that nothing of it is allowed.

    Args:
        minutes: how long it may take; None for the usual doses.
        tools: what is at hand; None where nobody has asked.
        first_side: the side that begins (see ``coach.sides``).
        done_by_professional: the release has been done by a professional.
        sore: what the person says is sore before the start.

    Raises:
        InvalidInput: the screening blocks, or has questions open.
    """
    must_be_clear(screening)
    planned = plan(
        routine,
        library,
        minutes=minutes,
        unmet_needs=screening.unmet_needs,
        tools=tools,
        first_side=first_side,
        done_by_professional=done_by_professional,
    )
    return spared(_with_why(planned, screening), sore, library)


def must_be_clear(screening: Screening) -> None:
    """Raise ``InvalidInput`` unless everything is answered and nothing blocks."""
    if screening.verdict is Verdict.BLOCKED:
        rows = ", ".join(finding.row for finding in screening.blocks)
        raise InvalidInput(
            f"the routine is blocked ({rows}).",
            where="answers",
            remedy="Follow the advice, and answer again after.",
        )
    if screening.verdict is Verdict.INCOMPLETE:
        waiting = [*screening.unanswered, *(question.id for question in screening.follow_ups)]
        raise InvalidInput(
            f"these are not answered: {', '.join(waiting)}.", where="answers", remedy="Answer them first."
        )


def _with_why(planned: Prescription, screening: Screening) -> Prescription:
    """Every reason of an unmet need, followed by why the answers take that need away."""
    steps = tuple(replace(step, reasons=_explained(step.reasons, screening)) for step in planned.steps)
    left_out = tuple(replace(out, reasons=_explained(out.reasons, screening)) for out in planned.left_out)
    return replace(planned, steps=steps, left_out=left_out)


def _explained(reasons: tuple[Reason, ...], screening: Screening) -> tuple[Reason, ...]:
    explained: list[Reason] = []
    for reason in reasons:
        explained.append(reason)
        if reason.message.startswith(NEED_REASON):
            need = Need(reason.message.removeprefix(NEED_REASON))
            explained += [Reason(unmet.reason) for unmet in screening.unmet if unmet.need is need]
    return tuple(dict.fromkeys(explained))
