"""What tests and practice of a person come to: verdicts, how they came about, the gate, what is next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from primemover.app.lately import Lately
from primemover.app.readiness import days_of_a_year, gate_now, main_days, practised
from primemover.app.tests_told import PROTOCOL
from primemover.app.today import usual_wishes
from primemover.app.usual import USUAL_ROUTINE
from primemover.coach.field_test import TestDay
from primemover.coach.gate import Gate
from primemover.coach.response import Responses, response
from primemover.coach.testing import Due, when_due
from primemover.coach.thresholds import PRACTISED_WITHIN_DAYS
from primemover.coach.trail import Step, trail
from primemover.journal import Journal
from primemover.routine import Library


@dataclass(frozen=True, slots=True)
class Next:
    """What comes next: when to test, and the usual session in its usual length."""

    test: Due
    routine: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Progress:
    """Everything of the last year that the page of progress and ``status`` show."""

    responses: Responses
    days: tuple[TestDay, ...]
    """Test days of the protocol that verdicts rest on, the earliest first."""
    trail: tuple[Step, ...]
    """What could be told on each of those days."""
    others: Mapping[str, tuple[Step, ...]]
    """The same of other protocols, of which only how long a side holds is shown."""
    gate: Gate
    practised: tuple[tuple[date, bool], ...]
    """The last 28 days, today last, and whether the usual routine was finished on each."""
    next: Next
    now: datetime

    @property
    def practised_days(self) -> int:
        """On how many of the last 28 days the usual routine was finished."""
        return sum(done for _, done in self.practised)


def progress(journal: Journal, library: Library, person_id: str, now: datetime) -> Progress:
    """The progress of a person at ``now``, whose time zone says which day it is. Raises ``NotFound``.

    A handful of reads, however much there is; nothing is kept, so nothing grows old.
    """
    journal.person(person_id)
    days = days_of_a_year(journal, person_id, now)
    main = main_days(days)
    responses = response(main)
    gate = gate_now(journal, library, person_id, responses.difference, now)
    return Progress(
        responses=responses,
        days=tuple(main),
        trail=trail(main),
        others=_others(days),
        gate=gate,
        practised=_calendar(practised(journal, person_id, now), now),
        next=_next(journal, library, person_id, days, now),
        now=now,
    )


def _others(days: Sequence[TestDay]) -> dict[str, tuple[Step, ...]]:
    names = sorted({day.protocol for day in days} - {PROTOCOL})
    return {name: trail(day for day in days if day.protocol == name) for name in names}


def _calendar(done: frozenset[date], now: datetime) -> tuple[tuple[date, bool], ...]:
    dates = [now.date() - timedelta(days=back) for back in reversed(range(PRACTISED_WITHIN_DAYS))]
    return tuple((day, day in done) for day in dates)


def _next(journal: Journal, library: Library, person_id: str, days: Sequence[TestDay], now: datetime) -> Next:
    lengths = library.routine(USUAL_ROUTINE).minutes
    wished = usual_wishes(journal, person_id).minutes
    minutes = wished if wished in lengths else lengths[0]
    begun = {day.at.date(): day.at for day in reversed(days)}  # one test day may have two tests
    alarmed = Lately(journal, person_id).alarmed_at() is not None
    return Next(when_due(begun.values(), now, alarmed=alarmed), USUAL_ROUTINE, minutes)
