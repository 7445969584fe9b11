"""The row kept per session, so that a list of sessions costs the same however many there are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, tuple_, update

from primemover.errors import InvalidInput
from primemover.journal.moments import from_ms, to_ms
from primemover.journal.tables import sessions
from primemover.session.kinds import EndReason, Part
from primemover.session.resume import RESUME_WITHIN
from primemover.session.state import SessionState, Status
from primemover.texts import text

_CURSOR = re.compile(r"(-?\d{1,15})\.([0-9a-f-]{36})")


@dataclass(frozen=True, slots=True)
class SessionSummary:
    """A session as a list shows it; it is derived from the events and never told by itself."""

    id: str
    person: str
    status: Status
    """As the events tell it; ``session.resume.status_at`` says what it is worth now."""
    logged: bool
    """True for a session done without the program."""
    routine: str | None
    minutes: float | None
    started_at: datetime
    last_at: datetime
    end_reason: EndReason | None
    holds: int
    """Holds done, without those that were skipped; ``held_s`` are their seconds."""
    held_s: float
    worst_pain: int | None
    """The highest pain told during or after the session, 0–10, or None where none was told."""
    effort: int | None
    window: str | None
    test_day: str | None
    """The test day that the session is part of, and which part; both None for any other session."""
    test_part: Part | None

    @property
    def cursor(self) -> str:
        """Where the list goes on after this session."""
        return f"{to_ms(self.started_at)}.{self.id}"


def page(
    connection: Connection, person_id: str, limit: int, before: str | None, since: datetime | None
) -> tuple[SessionSummary, ...]:
    """Sessions of a person that were begun and not deleted, newest first, at most ``limit``.

    ``before`` is the cursor of the last session seen, ``since`` the earliest start.
    Raises ``InvalidInput`` for a broken cursor.
    """
    start, id_ = sessions.c.started_ms, sessions.c.id
    wanted = select(sessions).where(sessions.c.person_id == person_id, sessions.c.shown.is_(True))
    if before is not None:
        wanted = wanted.where(tuple_(start, id_) < tuple_(*parse_cursor(before)))
    if since is not None:
        wanted = wanted.where(start >= to_ms(since))
    return tuple(map(_summary, connection.execute(wanted.order_by(start.desc(), id_.desc()).limit(limit))))


def of_test_days(
    connection: Connection, person_id: str, since: datetime | None, day: str | None
) -> tuple[SessionSummary, ...]:
    """The sessions of a person that are part of a test day, begun and not deleted, oldest first."""
    # "after the empty text" is "not null" in the words of a range, which every database looks up in the index
    wanted = select(sessions).where(sessions.c.person_id == person_id, sessions.c.test_day > "")
    if day is not None:
        wanted = wanted.where(sessions.c.test_day == day)
    if since is not None:
        wanted = wanted.where(sessions.c.started_ms >= to_ms(since))
    rows = (row for row in connection.execute(wanted) if row.shown)
    return tuple(map(_summary, sorted(rows, key=lambda row: (row.started_ms, row.id))))


def parse_cursor(cursor: str) -> tuple[int, str]:
    """Start and id of the session that a cursor stands at. Raises ``InvalidInput``."""
    found = _CURSOR.fullmatch(cursor)
    if found is None:
        raise InvalidInput(text("problem.no_place", given=cursor), remedy=text("problem.no_place_do"))
    return int(found[1]), found[2]


def open_session(connection: Connection, person_id: str, now: datetime) -> str | None:
    """Id of the newest session of a person that may be resumed at ``now``, or None."""
    open_ = select(sessions.c.id).where(
        sessions.c.person_id == person_id,
        sessions.c.status.in_([Status.RUNNING, Status.PAUSED]),
        sessions.c.shown.is_(True),
        sessions.c.last_ms >= to_ms(now - RESUME_WITHIN),
    )
    return connection.execute(
        open_.order_by(sessions.c.last_ms.desc(), sessions.c.id.desc()).limit(1)
    ).scalar()


def window_of(connection: Connection, session_id: str) -> str | None:
    """The window that holds a session."""
    return connection.execute(select(sessions.c.window).where(sessions.c.id == session_id)).scalar()


def keep(connection: Connection, state: SessionState, is_new: bool) -> None:
    """Store what the events now tell of a session."""
    row = summary_row(state)
    if is_new:
        connection.execute(insert(sessions), row)
    else:
        connection.execute(update(sessions).where(sessions.c.id == state.id).values(row))


def summary_row(state: SessionState) -> dict[str, Any]:
    """The row that a session's state makes."""
    done = [hold for hold in state.holds if not hold.skipped]
    pains = [pain.level for pain in state.pains]
    if state.closing and state.closing.pain is not None:
        pains.append(state.closing.pain)
    test = state.plan.test if state.plan else None
    return {
        "id": state.id,
        "person_id": state.person,
        "status": str(state.status),
        "shown": state.started_at is not None and not state.deleted,
        "logged": state.logged is not None,
        "routine": state.routine,
        "minutes": state.minutes,
        "started_ms": to_ms(state.started_at) if state.started_at else None,
        "last_ms": to_ms(state.last_at),
        "end_reason": str(state.end_reason) if state.end_reason else None,
        "holds": len(done),
        "held_s": sum(hold.held_s for hold in done),
        "worst_pain": max(pains, default=None),
        "effort": state.closing.effort if state.closing else None,
        "window": state.window,
        "test_day": test.day if test else None,
        "test_part": str(test.part) if test else None,
    }


def _summary(row: Row[Any]) -> SessionSummary:
    return SessionSummary(
        id=row.id,
        person=row.person_id,
        status=Status(row.status),
        logged=row.logged,
        routine=row.routine,
        minutes=row.minutes,
        started_at=from_ms(row.started_ms),
        last_at=from_ms(row.last_ms),
        end_reason=EndReason(row.end_reason) if row.end_reason else None,
        holds=row.holds,
        held_s=row.held_s,
        worst_pain=row.worst_pain,
        effort=row.effort,
        window=row.window,
        test_day=row.test_day,
        test_part=Part(row.test_part) if row.test_part else None,
    )
