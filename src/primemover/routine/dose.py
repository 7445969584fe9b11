"""Doses: how long, how often, and between which bounds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

BREATH_S = 6.0
"""One slow breath, in and out, in seconds."""


class Unit(StrEnum):
    """What a dose counts."""

    SECONDS = "seconds"
    BREATHS = "breaths"
    REPS = "reps"
    SETS = "sets"


@dataclass(frozen=True, slots=True)
class Dose:
    """An amount with its bounds: ``min ≤ usual ≤ max``, all in ``unit``."""

    usual: float
    min: float
    max: float
    unit: Unit

    def holds(self, amount: float) -> bool:
        """Whether ``amount`` lies inside the bounds, both ends included."""
        return self.min <= amount <= self.max

    def nearest(self, amount: float) -> float:
        """``amount`` brought inside the bounds; reps, sets and breaths are whole."""
        bounded = min(max(amount, self.min), self.max)
        return bounded if self.unit is Unit.SECONDS else float(round(bounded))


@dataclass(frozen=True, slots=True)
class Hold:
    """A posture that is held: its dose, and whether it completes a repetition."""

    dose: Dose
    counts: bool
    open: bool = False
    """True where the person ends it (``until: let go``); the dose is then when it ends by itself."""

    def seconds(self, amount: float) -> float:
        """``amount`` of this hold's unit in seconds."""
        return amount * BREATH_S if self.dose.unit is Unit.BREATHS else amount


ONCE = Dose(1, 1, 1, Unit.REPS)
"""The repetitions of an exercise that names none."""

ONE_SET = Dose(1, 1, 1, Unit.SETS)
"""The sets of an exercise that names none."""
