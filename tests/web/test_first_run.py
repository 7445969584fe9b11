"""The first run, counted: taps, words, bytes."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from visiting import Visit

pytestmark = pytest.mark.browser

MOST_TAPS = 4
MOST_WORDS = 120
MOST_BYTES = 150_000


def words_on(visit: Visit) -> list[str]:
    """What a person sees on the page, beyond the fold too; signs alone are no words."""
    visit.page.wait_for_load_state("networkidle")
    return [word for word in visit.looks("seen()").split() if re.search(r"\w", word)]


@pytest.mark.parametrize("size", [(1280, 800), (390, 844)], ids=["desktop", "phone"])
def test_a_healthy_runner_is_at_the_first_get_ready_within_four_taps_and_120_words(
    visitor: Callable[..., Visit], size: tuple[int, int]
) -> None:
    visit = visitor(width=size[0], height=size[1])
    visit.go()
    taps, words = 0, words_on(visit)
    for _ in range(2):
        visit.page.get_by_role("button", name="None of these").click()
        taps += 1
        words += words_on(visit)
    visit.start()
    taps += 1
    words += words_on(visit)
    visit.begin()
    taps += 1
    visit.run(0.5)
    assert visit.says("inst") == "Get ready"
    assert taps <= MOST_TAPS
    assert len(words) <= MOST_WORDS, " ".join(words)


def test_the_first_run_shows_no_navigation_and_a_sound_check_before_start(runner: Visit) -> None:
    runner.answer_none()
    assert runner.page.locator("nav").count() == 0
    order = runner.page.locator("button").all_inner_texts()
    assert {"Start", "Hear sounds"} <= {text.strip() for text in order}
    runner.page.get_by_role("button", name="Hear sounds").click()
    assert [entry["text"] for entry in runner.asked("sound")] == [
        "ready", "start", "hold", "tick", "switch", "end",
    ]  # fmt: skip
    for _ in range(200):
        if runner.asked("say"):
            break
        runner.page.wait_for_timeout(
            50
        )  # where the computer speaks for the browser, its part is fetched first
    assert len(runner.asked("say")) == 1


def test_the_first_page_with_all_it_loads_stays_under_150_kilobytes(runner: Visit) -> None:
    session = runner.context.new_cdp_session(runner.page)
    session.send("Network.enable")
    loaded: list[float] = []
    session.on("Network.loadingFinished", lambda event: loaded.append(event["encodedDataLength"]))
    runner.go()
    runner.page.wait_for_load_state("networkidle")
    assert len(loaded) >= 5, "the page and its parts were not all counted"
    assert sum(loaded) < MOST_BYTES


def test_nothing_moves_on_until_something_is_answered(runner: Visit) -> None:
    runner.go()
    heading = runner.page.locator("h1").inner_text()
    answer = runner.context.request.post(f"{runner.base}/check", form={"list": "stop"})
    assert answer.status == 422
    runner.go()
    assert runner.page.locator("h1").inner_text() == heading
