"""Pain during a session: what happens next, by where it is, of what kind and how much (0–10).

The rule, stricter than Thomeé 1997 and Silbernagel 2007 (a design choice):

1. 0–3: go on.
2. 4–5 and muscular: the easier form of the exercise; where it has none it is left out.
3. Above 5: the session ends.
4. Sharp, radiating, numb, tingling, or in the groin, at any level: that region is done for today without
   a substitute, and the red flags are asked again; above 5 the session ends as well.

The page decides without a network from ``pain_table()``, which is written by ``respond`` itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from primemover.coach.safety import List, Row, Urgency, checklist
from primemover.errors import InvalidInput
from primemover.terms import Region
from primemover.texts import text

GO_ON_UP_TO: Final = 3
"""Also the cap of the ache that the supported psoas release may bring: that exercise has no easier form,
so from 4 on it is left out, and in the groin it is left out at any level."""
EASIER_UP_TO: Final = 5
WORST: Final = 10
EXPECTED_SORENESS_H: Final = 48
"""Soreness of the buttock muscles up to this many hours after recruitment work is expected."""


class Kind(StrEnum):
    """What the pain is like."""

    MUSCULAR = "muscular"
    SHARP = "sharp"
    RADIATING = "radiating"
    NUMB = "numb"
    TINGLING = "tingling"


class Response(StrEnum):
    """What happens, the mildest first."""

    GO_ON = "go-on"
    EASIER = "easier"
    LEAVE_OUT = "leave-out"
    END = "end"


@dataclass(frozen=True, slots=True)
class PainResponse:
    """What happens after a pain report.

    On ``LEAVE_OUT`` the step in which it happened and every later step that loads the region are passed
    over, and nothing takes their place. ``message`` is a message id of ``texts``.
    """

    response: Response
    ask_red_flags: bool
    message: str


def respond(region: Region, kind: Kind, level: int) -> PainResponse:
    """What happens when ``region`` hurts in the way ``kind`` at ``level`` of 10.

    Raises:
        InvalidInput: ``level`` is not a whole number from 0 to 10.
    """
    if isinstance(level, bool) or not isinstance(level, int) or not 0 <= level <= WORST:
        raise InvalidInput(
            text("problem.pain_level", level=repr(level)), where="pain", remedy=text("problem.pain_level_do")
        )
    alarming = is_alarming(region, kind)
    if level > EASIER_UP_TO:
        return PainResponse(Response.END, alarming, "pain.end-alarming" if alarming else "pain.end")
    if alarming:
        return PainResponse(Response.LEAVE_OUT, True, "pain.leave-out")
    if level > GO_ON_UP_TO:
        return PainResponse(Response.EASIER, False, "pain.easier")
    return PainResponse(Response.GO_ON, False, "pain.go-on")


def is_alarming(region: Region, kind: Kind) -> bool:
    """True for what is never worked through, at whatever level: the groin, and all but muscular pain."""
    return region is Region.GROIN or kind is not Kind.MUSCULAR


def next_day_counts(region: Region, kind: Kind, hours_after: float, recruited: bool) -> bool:
    """True where a complaint after a session counts against the routine.

    Soreness of the buttock muscles is expected for 48 h when the session had recruitment work
    (``recruited``), and never counts. ``hours_after`` is the time since the end of that session.
    """
    soreness = region is Region.BUTTOCK and kind is Kind.MUSCULAR
    return not (soreness and recruited and 0 <= hours_after <= EXPECTED_SORENESS_H)


def pain_table() -> dict[str, Any]:
    """The whole rule as JSON-ready data, with message ids.

    ``ladders[ladder_of[region][kind]][level]`` is the response to a report; ``red_flags`` are the rows
    that are asked again where ``ask_red_flags`` is true, and any of them ends the session.
    """
    return {
        "questions": {
            "region": "pain.where",
            "kind": "pain.kind-question",
            "level": "pain.level-question",
            "red_flags": "pain.red-flags-question",
        },
        "regions": [{"id": region.value, "label": f"pain.region.{region}"} for region in Region],
        "kinds": [{"id": kind.value, "label": f"pain.kind.{kind}"} for kind in Kind],
        "ladder_of": {
            region.value: {kind.value: _ladder_of(region, kind) for kind in Kind} for region in Region
        },
        "ladders": {
            "plain": [_entry(Region.BUTTOCK, Kind.MUSCULAR, level) for level in range(WORST + 1)],
            "alarming": [_entry(Region.GROIN, Kind.SHARP, level) for level in range(WORST + 1)],
        },
        "red_flags": [_red_flag(row) for row in checklist(List.STOP)],
    }


def _ladder_of(region: Region, kind: Kind) -> str:
    return "alarming" if is_alarming(region, kind) else "plain"


def _entry(region: Region, kind: Kind, level: int) -> dict[str, Any]:
    answer = respond(region, kind, level)
    return {
        "response": answer.response.value,
        "ask_red_flags": answer.ask_red_flags,
        "message": answer.message,
    }


def _red_flag(row: Row) -> dict[str, str]:
    urgency = row.urgency or Urgency.BEFORE_STARTING
    return {
        "id": row.id,
        "label": row.label,
        "detail": row.detail,
        "advice": row.advice,
        "urgency": urgency.words,
    }
