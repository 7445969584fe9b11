"""The test days that a person told, as ``coach.field_test`` reads them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final

from primemover.coach.field_test import HoldTest, TestDay
from primemover.coach.trial import Arm
from primemover.journal import Journal, SessionSummary
from primemover.session import Kind, Part, SessionState, Status, fold
from primemover.session.state import Tested

PROTOCOL: Final = "single-leg-bridge-hold"
"""The exercise that is held; its id names the protocol."""
LEG_HOLD: Final = "side-lying-abduction-hold"
"""The exercise that is held beside it where there is time: a trend of its own, on which no verdict rests."""
EASY_WALK: Final = "easy-walk"
"""The routine that stands in for the usual one on a day that was drawn so."""
_FACTS: Final = frozenset({Kind.TEST, Kind.DRAWN})


def test_days(journal: Journal, person_id: str, since: datetime | None = None) -> tuple[TestDay, ...]:
    """The test days of a person on which something was held, the earliest first.

    ``since`` is the earliest start. Whatever part of a day was taken out of the history is missing in it.
    ``arm`` is what was done to its end between the holds, whatever was drawn.
    """
    return _days(journal, person_id, journal.test_sessions(person_id, since))


def told_of(journal: Journal, person_id: str, day_id: str) -> TestDay:
    """One test day, with as many holds as it has; none where nothing was held."""
    found = _days(journal, person_id, journal.test_sessions(person_id, day=day_id), empty=True)
    return found[0] if found else TestDay((), None, None)


def _days(
    journal: Journal, person_id: str, sessions: Sequence[SessionSummary], *, empty: bool = False
) -> tuple[TestDay, ...]:
    facts = journal.facts(person_id, [session.id for session in sessions], _FACTS)
    told = {id_: fold(events) for id_, events in facts.items()}
    by_day: dict[str, list[SessionSummary]] = {}
    for session in sessions:
        by_day.setdefault(session.test_day or "", []).append(session)
    days = (day for parts in by_day.values() for day in _protocols(parts, told))
    return tuple(day for day in days if day.holds or empty)


def _protocols(parts: Sequence[SessionSummary], told: Mapping[str, SessionState]) -> Iterator[TestDay]:
    """One day for each test of it, the one that verdicts rest on first: different tests are not compared."""
    states = [told[part.id] for part in parts if part.id in told]
    tests = [test for state in states for test in state.tests]
    arm = next((arm for part in parts if (arm := done_between(part))), None)
    drawn = next((state.drawn.arm for state in states if state.drawn), None)
    names = dict.fromkeys(test.protocol for test in tests)
    for protocol in sorted(names, key=lambda name: name != PROTOCOL) or [PROTOCOL]:
        holds = tuple(as_hold(test) for test in tests if test.protocol == protocol)
        yield TestDay(holds, arm, drawn, protocol)


def main_tests(session: SessionState) -> tuple[Tested, ...]:
    """The holds of a session that verdicts rest on."""
    return tuple(test for test in session.tests if test.protocol == PROTOCOL)


def as_hold(test: Tested) -> HoldTest:
    """One hold as it was told."""
    return HoldTest(test.side, test.began_at, test.moment, test.held_s, test.end_reason)


def done_between(session: SessionSummary) -> Arm | None:
    """What a session did between the holds: None for any other part, and where it was not done to its end."""
    if session.test_part is not Part.BETWEEN or session.status is not Status.DONE:
        return None
    return Arm.WALKING if session.routine == EASY_WALK else Arm.ROUTINE
