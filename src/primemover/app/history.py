"""Show what was done: the list, and one session with every hold."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from primemover.app.pass_gate import GatePassing, passings
from primemover.errors import InvalidInput, NotFound
from primemover.journal import Journal, SessionSummary
from primemover.journal.moments import now_utc, to_ms
from primemover.journal.sessions import parse_cursor
from primemover.session import SessionState, fold
from primemover.session.resume import status_at
from primemover.texts import text

MOST_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """Sessions, newest first, and the cursor of the page after this one, or None on the last."""

    sessions: tuple[SessionSummary, ...]
    next: str | None
    passings: tuple[GatePassing, ...]
    """When the gate for core work was passed by or that was taken back, in the time of this page."""


def history(
    journal: Journal,
    person_id: str,
    *,
    limit: int = 20,
    before: str | None = None,
    since: datetime | None = None,
    now: datetime | None = None,
) -> HistoryPage:
    """Sessions of a person that were begun, newest first. ``before`` is the ``next`` of the page before.

    A session that was left too long ago to resume is shown as stopped early.
    Raises ``InvalidInput`` for a broken cursor or limit.
    """
    if not 1 <= limit <= MOST_AT_ONCE:
        raise InvalidInput(f"Ask for 1 to {MOST_AT_ONCE} sessions at once.", where="limit")
    now = now or now_utc()
    found = journal.sessions(person_id, limit + 1, before, since)
    shown = tuple(replace(s, status=status_at(s.status, s.last_at, now)) for s in found[:limit])
    after = shown[-1].started_at if len(found) > limit else since
    until = parse_cursor(before)[0] if before is not None else None
    return HistoryPage(
        shown, shown[-1].cursor if len(found) > limit else None, _passings(journal, person_id, after, until)
    )


def _passings(
    journal: Journal, person_id: str, after: datetime | None, until_ms: int | None
) -> tuple[GatePassing, ...]:
    """Newest first: those from ``after`` on and before ``until_ms``, each where it is given."""
    return tuple(
        one
        for one in reversed(passings(journal.answers_so_far(person_id)))
        if (after is None or one.at >= after) and (until_ms is None or to_ms(one.at) < until_ms)
    )


def detail(journal: Journal, session_id: str, *, now: datetime | None = None) -> SessionState:
    """One session with every hold in order, status as in ``history``.

    Raises ``NotFound`` where there is none or it was deleted.
    """
    state = fold(journal.events(session_id))
    if state.deleted:
        raise NotFound(text("problem.session_out"))
    return replace(state, status=status_at(state.status, state.last_at, now or now_utc()))
