"""The weeks that lie behind a runner, lived through the program's own verbs from a truth that the test knows.

What is planned, drawn and stored is the program's: each session is begun at its own date, the sides take
turns, the arms are drawn under the person's stored seed, and the events go through ``record`` as the pages
send them. Only how long a side holds comes from here: from a ``Truth`` and noise of a fixed seed.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any, Final

from done_session import done_session

from primemover.app.begin import Begun, Wishes, begin
from primemover.app.draw import SEED, draw
from primemover.app.finish import finish
from primemover.app.go_on import go_on
from primemover.app.record import record
from primemover.app.screen import screen
from primemover.app.test_offer import start
from primemover.coach.field_test import EndReason, Moment
from primemover.coach.trial import Arm
from primemover.journal import Journal, new_id
from primemover.routine import library
from primemover.routine.compiling import compile as lay_out_in_time
from primemover.routine.prescription import prescription_from
from primemover.routine.timeline import Timeline
from primemover.session import event_json, fold
from primemover.session.fields import time_text
from primemover.terms import Side

NONE: Final = {"stop": ["none"], "adapt": ["none"]}
LEARNING: Final = 1.05
"""A second hold is a little better, whatever came between."""


@dataclass(frozen=True, slots=True)
class Truth:
    """What is true of a runner and no program knows: how long each side holds, what the routine adds to it at
    once, and how much each hold scatters (on the log scale; a change a week where a side gets lower)."""

    hold_s: Mapping[Side, float]
    gain: Mapping[Side, float]
    noise_sd: float = 0.08
    a_week: float = 0.0


Ends = Mapping[tuple[Side, Moment], EndReason]
"""How a hold ended that ended otherwise than because the glute gave out."""
COUNTS: Final[Ends] = {}


class Weeks:
    """One person's weeks up to ``now``, told day by day."""

    def __init__(self, journal: Journal, person_id: str, truth: Truth, now: datetime, seed: str) -> None:
        self.journal = journal
        self.person_id = person_id
        self.truth = truth
        self.now = now
        self._random = Random(seed)
        journal.save_settings(person_id, journal.settings(person_id) | {SEED: seed})

    def answered(self, days_ago: float) -> None:
        """The lists, answered "none of these" as they were then."""
        screen(self.journal, self.person_id, NONE, self._back(days_ago))

    def tested(self, count: int, every_days: float, last_days_ago: float, ends: Ends = COUNTS) -> None:
        """So many test days, the last one ``last_days_ago``; the lists are answered before each."""
        for number in range(count):
            ago = last_days_ago + every_days * (count - 1 - number)
            self.answered(ago + 0.02)
            self.test_day(ago, ends)

    def test_day(self, days_ago: float, ends: Ends = COUNTS) -> None:
        """Both holds, what the lot says, both holds again."""
        at = self._back(days_ago)
        day = start(self.journal, library(), self.person_id, at, by_lot=True, agreed=True).session_id
        over = self._holds(day, at, None, ends)
        arm = draw(self.journal, self.person_id, day, over)
        between = go_on(self.journal, library(), self.person_id, day, over)
        over = self._through(between, over)
        after = go_on(self.journal, library(), self.person_id, day, over)
        self._holds(after, over, arm, ends)

    def practised(self, days_ago: float) -> str:
        """One session of the usual routine, held to its end and closed; its id."""
        at = self._back(days_ago)
        begun: Begun = begin(self.journal, library(), self.person_id, Wishes(minutes=12), at)
        over = self._through(begun.session_id, at)
        finish(self.journal, library(), begun.session_id, {"effort": 4, "pain": 0}, over)
        return begun.session_id

    def _through(self, session: str, at: datetime) -> datetime:
        """A session from its first tap to its end, every hold held; when it was over."""
        timeline = self._timeline(session)
        done = done_session(session, self.person_id, at, timeline)
        record(self.journal, [event_json(event) for event in done])
        return at + timedelta(seconds=timeline.total_s)

    def _holds(self, session: str, at: datetime, arm: Arm | None, ends: Ends) -> datetime:
        """Both holds before, or after ``arm``, in the order that was planned; when they were over."""
        moment = Moment.BEFORE if arm is None else Moment.AFTER
        (plan,) = [event.data for event in self.journal.events(session) if event.kind == "planned"]
        first = Side(plan["prescription"]["first_side"])
        told = [self._event(session, at, "start", 0.0, {})]
        seconds = 15.0
        for side in (first, first.other):
            end = ends.get((side, moment), EndReason.GLUTE_GAVE_OUT)
            held_s = round(self._held(side, at, arm) * (1 if end.is_valid else 0.6), 1)
            test = {
                "day": plan["test"]["day"],
                "moment": moment.value,
                "protocol": "single-leg-bridge-hold",
                "side": side.value,
                "began_at": time_text(at + timedelta(seconds=seconds)),
                "held_s": held_s,
                "end_reason": end.value,
                "felt": ["gluteus-maximus"] if end.is_valid else ["hamstrings"],
            }
            seconds += held_s
            told.append(self._event(session, at, "test", seconds, test))
            seconds += 20
        told.append(self._event(session, at, "end", seconds, {"reason": "done"}))
        record(self.journal, told)
        return at + timedelta(seconds=seconds + 5)

    def _held(self, side: Side, at: datetime, arm: Arm | None) -> float:
        weeks_ago = (self.now - at) / timedelta(weeks=1)
        logs = math.log(self.truth.hold_s[side]) - self.truth.a_week * weeks_ago
        if arm is not None:
            logs += math.log(LEARNING)
        if arm is Arm.ROUTINE:
            logs += math.log1p(self.truth.gain[side])
        return math.exp(logs + self._random.gauss(0, self.truth.noise_sd))

    def _timeline(self, session: str) -> Timeline:
        plan = fold(self.journal.events(session)).plan
        assert plan is not None
        known = library()
        return lay_out_in_time(known.routine(plan.routine), prescription_from(plan.prescription), known)

    def _event(
        self, session: str, at: datetime, kind: str, t_s: float, data: dict[str, Any]
    ) -> dict[str, Any]:
        return {
            "id": new_id(),
            "session": session,
            "person": self.person_id,
            "kind": kind,
            "at": time_text(at + timedelta(seconds=t_s)),
            "t_s": t_s,
            "window": None,
            "data": data,
        }

    def _back(self, days: float) -> datetime:
        return self.now - timedelta(days=days)
