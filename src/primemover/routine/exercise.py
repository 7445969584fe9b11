"""An exercise as its file defines it, ready for use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from primemover.errors import NotFound
from primemover.routine.dose import Dose, Hold
from primemover.routine.mistake import closest
from primemover.terms import Muscle, Need, Region

Posture = Mapping[str, object]
"""A posture block as the file has it: touches, on, hands, feet, pose, props, raise, then, glide, like."""


class ExerciseKind(StrEnum):
    """What an exercise is for."""

    RELEASE = "release"
    LENGTHEN = "lengthen"
    ACTIVATE = "activate"
    REST = "rest"
    TEST = "test"


class Sides(StrEnum):
    """How an exercise shares itself out between the sides of the body."""

    ONE_AFTER_THE_OTHER = "one after the other"
    ALTERNATING = "alternating"
    BOTH_TOGETHER = "both together"


class Tool(StrEnum):
    """What a release is done with."""

    ROLLER = "roller"
    BALL = "ball"
    HAND_HELD = "hand-held"


@dataclass(frozen=True, slots=True)
class Spoken:
    """Words and the least time that is given to them, in seconds."""

    say: str
    seconds: float


@dataclass(frozen=True, slots=True)
class LateCue:
    """Words inside a hold, ``at_s`` seconds after its start."""

    at_s: float
    say: str


@dataclass(frozen=True, slots=True)
class Fault:
    """What the camera may name in one phase; ``condition`` maps a measure to ``over N`` or ``under N``, or to
    ``over N more than at first``. ``ends``: of a test, how a hold ended in which it lasts."""

    id: str
    phase: str
    condition: Mapping[str, str] = field(hash=False)
    say: str
    ends: str | None = None


@dataclass(frozen=True, slots=True)
class Phase:
    """One posture of an exercise and what is asked for in it."""

    id: str
    say: str
    """Said in full the first time."""
    brief: str
    """On the screen, and said from the second time on; at most 15 characters."""
    tip: str | None
    move_s: float
    """Seconds to get here from the phase before."""
    hold: Hold | None
    cues: tuple[LateCue, ...]
    works: tuple[str, ...]
    """Muscles that should work, as ``both gluteus-maximus``, ``working hamstrings``."""
    lengthens: tuple[str, ...]
    posture: Posture = field(hash=False)
    """The posture keys of the phase as the file has them, without those of ``start``."""
    camera: Mapping[str, float] | None = field(hash=False)
    """Tolerances in degrees, or None where a side camera cannot see the phase."""

    @property
    def settles_after_s(self) -> float | None:
        """Seconds into the hold when the second posture (``then``) begins, or None without one."""
        then = self.posture.get("then")
        return _seconds(then, "after_s") if isinstance(then, Mapping) else None

    @property
    def pass_s(self) -> float | None:
        """Seconds of one pass of a back-and-forth hold (``glide``), or None without one."""
        glide = self.posture.get("glide")
        return _seconds(glide, "pass_s") if isinstance(glide, Mapping) else None


TEST_ENDS = ("glute-gave-out", "hamstring-cramp", "back", "form", "gave-up")
"""Why the hold of a test may have ended; ``coach.field_test`` says which of them count."""


@dataclass(frozen=True, slots=True)
class Protocol:
    """What makes the holds of a test comparable. Its name is the id of the exercise."""

    ends: tuple[str, ...]
    """The answers to "why did it end?", of ``TEST_ENDS``."""
    fixed: str
    """What must be the same every time, in words."""


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise, or one way (``tool``) of doing it."""

    id: str
    name: str
    label: str
    """Short name under the progress segments, at most 14 characters."""
    kind: ExerciseKind
    purpose: str
    working_side: str
    """In words, what "working" means, as "the leg that lifts"."""
    sides: Sides
    needs: frozenset[Need]
    instead: tuple[str, ...]
    """Substitutes, the preferred first."""
    regions: tuple[Region, ...]
    get_ready: Spoken
    switch: Spoken | None
    reps: Dose | None
    sets: Dose
    rest_s: float
    limit_per_side_s: float | None
    start: Posture = field(hash=False)
    phases: tuple[Phase, ...]
    faults: tuple[Fault, ...]
    easier: tuple[str, ...]
    harder: tuple[str, ...]
    sources: tuple[str, ...]
    test: Protocol | None = None
    """Of kind ``test`` only."""
    tool: Tool | None = None
    variants: tuple[Exercise, ...] = ()
    """The ways of doing it, one for each tool, the preferred first; empty where no tool is used."""

    def phase(self, phase_id: str) -> Phase:
        """The phase of that id.

        Raises:
            NotFound: the exercise has no such phase.
        """
        for phase in self.phases:
            if phase.id == phase_id:
                return phase
        known = [phase.id for phase in self.phases]
        meant = closest(phase_id, known)
        raise NotFound(
            f"{self.id} has no phase {phase_id}.",
            remedy=f"Did you mean {meant}?" if meant else f"It has: {', '.join(known)}.",
        )

    def variant(self, tool: str | None) -> Exercise:
        """This exercise as it is done with ``tool``; without one, the preferred way.

        Raises:
            NotFound: the file has no variant for that tool.
        """
        if tool is None or tool == self.tool:
            return self.variants[0] if self.variants else self
        for variant in self.variants:
            if variant.tool == tool:
                return variant
        ways = ", ".join(variant.tool or "" for variant in self.variants) or "none"
        raise NotFound(f"{self.id} is not done with {tool}.", where=self.id, remedy=f"Its tools: {ways}.")

    @property
    def muscles(self) -> tuple[Muscle, ...]:
        """Every muscle that works or lengthens in any phase, once each, in order of the file."""
        named = (entry for phase in self.phases for entry in phase.works + phase.lengthens)
        return tuple(dict.fromkeys(Muscle(entry.split()[-1]) for entry in named))

    @property
    def has_sides(self) -> bool:
        """Whether left and right take turns."""
        return self.sides is not Sides.BOTH_TOGETHER


def _seconds(block: Mapping[str, object], key: str) -> float | None:
    value = block.get(key)
    return float(value) if isinstance(value, int | float) else None
