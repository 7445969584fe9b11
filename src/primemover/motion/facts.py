"""What ``motion`` tells: facts with their times, never a move of the timeline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from primemover.terms import Side


@dataclass(frozen=True, slots=True)
class Reached:
    """A phase was reached at ``at_s``."""

    at_s: float
    phase: str
    side: Side


@dataclass(frozen=True, slots=True)
class Left:
    """A phase was left at ``at_s``."""

    at_s: float
    phase: str
    side: Side


@dataclass(frozen=True, slots=True)
class FaultSeen:
    """A fault of the file has lasted long enough to be named; ``at_s`` is when it began."""

    at_s: float
    id: str
    phase: str
    side: Side


@dataclass(frozen=True, slots=True)
class Ended:
    """A hold of a test ended at ``at_s`` by the rule of its file: the fault ``id`` has lasted since.

    ``reason``: the one of the test's ends that it is. Whether the test ends is for the person to say.
    """

    at_s: float
    id: str
    reason: str
    phase: str
    side: Side


@dataclass(frozen=True, slots=True)
class Repetition:
    """One repetition, or one pass of an exercise without any.

    ``start_s``: when half of the way from the first posture was behind; ``end_s``: when half of the way
    back was. ``holds``: seconds in each phase that has a hold and can be seen. ``faults``: ids, once each.
    """

    start_s: float
    end_s: float
    side: Side
    holds: Mapping[str, float] = field(hash=False)
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotMeasured:
    """From ``start_s`` to ``end_s`` nothing can be told; ``reason`` is a message id."""

    start_s: float
    end_s: float
    reason: str


Fact = Reached | Left | FaultSeen | Ended | Repetition | NotMeasured
