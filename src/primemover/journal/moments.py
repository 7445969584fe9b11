"""Times as the tables keep them, and the ids that carry a time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import uuid6

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


def to_ms(moment: datetime) -> int:
    """Whole milliseconds since 1970 in UTC of an aware time."""
    return (moment - _EPOCH) // _MILLISECOND


def from_ms(ms: int) -> datetime:
    """The UTC time of ``to_ms``."""
    return _EPOCH + ms * _MILLISECOND


def new_id() -> str:
    """A new id: a UUID of version 7 (RFC 9562), so that ids sort by the time they were made."""
    return str(uuid6.uuid7())


def now_utc() -> datetime:
    """The present moment in UTC, in whole milliseconds."""
    return from_ms(to_ms(datetime.now(UTC)))
