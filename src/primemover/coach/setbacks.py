"""Quick steps down: what was told since the last plan, and a gap, by place."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from primemover.coach.pain import EASIER_UP_TO
from primemover.coach.past import SKIPPED, PastSession, drops
from primemover.routine.prescription import Reason
from primemover.terms import Region

GAP: Final = timedelta(days=14)
"""[D] After two weeks without a session what was gained is not counted on in full."""
LONG_GAP: Final = timedelta(days=28)
"""[D] After four weeks it starts from the usual dose again; the safety lists are asked anew then too."""

Loads = Callable[[Region], Collection[str]]
"""The places of today that load a region."""


@dataclass(frozen=True, slots=True)
class Setback:
    """Why a place goes down, and by how many quick steps."""

    steps: int
    reason: Reason


def setbacks(recent: Sequence[PastSession], since: datetime | None, loads: Loads) -> Mapping[str, Setback]:
    """Place → the gravest setback that was told after ``since``, when the last plan was made.

    ``recent`` are the sessions from the one of that plan on. A setback is heard once: the plan made after it
    carries its level. Of several the gravest decides, so that one bad day is not counted twice.
    """
    found: dict[str, Setback] = {}
    for session in recent:
        for place, setback in _of_session(session, since, loads):
            if place not in found or found[place].steps < setback.steps:
                found[place] = setback
    return found


def _of_session(session: PastSession, since: datetime | None, loads: Loads) -> list[tuple[str, Setback]]:
    told: list[tuple[str, Setback]] = []
    for pain in session.pains:
        steps = drops(pain.region, pain.kind, pain.level)
        if steps and _is_news(pain.at, since):
            places = set(loads(pain.region)) if steps > 1 or pain.place is None else set()
            if pain.place is not None:
                places.add(pain.place)
            told += [(place, Setback(steps, _pain_reason(pain.level, steps))) for place in sorted(places)]
    if session.morning is not None and _is_news(session.morning.at, since):
        for sore in session.counting:
            steps = drops(sore.region, sore.kind, sore.level)
            setback = Setback(steps, Reason("dose.down.morning"))
            told += [(place, setback) for place in sorted(loads(sore.region)) if steps]
    if session.finished and _is_news(session.at, since):
        skipped = [step for step in session.steps if not step.eased and 1 - step.held > SKIPPED]
        told += [(step.place, Setback(1, Reason("dose.down.skipped"))) for step in skipped]
    return told


def _is_news(at: datetime, since: datetime | None) -> bool:
    return since is None or at > since


def _pain_reason(level: int, steps: int) -> Reason:
    if steps == 1:
        return Reason("dose.down.pain", {"level": level})
    if level > EASIER_UP_TO:
        return Reason("dose.down.much-pain", {"level": level})
    return Reason("dose.down.alarming")


def after_gap(level: int, gap: timedelta | None) -> tuple[int, Reason | None]:
    """The level after ``gap`` without a session, and why; what is at the usual dose or below stays."""
    if gap is None or gap < GAP or level <= 0:
        return level, None
    if gap >= LONG_GAP:
        return 0, Reason("dose.down.long-gap", {"count": gap.days})
    return level - 1, Reason("dose.down.gap", {"count": gap.days})
