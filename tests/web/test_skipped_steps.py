"""What was passed over never looks done: in the bars of the player, and on the pages after it."""

from __future__ import annotations

import pytest
from visiting import Visit

pytestmark = pytest.mark.browser

FILLED = """
[...document.querySelectorAll("#segs i")].map((bar) => ({
  filled: parseFloat(bar.firstElementChild.style.width || "0"),
  hatched: bar.classList.contains("out"),
}))
"""


def bars(visit: Visit) -> list[dict[str, float | bool]]:
    """How far each bar is filled, in percent, and whether it is marked as passed over."""
    found: list[dict[str, float | bool]] = visit.page.evaluate(FILLED)
    return found


def test_a_skipped_block_is_hatched_and_filled_only_as_far_as_it_was_done(runner: Visit) -> None:
    runner.play()
    runner.stand_still()
    runner.run(4)
    runner.page.keyboard.press("ArrowRight")
    runner.page.keyboard.press("ArrowRight")
    runner.run(0.2)
    first, second, third = bars(runner)[:3]
    assert first["hatched"]
    assert 0 < first["filled"] < 50
    assert second == {"filled": 0, "hatched": True}
    assert not third["hatched"]


def test_what_one_goes_back_to_is_open_again(runner: Visit) -> None:
    runner.play()
    runner.stand_still()
    runner.run(4)
    runner.page.keyboard.press("ArrowRight")
    runner.run(0.2)
    assert bars(runner)[0]["hatched"]
    runner.page.keyboard.press("ArrowLeft")
    runner.run(0.2)
    assert bars(runner)[0] == {"filled": pytest.approx(0, abs=1), "hatched": False}


def test_a_session_that_was_ended_at_once_says_of_every_step_that_it_was_not_done(runner: Visit) -> None:
    session = runner.play()
    runner.run(3)
    runner.page.keyboard.press("Escape")
    runner.page.locator("#leave-end").click()
    runner.page.wait_for_url("**/close")
    runner.press("Done")
    steps = runner.page.locator("main .card").first.locator("li")
    assert steps.count() > 4
    assert {words.split("\n")[-1] for words in steps.all_inner_texts()} == {"Not done"}
    runner.go(f"/history/{session}")
    assert "Not done:" in runner.page.inner_text("main")


def test_a_session_that_was_left_is_named_with_its_time_and_place(runner: Visit) -> None:
    runner.play()
    runner.run(3)
    runner.page.keyboard.press("Escape")
    runner.settle()
    runner.page.locator("#leave-later").click()
    runner.page.locator("#left-h").wait_for()
    card = runner.page.locator("section", has=runner.page.locator("#left-h")).inner_text()
    assert "Glute activation" in card
    assert "step 1 of" in card
    assert ":" in card.split("Left on")[1]
