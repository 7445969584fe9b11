"""A made-up runner's year, told to the journal as the pages would tell it; for screenshots, tests and demos.

    python scripts/sample_year.py sqlite:///build/sample.db [--days 361]

Practice three times a week and a test day a week, with what happens in a year: a month away, a cramp, a hold
that was only a slip of the thumb, a day done otherwise than drawn, a sore groin, two extension tests, and a
gate that was passed by for a while. The truth behind it is in ``TRUTH``; the seed is fixed.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any, Final

import primemover
from primemover.app.begin import Prepared, Wishes, prepare
from primemover.app.extension import tell_extension
from primemover.app.pass_gate import pass_by, take_back
from primemover.app.people import household
from primemover.app.screen import screen
from primemover.coach.field_test import SIDES, EndReason, Moment
from primemover.coach.gate import Method
from primemover.coach.trial import Arm, arm_for
from primemover.journal import Journal, new_id
from primemover.routine import Library, library
from primemover.routine.prescription import prescription_json
from primemover.routine.timeline import Kind as SegmentKind
from primemover.session import Event, parse_event
from primemover.session.fields import time_text
from primemover.session.hold_data import hold_data
from primemover.terms import Side

NONE: Final = {"stop": ["none"], "adapt": ["none"]}
PROTOCOL: Final = "single-leg-bridge-hold"
ROUTINE, WALK, TEST = "glute-activation", "easy-walk", "field-test"
AWAY: Final = range(150, 182)
"""Days of the year without a session or a test."""


@dataclass(frozen=True, slots=True)
class Truth:
    """What is true of one side: the hold at the start and at the end of the year, and the routine's gain."""

    first_s: float
    last_s: float
    gain: float


TRUTH: Final = {Side.LEFT: Truth(34, 52, 0.32), Side.RIGHT: Truth(52, 62, 0.03)}
NOISE_SD: Final = 0.15 / math.sqrt(2)
"""Scatter of one hold on the log scale: .15 for a ratio of two, as Lehecka 2021 reports."""
LEARNING: Final = 1.05


@dataclass(frozen=True, slots=True)
class Holding:
    """What the holds before and after of a test day share."""

    day: str
    sides: tuple[Side, ...]
    share: float
    ends: Mapping[tuple[Side, Moment], EndReason]


class Teller:
    """Tells the events of one person's sessions."""

    def __init__(
        self, journal: Journal, person_id: str, seed: str, truth: Mapping[Side, Truth] = TRUTH
    ) -> None:
        self.journal = journal
        self.person_id = person_id
        self.seed = seed
        self.truth = truth
        self.draw = Random(seed)
        self.draws = 0
        self._known: Library = library()
        self._prepared: dict[str, Prepared] = {}

    def prepared(self, routine: str, now: datetime) -> Prepared:
        """A session of a routine as the page would lay it out: the routine and the walk in twelve minutes."""
        if routine not in self._prepared:
            wishes = Wishes(routine=routine, minutes=None if routine == TEST else 12)
            self._prepared[routine] = prepare(
                self.journal, self._known, self.person_id, wishes, now, questions=False
            )
        return self._prepared[routine]

    def practise(self, at: datetime, test: dict[str, str] | None = None) -> datetime:
        """One session of the routine from its plan to its closing answers; when it was over."""
        prepared = self.prepared(ROUTINE, at)
        session, over = new_id(), at + timedelta(seconds=prepared.timeline.total_s)
        told = [self._planned(session, at, ROUTINE, prepared.timeline.total_s, test)]
        told.append(self._event(session, "start", at, {}, 0.0))
        told += self._holds(session, at, prepared)
        told.append(self._event(session, "end", over, {"reason": "done"}, prepared.timeline.total_s))
        effort = self.draw.choice([3, 4, 4, 5])
        told.append(
            self._event(session, "closing", over + timedelta(seconds=40), {"effort": effort, "pain": 0})
        )
        self.journal.append(told)
        return over

    def morning(self, session: str, at: datetime, region: str, kind: str, level: int) -> None:
        """What was sore the morning after a session."""
        sore = {"region": region, "kind": kind, "level": level}
        self.journal.append([self._event(session, "morning", at, {"sore": [sore]})])

    def hurt(self, at: datetime, kind: str = "sharp", level: int = 6) -> None:
        """A session that ended in a pain in the groin."""
        session = new_id()
        pain = {"region": "groin", "kind": kind, "level": level, "response": "end", "side": "left"}
        self.journal.append(
            [
                self._planned(session, at, ROUTINE, 720),
                self._event(session, "start", at, {}, 0.0),
                self._event(session, "pain", at + timedelta(minutes=4), pain, 240.0),
                self._event(session, "end", at + timedelta(minutes=4), {"reason": "pain"}, 240.5),
            ]
        )

    def walk(self, at: datetime, test: dict[str, str]) -> datetime:
        """Twelve minutes of easy walking between the holds."""
        session, over = new_id(), at + timedelta(minutes=12)
        walked = self._holds(session, at, self.prepared(WALK, at))
        self.journal.append(
            [
                self._planned(session, at, WALK, 720, test),
                self._event(session, "start", at, {}, 0.0),
                *walked,
                self._event(session, "end", over, {"reason": "done"}, 720.0),
            ]
        )
        return over

    def test_day(
        self,
        at: datetime,
        share: float,
        *,
        drawn: bool = True,
        other: bool = False,
        ends: dict[tuple[Side, Moment], EndReason] | None = None,
        slip: bool = False,
        leave_after: bool = False,
        also: str | None = None,
    ) -> None:
        """One test day, ``share`` (0–1) of the year over.

        ``other``: done otherwise than drawn. ``ends``: holds that ended for another reason. ``slip``: the
        first hold was let go at once. ``leave_after``: nothing after the holds before. ``also``: another
        protocol, held once a side after the holds after.
        """
        day = new_id()
        arm = arm_for(self.draws, self.seed) if drawn else Arm.ROUTINE
        sides = SIDES if self.draws % 2 == 0 else SIDES[::-1]
        asked = Holding(day, sides, share, ends or {})
        over = self._hold(asked, at, Moment.BEFORE, slip=slip)
        if drawn:
            told = {"day": day, "index": self.draws, "arm": arm.value}
            self.journal.append([self._event(day, "drawn", over, told)])
            self.draws += 1
        if leave_after:
            return
        done = arm if not other else (Arm.WALKING if arm is Arm.ROUTINE else Arm.ROUTINE)
        between = {"day": day, "part": "between"}
        began = over + timedelta(minutes=1)
        over = self.walk(began, between) if done is Arm.WALKING else self.practise(began, between)
        over = self._hold(asked, over + timedelta(minutes=1), Moment.AFTER, done)
        if also:
            self._hold_of_another(asked, over, also)

    def _hold_of_another(self, asked: Holding, at: datetime, protocol: str) -> None:
        """One hold a side of another protocol: only how long a side holds can be told of it."""
        session = new_id()
        told = [
            self._planned(session, at, TEST, 300, {"day": asked.day, "part": "after"}),
            self._event(session, "start", at, {}, 0.0),
        ]
        for turn, side in enumerate(asked.sides):
            held_s = round(1.5 * self._held(side, asked.share, None), 1)
            began = at + timedelta(seconds=15 + 140 * turn)
            data = {
                "day": asked.day,
                "moment": "before",
                "protocol": protocol,
                "side": side.value,
                "began_at": time_text(began),
                "held_s": held_s,
                "end_reason": EndReason.GLUTE_GAVE_OUT.value,
            }
            told.append(self._event(session, "test", began + timedelta(seconds=held_s), data))
        told.append(self._event(session, "end", at + timedelta(seconds=300), {"reason": "done"}, 300.0))
        self.journal.append(told)

    def _hold(
        self, asked: Holding, at: datetime, moment: Moment, done: Arm | None = None, *, slip: bool = False
    ) -> datetime:
        """Both holds of a moment; when they were over."""
        session = asked.day if moment is Moment.BEFORE else new_id()
        total_s = 200.0
        told = [self._planned(session, at, TEST, total_s, {"day": asked.day, "part": moment.value})]
        told.append(self._event(session, "start", at, {}, 0.0))
        for turn, side in enumerate(asked.sides):
            end = asked.ends.get((side, moment), EndReason.GLUTE_GAVE_OUT)
            held_s = round(self._held(side, asked.share, done) * (0.5 if not end.is_valid else 1), 1)
            held_s = 2.4 if slip and turn == 0 else held_s
            began = at + timedelta(seconds=15 + 95 * turn)
            data = {
                "day": asked.day,
                "moment": moment.value,
                "protocol": PROTOCOL,
                "side": side.value,
                "began_at": time_text(began),
                "held_s": held_s,
                "end_reason": end.value,
                "felt": ["gluteus-maximus"] if end.is_valid else ["hamstrings"],
            }
            over = began + timedelta(seconds=held_s)
            told += self._open_hold(session, at, over, side, held_s)
            told.append(self._event(session, "test", over, data))
        over = at + timedelta(seconds=total_s)
        told.append(self._event(session, "end", over, {"reason": "done"}, total_s))
        self.journal.append(told)
        return over

    def _held(self, side: Side, share: float, done: Arm | None) -> float:
        truth = self.truth[side]
        usual_s = truth.first_s * math.exp(share * math.log(truth.last_s / truth.first_s))
        if done is not None:
            usual_s *= LEARNING * (1 + truth.gain if done is Arm.ROUTINE else 1)
        return usual_s * math.exp(self.draw.gauss(0, NOISE_SD))

    def _holds(self, session: str, at: datetime, prepared: Prepared) -> Iterator[Event]:
        for number, segment in enumerate(prepared.timeline.main.segments):
            if segment.kind is not SegmentKind.HOLD:
                continue
            data = hold_data(number, segment)
            yield self._event(session, "hold", at + timedelta(seconds=segment.end_s), data, segment.end_s)

    def _open_hold(
        self, session: str, at: datetime, over: datetime, side: Side, held_s: float
    ) -> Iterator[Event]:
        """The hold of a test as the player tells it, beside the test itself."""
        for number, segment in enumerate(self.prepared(TEST, at).timeline.main.segments):
            if segment.open and segment.side is side:
                data = hold_data(number, segment, held_s)
                yield self._event(session, "hold", over, data, (over - at).total_seconds())

    def _planned(
        self,
        session: str,
        at: datetime,
        routine: str,
        total_s: float,
        test: dict[str, str] | None = None,
    ) -> Event:
        planned: dict[str, Any] = {
            "routine": routine,
            "minutes": 12 if routine != TEST else round(total_s / 60, 1),
            "prescription": prescription_json(self.prepared(routine, at).prescription)
            | ({"by_lot": True} if routine == TEST else {}),
            "total_s": total_s,
            "app_version": primemover.__version__,
        }
        if test is not None:
            planned["test"] = test
        return self._event(session, "planned", at - timedelta(seconds=20), planned)

    def _event(
        self, session: str, kind: str, at: datetime, data: dict[str, Any], t_s: float | None = None
    ) -> Event:
        return parse_event(
            {
                "id": new_id(),
                "session": session,
                "person": self.person_id,
                "kind": kind,
                "at": time_text(at),
                "t_s": t_s,
                "window": None,
                "data": data,
            }
        )


def one_session(journal: Journal, person_id: str, now: datetime, seed: str = "sample") -> None:
    """Day one, two hours ago: the first session, framed by holds, and nothing drawn."""
    at = now - timedelta(hours=3)
    screen(journal, person_id, NONE, at)
    Teller(journal, person_id, seed).test_day(at, 0.0, drawn=False)


def sample_year(
    journal: Journal, person_id: str, now: datetime, days: int = 361, seed: str = "sample"
) -> None:
    """``days`` days up to yesterday; less than a year gives the year's beginning."""
    start = now - timedelta(days=days)
    screen(journal, person_id, NONE, start)
    teller = Teller(journal, person_id, seed)
    journal.save_settings(person_id, {"minutes": 12, "tools": ["roller"], "trial_seed": seed})
    for day in range(days):
        if day in AWAY:
            continue
        _one_day(teller, day, start + timedelta(days=day))
    screen(journal, person_id, NONE, now - timedelta(hours=20))
    _aside(journal, person_id, start, days)


def _one_day(teller: Teller, day: int, at: datetime) -> None:
    share = day / 365
    cramp = {(Side.LEFT, Moment.AFTER): EndReason.HAMSTRING_CRAMP}
    if day == 0:
        teller.test_day(at, share, drawn=False)
    elif day % 7 == 0:
        teller.test_day(
            at,
            share,
            other=day == 91,
            ends=cramp if day in (56, 210, 301) else {},
            slip=day == 126,
            leave_after=day == 266,
            also="side-lying-abduction-hold" if day > 250 and day % 14 == 0 else None,
        )
    elif day % 7 in (2, 4) or (day % 7 == 5 and teller.draw.random() < 0.6):
        if day == 242:
            teller.hurt(at)
        else:
            teller.practise(at)


def _aside(journal: Journal, person_id: str, start: datetime, days: int) -> None:
    """What was told outside of sessions."""
    angles = {200: (-5.0, -9.5), days - 24: (-10.5, -13.0)}
    for day, (left, right) in angles.items():
        if 0 < day < days:
            told = {Side.LEFT: left, Side.RIGHT: right}
            tell_extension(journal, person_id, told, Method.HELPER, start + timedelta(days=day))
    if days > 95:
        pass_by(
            journal,
            person_id,
            "My physiotherapist wants me to keep two easy core exercises.",
            start + timedelta(days=95),
        )
    if days > 130:
        take_back(journal, person_id, start + timedelta(days=130))


def main() -> None:
    """Fill the database at the first argument."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("database_url")
    parser.add_argument("--days", type=int, default=361)
    asked = parser.parse_args()
    with Journal.open(asked.database_url) as journal:
        person = household(journal)[0]
        sample_year(journal, person.id, datetime.now().astimezone(), asked.days)


if __name__ == "__main__":
    main()
