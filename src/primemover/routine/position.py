"""Where a session stands at a moment: one pure function of the timeline, the controls and the time.

``web/static/position.js`` is the same function; ``tests/routine/position_vectors.json`` holds both
together. All arithmetic is in whole numbers, so both agree to the last digit: times on the timeline are
counted in grains of 1/100 ms, the pace in whole percent.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from math import floor

from primemover.routine.timeline import MAIN, Kind, Timeline, Track

BACK_S = 3.0
"""Further than this into a block, back goes to its start; else to the block before."""

SLOWEST, USUAL_PACE = 0.5, 1.0

_GRAINS_PER_MS = 100


class ControlKind(StrEnum):
    """What may change where a session stands."""

    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    SKIP = "skip"
    BACK = "back"
    REPEAT = "repeat"
    PACE = "pace"
    EASIER = "easier"
    LEAVE_OUT = "leave_out"
    REBASE = "rebase"
    LET_GO = "let_go"
    END = "end"


@dataclass(frozen=True, slots=True)
class Control:
    """Something that happened at ``t``, in seconds on the session's wall clock."""

    kind: ControlKind
    t: float
    factor: float = USUAL_PACE
    """Of ``pace``: 0.5 to 1; what lies outside is brought inside."""
    regions: tuple[str, ...] = ()
    steps: tuple[int, ...] = ()
    """Of ``leave_out``: what is passed over from now on. Of ``easier``: what is eased; without, this step."""
    track: str = MAIN
    at_s: float = 0.0
    """Of ``rebase``: where to be. An unknown track changes nothing."""


@dataclass(frozen=True, slots=True)
class Position:
    """Where a session stands."""

    track: str
    at_s: float
    segment: int
    """Index in the track; -1 where there are no segments."""
    running: bool
    finished: bool
    elapsed_in_segment_s: float
    left_in_segment_s: float
    """Seconds of the timeline; with ``elapsed_in_segment_s`` the length of the segment."""
    left_s: float
    """Seconds on the wall until the end of the session, at the present pace and without pauses."""
    pace: float


def position(timeline: Timeline, controls: Iterable[Control], t: float) -> Position:
    """Where the session stands at ``t``.

    Args:
        timeline: the compiled session.
        controls: in order of ``t``; those after ``t`` have not happened yet.
        t: seconds on the same monotonic wall clock as the controls.
    """
    walk = _Walk(timeline)
    now_ms = _milliseconds(t)
    for control in controls:
        control_ms = _milliseconds(control.t)
        if control_ms > now_ms:
            break
        walk.go_on_until(control_ms)
        walk.take(control)
    walk.go_on_until(now_ms)
    return walk.position()


def _milliseconds(seconds: float) -> int:
    return floor(seconds * 1000 + 0.5)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A segment in grains."""

    start: int
    end: int
    held: bool
    open: bool
    step: int
    block: int


def _stretches(track: Track) -> list[_Stretch]:
    return [
        _Stretch(
            start=_milliseconds(segment.start_s) * _GRAINS_PER_MS,
            end=_milliseconds(segment.end_s) * _GRAINS_PER_MS,
            held=segment.kind is Kind.HOLD,
            open=segment.open,
            step=segment.step,
            block=segment.block,
        )
        for segment in track.segments
    ]


class _Walk:
    """Goes through the timeline, control by control."""

    def __init__(self, timeline: Timeline) -> None:
        self._steps = timeline.steps
        self._tracks = {track.name: _stretches(track) for track in timeline.tracks}
        self._first = {stretch.step: i for i, stretch in reversed(list(enumerate(self._tracks[MAIN])))}
        self._track = MAIN
        self._index = 0
        self._at = 0
        self._wall_ms = 0
        self._percent = 100
        self._started = self._running = self._ended = False
        self._over = not self._tracks[MAIN]
        self._eased: set[int] = set()
        self._left_out: set[int] = set()

    def go_on_until(self, wall_ms: int) -> None:
        """Lets time pass; the clock never runs backwards."""
        passed_ms = max(0, wall_ms - self._wall_ms)
        self._wall_ms += passed_ms
        # a grain costs 100 where the pace counts and the percent where it does not, so that all is whole
        purse = passed_ms * self._percent * _GRAINS_PER_MS
        while self._running and not self._finished:
            here = self._here
            price = self._percent if here.held else 100
            cost = (here.end - self._at) * price
            if purse < cost:
                self._at += purse // price
                return
            purse -= cost
            self._go_to_next_segment()

    def take(self, control: Control) -> None:
        """Lets one control do what it does."""
        kind = control.kind
        if self._ended:
            return
        if kind is ControlKind.START:
            self._start()
        elif kind in (ControlKind.PAUSE, ControlKind.RESUME):
            self._running = self._started and kind is ControlKind.RESUME
        elif kind is ControlKind.PACE:
            self._percent = floor(min(max(control.factor, SLOWEST), USUAL_PACE) * 100 + 0.5)
        elif kind is ControlKind.END:
            self._ended = True
        elif kind is ControlKind.LEAVE_OUT:
            self._leave_out(control)
        elif kind is ControlKind.REBASE:
            self._rebase(control)
        elif not self._over:
            self._step_over(control)

    def position(self) -> Position:
        """The result."""
        at_ms = self._at // _GRAINS_PER_MS
        here = self._here if self._tracks[self._track] else _Stretch(0, 0, False, False, 0, 0)
        return Position(
            track=self._track,
            at_s=at_ms / 1000,
            segment=self._index if self._tracks[self._track] else -1,
            running=self._running and not self._finished,
            finished=self._finished,
            elapsed_in_segment_s=(at_ms - here.start // _GRAINS_PER_MS) / 1000,
            left_in_segment_s=(here.end // _GRAINS_PER_MS - at_ms) / 1000,
            left_s=self._left_ms() / 1000,
            pace=self._percent / 100,
        )

    @property
    def _here(self) -> _Stretch:
        return self._tracks[self._track][self._index]

    @property
    def _finished(self) -> bool:
        return self._ended or self._over

    def _start(self) -> None:
        if not self._started:
            self._started = self._running = True
            self._enter_step(0)

    def _step_over(self, control: Control) -> None:
        kind = control.kind
        if kind is ControlKind.SKIP:
            self._skip()
        elif kind is ControlKind.BACK:
            self._back()
        elif kind is ControlKind.REPEAT:
            self._enter(self._track, self._block_start(self._index))
        elif kind is ControlKind.LET_GO:
            self._let_go()
        else:
            self._ease(control.steps)

    def _skip(self) -> None:
        track = self._tracks[self._track]
        here = self._here
        after = next((i for i in range(self._index, len(track)) if track[i].block != here.block), None)
        if after is not None and track[after].step == here.step:
            self._enter(self._track, after)
        else:
            self._enter_step(here.step + 1)

    def _let_go(self) -> None:
        if self._here.open:
            self._go_to_next_segment()

    def _back(self) -> None:
        start = self._block_start(self._index)
        stretches = self._tracks[self._track]
        if self._at - stretches[start].start > BACK_S * 1000 * _GRAINS_PER_MS:
            self._enter(self._track, start)
        elif start > 0 and stretches[start - 1].step == self._here.step:
            self._enter(self._track, self._block_start(start - 1))
        else:
            self._enter_end_of_step_before(self._here.step, start)

    def _enter_end_of_step_before(self, step: int, otherwise: int) -> None:
        """The last block of the nearest step before that is done today; without one, ``otherwise``."""
        before = step - 1
        while before in self._left_out:
            before -= 1
        if before < 0:
            self._enter(self._track, otherwise)
            return
        self._track = self._track_of(before)
        last = max(i for i, stretch in enumerate(self._tracks[self._track]) if stretch.step == before)
        self._enter(self._track, self._block_start(last))

    def _ease(self, steps: tuple[int, ...]) -> None:
        here = self._here.step
        for step in [step for step in steps if step != here and 0 <= step < len(self._steps)]:
            marked = self._eased if self._steps[step].easier in self._tracks else self._left_out
            marked.add(step)
        if not steps or here in steps:
            self._ease_this(here)

    def _ease_this(self, step: int) -> None:
        name = self._steps[step].easier
        if self._track == MAIN and name in self._tracks and name is not None:
            self._eased.add(step)
            self._enter_step(step)
        else:
            self._left_out.add(step)
            self._enter_step(step + 1)

    def _leave_out(self, control: Control) -> None:
        regions = set(control.regions)
        self._left_out.update(control.steps)
        self._left_out.update(step.index for step in self._steps if regions.intersection(step.regions))
        if not self._over and self._here.step in self._left_out:
            self._enter_step(self._here.step + 1)

    def _rebase(self, control: Control) -> None:
        stretches = self._tracks.get(control.track)
        if not stretches:
            return
        self._over = False
        at = max(0, _milliseconds(control.at_s)) * _GRAINS_PER_MS
        index = bisect_right([stretch.start for stretch in stretches], at) - 1
        step = stretches[index].step
        if control.track != MAIN:
            self._eased.add(step)
        if at >= stretches[-1].end or step in self._left_out:
            self._enter_step(step + 1)
        elif control.track != self._track_of(step):
            self._enter_step(step)
        else:
            self._enter(control.track, index)
            self._at = at

    def _go_to_next_segment(self) -> None:
        stretches = self._tracks[self._track]
        step = self._here.step
        following = self._index + 1
        if following < len(stretches) and stretches[following].step == step:
            self._enter(self._track, following)
        else:
            self._enter_step(step + 1)

    def _enter_step(self, step: int) -> None:
        """The start of ``step``, or of the next one that is done today; after the last the end."""
        while step in self._left_out:
            step += 1
        if step >= len(self._steps):
            self._enter(MAIN, len(self._tracks[MAIN]) - 1)
            self._at = self._here.end if self._tracks[MAIN] else 0
            self._over = True
            return
        track = self._track_of(step)
        self._enter(track, 0 if track != MAIN else self._first[step])

    def _enter(self, track: str, index: int) -> None:
        self._track = track
        self._index = index
        self._at = self._tracks[track][index].start if self._tracks[track] else 0

    def _track_of(self, step: int) -> str:
        easier = self._steps[step].easier
        return easier if easier is not None and step in self._eased else MAIN

    def _block_start(self, index: int) -> int:
        stretches = self._tracks[self._track]
        while index > 0 and stretches[index - 1].block == stretches[index].block:
            index -= 1
        return index

    def _left_ms(self) -> int:
        if self._finished:
            return 0
        held = paced = 0
        for stretch, start in self._to_come():
            if stretch.held:
                held += stretch.end - start
            else:
                paced += stretch.end - start
        return (held * self._percent + paced * 100) // (self._percent * _GRAINS_PER_MS)

    def _to_come(self) -> Iterator[tuple[_Stretch, int]]:
        """What is left of this segment, and every segment after it, each from where it is entered."""
        here = self._here
        yield here, self._at
        for stretch in self._tracks[self._track][self._index + 1 :]:
            if stretch.step == here.step:
                yield stretch, stretch.start
        for step in range(here.step + 1, len(self._steps)):
            if step not in self._left_out:
                for stretch in self._tracks[self._track_of(step)]:
                    if stretch.step == step:
                        yield stretch, stretch.start
