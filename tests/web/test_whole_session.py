"""The main job, whole: from the first page through every second of a session to its history."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from visiting import Visit

from primemover.routine import library

pytestmark = pytest.mark.browser


def played_to_the_end(visit: Visit, session: str) -> dict[str, Any]:
    """Run the clock until the closing page is there; the session as the player got it."""
    answer = visit.context.request.get(f"{visit.base}/api/sessions/{session}")
    loaded: dict[str, Any] = answer.json()
    for _ in range(round(loaded["timeline"]["total_s"] / 20)):
        visit.run(20)
    visit.led_to("/close")
    return loaded


def test_a_whole_session_is_played_closed_and_remembered_hold_by_hold(visitor: Callable[..., Visit]) -> None:
    visit = visitor(width=390, height=844)
    session = visit.play()
    visit.stand_still()
    loaded = played_to_the_end(visit, session)
    planned = [segment for segment in loaded["timeline"]["segments"] if segment["kind"] == "hold"]

    visit.page.locator("fieldset", has_text="How hard").get_by_text("4", exact=True).click()
    visit.page.locator("fieldset", has_text="Left").get_by_text("Glute", exact=True).first.click()
    visit.page.locator("fieldset", has_text="Which side").get_by_text("The same").click()
    visit.page.get_by_label("Note").fill("Left was late.")
    visit.page.get_by_role("button", name="Done").click()
    assert visit.page.locator("h1").inner_text() == "Done."
    visit.page.get_by_role("link", name="Every hold").click()
    visit.page.wait_for_url("**/history/*")

    events = visit.stored(session)
    holds = [event for event in events if event["kind"] == "hold"]
    assert [(h["data"]["segment"], h["data"]["held_s"], h["data"]["skipped"]) for h in holds] == [
        (segment, pytest.approx(hold["end_s"] - hold["start_s"], abs=0.001), False)
        for segment, hold in enumerate(loaded["timeline"]["segments"])
        if hold["kind"] == "hold"
    ]
    assert [event["kind"] for event in events if event["kind"] == "end"] == ["end"]

    # Every hold, side and repetition stands on the history page with its time.
    tables = " ".join(visit.page.locator("table.held").all_inner_texts())
    assert len(re.findall(r"\b\d\d:\d\d:\d\d\b", tables)) == len(planned)
    for exercise in dict.fromkeys(segment["exercise"] for segment in planned):
        assert (
            visit.page.get_by_role("heading", name=library().exercise(exercise).name, exact=True).count() == 1
        )
    lifts = visit.page.get_by_role("region", name="Prone glute recruitment").locator("tbody tr")
    assert lifts.count() == 12
    assert visit.page.get_by_text("Left was late.").count() >= 1
    assert visit.page.get_by_text("4 of 10").count() == 1


def test_every_cue_is_asked_for_once_in_order_and_on_time(runner: Visit) -> None:
    runner.answer_none()
    session = runner.start()
    runner.stand_still()
    runner.begin()
    answer = runner.context.request.get(f"{runner.base}/api/sessions/{session}")
    segments = answer.json()["timeline"]["segments"]
    ran_s = 200
    for _ in range(ran_s // 20):
        runner.run(20)
    due = [cue for segment in segments for cue in segment["cues"] if cue["at_s"] < ran_s - 1]
    words = [cue["say"] for cue in due if cue["say"]]
    sounds = [cue["sound"] for cue in due if cue["sound"]]
    asked = runner.asked("say")
    assert [entry["text"] for entry in asked][: len(words)] == words
    assert [entry["text"] for entry in runner.asked("sound")][: len(sounds)] == sounds
    late = [entry["for_ms"] - entry["due_ms"] for entry in asked + runner.asked("sound")]
    assert max(late) < 20
    assert all(a["due_ms"] <= b["due_ms"] for a, b in pairwise(asked))


def test_the_screen_and_the_voice_count_the_same(runner: Visit) -> None:
    runner.play()
    runner.skip_to("Glutes")
    runner.page.keyboard.press("ArrowRight")
    runner.until("Straighten knee", limit_s=90)
    numbers = {"one": "1", "two": "2", "three": "3"}
    seen = []
    for _ in range(60):
        runner.run(0.5)
        said = runner.asked("say")[-1]
        fresh = runner.page.evaluate("performance.now()") - said["due_ms"] < 900
        if said["text"] in numbers and fresh:
            seen.append((numbers[said["text"]], runner.says("count")))
    assert {said for said, _ in seen} == {"1", "2", "3"}
    assert all(said == shown for said, shown in seen), seen


def test_back_skip_repeat_and_slower_do_what_they_say(runner: Visit) -> None:
    session = runner.play()
    runner.stand_still()
    runner.run(30)
    runner.page.locator("#repeat").click()
    runner.run(0.1)
    assert runner.says("inst") == "Get ready"
    runner.page.locator("#skip").click()
    runner.run(0.1)
    assert runner.page.locator("#side").get_attribute("data-side") == "left"
    runner.page.locator("#back").click()
    runner.run(0.1)
    assert runner.page.locator("#side").get_attribute("data-side") == "right"
    runner.page.locator("#slower").click()
    runner.run(0.1)
    assert runner.page.locator("#slower").get_attribute("aria-pressed") == "true"
    before = int(runner.says("count"))
    runner.run(4)
    assert before - int(runner.says("count")) == 3
    runner.settle()
    kinds = runner.stored_kinds(session)
    assert [kind for kind in kinds if kind in {"repeat", "skip", "back", "pace"}] == [
        "repeat", "skip", "back", "pace",
    ]  # fmt: skip


def test_a_pause_stops_voice_count_and_figure_until_resumed(runner: Visit) -> None:
    runner.play()
    runner.stand_still()
    runner.run(20)
    runner.page.locator("#pause").click()
    runner.run(0.1)
    shown, asked = runner.says("count"), len(runner.asked("say"))
    runner.run(30)
    assert runner.says("count") == shown
    assert len(runner.asked("say")) == asked
    assert runner.page.locator("#paused").is_visible()
    runner.page.locator("#pause").click()
    runner.run(3)
    assert int(runner.says("count")) == int(shown) - 3
