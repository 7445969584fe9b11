"""What is sore before a session: the pain rules, applied to a prescription before it starts."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Final

from primemover.coach.pain import Kind, PainResponse, Response, respond
from primemover.routine.library import Library
from primemover.routine.prescription import EasierStep, LeftOut, PrescribedStep, Prescription, Reason
from primemover.terms import Region

NOTHING_LEFT: Final = "plan.nothing"
"""What a plan says that has no step; the words are those of ``routine``."""


@dataclass(frozen=True, slots=True)
class Sore:
    """One thing that a person says is sore: where, of what kind, and how much of 10."""

    region: Region
    kind: Kind
    level: int

    @property
    def response(self) -> PainResponse:
        """What the pain rules say to it."""
        return respond(self.region, self.kind, self.level)


def ask_red_flags(sore: Iterable[Sore]) -> bool:
    """True where the red flags must be asked again before anything starts."""
    return any(entry.response.ask_red_flags for entry in sore)


def spared(prescription: Prescription, sore: Collection[Sore], library: Library) -> Prescription:
    """``prescription`` with what is sore spared, by the rules that hold during a session.

    1. Above 5: nothing is left to do.
    2. Not muscular, or in the groin: every step that loads the region is left out without a substitute.
    3. Muscular at 4–5: every step that loads the region takes its easier form; it is left out where there
       is none, or where that form loads a region of (2).
    """
    told = {
        answer: {entry.region for entry in sore if entry.response.response is answer} for answer in Response
    }
    if told[Response.END]:
        return _ended(prescription)
    today = _Sparing(library, frozenset(told[Response.LEAVE_OUT]), frozenset(told[Response.EASIER]))
    places = [today.spared(step) for step in prescription.steps]
    steps = tuple(place for place in places if isinstance(place, PrescribedStep))
    gone = tuple(place for place in places if isinstance(place, LeftOut))
    reasons = prescription.reasons if steps or not gone else (Reason(NOTHING_LEFT),)
    return replace(prescription, steps=steps, left_out=(*prescription.left_out, *gone), reasons=reasons)


def _ended(prescription: Prescription) -> Prescription:
    gone = tuple(_left_out(step, "sore.end") for step in prescription.steps)
    left_out = (*prescription.left_out, *gone)
    return replace(prescription, steps=(), left_out=left_out, reasons=(Reason("sore.end"),))


@dataclass(frozen=True, slots=True)
class _Sparing:
    """The regions that are done for today, and those that take it easier."""

    library: Library
    gone: frozenset[Region]
    eased: frozenset[Region]

    def spared(self, step: PrescribedStep) -> PrescribedStep | LeftOut:
        regions = self._regions(step)
        easier = step.easier if step.easier and not self._regions(step.easier) & self.gone else None
        if regions & self.gone:
            return _left_out(step, "sore.left-out")
        if not regions & self.eased:
            return replace(step, easier=easier)
        if easier is None:
            return _left_out(step, "sore.no-easier")
        return replace(
            step,
            exercise=easier.exercise,
            tool=easier.tool,
            doses=easier.doses,
            easier=None,
            reasons=(*step.reasons, Reason("sore.easier")),
        )

    def _regions(self, step: PrescribedStep | EasierStep) -> frozenset[Region]:
        return frozenset(self.library.exercise(step.exercise).variant(step.tool).regions)


def _left_out(step: PrescribedStep, message: str) -> LeftOut:
    return LeftOut(step.place, step.number, (Reason(message),))
