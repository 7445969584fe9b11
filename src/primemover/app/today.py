"""What the page of today needs: what to ask, what to take up again, the plans, and the last two weeks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Final

from primemover import coach
from primemover.app.begin import Prepared, Wishes, prepare
from primemover.app.known import Known
from primemover.app.lately import ended_at, recruited
from primemover.app.morning import MorningDue, morning_due
from primemover.app.resume import unfinished
from primemover.app.usual import USUAL_ROUTINE
from primemover.coach import List, Screening
from primemover.coach.pain import EXPECTED_SORENESS_H, Kind, next_day_counts
from primemover.coach.safety import GATING
from primemover.coach.standing import Standing
from primemover.journal import Journal, SessionSummary
from primemover.routine import Library
from primemover.routine.exercise import Tool
from primemover.session import SessionState
from primemover.terms import Region, Side

DAYS: Final = 14
MOST_SESSIONS: Final = 200
"""More than anybody does in two weeks."""


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the person's own calendar, and how many sessions with a hold, or logged, fall on it."""

    date: date
    sessions: int


@dataclass(frozen=True, slots=True)
class Today:
    """What there is today for one person."""

    first_run: bool
    """True until a list of questions has been answered for the first time."""
    ask: tuple[List, ...]
    """The lists to put now, in order: those that a start needs, and the later one after the first session."""
    screening: Screening
    standing: Standing
    unfinished: SessionState | None
    """A session that may be taken up again."""
    wishes: Wishes
    """The person's usual minutes and tools, None where nobody has asked."""
    plan: Prepared | None
    """In the usual length, by default the routine's first; None while nothing may start."""
    first_side: Side
    days: tuple[Day, ...]
    """The last 14 days, today last."""
    sessions: tuple[SessionSummary, ...]
    """The sessions of those days, newest first."""
    soreness: str | None
    """Message id beside "Anything sore?": sore glutes are expected today. None where they are not."""
    morning: MorningDue | None
    """The session whose morning after is asked for now."""
    known: Known
    """What was read of the person for this, so that nothing is read twice."""


def today(
    journal: Journal, library: Library, person_id: str, now: datetime, routine_id: str = USUAL_ROUTINE
) -> Today:
    """What there is for a person at ``now``, whose time zone says which day it is.

    Raises ``NotFound`` for the person or the routine.
    """
    journal.person(person_id)
    known = Known.of(journal, person_id, now)
    standing = known.standing
    screening = coach.screen(standing.answers)
    first = datetime.combine(now.date() - timedelta(days=DAYS - 1), time(), now.tzinfo)
    sessions = journal.sessions(person_id, limit=MOST_SESSIONS, since=first)
    wishes = usual_wishes(journal, person_id, routine_id)
    return Today(
        first_run=not standing.asked_before,
        ask=_to_ask(standing, bool(known.lately.summaries)),
        screening=screening,
        standing=standing,
        unfinished=unfinished(journal, person_id, now),
        wishes=wishes,
        plan=_plan(known, library, wishes, now) if screening.may_start else None,
        first_side=known.lately.next_first_side(),
        days=_days(sessions, now),
        sessions=sessions,
        soreness=_expected_soreness(known, library, sessions, now),
        morning=morning_due(known.lately, now),
        known=known,
    )


def usual_wishes(journal: Journal, person_id: str, routine_id: str = USUAL_ROUTINE) -> Wishes:
    """The minutes and tools that a person took last."""
    settings = journal.settings(person_id)
    tools, minutes = settings.get("tools"), settings.get("minutes")
    known = {tool.value for tool in Tool}
    return Wishes(
        routine=routine_id,
        minutes=minutes if isinstance(minutes, int) else None,
        tools=frozenset(Tool(tool) for tool in tools if tool in known) if isinstance(tools, list) else None,
    )


def _to_ask(standing: Standing, has_done_one: bool) -> tuple[List, ...]:
    wanted = [*GATING, List.LATER] if has_done_one else GATING
    return tuple(name for name in wanted if name not in standing.given)


def _plan(known: Known, library: Library, wishes: Wishes, now: datetime) -> Prepared:
    journal, person_id = known.lately.journal, known.lately.person_id
    lengths = library.routine(wishes.routine).minutes
    minutes = wishes.minutes if wishes.minutes in lengths else lengths[0]
    return prepare(journal, library, person_id, replace(wishes, minutes=minutes), now, known=known)


def _expected_soreness(
    known: Known, library: Library, sessions: Sequence[SessionSummary], now: datetime
) -> str | None:
    def expected_after(state: SessionState) -> bool:
        hours = (now - ended_at(state)).total_seconds() / 3600
        return recruited(state, library) and not next_day_counts(
            Region.BUTTOCK, Kind.MUSCULAR, hours, recruited=True
        )

    # a row says when something was last told, which is later than the end: it only rules sessions out
    since = now - timedelta(hours=EXPECTED_SORENESS_H)
    recent = (known.lately.state(session.id) for session in sessions if session.last_at >= since)
    return "sore.expected" if any(map(expected_after, recent)) else None


def _days(sessions: Sequence[SessionSummary], now: datetime) -> tuple[Day, ...]:
    # Opened and left before anything was held: begun, but nothing was done.
    done = [session for session in sessions if session.logged or session.holds]
    # The parts of a test day are one training.
    begun = {session.test_day or session.id: session.started_at for session in done}
    count = Counter(at.astimezone(now.tzinfo).date() for at in begun.values())
    dates = [now.date() - timedelta(days=back) for back in reversed(range(DAYS))]
    return tuple(Day(day, count[day]) for day in dates)
