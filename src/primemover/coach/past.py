"""What the coach reads of a past session: how each place was done, what hurt, and the morning after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from primemover.coach.pain import GO_ON_UP_TO, Kind, Response, next_day_counts, respond
from primemover.coach.soreness import Sore
from primemover.routine.exercise import Tool
from primemover.routine.prescription import Doses
from primemover.terms import Region

A_DAY: Final = timedelta(days=1)
WELL_HELD: Final = 0.9
"""[D] Of ten holds one may be missed by a slip of the thumb."""
SKIPPED: Final = 1 / 3
"""[D] Who leaves more than a third undone says that it is too much, or too long."""
HARD_EFFORT: Final = 7
"""[D] Above 7 of 10 a session was hard enough."""


@dataclass(frozen=True, slots=True)
class Level:
    """Where a place stands: the exercise that filled it, and the rung of its ladder (``coach.rungs``)."""

    base: str
    level: int


@dataclass(frozen=True, slots=True)
class PastStep:
    """One place of a past session as it was planned and done."""

    place: str
    exercise: str
    tool: Tool | None
    doses: Doses
    """As planned."""
    holds_planned: int
    holds_held: int
    eased: bool
    """True where the easier form was taken during the session, or the step left out, because of pain."""

    @property
    def held(self) -> float:
        """The part of its holds that was held, 0–1."""
        return min(1.0, self.holds_held / self.holds_planned) if self.holds_planned else 1.0


@dataclass(frozen=True, slots=True)
class PainTold:
    """A pain told during a session, level 0–10; ``place`` is what was being done, where it is known."""

    at: datetime
    region: Region
    kind: Kind
    level: int
    place: str | None = None


@dataclass(frozen=True, slots=True)
class MorningTold:
    """The answer to "how was the morning after?", told ``at``; nothing was sore where ``sore`` is empty."""

    at: datetime
    sore: tuple[Sore, ...] = ()


@dataclass(frozen=True, slots=True)
class PastSession:
    """One past session."""

    routine: str | None
    planned_at: datetime | None
    """When it was planned; None for one that was done without the program."""
    at: datetime
    """When it ended."""
    finished: bool
    """True where it was played to its end."""
    steps: tuple[PastStep, ...] = ()
    levels: Mapping[str, Level] | None = None
    """Place → level as it was planned; None where the plan came from elsewhere."""
    pains: tuple[PainTold, ...] = ()
    worst_pain: int | None = None
    """As told after the session, 0–10."""
    effort: int | None = None
    morning: MorningTold | None = None
    recruited: bool = False
    """True where the glutes were made to work, so that soreness of the buttock is to be expected."""

    def step(self, place: str) -> PastStep | None:
        """How ``place`` was done, or None where it was not part of the session."""
        return next((step for step in self.steps if step.place == place), None)

    @property
    def counting(self) -> tuple[Sore, ...]:
        """What of the morning after counts: never the expected soreness of the buttock."""
        if self.morning is None:
            return ()
        # The question is about the morning after, however late it is answered.
        hours = min(self.morning.at - self.at, A_DAY) / timedelta(hours=1)
        return tuple(
            sore
            for sore in self.morning.sore
            if sore.level > 0 and next_day_counts(sore.region, sore.kind, max(0.0, hours), self.recruited)
        )

    @property
    def went_well(self) -> bool:
        """True where it was finished, nothing was eased or hurt beyond 3 of 10, and it was not too hard."""
        return (
            self.finished
            and not any(step.eased for step in self.steps)
            and all(drops(pain.region, pain.kind, pain.level) == 0 for pain in self.pains)
            and (self.worst_pain is None or self.worst_pain <= GO_ON_UP_TO)
            and (self.effort is None or self.effort <= HARD_EFFORT)
            and not self.counting
        )


def drops(region: Region, kind: Kind, level: int) -> int:
    """How many quick steps down a pain asks for: none to 3 of 10, one at 4–5, else or if alarming two."""
    response = respond(region, kind, level).response
    return {Response.GO_ON: 0, Response.EASIER: 1, Response.LEAVE_OUT: 2, Response.END: 2}[response]
