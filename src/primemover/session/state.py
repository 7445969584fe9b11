"""What a session is, once its events are folded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from primemover.coach.field_test import EndReason as HoldEnd
from primemover.coach.field_test import Moment
from primemover.coach.pain import Kind as PainKind
from primemover.coach.pain import Response as PainResponse
from primemover.coach.soreness import Sore
from primemover.coach.trial import Arm
from primemover.session.events import Event
from primemover.session.kinds import EndReason, Even, Part
from primemover.terms import Muscle, Region, Side


class Status(StrEnum):
    """How far a session has come."""

    PLANNED = "planned"
    RUNNING = "running"
    PAUSED = "paused"
    DONE = "done"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class PlannedTest:
    """Which part of which test day a session is; ``day`` is the id of the day's first session."""

    day: str
    part: Part


@dataclass(frozen=True, slots=True)
class Plan:
    """What was planned, and by which version; ``prescription`` compiles to the session's timeline."""

    routine: str
    minutes: float
    prescription: Mapping[str, Any]
    total_s: float
    app_version: str
    test: PlannedTest | None = None


@dataclass(frozen=True, slots=True)
class Hold:
    """One hold that is over. ``set`` and ``rep`` count from 1; ``event`` is the event that told it."""

    event: str
    at: datetime
    track: str
    segment: int
    exercise: str
    phase: str | None
    side: Side
    set: int
    rep: int | None
    planned_s: float
    held_s: float
    skipped: bool


@dataclass(frozen=True, slots=True)
class Pain:
    """A pain that was told during the session, level 0–10, and what the session did about it."""

    event: str
    at: datetime
    region: Region
    kind: PainKind
    level: int
    exercise: str | None
    phase: str | None
    side: Side | None
    response: PainResponse


@dataclass(frozen=True, slots=True)
class Closing:
    """The answers after a session; None is a question left open. Effort and pain are 0–10."""

    event: str
    at: datetime
    effort: int | None
    felt_left: tuple[Muscle, ...]
    felt_right: tuple[Muscle, ...]
    pain: int | None
    even: Even | None
    note: str | None


@dataclass(frozen=True, slots=True)
class Tested:
    """One hold of a test as it was told; ``coach.field_test`` says whether it counts.

    ``felt`` is None where it was not asked; ``protocol`` is the id of the exercise.
    """

    event: str
    at: datetime
    day: str
    protocol: str
    moment: Moment
    side: Side
    began_at: datetime
    held_s: float
    end_reason: HoldEnd
    felt: tuple[Muscle, ...] | None


@dataclass(frozen=True, slots=True)
class Drawn:
    """What was drawn for a test day, told when it was shown; ``index`` counts the draws from 0."""

    event: str
    at: datetime
    day: str
    index: int
    arm: Arm


@dataclass(frozen=True, slots=True)
class Morning:
    """What was sore the morning after this session; empty where nothing was."""

    event: str
    at: datetime
    sore: tuple[Sore, ...]


@dataclass(frozen=True, slots=True)
class Logged:
    """A session done without the program; ``event`` is the event that told it."""

    event: str
    routine: str
    minutes: float
    done_at: datetime
    note: str | None


@dataclass(frozen=True, slots=True)
class Seen:
    """What the camera saw of one set. ``planned``: repetitions, or None where none are counted."""

    exercise: str
    side: Side
    set: int
    planned: int | None
    counted: int


@dataclass(frozen=True, slots=True)
class SessionState:
    """One session as its events tell it."""

    id: str
    person: str
    status: Status
    plan: Plan | None
    planned_at: datetime | None
    logged: Logged | None
    started_at: datetime | None
    """The first sign of play, or when a logged session was done."""
    ended_at: datetime | None
    end_reason: EndReason | None
    last_at: datetime
    """Time of the last event of any kind."""
    last_t_s: float
    """The farthest second of the session's wall clock that an event names: where it was left."""
    controls: tuple[Event, ...]
    """What ``routine.position`` reads, in the order of ``t_s``."""
    holds: tuple[Hold, ...]
    pains: tuple[Pain, ...]
    seen: tuple[Seen, ...]
    """Sets that the camera followed, in order."""
    away_s: float
    closing: Closing | None
    tests: tuple[Tested, ...]
    drawn: Drawn | None
    morning: Morning | None
    window: str | None
    """The page that holds the session."""
    corrected: tuple[str, ...]
    """Ids of the events whose data a later correction has changed."""
    deleted: bool

    @property
    def routine(self) -> str | None:
        """Id of the routine, planned or logged."""
        if self.logged:
            return self.logged.routine
        return self.plan.routine if self.plan else None

    @property
    def minutes(self) -> float | None:
        """Minutes of the session, planned or logged."""
        if self.logged:
            return self.logged.minutes
        return self.plan.minutes if self.plan else None
