"""Events as a session tells them, single and whole."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID

from primemover.session import Event, parse_event
from primemover.session.fields import time_text

MORNING = datetime(2026, 1, 31, 7, 0, tzinfo=UTC)
_numbers = count(1)


def sample_id(number: int | None = None) -> str:
    """A version-7 id that holds ``number``, by default the next one."""
    number = next(_numbers) if number is None else number
    return str(UUID(int=(0x0190_0000_0000_7000_8000 << 48) | number))


PERSON = sample_id(1)
SESSION = sample_id(2)

PLANNED: Mapping[str, Any] = {
    "routine": "glute-activation",
    "minutes": 12,
    "prescription": {"steps": [{"exercise": "prone-recruitment", "reps": 6}]},
    "total_s": 702.5,
    "app_version": "0.1.0",
}


def hold_data(segment: int = 0, **other: Any) -> dict[str, Any]:
    return {
        "track": "main",
        "segment": segment,
        "exercise": "prone-recruitment",
        "phase": "lift",
        "side": "left",
        "set": 1,
        "rep": 1,
        "planned_s": 3.0,
        "held_s": 3.0,
        "skipped": False,
        **other,
    }


def told_hold(**other: Any) -> dict[str, Any]:
    """One hold of a test day whose first session is ``SESSION``."""
    return {
        "day": SESSION,
        "moment": "before",
        "protocol": "single-leg-bridge-hold",
        "side": "left",
        "began_at": time_text(MORNING),
        "held_s": 41.5,
        "end_reason": "glute-gave-out",
        **other,
    }


def event_mapping(
    kind: str, after_s: float = 0, data: Mapping[str, Any] | None = None, **other: Any
) -> dict[str, Any]:
    """The JSON form of an event ``after_s`` seconds into the morning's session."""
    return {
        "id": sample_id(),
        "session": SESSION,
        "person": PERSON,
        "kind": kind,
        "at": time_text(MORNING + timedelta(seconds=after_s)),
        "t_s": max(0.0, after_s),
        "window": None,
        "data": dict(data or {}),
        **other,
    }


def event(kind: str, after_s: float = 0, data: Mapping[str, Any] | None = None, **other: Any) -> Event:
    return parse_event(event_mapping(kind, after_s, data, **other))


def whole_session(
    person: str = PERSON, session: str | None = None, after_s: float = 0, holds: int = 24
) -> list[Event]:
    """A session from its plan to its closing answers."""
    who: dict[str, Any] = {"person": person, "session": session or sample_id(), "window": "page-1"}
    end_s = after_s + 2 + 5 * holds
    return [
        event("planned", after_s, PLANNED, **who),
        event("start", after_s + 1, **who),
        *(event("hold", after_s + 2 + 5 * n, hold_data(n), **who) for n in range(holds)),
        event("end", end_s, {"reason": "done"}, **who),
        event("closing", end_s + 30, {"effort": 4, "pain": 0, "even": "same", "note": "Éasy – 好"}, **who),
    ]
