"""A runner with a past, lived through the program's own verbs: sessions, pains, corrections, test days."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from primemover.app.begin import Wishes, begin
from primemover.app.correct import correct
from primemover.app.draw import draw
from primemover.app.finish import finish
from primemover.app.go_on import go_on
from primemover.app.log import log
from primemover.app.people import household
from primemover.app.record import record
from primemover.app.screen import screen
from primemover.app.test_offer import start
from primemover.coach.field_test import EndReason
from primemover.journal import Journal, new_id
from primemover.routine import library
from primemover.session.fields import time_text

NONE = {"stop": ["none"], "adapt": ["none"]}
TEST_DAYS = 6
ENDS = list(EndReason)


class Life:
    """One person's past, written into a journal at moments that lie back from ``now``."""

    def __init__(self, journal: Journal, now: datetime) -> None:
        self.journal = journal
        self.now = now
        self.person = household(journal, "Ada")[0].id

    def whole(self) -> None:
        """Everything that a person may have behind them."""
        screen(self.journal, self.person, NONE, self._back(days=27))
        for day in (26, 25):
            log(
                self.journal,
                self.person,
                routine="glute-activation",
                minutes=12,
                day=self._back(days=day).date(),
                now=self.now,
                note="Before a run.",
            )
        self.hurting_session(self._back(days=25))
        screen(self.journal, self.person, NONE, self._back(days=24, hours=12))
        for number in range(TEST_DAYS):
            self.test_day(self._back(days=24 - 4 * number), number)
        screen(self.journal, self.person, NONE, self._back(hours=2))
        self.left_session(self._back(hours=1))

    def hurting_session(self, at: datetime) -> None:
        """Holds, a mild pain, an alarming one that ends it, the closing answers, and a correction."""
        session = begin(self.journal, library(), self.person, Wishes(), at).session_id
        self._tell(session, at, "start", {})
        hold = self._tell(session, at, "hold", _hold(3.0))
        for level, kind, response in ((4, "muscular", "easier"), (6, "sharp", "end")):
            pain = {"region": "low-back", "kind": kind, "level": level, "response": response}
            where = {"exercise": "prone-recruitment", "phase": "lift", "side": "left"}
            self._tell(session, at, "pain", pain | where)
        self._tell(session, at, "end", {"reason": "pain"})
        closing = {
            "effort": 4,
            "felt": {"left": ["hamstrings"], "right": ["gluteus-maximus"]},
            "even": "left",
        }
        finish(self.journal, library(), session, closing, at)
        correct(self.journal, session, hold, {"held_s": 2.5}, at)

    def done_session(self, at: datetime) -> None:
        """A session that was done to its end."""
        session = begin(self.journal, library(), self.person, Wishes(), at).session_id
        self._tell(session, at, "start", {})
        self._tell(session, at, "hold", _hold(3.0))
        self._tell(session, at, "end", {"reason": "done"})

    def left_session(self, at: datetime) -> None:
        """A session that was left in the middle, and may be gone on with."""
        session = begin(self.journal, library(), self.person, Wishes(), at).session_id
        self._tell(session, at, "start", {})
        self._tell(session, at, "hold", _hold(3.0))
        self._tell(session, at, "pause", {})

    def test_day(self, at: datetime, number: int) -> None:
        """Holds before, what was drawn, holds after; every second day one side ends otherwise."""
        begun = start(self.journal, library(), self.person, at, by_lot=number > 0, agreed=True)
        day = begun.session_id
        self._holds(day, day, "before", at, number)
        later = at + timedelta(minutes=5)
        if number > 0:
            draw(self.journal, self.person, day, later)
        between = go_on(self.journal, library(), self.person, day, later)
        self._tell(between, later, "start", {})
        self._tell(between, later + timedelta(minutes=12), "end", {"reason": "done"})
        last = later + timedelta(minutes=14)
        after = go_on(self.journal, library(), self.person, day, last)
        self._holds(after, day, "after", last, number)

    def _holds(self, session: str, day: str, moment: str, at: datetime, number: int) -> None:
        self._tell(session, at, "start", {})
        for index, side in enumerate(("left", "right")):
            began = at + timedelta(minutes=1 + index)
            seconds = (22.0 if side == "left" else 41.0) + number % 3 + (9.0 if moment == "after" else 0.0)
            end = ENDS[number % len(ENDS)] if moment == "after" and side == "right" else ENDS[0]
            told = {"day": day, "moment": moment, "protocol": "single-leg-bridge-hold", "side": side}
            how = {"began_at": time_text(began), "held_s": seconds, "end_reason": end.value}
            self._tell(session, began + timedelta(seconds=seconds), "test", told | how)
        self._tell(session, at + timedelta(minutes=4), "end", {"reason": "done"})

    def _tell(self, session: str, at: datetime, kind: str, data: dict[str, Any]) -> str:
        told = {"id": new_id(), "session": session, "person": self.person, "kind": kind, "t_s": 60.0}
        record(self.journal, [told | {"at": time_text(at), "window": None, "data": data}])
        return str(told["id"])

    def _back(self, **ago: float) -> datetime:
        return self.now - timedelta(**ago)


def _hold(held_s: float) -> dict[str, Any]:
    at = {"track": "main", "segment": 3, "exercise": "prone-recruitment", "phase": "lift", "side": "left"}
    return at | {"set": 1, "rep": 1, "planned_s": 3.0, "held_s": held_s, "skipped": False}
