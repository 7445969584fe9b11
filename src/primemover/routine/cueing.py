"""What is said and sounded inside a segment, and when.

Times are seconds from the start of the segment. A voice says one thing at a time: where two cues
would overlap the more important one stays.
"""

from __future__ import annotations

from collections.abc import Iterable

from primemover.routine.dose import BREATH_S, Unit
from primemover.routine.exercise import Phase
from primemover.routine.speech import speech_s
from primemover.routine.timeline import Cue, Sound
from primemover.texts import text

COUNTED_UP_S = 10.0
"""Holds up to this long are counted second by second."""

LAST_S = 3
"""Longer holds, and the wait before a start, are counted down from here."""

Wish = tuple[Cue, ...]
"""One thing to say, with what to say instead where it does not fit."""

_COUNT_S = 1.0
"""A number is said in its own second, also where it is a longer word than in English."""

_SHORTEST_COUNTED_S = 2.0
_HALFWAY_FROM_S = 40.0
_TEN_MORE_FROM_S = 20.0
_MINUTES_FROM_S = 240.0


def hold_cues(phase: Phase, hold_s: float) -> tuple[Cue, ...]:
    """The cues of one hold of ``phase`` that lasts ``hold_s`` seconds, in order of time.

    A hold that the person ends has none but its start: whoever hears the time holds for the time.
    """
    start = Cue(0.0, sound=Sound.HOLD)
    if phase.hold is not None and phase.hold.open:
        return (start,)
    late = [Cue(cue.at_s, cue.say, interrupts=False) for cue in phase.cues]
    unit = phase.hold.dose.unit if phase.hold else Unit.SECONDS
    if unit is Unit.SECONDS and hold_s <= COUNTED_UP_S:
        wishes = [*_each(late), *_each(_counted_up(hold_s))]
    else:
        left = _breaths_left(hold_s) if unit is Unit.BREATHS else _time_left(hold_s)
        wishes = [*_each(_counted_down(hold_s)), *_each(late), *left]
    return (start, *_fitting(wishes, hold_s))


def wait_cues(wait_s: float, words: str, sound: Sound) -> tuple[Cue, ...]:
    """The cues of a get-ready, rest or change of sides: the words, then three ticks before it ends."""
    ticks = [
        Cue(wait_s - left, sound=Sound.TICK, interrupts=False)
        for left in range(LAST_S, 0, -1)
        if wait_s - left >= speech_s(words)
    ]
    return (Cue(0.0, words, sound), *ticks)


def _counted_up(hold_s: float) -> list[Cue]:
    if hold_s < _SHORTEST_COUNTED_S:
        return []
    return [_counted(second, second + 1) for second in range(int(hold_s))]


def _counted_down(hold_s: float) -> list[Cue]:
    return [_counted(hold_s - left, left, Sound.TICK) for left in range(LAST_S, 0, -1)]


def _counted(at_s: float, number: int, sound: Sound | None = None) -> Cue:
    return Cue(float(at_s), _number(number), sound, interrupts=False, counts=True)


def _breaths_left(hold_s: float) -> list[Wish]:
    messages = {2: "session.two_more_breaths", 1: "session.last_breath"}
    return [
        (_said(hold_s - breaths * BREATH_S, text(message)),)
        for breaths, message in messages.items()
        if hold_s >= (breaths + 2) * BREATH_S
    ]


def _time_left(hold_s: float) -> list[Wish]:
    """What is left of a long hold, the most useful first."""
    wishes: list[Wish] = []
    if hold_s >= _TEN_MORE_FROM_S:
        ten = _said(hold_s - 10, text("session.ten_more"))
        five = _said(hold_s - 5, text("session.five_more"))
        wishes.append((ten, five))
    if hold_s >= _MINUTES_FROM_S:
        minutes_left = [minutes for minutes in (1, 5, 10) if 60 * minutes <= hold_s - 60]
        wishes.extend(
            (_said(hold_s - 60 * minutes, text("session.minutes_more", count=minutes)),)
            for minutes in minutes_left
        )
    elif hold_s >= _HALFWAY_FROM_S:
        wishes.append((_said(hold_s / 2, text("session.halfway")),))
    return wishes


def _fitting(wishes: Iterable[Wish], hold_s: float) -> list[Cue]:
    """Of every wish the first alternative that overlaps nothing wished for before it."""
    chosen: list[Cue] = []
    for wish in wishes:
        free = (cue for cue in wish if _end_s(cue) <= hold_s and not any(_overlap(cue, o) for o in chosen))
        chosen.extend(list(free)[:1])
    return sorted(chosen, key=lambda cue: cue.at_s)


def _overlap(one: Cue, other: Cue) -> bool:
    return one.at_s < _end_s(other) and other.at_s < _end_s(one)


def _end_s(cue: Cue) -> float:
    length_s = speech_s(cue.say or "")
    return cue.at_s + (min(length_s, _COUNT_S) if cue.counts else length_s)


def _said(at_s: float, words: str) -> Cue:
    return Cue(at_s, words, interrupts=False)


def _each(cues: Iterable[Cue]) -> list[Wish]:
    return [(cue,) for cue in cues]


def _number(number: int) -> str:
    return text(f"session.count.{number}")
