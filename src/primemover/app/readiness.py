"""How the gate for core work stands, from all that is remembered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Final

from primemover.app.extension import standing_extension
from primemover.app.lately import ended_at, recruited
from primemover.app.pass_gate import standing_override
from primemover.app.tests_told import PROTOCOL, test_days
from primemover.app.usual import USUAL_ROUTINE
from primemover.coach.estimates import SideDifference
from primemover.coach.field_test import Moment, TestDay
from primemover.coach.gate import Gate, GateState, SessionPain, gate
from primemover.coach.pain import is_alarming, next_day_counts
from primemover.coach.response import response
from primemover.coach.thresholds import PAIN_FREE_SESSIONS, PRACTISED_WITHIN_DAYS, RETEST_LATEST
from primemover.errors import InvalidInput
from primemover.journal import Journal, SessionSummary
from primemover.routine import Library
from primemover.routine.routine_file import Routine
from primemover.session import Kind, SessionState, fold
from primemover.session.resume import status_at
from primemover.session.state import Status
from primemover.terms import CannotTell
from primemover.texts import text

TESTS_SINCE: Final = timedelta(days=365)
"""How far back test days are read: twice what the gain looks back."""
UNDER_WAY: Final = RETEST_LATEST + timedelta(minutes=15)
"""How long a test day may go on: the last hold is begun in time, and held."""
MOST_SESSIONS: Final = 200
"""More than anybody does in four weeks."""
_LOOK_BACK: Final = 4 * PAIN_FREE_SESSIONS
"""Sessions looked through: a test day is up to three of them, and some were only opened."""
_TELLS_OF_PAIN: Final = frozenset({Kind.PAIN, Kind.CLOSING, Kind.MORNING, Kind.HOLD, Kind.END})
_OVER: Final = frozenset({Status.DONE, Status.STOPPED})


def gate_at(journal: Journal, library: Library, person_id: str, now: datetime) -> Gate:
    """The gate at ``now``, from the journal alone."""
    difference = response(main_days(days_of_a_year(journal, person_id, now))).difference
    return gate_now(journal, library, person_id, difference, now)


def must_be_open(journal: Journal, library: Library, person_id: str, routine: Routine, now: datetime) -> None:
    """Nothing, where ``routine`` stands behind no gate or the gate may be passed.

    Raises ``InvalidInput`` where it is closed; a gate of a name that nobody knows is this one.
    """
    if routine.behind is None or gate_at(journal, library, person_id, now).may_pass:
        return
    raise InvalidInput(
        text("progress.gate.closed", routine=routine.name), remedy=text("progress.gate.closed_do")
    )


def days_of_a_year(journal: Journal, person_id: str, now: datetime) -> tuple[TestDay, ...]:
    """The whole test days of the last year, the earliest first; the one that is under way is left out."""
    first = datetime.combine((now - TESTS_SINCE).date(), time(), now.tzinfo)
    return tuple(day for day in test_days(journal, person_id, first) if not _is_under_way(day, now))


def _is_under_way(day: TestDay, now: datetime) -> bool:
    """True while a hold after may still come: whoever knows the first figure holds for it."""
    held = Counter(hold.moment for hold in day.holds)
    return held[Moment.AFTER] < held[Moment.BEFORE] and timedelta() <= now - day.at < UNDER_WAY


def main_days(days: Iterable[TestDay]) -> list[TestDay]:
    """The days of the test that verdicts and gate rest on; others are shown beside it."""
    return [day for day in days if day.protocol == PROTOCOL]


def gate_now(
    journal: Journal,
    library: Library,
    person_id: str,
    difference: SideDifference | CannotTell,
    now: datetime,
) -> Gate:
    """The gate at ``now``; ``difference`` is the side difference of the coach's response."""
    answers = journal.answers_so_far(person_id)
    return gate(
        GateState(
            practised_days=len(practised(journal, person_id, now)),
            pain=pains(journal, library, person_id, now),
            difference=difference,
            extension=standing_extension(answers, now),
            override=standing_override(answers),
        )
    )


def practised(journal: Journal, person_id: str, now: datetime) -> frozenset[date]:
    """The days of the last 28, in the calendar of ``now``, on which the usual routine was finished."""
    first = datetime.combine(now.date() - timedelta(days=PRACTISED_WITHIN_DAYS - 1), time(), now.tzinfo)
    days = {
        session.started_at.astimezone(now.tzinfo).date()
        for session in journal.sessions(person_id, limit=MOST_SESSIONS, since=first)
        if session.routine == USUAL_ROUTINE and session.status is Status.DONE
    }
    return frozenset(day for day in days if day <= now.date())


def pains(journal: Journal, library: Library, person_id: str, now: datetime) -> tuple[SessionPain, ...]:
    """The worst pain of each of the last sessions that are over, the latest last; of a test day all parts
    together.

    A session done without the program says nothing of pain, and is passed over. Pain can be told at any time
    of a session: where none was, there was none.
    """
    sessions = journal.sessions(person_id, limit=_LOOK_BACK)
    over = [s for s in sessions if not s.logged and status_at(s.status, s.last_at, now) in _OVER]
    last = _together(over)[:PAIN_FREE_SESSIONS]
    ids = [session.id for parts in last for session in parts]
    facts = journal.facts(person_id, ids, _TELLS_OF_PAIN)
    told = {session_id: fold(events) for session_id, events in facts.items()}
    return tuple(
        _worst([told[part.id] for part in parts if part.id in told], library) for parts in reversed(last)
    )


def _together(sessions: Sequence[SessionSummary]) -> list[list[SessionSummary]]:
    """Sessions, newest first, those of one test day as one."""
    groups: dict[str, list[SessionSummary]] = {}
    for session in sessions:
        groups.setdefault(session.test_day or session.id, []).append(session)
    return list(groups.values())


def _worst(parts: Sequence[SessionState], library: Library) -> SessionPain:
    felt = [one for part in parts for one in _felt(part, library)]
    return SessionPain(max((level for level, _ in felt), default=0), any(alarming for _, alarming in felt))


def _felt(state: SessionState, library: Library) -> Iterator[tuple[int, bool]]:
    """Level of each pain of a session and of the morning after it, and whether it is alarming."""
    for pain in state.pains:
        yield pain.level, is_alarming(pain.region, pain.kind)
    if state.closing and state.closing.pain is not None:
        yield state.closing.pain, False
    if state.morning is None:
        return
    hours = (state.morning.at - ended_at(state)).total_seconds() / 3600
    worked = recruited(state, library)
    for sore in state.morning.sore:
        if next_day_counts(sore.region, sore.kind, hours, worked):
            yield sore.level, is_alarming(sore.region, sore.kind)
