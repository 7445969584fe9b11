"""How long a session that was left may be taken up again."""

from __future__ import annotations

from datetime import datetime, timedelta

from primemover.session.state import SessionState, Status

RESUME_WITHIN = timedelta(hours=6)
"""After that the warmth of the first half is gone and the morning's answers are old (docs/decisions/0011)."""


def resumable(state: SessionState, now: datetime) -> bool:
    """True where the session was begun, not ended, and left no longer than ``RESUME_WITHIN`` ago."""
    return not state.deleted and is_open(state.status, state.last_at, now)


def is_open(status: Status, last_at: datetime, now: datetime) -> bool:
    """True for a session on the way. A last event in the future (a clock that was set back) counts as now."""
    return status in {Status.RUNNING, Status.PAUSED} and now - last_at <= RESUME_WITHIN


def status_at(status: Status, last_at: datetime, now: datetime) -> Status:
    """The status as shown at ``now``: a session left too long ago was stopped early, and stays whole."""
    left = status in {Status.RUNNING, Status.PAUSED} and not is_open(status, last_at, now)
    return Status.STOPPED if left else status
