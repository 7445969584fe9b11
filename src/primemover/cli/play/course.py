"""One session under way: its controls, and what follows from them at any moment.

Nothing counts by itself. Each look asks ``position`` where the session is, from the timeline, the controls
so far and the time that it is given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from primemover.cli.play.passing import passed, rate, restart_of, segment_at, segments_of
from primemover.routine.position import Control, ControlKind, Position, position
from primemover.routine.timeline import Cue, Kind, Segment, Timeline
from primemover.session.controls import control_of
from primemover.session.hold_data import hold_data
from primemover.terms import Side

Tell = Callable[[str, dict[str, Any], float], None]
"""Called with the kind of an event, its data, and the second of the session's clock."""

_LOOK_EVERY_S = 1.0
"""Longest stretch that is looked over at once: shorter than any step, so that nothing is passed unseen."""
_SAME_MOMENT_S = 1e-3
_JUMPS = frozenset(
    {
        ControlKind.SKIP,
        ControlKind.BACK,
        ControlKind.REPEAT,
        ControlKind.EASIER,
        ControlKind.LEAVE_OUT,
        ControlKind.REBASE,
        ControlKind.LET_GO,
        ControlKind.END,
    }
)


@dataclass(frozen=True, slots=True)
class Due:
    """A cue whose moment has come, and the segment that it belongs to."""

    cue: Cue
    segment: Segment
    at_s: float
    """Seconds of the session's clock at which it was noticed."""


@dataclass(frozen=True, slots=True)
class Held:
    """An open hold that is over: from ``began_s`` on the session's clock, for ``held_s`` seconds.

    ``let_go``: the person ended it; else it ended by itself.
    """

    segment: Segment
    began_s: float
    held_s: float
    let_go: bool


class Course:
    """A session from where its controls have brought it. ``t`` never runs backwards."""

    def __init__(
        self, timeline: Timeline, tell: Tell, controls: Iterable[Control] = (), t: float = 0.0
    ) -> None:
        self.timeline = timeline
        self._tell = tell
        self._controls = list(controls)
        self._t = t
        self._now = position(timeline, self._controls, t)
        self._before: Position | None = None
        self._late_s = 0.0
        self._asked: set[tuple[str, int, Cue]] = set()
        self._held: list[Held] = []
        self._told_end = any(control.kind is ControlKind.END for control in self._controls)

    @property
    def position(self) -> Position:
        """Where the session was at the last look."""
        return self._now

    @property
    def t(self) -> float:
        """The second of the session's clock at the last look."""
        return self._t

    @property
    def segment(self) -> Segment:
        """What is asked of the person now."""
        return segment_at(self.timeline, self._now)

    @property
    def started(self) -> bool:
        """True once play has begun."""
        return any(control.kind is ControlKind.START for control in self._controls)

    def look(self, t: float) -> list[Due]:
        """Go on until ``t`` and return the cues that fell due; holds that ended are told."""
        due: list[Due] = []
        while True:
            self._t = max(self._t, min(t, self._t + _LOOK_EVERY_S))
            self._now = position(self.timeline, self._controls, self._t)
            if self._now.running or self._now.finished:
                due.extend(self._pass())
            if self._t >= t or self._now.finished:
                break
        if self._now.finished and not self._told_end:
            self._told_end = True
            self._tell("end", {"reason": "done"}, self._t)
        return due

    def act(self, kind: ControlKind, **data: Any) -> None:
        """The person, or a rule, changes the course at the moment of the last look."""
        if kind in _JUMPS:
            self._break_off(skipped=kind is not ControlKind.LET_GO)
        self._controls.append(control_of(kind, self._t, data))
        self._told_end = self._told_end or kind is ControlKind.END
        self._tell(str(kind), data, self._t)
        self._now = position(self.timeline, self._controls, self._t)

    def let_go(self) -> bool:
        """The person ends the open hold that they are in; False, and nothing, where they are in none."""
        if not self.segment.open or self._now.finished:
            return False
        self.act(ControlKind.LET_GO)
        return True

    def take_held(self) -> list[Held]:
        """The open holds that are over since this was last asked."""
        held, self._held = self._held, []
        return held

    def go_on(self) -> None:
        """Take the session up again after a break: from the start of the repetition broken off."""
        self.go_back_to_repetition()
        if not self._now.running:
            self.act(ControlKind.RESUME)

    def go_back_to_repetition(self) -> None:
        """To the start of the repetition, or of the single hold, that was broken off."""
        track, at_s = restart_of(self.timeline, self._now)
        self.act(ControlKind.REBASE, track=track, at_s=at_s)

    def next_moment_s(self) -> float:
        """Seconds of the session's clock until a cue falls due or a segment ends; infinite at a stand."""
        if not self._now.running:
            return float("inf")
        here = self.segment
        moments = [cue.at_s for cue in here.cues if cue.at_s > self._now.at_s]
        return (min([*moments, here.end_s]) - self._now.at_s) / rate(here, self._now.pace)

    def coming(self) -> Segment | None:
        """The next thing that will be asked for, other than what is asked now; None before the end."""
        here = self.segment
        later = segments_of(self.timeline, self._now.track)[self._now.segment + 1 :]
        following = [one for one in later if one.step == here.step] or list(self._later_steps(here.step))
        return next((one for one in following if _asks(one) != _asks(here)), None) or next(
            self._later_steps(here.step), None
        )

    def _later_steps(self, step: int) -> Iterator[Segment]:
        """The first segment of each later step that has not been left out."""
        out = self.left_out()
        for later in self.timeline.steps[step + 1 :]:
            if later.index not in out:
                yield next(one for one in self.timeline.main.segments if one.step == later.index)

    def left_out(self) -> set[int]:
        """Steps that pain has left out."""
        steps = {step for control in self._controls for step in control.steps}
        regions = {region for control in self._controls for region in control.regions}
        return steps | {step.index for step in self.timeline.steps if regions & set(step.regions)}

    def _pass(self) -> Iterator[Due]:
        before, now = self._before, self._now
        if before is None:
            self._late_s = now.elapsed_in_segment_s
        for one in list(passed(self.timeline, before or now, now)):
            for cue in one.segment.cues:
                key = (one.track, one.index, cue)
                missed = before is None and cue.at_s < now.at_s - _SAME_MOMENT_S
                if key not in self._asked and not missed and (one.left or cue.at_s <= now.at_s):
                    self._asked.add(key)
                    yield Due(cue, one.segment, self._t)
            if one.left:
                if one.segment.kind is Kind.HOLD:
                    whole_s = one.segment.end_s - one.segment.start_s
                    self._tell_hold(one.track, one.index, one.segment, whole_s)
                    if one.segment.open:
                        self._keep_held(one.segment, whole_s, let_go=False)
                self._late_s = 0.0
        self._before = now

    def _break_off(self, *, skipped: bool = True) -> None:
        """Play leaves its place for another: a hold under way is over, and cues may be asked for anew."""
        before, self._before = self._before, None
        self._asked.clear()
        if before is not None and not before.finished:
            here = segment_at(self.timeline, before)
            if here.kind is Kind.HOLD:
                self._tell_hold(
                    before.track, before.segment, here, before.elapsed_in_segment_s, skipped=skipped
                )
                if here.open and not skipped:
                    self._keep_held(here, before.elapsed_in_segment_s, let_go=True)

    def _keep_held(self, hold: Segment, reached_s: float, *, let_go: bool) -> None:
        held_s = max(0.0, round(reached_s - self._late_s, 3))
        self._held.append(Held(hold, self._t - held_s, held_s, let_go))

    def _tell_hold(
        self, track: str, index: int, hold: Segment, reached_s: float, *, skipped: bool = False
    ) -> None:
        data = hold_data(index, hold, reached_s - self._late_s, track=track, skipped=skipped)
        self._tell("hold", data, self._t)


def _asks(segment: Segment) -> tuple[str, Side, bool]:
    return segment.brief, segment.side, segment.kind is Kind.READY
