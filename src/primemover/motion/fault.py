"""Faults: what a file wants named, as conditions on measures, and when to speak up.

A camera errs. A fault is raised only where it lasts half a second and is past its limit by more than
1.5 times the error of the measure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from primemover.routine.exercise import Fault

LASTS_S: Final = 0.5
MARGIN: Final = 1.5
ERRORS_DEG: Final = {"hip": 4.0, "knee": 5.6, "trunk": 3.0, "thigh": 3.0, "shank": 3.0}
"""Errors of sagittal angles from one camera: hip and knee from Stenum 2021 (walking). The inclinations of
single segments are ours: less than a joint's, which is the difference of two."""
_OTHER_ERROR_DEG: Final = 6.0
CHANGE_ERROR_DEG: Final = 2.0
"""Of an angle against the same person's own from seconds before: what is constant in a joint's error, where
the model puts it and how the camera stands, falls out. Ours, from the simulated person."""
RISE_ERROR_CM: Final = 1.0
"""Of a rise against the same person's own baseline seconds before; ours, from the simulated person."""

_WRITTEN: Final = re.compile(r"(over|under) (-?[0-9.]+)( more than at first)?")
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

    ``limit``: degrees, or centimetres of rise where ``in_cm``; where ``from_first``, more than at first.
    ``over``: past means above. ``ends``: of a test, how the hold ended where it lasts.
    """

    id: str
    phase: str
    measures: tuple[str, ...]
    over: bool
    limit: float
    in_cm: bool = False
    from_first: bool = False
    ends: str | None = None

    @property
    def spoken_from(self) -> float:
        """The value from which the fault is raised: the limit and the margin of error."""
        return self.limit + (self.margin if self.over else -self.margin)

    @property
    def margin(self) -> float:
        """How far past the limit a reading has to be, degrees or cm."""
        if self.in_cm:
            return MARGIN * RISE_ERROR_CM
        if self.from_first:
            return MARGIN * CHANGE_ERROR_DEG
        joint = self.measures[0].rpartition(" ")[2]
        return MARGIN * ERRORS_DEG.get(joint, _OTHER_ERROR_DEG)

    def is_met(self, value: float) -> bool:
        """Whether a reading, degrees or cm, is past the limit by the margin; never where it is missing."""
        return value > self.spoken_from if self.over else value < self.spoken_from

    def limit_at(self, target_deg: float) -> float:
        """The limit where the figure reads ``target_deg``."""
        return target_deg + self.limit if self.from_first else self.limit


def measure_names(word: str) -> tuple[str, ...]:
    """A measure as a file writes it → with its side: ``hips`` are both, the working one first."""
    joint = _PLURALS.get(word)
    return (word,) if joint is None else (f"working {joint}", f"other {joint}")


def condition_of(fault: Fault) -> Condition:
    """The condition of a checked file's fault."""
    word, asked = next(iter(fault.condition.items()))
    written = _WRITTEN.fullmatch(asked)
    assert written is not None, asked  # noqa: S101 - the checker refuses anything else
    direction, limit, first = written.groups()
    in_cm = word == "raise_cm"
    measures = ("working rise",) if in_cm else measure_names(word)
    return Condition(
        fault.id, fault.phase, measures, direction == "over", float(limit), in_cm, bool(first), fault.ends
    )
