"""What a trial of an exercise file found: values, and nothing that computes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from primemover.motion.simulation.fitting import Misfit
from primemover.terms import Side

LEAST_EXACT: Final = 0.75
MOST_ALARMS: Final = 0.05
"""A file passes where at least that share of the ordinary sets is counted exactly, and at most that share
of the clean repetitions has a fault named."""


@dataclass(frozen=True, slots=True)
class PhaseTried:
    """A phase of the file. ``like`` names the look with which it coincides, or None; ``seen`` is False where
    the file has no ``camera`` for it. ``noticed`` of ``done`` holds were told, ``error_s`` is their median
    error; for a phase without a hold there is nothing to tell and ``done`` is 0."""

    phase: str
    seen: bool
    like: str | None
    done: int
    noticed: int
    error_s: float | None


@dataclass(frozen=True, slots=True)
class SetTried:
    """One set: ``condition``, a person of ``height_m``, a camera ``turned_deg`` off square on the side
    ``working``. ``counted`` is None where there was no telling."""

    condition: str
    height_m: float
    turned_deg: float
    working: Side
    done: int
    counted: int | None


@dataclass(frozen=True, slots=True)
class FaultTried:
    """A fault shown ``shown`` times at ``times`` its threshold: so many of these repetitions were counted,
    in so many the fault was named."""

    id: str
    times: float
    shown: int
    counted: int
    named: int

    @property
    def is_missed(self) -> bool:
        """Counted, and so seen, but not once named."""
        return self.counted > 0 and self.named == 0


@dataclass(frozen=True, slots=True)
class Trial:
    """``clean`` repetitions had no fault; ``alarms`` are the faults named in them nevertheless."""

    exercise: str
    phases: tuple[PhaseTried, ...]
    sets: tuple[SetTried, ...]
    faults: tuple[FaultTried, ...]
    clean: int
    alarms: tuple[str, ...]
    misfits: tuple[Misfit, ...]

    @property
    def is_seen(self) -> bool:
        """Whether a side camera has anything to look for."""
        return bool(self.sets)

    @property
    def passed(self) -> bool:
        """Ordinary sets counted exactly often enough, no alarm too many, no gross fault missed."""
        ordinary = [tried for tried in self.sets if tried.condition == self.sets[0].condition]
        exact = sum(tried.counted == tried.done for tried in ordinary)
        counts = exact >= LEAST_EXACT * len(ordinary)
        gross = max((fault.times for fault in self.faults), default=0.0)
        missed = any(fault.is_missed for fault in self.faults if fault.times == gross)
        return counts and not missed and len(self.alarms) <= MOST_ALARMS * max(self.clean, 1)
