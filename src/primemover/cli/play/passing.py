"""Which segments play went through between two looks, as ``web/static/segments.js`` says it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from primemover.routine.position import Position
from primemover.routine.timeline import Kind, Segment, Timeline


@dataclass(frozen=True, slots=True)
class Passed:
    """A segment that play was in; ``left`` where it is past its end."""

    track: str
    index: int
    segment: Segment
    left: bool


def segments_of(timeline: Timeline, track: str) -> Sequence[Segment]:
    """The segments of a track, none for a track that is not there."""
    return next((one.segments for one in timeline.tracks if one.name == track), ())


def segment_at(timeline: Timeline, position: Position) -> Segment:
    """The segment at a position; a finished session stays on its last."""
    return segments_of(timeline, position.track)[position.segment]


def rate(segment: Segment, pace: float) -> float:
    """Seconds of the timeline per second of the session's clock: no pace stretches a hold."""
    return 1.0 if segment.kind is Kind.HOLD else pace


def restart_of(timeline: Timeline, position: Position) -> tuple[str, float]:
    """Where to go on after a break: the start of the repetition, or of the single hold, that was broken
    off, with the movement into it. Track and seconds on it."""
    segments = segments_of(timeline, position.track)
    index = position.segment
    here = segments[index]
    while index > 0 and _same_repetition(segments[index - 1], here):
        index -= 1
    return position.track, segments[index].start_s


def _same_repetition(before: Segment, here: Segment) -> bool:
    return before.block == here.block and before.rep == here.rep and not before.counted


def passed(timeline: Timeline, before: Position, after: Position) -> Iterator[Passed]:
    """What play went through without a control in between.

    Where it jumps by itself (over a step that is left out, back from an easier track) it flows to the end
    of the step that it was in, and from the start of the step that it came to.
    """
    departed, arrived = segments_of(timeline, before.track), segments_of(timeline, after.track)
    from_step, step = departed[before.segment].step, arrived[after.segment].step
    if before.track == after.track and step - from_step <= 1:
        yield from _stretch(after.track, arrived, before.segment, after.segment, over=after.finished)
        return
    end = max(index for index, one in enumerate(departed) if one.step == from_step)
    start = next(index for index, one in enumerate(arrived) if one.step == step)
    yield from _stretch(before.track, departed, before.segment, end, over=True)
    yield from _stretch(after.track, arrived, start, after.segment, over=after.finished)


def _stretch(
    track: str, segments: Sequence[Segment], first: int, last: int, *, over: bool
) -> Iterator[Passed]:
    for index in range(first, last + 1):
        yield Passed(track, index, segments[index], index < last or over)
