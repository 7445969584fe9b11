"""A simulated person in front of the page's camera: reads the screen, does what it says, in time."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from visiting import Visit

from primemover.body.vocabulary import START
from primemover.motion import Frame
from primemover.motion.simulation import Camera, Doer, simulate
from primemover.routine import library
from primemover.terms import Side

# What the person's landmarks come in place of need not be set up.
HANDS_OVER = """document.getElementById("camera-dialog").dataset.parts ||= "/none";
primemover.source = (given, listeners) => {
  primemover.fed = { given, listeners };
  return { open: async () => undefined, people: () => undefined, close: () => undefined };
}"""
FEED = """([numbers, aspect]) => {
  const { given, listeners } = primemover.fed;
  const time_s = given.now();
  const frame = Float32Array.from({ length: 231 }, (_, i) => numbers?.[i] ?? NaN);
  listeners.seen({ frame, picture: null, time_s, aspect, people: 1, light: 120 });
  return [time_s, document.getElementById("inst").textContent, document.getElementById("side").dataset.side,
    document.getElementById("rept").textContent, document.getElementById("camera-state").dataset.state];
}"""
STEP_S = 0.1


def turn_on(visit: Visit) -> None:
    """Turn the camera on in a running session, with the person's landmarks in the place of pictures."""
    visit.page.evaluate(HANDS_OVER)
    visit.page.locator("#camera").click()
    visit.page.locator("#camera-dialog").wait_for()
    if visit.page.locator("#camera-yes").is_visible():
        visit.page.locator("#camera-yes").click()
    visit.page.locator("#camera-done").click()


@dataclass
class Person:
    """One who does ``exercise`` on ``side``, ``late_s`` after being told.

    ``spoils``: what the camera makes of each frame; ``step_s``: seconds from one to the next.
    ``never``: repetitions (from 1) in which the last phase is left out; ``drops``: those in which it is let
    go of after a second, for two seconds. ``spent``: (session time, phase that the body
    is in) of every frame.
    """

    visit: Visit
    exercise: str
    side: Side
    late_s: float = 0.7
    never: frozenset[int] = frozenset()
    drops: frozenset[int] = frozenset()
    doer: Doer = field(default_factory=Doer)
    sees: Side | None = None
    away: bool = False
    step_s: float = STEP_S
    spoils: Callable[[Frame], Frame] | None = None
    spent: list[tuple[float, str]] = field(default_factory=list)
    states: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        exercise = library().exercise(self.exercise)
        camera = Camera(fps_hz=1 / self.step_s, sees=self.sees or self.side)
        done = simulate(exercise, repetitions=1, camera=camera, working=self.side, doer=self.doer, seed=7)
        self._frames = list(done.landmarks.frames())
        self._spans = {phase: span for phase, span in done.done[0].spans_s.items() if phase != START}
        self._seen = [p.id for p in exercise.phases if p.camera is not None and p.id in self._spans]
        self._told = {p.brief: p.id for p in exercise.phases}
        self._at_s = 0.5
        self._wants = START
        self._heard = ""
        self._since_s = 0.0
        self._rep = 0
        self._dropped_s: float | None = None

    def live(self, seconds: float) -> None:
        """Let so much of the session go by."""
        for _ in range(round(seconds / self.step_s)):
            self.step()

    def until_done(self, side: str, limit_s: float = 240) -> None:
        """Go on until the screen asks for something else than this side of this exercise."""
        for _ in range(round(limit_s / self.step_s)):
            inst, shown = self.step()
            if (inst not in self._told and self.spent and self._rep > 0) or shown != side:
                return
        raise AssertionError(f"after {limit_s} s the screen still asks for {self._wants}")

    def step(self) -> tuple[str, str]:
        """A tenth of a second: move, be seen, read the screen."""
        self._move()
        frame = self._frames[min(round(self._at_s / self.step_s), len(self._frames) - 1)]
        if self.spoils is not None:
            frame = self.spoils(frame)
        assert frame.world is not None
        numbers: list[float | None] = [*frame.image.ravel().tolist(), *frame.world[:, :3].ravel().tolist()]
        numbers = [None if n != n else n for n in numbers]  # noqa: PLR0124 - NaN is not in JSON
        sent = [None if self.away else numbers, frame.aspect]
        self.visit.run(self.step_s)
        now: list[Any] = self.visit.page.evaluate(FEED, sent)
        time_s, inst, side, _, state = now
        self.spent.append((time_s, self.phase))
        self.states.append(state)
        self._hear(time_s, inst)
        # What the server answers arrives in its own time, which is not the page's.
        time.sleep(0.004)
        return inst, side

    @property
    def phase(self) -> str:
        """Where the body is, half-way to half-way."""
        return next((p for p, (a, b) in self._spans.items() if a <= self._at_s < b), START)

    def _hear(self, time_s: float, inst: str) -> None:
        if inst == self._heard:
            return
        self._heard = inst
        wants = self._told.get(inst, START)
        if wants == self._seen[-1]:
            self._rep += 1
            self._dropped_s = None
        if wants == self._seen[-1] and self._rep in self.never:
            wants = self._wants if self._wants in self._spans else self._seen[0]
        self._wants, self._since_s = wants, time_s

    def _move(self) -> None:
        now_s = self.spent[-1][0] if self.spent else 0.0
        if now_s - self._since_s < self.late_s:
            return
        last = self._spans[self._seen[-1]]
        if self._wants in self._seen:
            begins, ends = self._spans[self._wants]
            middle = (begins + ends) / 2
            if self._wants == self._seen[-1] and self._rep in self.drops and self._drops_now(now_s):
                self._at_s = max(self._at_s - 2 * self.step_s, 0.5)
            elif self._at_s > ends:
                self._at_s = 0.5
            elif self._at_s < middle:
                self._at_s += self.step_s
        elif self._at_s > 0.6:
            self._at_s += self.step_s if self._at_s >= last[0] else -self.step_s
            if self._at_s > last[1] + 1.5:
                self._at_s = 0.5

    def _drops_now(self, now_s: float) -> bool:
        """From a second after the last phase was taken up, for two seconds."""
        begins, ends = self._spans[self._seen[-1]]
        if self._dropped_s is None and self._at_s >= (begins + ends) / 2 - self.step_s:
            self._dropped_s = now_s
        return self._dropped_s is not None and 1.0 <= now_s - self._dropped_s <= 3.0
