"""From the first page to the closing questions, and back, without a mouse."""

from __future__ import annotations

import pytest
from keyboard import Keyboard
from testing_day import has_trained, to_the_hold
from visiting import Visit

pytestmark = pytest.mark.browser


def into_the_session(visit: Visit, keys: Keyboard) -> None:
    """The first run, the plan, and the player's first tap."""
    visit.go()
    for _ in range(2):
        keys.to("None of these")
        keys.leads()
    keys.to("Start")
    keys.press("Enter")
    visit.page.locator("#begin-go").wait_for()
    keys.to("#begin-go")
    keys.press("Enter")
    visit.stand_still()
    visit.run(1)


def tell_pain(visit: Visit, keys: Keyboard) -> None:
    """The pain dialog: three groups, each a stop with arrows inside; then what is asked and answered."""
    keys.press("p")
    assert keys.here()["id"] == "pain-title"
    for group, turns in (("region", 2), ("kind", 1), ("level", 4)):
        for _ in range(12):
            keys.press("Tab")
            keys.here()
            if visit.page.evaluate("document.activeElement.name") == group:
                break
        keys.press("Space")
        for _ in range(turns):
            keys.press("ArrowRight")
            keys.here()
        assert visit.page.locator(f"#pain-dialog input[name={group}]:checked").count() == 1
    keys.to("#pain-tell")
    keys.press("Enter")
    assert keys.here()["id"] == "answer-title"


def test_a_session_from_the_first_page_to_the_closing_questions(runner: Visit) -> None:
    keys = Keyboard(runner.page)
    into_the_session(runner, keys)
    assert keys.here()["id"] == "pause", "not lost with the veil"
    keys.press("Space")
    assert runner.page.locator("#paused").is_visible()
    keys.press("Space")
    assert runner.page.locator("#paused").is_hidden()
    for tool in ("repeat", "slower", "voice", "camera", "full", "leave", "back", "skip", "pain"):
        keys.to(f"#{tool}")
    runner.run(20)
    keys.press("ArrowRight")
    runner.run(0.2)
    assert runner.page.locator("#side").get_attribute("data-side") == "left"
    keys.here()

    keys.press("Escape")
    assert keys.here()["id"] == "leave-title"
    keys.press("Escape")
    assert runner.page.locator("#leave-dialog").is_hidden()
    assert keys.here()["id"] == "pain", "where it was before"

    tell_pain(runner, keys)
    if runner.page.locator("#flags").is_visible():
        keys.to("None of these")
        keys.press("Space")
    keys.to("#answer-on" if runner.page.locator("#answer-on").is_visible() else "#answer-end")
    keys.press("Enter")
    runner.run(1)
    keys.here()
    keys.press("Escape")
    keys.to("#leave-end")
    with runner.page.expect_navigation(url="**/close"):
        keys.press("Enter")
        runner.run(1)
    session = runner.page.url.split("/")[-2]
    for name in ("effort", "left"):
        for _ in range(30):
            keys.press("Tab")
            keys.here()
            if runner.page.evaluate("document.activeElement.name") == name:
                break
        keys.press("Space")
    keys.to("Note")
    runner.page.keyboard.type("By keys alone.")
    keys.to("Done")
    keys.leads()
    assert runner.page.locator("h1").inner_text() == "Stopped early."
    closing = next(event["data"] for event in runner.stored(session) if event["kind"] == "closing")
    assert closing["note"] == "By keys alone."
    assert closing["effort"] is not None


def test_a_test_day_up_to_why_the_first_hold_ended(runner: Visit) -> None:
    has_trained(runner)
    keys = Keyboard(runner.page)
    runner.go("/tests")
    for name in ("hard_run", "sore"):
        for _ in range(40):
            keys.press("Tab")
            keys.here()
            if runner.page.evaluate("document.activeElement.name") == name:
                break
        keys.press("Space")
        if not runner.page.locator(f"input[name={name}][value=no]").is_checked():
            keys.press("ArrowRight")
        assert runner.page.locator(f"input[name={name}][value=no]").is_checked()
    if runner.page.locator("input[name=agreed]").count():
        for _ in range(20):
            keys.press("Tab")
            if runner.page.evaluate("document.activeElement.name") == "agreed":
                break
        keys.press("Space")
    keys.to("Start with the holds")
    keys.press("Enter")
    runner.page.locator("#begin-go").wait_for()
    keys.to("#begin-go")
    keys.press("Enter")
    runner.stand_still()
    to_the_hold(runner)
    assert keys.here()["id"] == "letgo"
    runner.run(3)
    keys.press("Space")
    runner.run(0.2)
    assert keys.here()["id"] == "why-title"
    keys.press("Tab")
    keys.here()
    keys.press("Space")
    keys.to("#why-tell")
    keys.press("Enter")
    assert runner.page.locator("#why-dialog").is_hidden()
    runner.run(0.5)
    keys.here()


@pytest.mark.parametrize("path", ["/", "/about", "/tests", "/progress", "/settings", "/history"])
def test_every_stop_of_a_page_is_seen(runner: Visit, path: str) -> None:
    has_trained(runner)
    runner.go(path)
    keys = Keyboard(runner.page)
    stops = keys.round()
    assert stops[0] == "Skip to content"
    assert {"Today", "Progress", "History", "Exercises", "Settings"} <= set(stops)
    runner.page.evaluate("document.activeElement.blur()")
    runner.go(path)
    keys.press("Tab")
    keys.press("Enter")
    keys.press("Tab")
    first = runner.page.evaluate("document.activeElement.closest('main, footer') !== null")
    assert first, "the first stop after the skip link is behind the navigation"
