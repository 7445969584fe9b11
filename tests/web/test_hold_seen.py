"""A hold of a test with the camera on: it says when the hips have dropped, and the person has the last word.

The real page, wire, server and recogniser; a simulated person's landmarks come in where the camera's would.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import Any

import pytest
from followed import FEED, STEP_S, turn_on
from testing_day import has_trained, offer, start
from visiting import Visit

from primemover.motion.simulation import Camera, Doer, Simulation, simulate, wrong_for
from primemover.motion.simulation.people import somebody
from primemover.routine import library
from primemover.terms import Side

pytestmark = pytest.mark.browser
PROTOCOL = "single-leg-bridge-hold"


def filmed(side: Side, *, held_s: float, sinks: float | None = None, doer: Doer | None = None) -> Simulation:
    """Somebody on one side: up for ``held_s``; half-way the hips drop by ``sinks`` times the limit."""
    exercise = library().exercise(PROTOCOL)
    wrong = None if sinks is None else wrong_for(exercise, exercise.faults[0], sinks)
    return simulate(
        exercise,
        repetitions=1,
        doer=replace(doer or somebody(3), pace=1.0, hold_s=held_s),
        camera=Camera(fps_hz=1 / STEP_S, sees=side),
        working=side,
        wrong=wrong,
        wrong_in=() if wrong is None else (1,),
        seed=5,
    )


@dataclass
class Holder:
    """The person before the camera, from the moment at which the screen says "Hips up"."""

    visit: Visit
    done: Simulation
    up_t: float | None = None
    now_t: float = 0.0
    began_t: float | None = None

    def __post_init__(self) -> None:
        self._frames = list(self.done.landmarks.frames())

    def live(self, seconds: float) -> None:
        for _ in range(round(seconds / STEP_S)):
            self.step()

    def step(self) -> str:
        at_s = 0.0 if self.up_t is None else self.now_t - self.up_t + self.done.rest_s[1]
        frame = self._frames[min(round(at_s / STEP_S), len(self._frames) - 1)]
        assert frame.world is not None
        numbers: list[float | None] = [*frame.image.ravel().tolist(), *frame.world[:, :3].ravel().tolist()]
        self.visit.run(STEP_S)
        told: list[Any] = self.visit.page.evaluate(FEED, [numbers, frame.aspect])
        self.now_t = told[0]
        if self.up_t is None and told[1] == "Hips up, hold":
            self.up_t = self.now_t
        if self.began_t is None and self.visit.page.locator("#letgo").is_visible():
            self.began_t = self.now_t
        time.sleep(0.004)
        return str(told[4])

    def until_up(self) -> None:
        for _ in range(600):
            self.step()
            if self.up_t is not None:
                return
        raise AssertionError("the hold never began")

    def since_began(self, since_up_s: float) -> float:
        """Seconds since the words as seconds of the hold, whose clock begins when they are said."""
        return since_up_s + (self.up_t or 0.0) - (self.began_t or 0.0)

    @property
    def sank_s(self) -> float:
        """When the hips were half-way down, in seconds since the words."""
        return self.done.sinks_s[0] - self.done.rest_s[1]

    @property
    def let_go_s(self) -> float:
        """When the body was half-way back on the floor, in seconds since the words."""
        return self.done.done[0].end_s - self.done.rest_s[1]


@pytest.fixture
def day(runner: Visit) -> str:
    """In the first session of a test day, the camera on; the session's id."""
    has_trained(runner)
    offer(runner)
    session = start(runner)
    runner.begin()
    turn_on(runner)
    runner.stand_still()
    return session


def side_of(visit: Visit) -> Side:
    return Side(visit.page.locator("#side").get_attribute("data-side") or "")


def told(visit: Visit, session: str) -> dict[str, Any]:
    visit.settle()
    (test,) = [event["data"] for event in visit.stored(session) if event["kind"] == "test"]
    return dict(test)


def said(visit: Visit, words: str) -> int:
    return sum(words in entry["text"] for entry in visit.asked("say"))


def test_hips_that_sink_are_told_and_the_hold_counts_up_to_there(runner: Visit, day: str) -> None:
    person = Holder(runner, filmed(side_of(runner), held_s=30, sinks=1.7))
    person.until_up()
    person.live(person.sank_s + 8)
    assert said(runner, "The hips have dropped. Lift them, or let go.") == 1
    assert said(runner, "That is where the hold ended") == 1
    # Nobody but the person ends it.
    assert runner.page.locator("#letgo").is_visible()
    assert not runner.page.locator("#why-dialog").is_visible()
    runner.page.locator("#letgo").click()
    assert runner.page.get_by_text("The camera saw the hold end before you let go").is_visible()
    assert runner.page.locator("#why-ends input:checked").get_attribute("value") == "form"
    runner.page.locator("#why-tell").click()
    test = told(runner, day)
    assert test["end_reason"] == "form"
    assert test["by"] == "camera"
    assert test["held_s"] == pytest.approx(person.since_began(person.sank_s), abs=0.8)
    held = [event["data"]["held_s"] for event in runner.stored(day) if event["kind"] == "hold"]
    assert held[-1] == pytest.approx(person.since_began(person.sank_s + 8), abs=0.8)


def test_the_person_may_overrule_the_camera(runner: Visit, day: str) -> None:
    person = Holder(runner, filmed(side_of(runner), held_s=30, sinks=1.7))
    person.until_up()
    person.live(person.sank_s + 6)
    runner.page.locator("#letgo").click()
    runner.page.get_by_text("No. Count until I let go.").click()
    runner.page.locator("#why-dialog").get_by_text("My glute gave out").click()
    runner.page.locator("#why-tell").click()
    test = told(runner, day)
    assert test["end_reason"] == "glute-gave-out"
    assert "by" not in test
    assert test["held_s"] == pytest.approx(person.since_began(person.sank_s + 6), abs=0.8)


def test_who_lies_down_has_let_go_at_that_moment_and_is_asked_without_a_tap(runner: Visit, day: str) -> None:
    person = Holder(runner, filmed(side_of(runner), held_s=21))
    person.until_up()
    for _ in range(400):
        person.step()
        if runner.page.locator("#why-dialog").is_visible():
            break
    assert person.now_t - (person.up_t or 0) < person.let_go_s + 5
    assert runner.page.locator("#why-ends input:checked").count() == 0
    assert said(runner, "The hips have dropped") <= 1
    runner.page.locator("#why-dialog").get_by_text("My glute gave out").click()
    runner.page.locator("#why-tell").click()
    test = told(runner, day)
    assert test["held_s"] == pytest.approx(person.since_began(person.let_go_s), abs=0.8)
    assert test["end_reason"] == "glute-gave-out"


def test_somebody_who_moves_otherwise_than_the_figure_is_not_stopped(runner: Visit, day: str) -> None:
    crooked = Doer(range=0.8, offsets_deg={"working hip": 7.0, "pelvis": -5.0, "other knee": 8.0})
    person = Holder(runner, filmed(side_of(runner), held_s=40, doer=crooked))
    person.until_up()
    person.live(30)
    assert said(runner, "hips have dropped") == said(runner, "where the hold ended") == 0
    runner.page.locator("#letgo").click()
    assert not runner.page.get_by_text("The camera saw the hold end").is_visible()
    assert runner.page.locator("#why-ends input:checked").count() == 0
