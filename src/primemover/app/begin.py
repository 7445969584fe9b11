"""Begin a session: today's prescription, laid out in time, and remembered as planned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

import primemover
from primemover import coach
from primemover.app.known import Known
from primemover.app.lately import Lately
from primemover.app.past_sessions import LEVELS, levels_json, past_sessions
from primemover.app.readiness import must_be_open
from primemover.app.usual import USUAL_ROUTINE
from primemover.coach import List, Screening
from primemover.coach.about_effects import effects
from primemover.coach.prescription import must_be_clear, prescribe
from primemover.coach.progression import NOTHING, Adjustment, adjustment
from primemover.coach.soreness import Sore, ask_red_flags
from primemover.coach.spots import Asked
from primemover.errors import InvalidInput
from primemover.journal import Journal, new_id
from primemover.routine import Library
from primemover.routine.compiling import compile as lay_out_in_time
from primemover.routine.exercise import Tool
from primemover.routine.prescription import Prescription, prescription_json
from primemover.routine.timeline import Timeline
from primemover.session import Part, parse_event
from primemover.session.fields import time_text
from primemover.terms import Side
from primemover.texts import text

FRESH: Final = timedelta(minutes=15)
"""How long ago the red flags may have been answered when something alarming is sore."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a person wants of today's session; None where nobody has asked."""

    routine: str = USUAL_ROUTINE
    minutes: int | None = None
    tools: frozenset[Tool] | None = None
    done_by_professional: bool = False
    sore: tuple[Sore, ...] = ()
    first_side: Side | None = None
    """The side that begins; None: it takes turns with the last session."""


@dataclass(frozen=True, slots=True)
class TestPart:
    """Which part of a test day a session is. ``day`` is None for the session that begins the day; ``also`` is
    remembered with the prescription."""

    __test__ = False  # not a test of pytest

    part: Part
    day: str | None = None
    also: Mapping[str, Any] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A session as it would be done now."""

    screening: Screening
    prescription: Prescription
    timeline: Timeline
    adjusted: Adjustment = NOTHING
    """What past sessions and answers change in it, each change with its reason."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A planned session. ``pain_table`` decides without a network; see ``coach.pain_table``."""

    session_id: str
    prescription: Prescription
    timeline: Timeline
    pain_table: dict[str, Any]


def prepare(
    journal: Journal,
    library: Library,
    person_id: str,
    wishes: Wishes,
    now: datetime,
    *,
    questions: bool = True,
    known: Known | None = None,
) -> Prepared:
    """The session that ``wishes``, the person's answers and past sessions make; nothing is remembered.

    With ``questions`` False, questions that are open are not asked; a block still blocks. ``known`` is what
    this request has read of the person already.
    Raises ``InvalidInput`` where the answers block or are missing, where something alarming is sore and the
    red flags have not just been answered, or where nothing of the routine is allowed; ``NotFound``.
    """
    known = known or Known.of(journal, person_id, now)
    standing = known.standing
    screening = coach.screen(standing.answers)
    if not questions:
        screening = screening.unasked()
    asked_at = standing.given.get(List.STOP)
    if ask_red_flags(wishes.sore) and (asked_at is None or now - asked_at > FRESH):
        raise InvalidInput(
            text("problem.stop_first"),
            where="stop",
            remedy=text("problem.stop_first_do"),
        )
    routine = library.routine(wishes.routine)
    must_be_clear(screening)
    told = effects(standing.about, now)
    asked = Asked(
        routine,
        library,
        screening.unmet_needs | told.unmet,
        wishes.tools,
        wishes.done_by_professional,
        something_sore=bool(wishes.sore),
    )
    adjusted = adjustment(asked, past_sessions(known.lately, library), now, told, known.responses(now))
    prescription = prescribe(
        routine,
        library,
        screening,
        minutes=wishes.minutes,
        tools=wishes.tools,
        first_side=wishes.first_side or known.lately.next_first_side(),
        done_by_professional=wishes.done_by_professional,
        sore=wishes.sore,
        adjusted=adjusted,
        limits=told.unmet,
    )
    return Prepared(screening, prescription, lay_out_in_time(routine, prescription, library), adjusted)


def begin(
    journal: Journal,
    library: Library,
    person_id: str,
    wishes: Wishes,
    now: datetime,
    *,
    questions: bool = True,
    test: TestPart | None = None,
    known: Known | None = None,
    prepared: Prepared | None = None,
) -> Begun:
    """Plan the session of ``wishes`` and remember it as planned; errors as for ``prepare``, and
    ``InvalidInput`` where the routine stands behind a gate that is closed.

    ``prepared`` is the plan where it was made already.
    Tools and minutes of the usual routine are remembered as the person's settings.
    """
    must_be_open(journal, library, person_id, library.routine(wishes.routine), now)
    prepared = prepared or prepare(journal, library, person_id, wishes, now, questions=questions, known=known)
    if not prepared.prescription.steps:
        why = " ".join(reason.words for reason in prepared.prescription.reasons)
        raise InvalidInput(why, where=wishes.routine, remedy=text("problem.nothing_left_do"))
    session_id = new_id()
    planned = planned_data(prepared, wishes, questions=questions)
    if test is not None:
        planned["prescription"] |= test.also
        planned["test"] = {"day": test.day or session_id, "part": test.part.value}
    event = {
        "id": new_id(),
        "session": session_id,
        "person": person_id,
        "kind": "planned",
        "at": time_text(now),
        "data": planned,
    }
    journal.append([parse_event(event)])
    if wishes.routine == USUAL_ROUTINE:
        _remember(journal, person_id, wishes)
    return Begun(session_id, prepared.prescription, prepared.timeline, coach.pain_table())


def planned_data(prepared: Prepared, wishes: Wishes, *, questions: bool = True) -> dict[str, Any]:
    """The data of the ``planned`` event of a session that is about to begin."""
    return {
        "routine": wishes.routine,
        "minutes": wishes.minutes or round(prepared.timeline.total_s / 60, 1),
        "prescription": prescription_json(prepared.prescription)
        | {"questions_asked": questions, LEVELS: levels_json(prepared.adjusted.levels)},
        "total_s": prepared.timeline.total_s,
        "app_version": primemover.__version__,
    }


def next_first_side(journal: Journal, person_id: str) -> Side:
    """The side that begins the next session of a person: not the one that began the last."""
    return Lately(journal, person_id).next_first_side()


def _remember(journal: Journal, person_id: str, wishes: Wishes) -> None:
    told: dict[str, Any] = {}
    if wishes.minutes is not None:
        told["minutes"] = wishes.minutes
    if wishes.tools is not None:
        told["tools"] = sorted(wishes.tools)
    settings = journal.settings(person_id)
    if told and settings | told != settings:
        journal.save_settings(person_id, settings | told)
