"""When a test day is due, what stands against it, and its beginning: the holds before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from primemover import coach
from primemover.app.begin import Begun, TestPart, Wishes, begin
from primemover.app.known import Known
from primemover.app.lately import Lately
from primemover.app.test_day import BY_LOT, DayState, day
from primemover.app.test_stage import Stage
from primemover.app.tests_told import EASY_WALK, LEG_HOLD, PROTOCOL
from primemover.coach import Screening
from primemover.coach.sides import first_side
from primemover.coach.soreness import Sore
from primemover.coach.testing import Due, not_for_you, not_today, when_due
from primemover.errors import InvalidInput
from primemover.journal import Journal, SessionSummary
from primemover.routine import Library
from primemover.routine.prescription import Reason
from primemover.session import Part
from primemover.session.fields import time_text
from primemover.terms import Need, Side
from primemover.texts import text

FIELD_TEST: Final = "field-test"
"""The routine of the holds before and of the holds after."""
LONGER_TEST: Final = "field-test-longer"
"""The same with the leg hold behind it. Only of holds before: what comes between would change it."""
CONSENT: Final = "trial_consent"
"""The setting that says when a person agreed to draw lots."""
STILL_OPEN: Final = timedelta(hours=2)
"""How far back a day that is not over is looked for."""


@dataclass(frozen=True, slots=True)
class Longer:
    """The leg hold may be chosen; ``last_time`` says whether it was on the last test day."""

    last_time: bool


@dataclass(frozen=True, slots=True)
class Offer:
    """What the pages offer of tests.

    ``against`` says why no test is done at all, empty where nothing stands against it; ``frames_first`` is
    True before the first session, which is framed without a draw; ``open_day`` is a day that is not over,
    ``longer`` is None where this person should leave the leg hold out.
    """

    due: Due
    against: tuple[Reason, ...]
    frames_first: bool
    agreed: bool
    open_day: DayState | None
    longer: Longer | None

    @property
    def is_worth_a_card(self) -> bool:
        """True where today's page has something to say of tests."""
        return self.open_day is not None or (self.due.due and not self.against)


def offer(journal: Journal, library: Library, person_id: str, screening: Screening, now: datetime) -> Offer:
    """What is offered of tests to a person with these answers. Raises ``NotFound`` for the person."""
    sessions = journal.test_sessions(person_id)
    begun = [session.started_at for session in sessions if session.test_part is Part.BEFORE]
    frames_first = not journal.sessions(person_id, limit=1)
    return Offer(
        due=when_due(begun, now, alarmed=Lately(journal, person_id).alarmed_at() is not None),
        against=not_for_you(screening, _needs(library, by_lot=not frames_first)),
        frames_first=frames_first,
        agreed=bool(journal.settings(person_id).get(CONSENT)),
        open_day=_open_day(journal, person_id, sessions, now),
        longer=_longer(library, screening, sessions),
    )


def start(
    journal: Journal,
    library: Library,
    person_id: str,
    now: datetime,
    *,
    by_lot: bool,
    agreed: bool = False,
    hard_run: bool = False,
    longer: bool = False,
    sore: tuple[Sore, ...] = (),
) -> Begun:
    """Begin a test day with the holds before; ``longer``: with the leg hold behind them, if it may be done.

    A day ``by_lot`` wants the person's agreement, given now or before; without it the day frames a session.
    Raises ``InvalidInput`` that says why there is no test now, and as ``begin`` does.
    """
    known = Known.of(journal, person_id, now)
    found = offer(journal, library, person_id, coach.screen(known.standing.answers), now)
    against = found.against or ((found.due.reason,) if not found.due.may else ()) or not_today(hard_run, sore)
    if against:
        why = " ".join(reason.words for reason in against)
        raise InvalidInput(why, where="tests", remedy=text("tests.routine_instead"))
    if by_lot and not (agreed or found.agreed):
        raise InvalidInput(text("tests.not_agreed"), where="tests", remedy=text("tests.not_agreed_do"))
    if by_lot and not found.agreed:
        journal.save_settings(person_id, journal.settings(person_id) | {CONSENT: time_text(now)})
    part = TestPart(Part.BEFORE, also={BY_LOT: by_lot})
    return begin(
        journal,
        library,
        person_id,
        Wishes(
            LONGER_TEST if longer and found.longer else FIELD_TEST,
            first_side=_first_side(journal, person_id),
        ),
        now,
        test=part,
        known=known,
    )


def _needs(library: Library, *, by_lot: bool) -> frozenset[Need]:
    # On a day of the draw the walk must be possible too: who cannot walk easily could not keep to the draw.
    walk = library.exercise(EASY_WALK).needs if by_lot else frozenset()
    return library.exercise(PROTOCOL).needs | walk


def _longer(library: Library, screening: Screening, sessions: Sequence[SessionSummary]) -> Longer | None:
    if not_for_you(screening, library.exercise(LEG_HOLD).needs):
        return None
    begun = [session.routine for session in sessions if session.test_part is Part.BEFORE]
    return Longer(last_time=begun[-1:] == [LONGER_TEST])


def _first_side(journal: Journal, person_id: str) -> Side:
    """The sides take turns from test day to test day, apart from the turns of the routine."""
    days = [session.id for session in journal.test_sessions(person_id) if session.test_part is Part.BEFORE]
    if not days:
        return first_side([])
    return first_side([Side(journal.events(days[-1])[0].data["prescription"]["first_side"])])


def _open_day(
    journal: Journal, person_id: str, sessions: tuple[SessionSummary, ...], now: datetime
) -> DayState | None:
    if not sessions or sessions[-1].test_day is None or now - sessions[-1].last_at > STILL_OPEN:
        return None
    if not any(session.id == sessions[-1].test_day for session in sessions):
        return None  # its holds before were taken out of the history
    found = day(journal, person_id, sessions[-1].test_day, now)
    return None if found.stage is Stage.OVER else found
