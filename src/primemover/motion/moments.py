"""What was known at one moment of a recording, for a picture of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from primemover.motion.facts import FaultSeen, Left, Reached
from primemover.motion.watching import Watched

_FAULT_SHOWN_S: Final = 2.5


@dataclass(frozen=True, slots=True)
class Moment:
    """``phase`` that is held, for ``held_s``, or None; ``count`` repetitions are over; ``faults`` just seen;
    ``missed``: why nothing is measured (message id), or None."""

    phase: str | None
    held_s: float
    count: int
    faults: tuple[str, ...]
    missed: str | None


class Moments:
    """Asks the facts of a recording about any moment of it."""

    def __init__(self, watched: Watched) -> None:
        self._not_measured = watched.not_measured
        self._repetitions = watched.repetitions
        self._faults = _of(watched, FaultSeen)
        self._stays = _stays(watched)

    def at(self, time_s: float) -> Moment:
        """What was known at ``time_s``."""
        stay = next((stay for stay in self._stays if stay[1] <= time_s < stay[2]), None)
        faults = [f.id for f in self._faults if 0 <= time_s - f.at_s < _FAULT_SHOWN_S]
        missed = [gap.reason for gap in self._not_measured if gap.start_s <= time_s <= gap.end_s]
        return Moment(
            phase=stay[0] if stay else None,
            held_s=time_s - stay[1] if stay else 0.0,
            count=sum(repetition.end_s <= time_s for repetition in self._repetitions),
            faults=tuple(dict.fromkeys(faults)),
            missed=missed[0] if missed else None,
        )


def _stays(watched: Watched) -> list[tuple[str, float, float]]:
    """(phase, from, to) in seconds."""
    stays: list[tuple[str, float, float]] = []
    reached: Reached | None = None
    for fact in watched.facts:
        if isinstance(fact, Reached):
            reached = fact
        elif isinstance(fact, Left) and reached is not None and fact.phase == reached.phase:
            stays.append((fact.phase, reached.at_s, fact.at_s))
            reached = None
    if reached is not None:
        stays.append((reached.phase, reached.at_s, float("inf")))
    return stays


def _of(watched: Watched, kind: type[FaultSeen]) -> list[FaultSeen]:
    return [fact for fact in watched.facts if isinstance(fact, kind)]
