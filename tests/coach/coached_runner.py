"""A runner who does what the plan says, session after session, for the tests of the coach."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from primemover.coach.about_effects import Effects
from primemover.coach.pain import Kind
from primemover.coach.past import Level, MorningTold, PainTold, PastSession, PastStep
from primemover.coach.prescription import prescribe
from primemover.coach.progression import Adjustment, adjustment
from primemover.coach.response import Responses
from primemover.coach.screening import Screening, screen
from primemover.coach.soreness import Sore
from primemover.coach.spots import Asked
from primemover.routine import library
from primemover.routine.prescription import PrescribedStep, Prescription
from primemover.routine.routine_file import Routine
from primemover.terms import Need, Region, Side

LIBRARY = library()
ROUTINE = LIBRARY.routine("glute-activation")
MONDAY = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)
HEALTHY: Screening = screen({"stop": ["none"], "adapt": ["none"]})
SQUEEZE_AND_LIFT = "prone-recruitment"
LUNGE = "low-lunge"


@dataclass(frozen=True)
class Outcome:
    """How one session went; by default well."""

    finished: bool = True
    held: float = 1.0
    held_of: Mapping[str, float] = field(default_factory=dict)
    eased: Collection[str] = ()
    pains: Sequence[tuple[str, str, int, str | None]] = ()
    """Region, kind, level, place."""
    effort: int | None = None
    worst_pain: int | None = None
    morning: Sequence[Sore] | None = None
    minutes: int | None = None
    days_later: float = 2


WELL = Outcome()


@dataclass
class Runner:
    """One person: what they did, and what is planned for them next."""

    unmet: frozenset[Need] = frozenset()
    effects: Effects = field(default_factory=Effects)
    responses: Responses | None = None
    routine_id: str = ROUTINE.id
    now: datetime = MONDAY
    history: list[PastSession] = field(default_factory=list)
    """Oldest first."""

    @property
    def routine(self) -> Routine:
        return LIBRARY.routine(self.routine_id)

    def asked(self, sore: bool = False) -> Asked:
        return Asked(self.routine, LIBRARY, self.unmet, None, something_sore=sore)

    def adjusted(self, sore: bool = False) -> Adjustment:
        return adjustment(
            self.asked(sore), list(reversed(self.history)), self.now, self.effects, self.responses
        )

    def plan(self, minutes: int | None = None, sore: Sequence[Sore] = ()) -> Prescription:
        return prescribe(
            self.routine,
            LIBRARY,
            HEALTHY,
            minutes=minutes,
            tools=None,
            first_side=Side.LEFT,
            sore=sore,
            adjusted=self.adjusted(bool(sore)),
            limits=self.unmet,
        )

    def step(self, place: str = SQUEEZE_AND_LIFT, minutes: int | None = None) -> PrescribedStep:
        return next(step for step in self.plan(minutes).steps if step.place == place)

    def reasons(self, place: str = SQUEEZE_AND_LIFT) -> list[str]:
        return [reason.message for reason in self.step(place).reasons]

    def level(self, place: str = SQUEEZE_AND_LIFT) -> int:
        return self.adjusted().levels.get(place, Level(place, 0)).level

    def does(self, *outcomes: Outcome) -> Runner:
        """Do the planned session, as often as there are outcomes; time passes after each."""
        for outcome in outcomes:
            self.history.append(self._session(outcome))
            self.now += timedelta(days=outcome.days_later)
        return self

    def _session(self, outcome: Outcome) -> PastSession:
        planned, levels = self.plan(outcome.minutes), self.adjusted().levels
        over = self.now + timedelta(minutes=14)
        told = [
            PainTold(self.now + timedelta(minutes=5), Region(region), Kind(kind), level, place)
            for region, kind, level, place in outcome.pains
        ]
        return PastSession(
            routine=self.routine_id,
            planned_at=self.now,
            at=over,
            finished=outcome.finished,
            steps=tuple(self._done(step, outcome) for step in planned.steps),
            levels=levels,
            pains=tuple(told),
            worst_pain=outcome.worst_pain,
            effort=outcome.effort,
            morning=None
            if outcome.morning is None
            else MorningTold(over + timedelta(hours=20), tuple(outcome.morning)),
            recruited=True,
        )

    @staticmethod
    def _done(step: PrescribedStep, outcome: Outcome) -> PastStep:
        held = outcome.held_of.get(step.place, outcome.held)
        eased = step.place in outcome.eased
        return PastStep(step.place, step.exercise, step.tool, step.doses, 100, round(100 * held), eased)
