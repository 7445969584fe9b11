"""From past sessions, answers and tests to what changes in the next plan, each change with its reason.

========================================================================== ===================================
what was told since the last plan                                          what changes
========================================================================== ===================================
pain 4–5, muscular, in a step                                              that step one quick step down
pain above 5, or not muscular, or in the groin                             all that loads it two steps down
more than a third of a step's holds not held, in a finished session        that step one quick step down
the morning after: joint or nerve pain, or muscle pain of 4 or more        all that loads it, as above
the morning after: sore buttock muscles                                    nothing; it is expected
14 days without a session                                                  one rung back, not below usual
28 days without a session                                                  the usual dose at most
three finished sessions in a row at one dose, each with pain ≤ 3,          one rung up for one place: first
90 % held, effort ≤ 7 and no morning that counts                           what was taken down, then the work
something sore, tired legs, a jump in running, a setback, a gap            nothing goes up, nor is stretched
========================================================================== ===================================

A *quick step down* is the next easier form at the usual dose or below, one rung above it; the rungs stand in
``coach.rungs``. What goes up: repetitions before the hold before sets before a harder form; only what works
or lengthens goes beyond its usual dose. All thresholds are choices of ours [D].

Where a place stands is derived from history alone: each plan records its levels, and what was told since is
applied to them once. The safety answers and what is sore today come after, in ``coach.prescription``, and
always win.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from primemover.coach.about_effects import Effects
from primemover.coach.increase import IN_A_ROW, good_sessions, in_order
from primemover.coach.past import Level, PastSession
from primemover.coach.response import Responses
from primemover.coach.response_reasons import heard, proposes
from primemover.coach.rungs import Change, Rung
from primemover.coach.setbacks import GAP, Setback, after_gap, setbacks
from primemover.coach.spots import Asked, Spot, spots_of
from primemover.routine.planning import OwnDoses, OwnForms
from primemover.routine.prescription import Reason
from primemover.terms import Region

MOST_SESSIONS = 12
"""How many past sessions are looked at, at most."""


@dataclass(frozen=True, slots=True)
class Adjustment:
    """What changes in a plan, and why."""

    levels: Mapping[str, Level] = field(default_factory=dict)
    """Where every place stands that does not stand at its usual dose; recorded with the plan."""
    doses: OwnDoses = field(default_factory=dict)
    forms: OwnForms = field(default_factory=dict)
    reasons: Mapping[str, tuple[Reason, ...]] = field(default_factory=dict)
    """Place → why it is as it is."""
    overall: tuple[Reason, ...] = ()
    """What holds for the whole."""
    not_beyond: frozenset[str] = frozenset()
    """Places that no spare minute makes longer."""
    kept_first: frozenset[str] = frozenset()
    proposed: str | None = None
    """A routine that is proposed beside the source's, never instead of it."""


NOTHING = Adjustment()


def adjustment(
    asked: Asked,
    history: Iterable[PastSession],
    now: datetime,
    effects: Effects | None = None,
    responses: Responses | None = None,
) -> Adjustment:
    """What changes in the plan that is ``asked`` for at ``now``.

    ``history`` is newest first; it is read no further than is needed. ``effects`` are those of the longer
    screening; ``responses`` what the tests can tell, None where nobody has tested.
    """
    told = effects or Effects()
    past = _Recalled(history)
    newest = next(iter(past), None)
    recent, recorded, since = _since_last_plan(past)
    spots = spots_of(asked, recorded)
    overall = [*heard(responses), *told.advice]
    proposed = proposes(responses, asked.library, asked.routine)
    if len(asked.routine.items) < 2:  # a rest, a walk or a single exercise has nothing to share out
        return Adjustment(levels=recorded, overall=tuple(overall), proposed=proposed)
    gap = None if newest is None else now - newest.at
    down = _lowered(spots, recent, since, gap)
    wait = _waits(asked, told, bool(down), gap)
    chosen = _Chosen(
        {spot.place: spot.level for spot in spots} | {place: level for place, (level, _) in down.items()}
    )
    reasons: dict[str, tuple[Reason, ...]] = {place: (why,) for place, (_, why) in down.items()}
    due, going_well = _due(spots, past, recorded, told)
    if due is not None and wait is not None:
        overall.append(wait)
    elif due is not None:
        chosen.levels[due.place] += 1
        reasons[due.place] = (_up_reason(due),)
        if due.place == _first_up(spots, told) and told.lengthen_first:
            reasons[due.place] += (told.lengthen_first,)
    elif 0 < going_well < IN_A_ROW and not down:
        overall.append(Reason("dose.going-well", {"count": going_well}))
    for spot in spots:
        if spot.place not in reasons and spot.level:
            reasons[spot.place] = (_same_reason(spot),)
        if beside := _beside(spot, told):
            reasons[spot.place] = (*reasons.get(spot.place, ()), *beside)
    steady = {spot.place for spot in spots if wait is not None or chosen.levels[spot.place]}
    return Adjustment(
        levels=chosen.recorded(spots, recorded),
        doses=chosen.doses(spots),
        forms=chosen.forms(spots),
        reasons=reasons,
        overall=tuple(overall),
        not_beyond=frozenset(steady),
        kept_first=frozenset(spot.place for spot in spots if spot.releases(told.tense)),
        proposed=proposed,
    )


class _Recalled(Iterable[PastSession]):
    """Sessions that are read once, and no further than anybody asks."""

    def __init__(self, sessions: Iterable[PastSession]) -> None:
        self._unread = iter(sessions)
        self._known: list[PastSession] = []

    def __iter__(self) -> Iterator[PastSession]:
        place = 0
        while True:
            if place == len(self._known):
                following = next(self._unread, None)
                if following is None:
                    return
                self._known.append(following)
            yield self._known[place]
            place += 1


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The level of every place of today."""

    levels: dict[str, int]

    def doses(self, spots: Iterable[Spot]) -> OwnDoses:
        """Own amounts of what is not at its usual dose."""
        own: dict[str, Mapping[str, float]] = {}
        for spot, rung in self._changed(spots):
            own.setdefault(rung.exercise, rung.amounts)
            if rung.exercise != spot.exercise.id and self.levels[spot.place] < 0:
                # should the easier form not be possible after all, then the least of what it eases
                own.setdefault(spot.exercise.id, _least(spot).amounts)
        return own

    def forms(self, spots: Iterable[Spot]) -> OwnForms:
        """Own forms of the places that have one today."""
        return {
            spot.place: rung.exercise
            for spot, rung in self._changed(spots)
            if rung.exercise != spot.exercise.id
        }

    def recorded(self, spots: Iterable[Spot], before: Mapping[str, Level]) -> Mapping[str, Level]:
        """The levels to record: those of today's places, and of all others as they were."""
        today = {spot.place: Level(spot.exercise.id, self.levels[spot.place]) for spot in spots}
        return {place: level for place, level in {**before, **today}.items() if level.level}

    def _changed(self, spots: Iterable[Spot]) -> Iterator[tuple[Spot, Rung]]:
        return ((spot, spot.ladder.at(level)) for spot in spots if (level := self.levels[spot.place]))


def _least(spot: Spot) -> Rung:
    return next(rung for rung in spot.ladder.rungs if rung.exercise == spot.exercise.id)


def _since_last_plan(
    past: Iterable[PastSession],
) -> tuple[list[PastSession], Mapping[str, Level], datetime | None]:
    """The sessions from the last plan on, the levels that it recorded, and when it was made."""
    recent: list[PastSession] = []
    for session in past:
        recent.append(session)
        if session.levels is not None:
            return recent, session.levels, session.planned_at
    return recent[:1], {}, recent[0].planned_at if recent else None


def _lowered(
    spots: Collection[Spot], recent: list[PastSession], since: datetime | None, gap: timedelta | None
) -> Mapping[str, tuple[int, Reason]]:
    """Place → its level and why, for what goes down or stays as low as it can."""

    def loads(region: Region) -> Collection[str]:
        return [spot.place for spot in spots if region in spot.regions]

    bad: Mapping[str, Setback] = setbacks(recent, since, loads)
    lowered: dict[str, tuple[int, Reason]] = {}
    for spot in spots:
        level, why = after_gap(spot.level, gap)
        if spot.place in bad:
            setback = bad[spot.place]
            level = min(level, spot.ladder.lowered(spot.level, setback.steps))
            why = setback.reason if level < spot.level else Reason("dose.lowest")
        if why is not None:
            lowered[spot.place] = level, why
    return lowered


def _waits(asked: Asked, told: Effects, anything_down: bool, gap: timedelta | None) -> Reason | None:
    """Why nothing goes up today, or None."""
    if asked.something_sore:
        return Reason("dose.wait.sore")
    if told.nothing_up is not None:
        return told.nothing_up
    if gap is not None and gap >= GAP:
        return Reason("dose.wait.gap", {"count": gap.days})
    return Reason("dose.wait.down") if anything_down else None


def _due(
    spots: Collection[Spot],
    past: Iterable[PastSession],
    recorded: Mapping[str, Level],
    told: Effects,
) -> tuple[Spot | None, int]:
    """The place that has earned a step up, or None, and how far the nearest to it has come."""
    farthest = 0
    for spot in in_order(spots, _first_up(spots, told)):
        if told.not_up & spot.regions and spot.level >= 0:
            continue
        counted = good_sessions(spot, past, recorded)
        if counted >= IN_A_ROW:
            return spot, counted
        farthest = max(farthest, counted)
    return None, farthest


def _first_up(spots: Iterable[Spot], told: Effects) -> str | None:
    if told.lengthen_first is None:
        return None
    return next((spot.place for spot in spots if spot.lengthens_psoas), None)


def _beside(spot: Spot, told: Effects) -> tuple[Reason, ...]:
    if spot.works:
        return told.at_work
    return told.at_lengthening if spot.lengthens_psoas else ()


def _up_reason(spot: Spot) -> Reason:
    if spot.level < 0:
        return Reason("dose.up.back")
    rung = spot.ladder.at(spot.level + 1)
    if rung.change is Change.REPS:
        return Reason("dose.up.reps", {"amount": rung.doses.reps or 1})
    return Reason(f"dose.up.{rung.change}")


def _same_reason(spot: Spot) -> Reason:
    return Reason("dose.same.less" if spot.level < 0 else "dose.same.more")
