"""A routine: which exercises, in which order, and what stays when time is short."""

from __future__ import annotations

from dataclasses import dataclass

SHORTEST_MINUTES = 5
LONGEST_MINUTES = 30
"""Between these a session can be planned."""

GATES = ("core-gate",)
"""What may stand before a routine; ``coach.gate`` says when it opens."""


@dataclass(frozen=True, slots=True)
class Item:
    """One place in a routine."""

    exercise: str
    step: int
    """Number of the source's step that this place belongs to, from 1."""
    keep: int
    """How long it is kept when time is short: 1 is kept longest. Places of one step may share it."""
    always: bool
    """True for the place that no plan may leave empty."""


@dataclass(frozen=True, slots=True)
class Routine:
    """An ordered list of exercises."""

    id: str
    name: str
    purpose: str
    minutes: tuple[int, ...]
    """The lengths that are offered, in minutes, the usual one first; none for a single exercise."""
    items: tuple[Item, ...]
    sources: tuple[str, ...] = ()
    offered: bool = True
    """False for a part of something else, as a test day: no list of routines offers it by itself."""
    behind: str | None = None
    """The gate (of ``GATES``) that must be open, or passed by, before it is offered; None: no gate."""
