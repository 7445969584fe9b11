"""Faults: what a file wants named, as conditions on measures, and when to speak up.

A camera errs. A fault is raised only where it lasts half a second and is past its limit by more than
1.5 times the error of the measure.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from primemover.routine.exercise import Fault

LASTS_S: Final = 0.5
MARGIN: Final = 1.5
ERRORS_DEG: Final = {"hip": 4.0, "knee": 5.6, "trunk": 3.0, "thigh": 3.0, "shank": 3.0}
"""Errors of sagittal angles from one camera: hip and knee from Stenum 2021 (walking). The inclinations of
single segments are ours: less than a joint's, which is the difference of two."""
_OTHER_ERROR_DEG: Final = 6.0
RISE_ERROR_CM: Final = 1.0
"""Of a rise against the same person's own baseline seconds before; ours, from the simulated person."""

_PLURALS: Final = {
    "hips": "hip",
    "knees": "knee",
    "ankles": "ankle",
    "shoulders": "shoulder",
    "elbows": "elbow",
}


@dataclass(frozen=True, slots=True)
class Condition:
    """One fault's condition: any of ``measures`` (with their side) is past ``limit``.

    ``limit``: degrees, or centimetres of rise where ``in_cm``. ``over``: past means above.
    """

    id: str
    phase: str
    measures: tuple[str, ...]
    over: bool
    limit: float
    in_cm: bool = False

    @property
    def spoken_from(self) -> float:
        """The value from which the fault is raised: the limit and the margin of error."""
        return self.limit + (self.margin if self.over else -self.margin)

    @property
    def margin(self) -> float:
        """How far past the limit a reading has to be, degrees or cm."""
        if self.in_cm:
            return MARGIN * RISE_ERROR_CM
        joint = self.measures[0].rpartition(" ")[2]
        return MARGIN * ERRORS_DEG.get(joint, _OTHER_ERROR_DEG)

    def is_met(self, value: float) -> bool:
        """Whether a reading, degrees or cm, is past the limit by the margin; never where it is missing."""
        return value > self.spoken_from if self.over else value < self.spoken_from


def measure_names(word: str) -> tuple[str, ...]:
    """A measure as a file writes it → with its side: ``hips`` are both, the working one first."""
    joint = _PLURALS.get(word)
    return (word,) if joint is None else (f"working {joint}", f"other {joint}")


def condition_of(fault: Fault) -> Condition:
    """The condition of a checked file's fault."""
    word, asked = next(iter(fault.condition.items()))
    direction, _, limit = asked.partition(" ")
    in_cm = word == "raise_cm"
    measures = ("working rise",) if in_cm else measure_names(word)
    return Condition(fault.id, fault.phase, measures, direction == "over", float(limit), in_cm)
