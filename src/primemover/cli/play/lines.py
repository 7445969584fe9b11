"""The session as lines, one for every cue: for a pipe, a log, a screen reader or a plain terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable

from primemover.cli.play.clock import SessionClock
from primemover.cli.play.course import Course, Due
from primemover.cli.play.scene import clock_time
from primemover.cli.play.sound import Ears
from primemover.routine.timeline import Kind, Sound
from primemover.terms import Side
from primemover.texts import text


def play_lines(
    course: Course, clock: SessionClock, sleep: Callable[[float], None], ears: Ears, *, speed: float
) -> None:
    """Play to the end, writing a line for every instruction, count and change."""
    try:
        while not course.position.finished:
            due = course.look(clock.t())
            ears.hear(due)
            for one in due:
                if line := line_of(one):
                    sys.stdout.write(line + "\n")
            sys.stdout.flush()
            if not course.position.finished:
                sleep(min(1.0, course.next_moment_s() / speed))
    finally:
        ears.hush()


def line_of(due: Due) -> str:
    """``m:ss``, the side where there is one, and the words; a bare sound has a line where a hold begins."""
    here, cue = due.segment, due.cue
    words = cue.say or ""
    if here.kind is Kind.HOLD and cue.at_s == here.start_s:
        message = "cli.lines.open" if here.open else "cli.lines.hold"
        held = text(message, brief=here.brief, seconds=f"{here.end_s - here.start_s:g}")
        words = f"{held}  {words}".rstrip()
    elif not words and cue.sound in (None, Sound.TICK):
        return ""
    side = "" if here.side is Side.BOTH else text(f"cli.side.{here.side}")
    return f"{clock_time(cue.at_s):>5}  {side:<5}  {words or here.brief}"
