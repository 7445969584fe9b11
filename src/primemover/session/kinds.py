"""The kinds of event and the fields that each carries, as docs/architecture.md lists them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from primemover.coach.field_test import SIDES, Moment
from primemover.coach.field_test import EndReason as HoldEnd
from primemover.coach.pain import Kind as PainKind
from primemover.coach.pain import Response as PainResponse
from primemover.coach.trial import Arm
from primemover.routine.position import ControlKind
from primemover.session.fields import (
    Field,
    list_of,
    mistakes_in,
    named_values,
    number,
    one_of,
    optional,
    per_side,
    record,
    text,
    true_or_false,
    utc_time,
    uuid7,
    whole,
)
from primemover.terms import Muscle, Region, Side

LONGEST_S = 366 * 86_400
"""A page that was left open for a year is still believed; more is a broken clock."""


class Kind(StrEnum):
    """What an event tells."""

    PLANNED = "planned"
    LOGGED = "logged"
    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    SKIP = "skip"
    BACK = "back"
    REPEAT = "repeat"
    PACE = "pace"
    EASIER = "easier"
    LEAVE_OUT = "leave_out"
    REBASE = "rebase"
    LET_GO = "let_go"
    END = "end"
    HOLD = "hold"
    SEEN = "seen"
    PAIN = "pain"
    AWAY = "away"
    WINDOW = "window"
    CLOSING = "closing"
    TEST = "test"
    DRAWN = "drawn"
    MORNING = "morning"
    CORRECTED = "corrected"
    DELETED = "deleted"
    UNDELETED = "undeleted"


CONTROLS = frozenset(Kind(control) for control in ControlKind)
"""What ``routine.position`` reads; each needs its ``t_s``."""

CORRECTABLE = frozenset({Kind.LOGGED, Kind.HOLD, Kind.PAIN, Kind.CLOSING, Kind.TEST, Kind.MORNING})
"""What a person may have told wrongly. Controls are what happened to the clock and stay, as does a draw."""


class EndReason(StrEnum):
    """Why a session ended."""

    DONE = "done"
    STOPPED = "stopped"
    PAIN = "pain"


class Even(StrEnum):
    """Which side did better, or neither."""

    LEFT = "left"
    RIGHT = "right"
    SAME = "same"


class Part(StrEnum):
    """Which part of a test day a session is."""

    BEFORE = "before"
    BETWEEN = "between"
    AFTER = "after"


_NAME = text(100)
_SCALE = whole(0, 10)
_PHASE = optional(_NAME)
_NOTE = optional(text(2000, shortest=0))
_LENGTH_S = number(0, LONGEST_S)
_MINUTES = number(0, 1440)
_INDEX = whole(0, 100_000)
_COUNT = whole(1, 10_000)
_FELT = list_of(one_of(Muscle))
_SORE = record({"region": one_of(Region), "kind": one_of(PainKind), "level": _SCALE})

FIELDS: Mapping[Kind, Mapping[str, Field]] = {
    Kind.PLANNED: {
        "routine": _NAME,
        "minutes": _MINUTES,
        "prescription": named_values(),
        "total_s": _LENGTH_S,
        "app_version": _NAME,
        "test": optional(record({"day": uuid7(), "part": one_of(Part)})),
    },
    Kind.LOGGED: {"routine": _NAME, "minutes": _MINUTES, "done_at": utc_time(), "note": _NOTE},
    **{kind: {} for kind in (Kind.START, Kind.SKIP, Kind.BACK, Kind.REPEAT)},
    **{kind: {"by": optional(one_of(("camera",)))} for kind in (Kind.PAUSE, Kind.RESUME)},
    Kind.LET_GO: {},
    Kind.PACE: {"factor": number(0.5, 1)},
    Kind.EASIER: {"steps": optional(list_of(_INDEX))},
    Kind.LEAVE_OUT: {"regions": optional(list_of(one_of(Region))), "steps": optional(list_of(_INDEX))},
    Kind.REBASE: {"track": _NAME, "at_s": _LENGTH_S},
    Kind.END: {"reason": one_of(EndReason)},
    Kind.HOLD: {
        "track": _NAME,
        "segment": _INDEX,
        "exercise": _NAME,
        "phase": _PHASE,
        "side": one_of(Side),
        "set": _COUNT,
        "rep": optional(_COUNT),
        "planned_s": _LENGTH_S,
        "held_s": _LENGTH_S,
        "skipped": true_or_false(),
    },
    Kind.SEEN: {
        "track": _NAME,
        "block": _INDEX,
        "exercise": _NAME,
        "side": one_of(Side),
        "set": _COUNT,
        "planned": optional(_COUNT),
        "counted": whole(0, 10_000),
        "waited_s": _LENGTH_S,
        "faults": list_of(_NAME),
    },
    Kind.PAIN: {
        "region": one_of(Region),
        "kind": one_of(PainKind),
        "level": _SCALE,
        "exercise": _PHASE,
        "phase": _PHASE,
        "side": optional(one_of(Side)),
        "response": one_of(PainResponse),
    },
    Kind.AWAY: {"seconds": _LENGTH_S},
    Kind.WINDOW: {},
    Kind.CLOSING: {
        "effort": optional(_SCALE),
        "felt": optional(per_side(_FELT)),
        "pain": optional(_SCALE),
        "even": optional(one_of(Even)),
        "note": _NOTE,
    },
    Kind.TEST: {
        "day": uuid7(),
        "moment": one_of(Moment),
        "protocol": _NAME,
        "side": one_of(SIDES),
        "began_at": utc_time(),
        "held_s": _LENGTH_S,
        "end_reason": one_of(HoldEnd),
        "felt": optional(_FELT),
        "by": optional(one_of(("camera",))),
    },
    Kind.DRAWN: {"day": uuid7(), "index": _INDEX, "arm": one_of(Arm)},
    Kind.MORNING: {"sore": list_of(_SORE)},
    Kind.CORRECTED: {"event": uuid7(), "data": named_values()},
    Kind.DELETED: {},
    Kind.UNDELETED: {},
}


def mistakes_in_data(kind: Kind, data: Mapping[str, object]) -> list[str]:
    """Every mistake in the data of an event of this kind, each led by ``data.`` and the field's name."""
    mistakes = mistakes_in(data, FIELDS[kind], "data.")
    if kind is Kind.LEAVE_OUT and not data.get("regions") and not data.get("steps"):
        mistakes.append("data: name the regions or the steps to leave out")
    return mistakes
