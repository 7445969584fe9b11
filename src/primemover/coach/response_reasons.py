"""What the tests' verdicts mean for the next plan: mostly a sentence, once a proposal."""

from __future__ import annotations

from typing import Final

from primemover.coach.field_test import SIDES
from primemover.coach.response import Responses
from primemover.coach.verdict import SideVerdict
from primemover.routine.library import Library
from primemover.routine.prescription import Reason
from primemover.routine.routine_file import Routine

BUILDING: Final = "glute-building"
"""The routine for a side that needs building."""
SPOKEN: Final = (
    SideVerdict.RESPONDS,
    SideVerdict.NEEDS_BUILDING,
    SideVerdict.NO_IMMEDIATE_GAIN,
    SideVerdict.EVEN_AND_HOLDING,
)


def heard(responses: Responses | None) -> tuple[Reason, ...]:
    """One reason for each verdict, with its sides; nothing while the tests cannot tell."""
    if responses is None:
        return ()
    reasons = []
    for verdict in SPOKEN:
        sides = [side.value for side in SIDES if responses.of(side).verdict is verdict]
        if sides:
            where = sides[0] if len(sides) == 1 else "both"
            reasons.append(Reason(f"dose.response.{verdict}.{where}"))
    return tuple(reasons)


def proposes(responses: Responses | None, library: Library, routine: Routine) -> str | None:
    """The routine to be proposed beside ``routine``, or None."""
    if responses is None or routine.id == BUILDING or BUILDING not in library.routines:
        return None
    builds = any(responses.of(side).verdict is SideVerdict.NEEDS_BUILDING for side in SIDES)
    return BUILDING if builds else None
