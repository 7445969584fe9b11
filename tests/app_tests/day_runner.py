"""A person who goes through test days on a real journal."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from primemover.app.begin import Wishes, begin
from primemover.app.draw import SEED
from primemover.app.go_on import go_on
from primemover.app.test_day import DayState, day
from primemover.app.test_offer import Offer, offer, start
from primemover.app.tests_told import PROTOCOL
from primemover.coach import screen as screened
from primemover.coach.trial import Arm, arm_for
from primemover.journal import Journal, new_id
from primemover.routine import library
from primemover.session import parse_event
from primemover.session.fields import time_text

NOW = datetime(2026, 3, 10, 7, 30, tzinfo=UTC)
LIBRARY = library()
HEALTHY = {"stop": ["none"], "adapt": ["none"]}


class Runner:
    """A person whose clock goes on as they do things."""

    def __init__(self, journal: Journal, person: str) -> None:
        self.journal, self.person, self.now = journal, person, NOW

    def tell(self, session: str, kind: str, data: dict[str, Any] | None = None, **fields: Any) -> None:
        told = {"id": new_id(), "session": session, "person": self.person, "kind": kind, "data": data or {}}
        self.journal.append([parse_event({**told, "at": time_text(self.now), **fields})])

    def wait(self, **how: float) -> None:
        self.now += timedelta(**how)

    def offer(self) -> Offer:
        answers = screened(HEALTHY)
        return offer(self.journal, LIBRARY, self.person, answers, self.now)

    def start(self, **how: Any) -> str:
        how = {"by_lot": True, "agreed": True, **how}
        return start(self.journal, LIBRARY, self.person, self.now, **how).session_id

    def day(self, day_id: str) -> DayState:
        return day(self.journal, self.person, day_id, self.now)

    def holds(self, session: str, day_id: str, moment: str, *, ends: str = "done", **told: Any) -> None:
        """Begin the session, hold both sides (or those of ``sides``), and end it."""
        self.tell(session, "start", t_s=0)
        for side in told.pop("sides", ("right", "left")):
            data = {"day": day_id, "moment": moment, "protocol": PROTOCOL, "side": side, "held_s": 40}
            data |= {"began_at": time_text(self.now), "end_reason": "glute-gave-out"} | told
            self.wait(minutes=1)
            self.tell(session, "test", data)
        self.end(session, ends)

    def between(self, day_id: str, *, ends: str = "done", minutes: float = 12) -> str:
        session = go_on(self.journal, LIBRARY, self.person, day_id, self.now)
        self.tell(session, "start", t_s=0)
        self.wait(minutes=minutes)
        self.end(session, ends)
        return session

    def end(self, session: str, reason: str = "done") -> None:
        if reason:
            self.tell(session, "end", {"reason": reason}, t_s=1)

    def lot_says(self, arm: Arm) -> None:
        seed = next(seed for n in count() if arm_for(0, seed := f"seed {n}") is arm)
        self.journal.save_settings(self.person, self.journal.settings(self.person) | {SEED: seed})

    def trains(self) -> None:
        """A session before, so that the next is not the first."""
        session = begin(self.journal, LIBRARY, self.person, Wishes(minutes=12), self.now).session_id
        self.tell(session, "start", t_s=0)
        self.end(session)
        self.wait(days=1)
