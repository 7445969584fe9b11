"""The session in the whole window: clock, keys, voice and picture, until it is over or left."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import Enum, auto
from typing import Any, Protocol

from rich.text import Text

from primemover.cli.play import hurting
from primemover.cli.play.asking import choose
from primemover.cli.play.clock import SessionClock
from primemover.cli.play.course import Course, Held
from primemover.cli.play.figure import Figure
from primemover.cli.play.scene import Surface, View, clock_time, compose
from primemover.cli.play.sound import Ears
from primemover.coach import NONE_OF_THESE, Response
from primemover.coach.field_test import EndReason
from primemover.routine.position import ControlKind
from primemover.routine.timeline import Kind
from primemover.texts import text

AWAY_S = 2.5
"""After so long without a look nobody was there: a stopped process, a closed lid."""
WAIT_AFTER_S = 30.0
"""After so long the session waits for the person rather than going on without them."""
SLOWER = 0.75
_STILL_S, _MOVING_S = 0.25, 0.1
"""How often the picture is looked at again."""


class Left(Enum):
    """How the window was left."""

    OVER = auto()
    FOR_LATER = auto()


class Window(Protocol):
    """What a picture is shown on."""

    def surface(self) -> Surface:
        """What it can show."""

    def show(self, lines: Sequence[Text]) -> None:
        """Show these lines."""


NextKey = Callable[[float], str | None]
"""Waits for a key, at most so many seconds."""


class Conductor:
    """Plays one course to its end. All that it needs from outside is handed to it."""

    def __init__(
        self,
        course: Course,
        clock: SessionClock,
        window: Window,
        next_key: NextKey,
        ears: Ears,
        *,
        tell: Callable[[str, dict[str, Any]], None],
        screen: Callable[[str], None],
        tested: Callable[[Held, EndReason], None] = lambda *_: None,
        ends: Callable[[str], Sequence[str]] = lambda _: (),
        trouble: Callable[[], str] = str,
        figures: Mapping[tuple[str, str], Figure],
        speed: float = 1.0,
    ) -> None:
        self._course = course
        self._clock = clock
        self._window = window
        self._next_key = next_key
        self._ears = ears
        self._tell = tell
        self._screen = screen
        self._tested = tested
        self._ends = ends
        self._trouble = trouble
        self._figures = figures
        self._speed = speed
        self._note = ""
        self._left: Left | None = None

    def run(self) -> Left:
        """Play until the session is over or the person leaves it for later."""
        try:
            while self._left is None:
                self._look()
                if self._course.position.finished:
                    return Left.OVER
                self._draw()
                key = self._next_key(self._wait_s())
                if key is not None:
                    self._look()
                    self._press(key)
            return self._left
        finally:
            self._ears.hush()

    def _look(self) -> None:
        unseen_s = self._clock.unseen_s()
        if unseen_s > AWAY_S and self._course.position.running:
            self._away(unseen_s)
        self._ears.hear(self._course.look(self._clock.t()))
        for held in self._course.take_held():
            self._tested(held, EndReason.TIME_UP)

    def _away(self, seconds: float) -> None:
        self._tell("away", {"seconds": round(seconds, 3)})
        self._note = text("cli.play.away", time=clock_time(seconds))
        if seconds > WAIT_AFTER_S:
            self._course.act(ControlKind.PAUSE)
            self._course.go_back_to_repetition()

    def _wait_s(self) -> float:
        """Real seconds until something can have changed."""
        moving = self._course.segment.kind is Kind.MOVE and self._course.position.running
        return max(0.0, min(_MOVING_S if moving else _STILL_S, self._course.next_moment_s() / self._speed))

    def _draw(self, dialog: Sequence[str] = ()) -> None:
        course = self._course
        here = course.segment
        view = View(
            timeline=course.timeline,
            position=course.position,
            segment=here,
            coming=course.coming(),
            figure=self._figures.get((here.exercise, course.position.track)),
            message="" if dialog else self._message(),
            speed=self._speed,
            dialog=dialog,
        )
        self._window.show(compose(view, self._window.surface()))

    def _message(self) -> str:
        if not self._course.position.running and not self._note:
            return text("cli.play.paused")
        return self._trouble() or self._note

    def _press(self, key: str) -> None:
        """Do what a key asks for."""
        course, self._note = self._course, ""
        if course.segment.open and key in ("space", "enter", "p", "q", "escape"):
            self._let_go(key)
            return
        steps = {"left": ControlKind.BACK, "right": ControlKind.SKIP, "r": ControlKind.REPEAT}
        if key == "space":
            self._pause_or_go_on()
        elif key in steps:
            self._ears.hush()
            course.act(steps[key])
        elif key == "s":
            course.act(ControlKind.PACE, factor=SLOWER if course.position.pace == 1 else 1.0)
        elif key == "m":
            self._mute_or_not()
        elif key == "p":
            self._hurt()
        elif key in ("q", "escape"):
            self._leave()

    def _let_go(self, key: str) -> None:
        """The hold is over with the key; what the key is for else comes next, and then why it ended."""
        self._course.let_go()
        held = self._course.take_held()
        if key == "p":
            self._hurt()
        elif key in ("q", "escape"):
            self._leave()
        if self._left is None and not self._course.position.finished:
            for one in held:
                self._ask_why(one)

    def _ask_why(self, held: Held) -> None:
        ran = self._stand_still()
        ends = [EndReason(end) for end in self._ends(held.segment.exercise)]
        answers = [text(end.label) for end in ends]
        chosen = None
        while answers and chosen is None:
            chosen = choose(text("cli.test.why"), answers, self._asked_key, self._draw)
        self._look()
        if chosen is not None:
            self._tested(held, ends[chosen])
        if ran:
            self._course.act(ControlKind.RESUME)

    def _pause_or_go_on(self) -> None:
        if self._course.position.running:
            self._ears.hush()
            self._course.act(ControlKind.PAUSE)
        else:
            self._course.act(ControlKind.RESUME)

    def _mute_or_not(self) -> None:
        self._ears.muted = not self._ears.muted
        if self._ears.muted:
            self._ears.hush()
        self._note = text("cli.play.muted" if self._ears.muted else "cli.play.unmuted")

    def _stand_still(self) -> bool:
        """Pause where the session runs; True where it ran."""
        ran = self._course.position.running
        self._ears.hush()
        if ran:
            self._course.act(ControlKind.PAUSE)
        return ran

    def _hurt(self) -> None:
        ran = self._stand_still()
        told = hurting.report(self._asked_key, self._draw)
        self._look()
        if told is None:
            if ran:
                self._course.act(ControlKind.RESUME)
            return
        response, words = hurting.act_on(self._course, told, self._tell)
        if response is Response.END or self._course.position.finished:
            self._course.act(ControlKind.END, reason="pain")
        self._ears.say(words)
        advice = self._red_flag_advice() if hurting.must_ask_red_flags(told) else None
        ends = advice is not None or self._course.position.finished
        answers = [text("cli.pain.end")] if ends else [text("cli.pain.go_on"), text("cli.pain.end")]
        said = " ".join(part for part in (words, advice) if part)
        chosen = choose(said, answers, self._asked_key, self._draw)
        self._look()
        if self._course.position.finished:
            return
        if ends or chosen == 1:
            self._course.act(ControlKind.END, reason="pain")
        else:
            self._course.act(ControlKind.RESUME)

    def _red_flag_advice(self) -> str | None:
        """Ask the stop list and keep the answer: it holds for every later session too."""
        row = hurting.red_flag(self._asked_key, self._draw)
        self._screen(row.id if row else NONE_OF_THESE)
        return text(row.advice) if row else None

    def _leave(self) -> None:
        ran = self._stand_still()
        answers = [text(f"cli.leave.{answer}") for answer in ("stay", "later", "end")]
        chosen = choose(text("cli.leave.question"), answers, self._asked_key, self._draw)
        self._look()
        if chosen == 1:
            self._left = Left.FOR_LATER
        elif chosen == 2:
            self._course.act(ControlKind.END, reason="stopped")
        elif ran:
            self._course.act(ControlKind.RESUME)

    def _asked_key(self) -> str | None:
        key = self._next_key(_STILL_S)
        self._clock.unseen_s()  # nobody is away who is being asked
        return key
