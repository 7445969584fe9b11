"""The timeline: every second of a session, laid out before it starts.

Times are seconds on the *timeline*, not on the wall: pauses and a slower pace are the business of
``position``. Intervals are half-open ``[start_s, end_s)``; on one track segments follow each other
without gap or overlap.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from primemover.terms import Muscle, Region, Side

MAIN = "main"


class Kind(StrEnum):
    """What a segment is for."""

    READY = "ready"
    MOVE = "move"
    HOLD = "hold"
    REST = "rest"
    SWITCH = "switch"


class Sound(StrEnum):
    """The distinct sounds of a session; each is understood without a voice."""

    READY = "ready"
    START = "start"
    HOLD = "hold"
    TICK = "tick"
    SWITCH = "switch"
    END = "end"


@dataclass(frozen=True, slots=True)
class Cue:
    """Something asked for at a moment of the track: words, a sound, or both.

    ``interrupts`` is true where the words replace what is being said (a new instruction); false
    where they are dropped rather than queued if the voice is still busy (a count, a late cue).
    ``counts``: the words are one number of a count, which a screen reader is spared.
    """

    at_s: float
    say: str | None = None
    sound: Sound | None = None
    interrupts: bool = True
    counts: bool = False


@dataclass(frozen=True, slots=True)
class Segment:
    """One stretch of a track in which one thing is asked of the person."""

    start_s: float
    end_s: float
    kind: Kind
    step: int
    """Index of the step (item of the routine) on the timeline."""
    block: int
    """Index of the block: what back, skip and repeat step over. One block is one held phase of one
    side, or one set of repetitions of one side, with the get-ready before it."""
    exercise: str
    phase: str | None
    side: Side
    set: int
    """1-based set."""
    rep: int | None
    """1-based repetition, or None where the exercise has none."""
    reps: int | None
    say: str | None
    """The words at the start of the segment, as also in ``cues``."""
    brief: str
    """What the screen shows large: at most 15 characters."""
    tip: str | None
    """One line beside the figure."""
    cues: tuple[Cue, ...]
    posture_from: str
    posture_to: str
    """Keys of the exercise's figure set: postures, and the move ``from>to`` between them."""
    works: tuple[str, ...]
    lengthens: tuple[str, ...]
    """Muscles marked on the figure, as ``near gluteus-maximus``, ``far psoas``."""
    counted: bool
    """True for the hold that completes a repetition or, without repetitions, each hold."""
    after_s: float | None = None
    """Seconds into the segment when the change of posture begins; None: at once."""
    pass_s: float | None = None
    """Seconds of one pass where the figure goes back and forth between the postures; None: it does not."""
    open: bool = False
    """True for a hold that the person ends (``let_go``): it ends by itself at ``end_s``, and meanwhile
    neither a sound nor a word tells how long it has lasted."""


@dataclass(frozen=True, slots=True)
class Step:
    """One item of the routine as it will be done today."""

    index: int
    number: int
    """Number of the source's step that it belongs to; several items may share one."""
    exercise: str
    name: str
    label: str
    """Short name under the progress segments, at most 14 characters."""
    start_s: float
    end_s: float
    regions: tuple[Region, ...]
    """What the step loads: sharp pain in one of these leaves the step out."""
    muscles: tuple[Muscle, ...]
    easier: str | None
    """Name of the track that replaces this step when it must be easier, or None: then it is left out."""


@dataclass(frozen=True, slots=True)
class Track:
    """A run of segments from 0 s. ``main`` is the session; the others are branches of one step."""

    name: str
    segments: tuple[Segment, ...]

    @property
    def end_s(self) -> float:
        """Length of the track in seconds."""
        return self.segments[-1].end_s if self.segments else 0.0


@dataclass(frozen=True, slots=True)
class Timeline:
    """The compiled session with every branch that pain or "easier" may take."""

    routine: str
    steps: tuple[Step, ...]
    tracks: tuple[Track, ...]
    """The first is ``main``; a branch is named ``easier:<step index>``."""

    @property
    def main(self) -> Track:
        """The session as planned."""
        return self.tracks[0]

    def track(self, name: str) -> Track | None:
        """The track of that name, or None."""
        return next((track for track in self.tracks if track.name == name), None)

    @property
    def total_s(self) -> float:
        """Exact length of the planned session in seconds, without pauses."""
        return self.main.end_s
