"""What the page of today needs: what to ask, what to take up again, the plans, and the last two weeks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Final

from primemover import coach
from primemover.app.begin import USUAL_ROUTINE, Prepared, Wishes, next_first_side, prepare
from primemover.app.finish import recruited
from primemover.app.resume import unfinished
from primemover.app.screen import standing_answers
from primemover.coach import List, Screening
from primemover.coach.pain import Kind, next_day_counts
from primemover.coach.safety import GATING
from primemover.coach.standing import Standing
from primemover.journal import Journal, SessionSummary
from primemover.routine import Library
from primemover.routine.exercise import Tool
from primemover.session import SessionState, fold
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


def today(
    journal: Journal, library: Library, person_id: str, now: datetime, routine_id: str = USUAL_ROUTINE
) -> Today:
    """What there is for a person at ``now``, whose time zone says which day it is.

    Raises ``NotFound`` for the person or the routine.
    """
    journal.person(person_id)
    standing = standing_answers(journal, person_id, now)
    screening = coach.screen(standing.answers)
    first = datetime.combine(now.date() - timedelta(days=DAYS - 1), time(), now.tzinfo)
    sessions = journal.sessions(person_id, limit=MOST_SESSIONS, since=first)
    wishes = usual_wishes(journal, person_id, routine_id)
    return Today(
        first_run=not journal.answers(person_id),
        ask=_to_ask(standing, bool(sessions or journal.sessions(person_id, limit=1))),
        screening=screening,
        standing=standing,
        unfinished=unfinished(journal, person_id, now),
        wishes=wishes,
        plan=_plan(journal, library, person_id, wishes, now) if screening.may_start else None,
        first_side=next_first_side(journal, person_id),
        days=_days(sessions, now),
        sessions=sessions,
        soreness=_expected_soreness(journal, library, sessions, now),
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


def _plan(journal: Journal, library: Library, person_id: str, wishes: Wishes, now: datetime) -> Prepared:
    lengths = library.routine(wishes.routine).minutes
    minutes = wishes.minutes if wishes.minutes in lengths else lengths[0]
    return prepare(journal, library, person_id, replace(wishes, minutes=minutes), now)


def _expected_soreness(
    journal: Journal, library: Library, sessions: Sequence[SessionSummary], now: datetime
) -> str | None:
    def expected_since(session: SessionSummary) -> bool:
        hours = (now - session.last_at).total_seconds() / 3600
        return not next_day_counts(Region.BUTTOCK, Kind.MUSCULAR, hours, recruited=True)

    recent = (fold(journal.events(session.id)) for session in sessions if expected_since(session))
    return "sore.expected" if any(recruited(state, library) for state in recent) else None


def _days(sessions: Sequence[SessionSummary], now: datetime) -> tuple[Day, ...]:
    # Opened and left before anything was held: begun, but nothing was done.
    done = [session for session in sessions if session.logged or session.holds]
    count = Counter(session.started_at.astimezone(now.tzinfo).date() for session in done)
    dates = [now.date() - timedelta(days=back) for back in reversed(range(DAYS))]
    return tuple(Day(day, count[day]) for day in dates)
