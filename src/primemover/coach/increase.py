"""Small steps up: which one place is due, and what holds it back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Final

from primemover.coach.past import WELL_HELD, Level, PastSession
from primemover.coach.setbacks import GAP
from primemover.coach.spots import Spot
from primemover.routine.exercise import ExerciseKind
from primemover.routine.prescription import Doses

IN_A_ROW: Final = 3
"""[D] One good session may be chance, three in a row at one dose are a reason."""
APART: Final = timedelta(hours=12)
"""[D] Of two sessions on one day one counts: a body answers overnight."""


def in_order(spots: Iterable[Spot], first: str | None) -> list[Spot]:
    """The places that may grow, in the order in which they do.

    1. What was taken down comes back to the usual dose.
    2. ``first``, where an answer names it.
    3. The work, the source's step 4 before all other; then what lengthens.
    """

    def order(spot: Spot) -> tuple[bool, bool, bool, int]:
        lengthens = spot.exercise.kind is not ExerciseKind.ACTIVATE
        return spot.level >= 0, spot.place != first, lengthens, spot.priority

    return sorted((spot for spot in spots if spot.may_grow), key=order)


def good_sessions(spot: Spot, history: Iterable[PastSession], levels: Mapping[str, Level]) -> int:
    """How many sessions in a row, back from the last, went well at this dose; at most ``IN_A_ROW``.

    ``history`` is newest first, ``levels`` how every place stands: after a change of any of them the count
    begins anew, so that one thing changes at a time.
    """
    counted = 0
    later = None
    for session in history:
        if later is not None and later.at - session.at >= GAP:
            break
        step = session.step(spot.place)
        if step is None:
            if not session.went_well and (session.pains or session.counting):
                break
            continue
        as_now = _as_now(spot, session, levels)
        at_dose = step.exercise == spot.rung.exercise and _reaches(step.doses, spot.rung.doses)
        if not (session.went_well and as_now and at_dose and step.held >= WELL_HELD):
            break
        if later is None or later.at - session.at >= APART:
            counted, later = counted + 1, session
        if counted == IN_A_ROW:
            break
    return counted


def _as_now(spot: Spot, session: PastSession, levels: Mapping[str, Level]) -> bool:
    then = session.levels or {}
    places = {step.place for step in session.steps} | {spot.place}
    return all(_level(then, place) == _level(levels, place) for place in places)


def _level(levels: Mapping[str, Level], place: str) -> int:
    return levels[place].level if place in levels else 0


def _reaches(done: Doses, wanted: Doses) -> bool:
    """True where time has not made ``done`` less than ``wanted``."""
    return (
        (done.reps or 0) >= (wanted.reps or 0)
        and done.sets >= wanted.sets
        and all(done.holds.get(name, 0) >= amount for name, amount in wanted.holds.items())
    )
