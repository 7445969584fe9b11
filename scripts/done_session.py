"""A session as the player tells it, from its first tap to its end, made where nobody waits for it."""

from __future__ import annotations

from collections.abc import Container, Iterable
from datetime import datetime, timedelta
from typing import Any

from primemover.journal import new_id
from primemover.routine.timeline import Kind, Timeline
from primemover.session import Event, parse_event
from primemover.session.fields import time_text
from primemover.session.hold_data import hold_data

Told = tuple[str, float, dict[str, Any]]
"""A kind, the second of the session at which it was told, and its data."""


def done_session(
    session: str,
    person: str,
    at: datetime,
    timeline: Timeline,
    also: Iterable[Told] = (),
    *,
    ends: str = "done",
    skips: Container[str] = (),
) -> list[Event]:
    """The events of a session begun ``at``: every hold but those of ``skips``, the end, and ``also``."""

    def told(kind: str, after_s: float, data: dict[str, Any]) -> Event:
        when = time_text(at + timedelta(seconds=after_s))
        about = {"id": new_id(), "session": session, "person": person, "kind": kind, "at": when}
        return parse_event({**about, "t_s": after_s, "data": data})

    holds: list[Told] = [
        ("hold", segment.end_s, hold_data(index, segment))
        for index, segment in enumerate(timeline.main.segments)
        if segment.kind is Kind.HOLD and segment.exercise not in skips
    ]
    whole: list[Told] = [("start", 0.0, {}), *holds, *also, ("end", timeline.total_s, {"reason": ends})]
    return [told(*one) for one in sorted(whole, key=lambda one: one[1])]
