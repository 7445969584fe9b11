"""A session as a screen reader gets it: the live regions, read in order as a script."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from visiting import Visit

pytestmark = pytest.mark.browser
LISTENS = (Path(__file__).parent / "live_regions.js").read_text(encoding="utf-8")
NUMBERS = {"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"}


def announced(visit: Visit) -> list[dict[str, str]]:
    """What was announced so far: region, how, text."""
    found: list[dict[str, str]] = visit.page.evaluate("announced")
    return found


def script(visit: Visit) -> list[str]:
    """The words of the session itself among it, in order."""
    return [entry["text"] for entry in announced(visit) if entry["region"] == "spoken"]


def short_session(visit: Visit) -> dict[str, Any]:
    """A session of six minutes on the screen, before its first tap; as the player got it."""
    visit.context.request.post(f"{visit.base}/api/screen", data={"stop": ["none"], "adapt": ["none"]})
    begun = visit.context.request.post(f"{visit.base}/api/sessions", data={"minutes": 6}).json()
    visit.page.add_init_script(LISTENS)
    visit.go(f"/session/{begun['session']}")
    visit.page.locator("#begin-go").wait_for()
    loaded: dict[str, Any] = visit.context.request.get(f"{visit.base}/api/sessions/{begun['session']}").json()
    return loaded


def to_the_end(visit: Visit) -> None:
    """Every second of it, and then the page stays, to be read."""
    visit.page.route("**/close", lambda route: route.fulfill(status=204))
    for _ in range(75):
        if visit.page.locator("#over").is_visible():
            return
        visit.run(5)
    raise AssertionError("the session never ended")


def test_a_whole_session_is_heard_cue_by_cue_and_nothing_else(visitor: Callable[..., Visit]) -> None:
    visit = visitor(width=390, height=844, reduced_motion="reduce")
    timeline = short_session(visit)["timeline"]
    visit.begin()
    to_the_end(visit)
    cues = [cue for segment in timeline["segments"] for cue in segment["cues"] if cue["say"]]
    told = [cue["say"] for cue in cues if not cue["counts"]]
    assert len(told) > 40
    assert any(not cue["interrupts"] for cue in cues if not cue["counts"]), "late cues are among them"
    # Every cue once, in its order, and no second time in other words.
    assert script(visit) == told

    counts = [cue["say"] for cue in cues if cue["counts"]]
    assert len(counts) > 40
    assert set(counts) <= NUMBERS
    assert not NUMBERS & {entry["text"] for entry in announced(visit)}
    # The page's time runs faster here than the server answers: what it says of that is not the session's.
    rest = [entry for entry in announced(visit) if entry["region"] not in {"spoken", "saved"}]
    assert {entry["region"] for entry in rest} <= {"over-note"}, rest
    assert len(rest) <= 2
    assert {entry["how"] for entry in announced(visit)} == {"polite"}


def test_a_turn_of_the_course_is_heard_once_and_a_pause_is_told(runner: Visit) -> None:
    timeline = short_session(runner)["timeline"]
    runner.begin()
    runner.stand_still()
    runner.run(20)
    heard = script(runner)
    runner.page.keyboard.press(" ")
    runner.run(30)
    runner.page.keyboard.press(" ")
    runner.run(0.5)
    assert script(runner) == heard, "the same words stand there all the while"
    told = [entry["text"] for entry in announced(runner) if entry["region"] == "told"]
    assert told == ["Paused", "Going on"]
    runner.page.keyboard.press("ArrowRight")
    runner.run(1)
    moves = [segment["say"] for segment in timeline["segments"] if segment["kind"] == "move"]
    assert script(runner)[len(heard) :] == [moves[moves.index(heard[-1]) + 1]]


def test_words_that_say_what_is_wrong_are_heard_at_once(runner: Visit) -> None:
    short_session(runner)
    runner.begin()
    runner.run(20)
    runner.page.keyboard.press("p")
    runner.page.locator("#pain-tell").click()
    alarms = [entry["region"] for entry in announced(runner) if entry["how"] == "assertive"]
    assert alarms == ["pain-missing"]
