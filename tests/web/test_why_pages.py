"""The pages under /why as a runner reads them: found from today, read to the end, the hip moved or not."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from visiting import Visit

from primemover.web.why import topics

pytestmark = pytest.mark.browser
PATHS = ("/why", *(f"/why/{one.id}" for one in topics()))


def ready(visit: Visit) -> None:
    visit.context.request.post(f"{visit.base}/api/screen", data={"stop": ["none"], "adapt": ["none"]})
    visit.context.request.post(f"{visit.base}/log", form={"day": "2026-01-05", "minutes": "12"})


def test_a_step_of_today_leads_to_why_it_is_there(runner: Visit) -> None:
    ready(runner)
    runner.go()
    runner.page.get_by_role("link", name="Why this step: Low lunge").click()
    runner.page.wait_for_url("**/why/order#step-2")
    assert runner.page.locator("section:target h2").inner_text() == "2. Psoas and quads"


def test_an_exercise_leads_to_its_step_and_every_page_to_why(runner: Visit) -> None:
    runner.go("/exercises/prone-recruitment")
    assert runner.page.get_by_role("link", name="Why this step").get_attribute("href") == "/why/order#step-4"
    runner.go("/exercises/push-up")
    assert runner.page.get_by_role("link", name="Why this routine").get_attribute("href") == "/why"
    runner.go("/settings")
    assert runner.page.locator("footer a").get_attribute("href") == "/why"


def test_the_topics_are_read_one_after_the_other(runner: Visit) -> None:
    runner.go("/why")
    runner.page.locator(".why-list a").first.click()
    for one in topics():
        runner.page.wait_for_url(f"**/why/{one.id}")
        labels = runner.page.locator(".claim .from").count()
        assert labels == runner.page.locator(".claim").count() > 0
        runner.page.locator(".pager .btn").click()
    runner.page.wait_for_url("**/why")


def test_the_hip_is_moved_with_the_keyboard_and_both_lengths_follow(runner: Visit) -> None:
    runner.go("/why/psoas")
    slider = runner.page.get_by_role("slider", name="Hip")
    slider.focus()
    runner.page.keyboard.press("Home")
    assert runner.says("hip-where") == "leg 20° behind you"
    assert runner.says("hip-psoas") == "103 to 106\u00a0%"
    assert runner.page.locator("#moving path.lengthens").count() == 1
    before = runner.page.locator("#moving path.near").last.get_attribute("d")
    runner.page.keyboard.press("End")
    assert runner.says("hip-where") == "hip bent 110°"
    assert runner.page.locator("#moving path.near").last.get_attribute("d") != before
    assert "138\u00a0%" in (slider.get_attribute("aria-valuetext") or "")


def test_without_a_script_three_figures_and_a_table_say_the_same(visitor: Callable[..., Visit]) -> None:
    visit = visitor(java_script_enabled=False)
    visit.go("/why/psoas")
    assert visit.page.locator("#three li svg").count() == 3
    assert not visit.page.locator("#by-slider").is_visible()
    assert "103 to 106\u00a0%" in visit.page.inner_text("#three")
    visit.page.get_by_text("As a table").click()
    assert visit.page.locator(".lengths tbody tr").count() == 7


@pytest.mark.parametrize("width", [320, 1280])
def test_every_topic_fits_can_be_pressed_and_has_one_heading(
    visitor: Callable[..., Visit], width: int
) -> None:
    visit = visitor(width=width, height=844)
    for path in PATHS:
        visit.go(path)
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert visit.page.evaluate(wide) <= 0, path
        assert visit.looks("small(43.5)") == [], path
        assert visit.page.locator("main h1").count() == 1, path


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_words_of_every_topic_stand_out(visitor: Callable[..., Visit], scheme: str) -> None:
    visit = visitor(color_scheme=scheme)
    for path in PATHS:
        visit.go(path)
        assert visit.looks("pale(4.5)") == [], path
