"""Brings the places of a routine under the minutes there are."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from primemover.routine.compiling import closing_s
from primemover.routine.exercise import Exercise
from primemover.routine.ladder import LESS, MORE, USUAL, doses_at, smallest_doses
from primemover.routine.laying_out import lay_out
from primemover.routine.prescription import Doses, EasierStep, PrescribedStep, Reason
from primemover.routine.routine_file import Item
from primemover.terms import Side


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the routine with what fills it."""

    item: Item
    exercise: Exercise
    doses: Doses
    rung: float
    easier: EasierStep | None
    reasons: tuple[Reason, ...]

    def at(self, rung: float, usual: Doses) -> Place:
        """The same on another rung of the ladder."""
        return replace(self, doses=doses_at(self.exercise, usual, rung), rung=rung)

    def prescribed(self) -> PrescribedStep:
        """The place as a step of a prescription."""
        return PrescribedStep(
            place=self.item.exercise,
            number=self.item.step,
            exercise=self.exercise.id,
            tool=self.exercise.tool,
            doses=self.doses,
            easier=self.easier,
            reasons=self.reasons,
        )


@dataclass(frozen=True, slots=True)
class Fit:
    """How places share the minutes, beside the order of the routine.

    ``not_beyond`` are places that no spare minute makes longer than their usual dose; ``kept_first`` stay
    before others which the routine keeps equally long.
    """

    not_beyond: frozenset[str] = frozenset()
    kept_first: frozenset[str] = frozenset()

    def into(self, places: list[Place], minutes: int, first_side: Side) -> list[Place]:
        """The places that fit, in the order of the routine, each with its dose and the reason for it."""
        return _Fitting(self, places, minutes, first_side).run()

    def is_full(self, place: Place) -> bool:
        """True where more time would add nothing to ``place``."""
        return place.rung >= self.rungs_beyond(place)[-1]

    def rungs_beyond(self, place: Place) -> tuple[float, ...]:
        """The rungs that spare minutes lead up to, the usual one first."""
        return (USUAL,) if place.item.exercise in self.not_beyond else (USUAL, *MORE)

    def by_priority(self, places: Iterable[Place]) -> list[Place]:
        """The places in the order in which they are kept, the longest kept first."""

        def order(place: Place) -> tuple[bool, int, bool]:
            return not place.item.always, place.item.keep, place.item.exercise not in self.kept_first

        return sorted(places, key=order)


class _Fitting:
    def __init__(self, fit: Fit, places: list[Place], minutes: int, first_side: Side) -> None:
        self._fit = fit
        self._usual = {place.item: place.doses for place in places}
        self._places = places
        self._minutes = minutes
        self._first_side = first_side
        self._kept: dict[Item, Place] = {}
        self._lengths: dict[Item, float] = {}
        self._known: dict[tuple[object, ...], float] = {}

    def run(self) -> list[Place]:
        by_priority = self._fit.by_priority(self._places)
        for place in by_priority:
            self._try(place.at(LESS[0], self._usual[place.item]))
            if place.item.always and place.item not in self._kept:
                self._keep(replace(place, doses=smallest_doses(place.exercise), rung=LESS[0]))
        for place in by_priority:
            self._raise(place, (*LESS[1:], USUAL))
        for place in by_priority:
            self._raise(place, self._fit.rungs_beyond(place)[1:])
        return [self._explained(self._kept[place.item]) for place in self._places if place.item in self._kept]

    def _raise(self, place: Place, rungs: Collection[float]) -> None:
        for rung in rungs:
            if place.item in self._kept and not self._try(place.at(rung, self._usual[place.item])):
                break

    def _try(self, place: Place) -> bool:
        others_s = sum(length for item, length in self._lengths.items() if item != place.item)
        fits = others_s + self._length_s(place) + closing_s() <= self._minutes * 60
        if fits:
            self._keep(place)
        return fits

    def _keep(self, place: Place) -> None:
        self._kept[place.item] = place
        self._lengths[place.item] = self._length_s(place)

    def _length_s(self, place: Place) -> float:
        # Laying out costs most of a plan, and the same dose comes up several times.
        doses = (place.item, place.doses.reps, place.doses.sets, *place.doses.holds.items())
        if doses not in self._known:
            self._known[doses] = lay_out(place.exercise, place.doses, self._first_side)[-1].end_s
        return self._known[doses]

    def _explained(self, place: Place) -> Place:
        usual = replace(place, doses=self._usual[place.item])
        if place.doses == usual.doses and dict(place.doses.holds) == dict(usual.doses.holds):
            return place
        shorter = self._length_s(place) < self._length_s(usual)
        message = "plan.shortened" if shorter else "plan.lengthened"
        return replace(place, reasons=(*place.reasons, Reason(message, {"minutes": self._minutes})))
