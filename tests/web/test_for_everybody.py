"""Keyboard, screen reader, small screens, contrast, motion, and browsers that lack a part."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from visiting import Visit

pytestmark = pytest.mark.browser

PATHS = (
    "/progress",
    "/progress/extension",
    "/history",
    "/exercises",
    "/exercises/prone-recruitment",
    "/people",
    "/settings",
    "/sensors",
    "/sensors/live",
    "/settings/erase",
    "/check",
)


def assert_fits(page: Page) -> None:
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{page.url} is {wide} px too wide"


def test_the_whole_way_goes_by_keyboard_alone(runner: Visit) -> None:
    runner.go()
    for _ in range(2):
        button = runner.page.get_by_role("button", name="None of these")
        while not button.evaluate("one => one === document.activeElement"):
            runner.page.keyboard.press("Tab")
        with runner.page.expect_navigation():
            runner.page.keyboard.press("Enter")
    start = runner.page.get_by_role("button", name="Start")
    while not start.evaluate("one => one === document.activeElement"):
        runner.page.keyboard.press("Tab")
    runner.page.keyboard.press("Enter")
    runner.page.locator("#begin-go").wait_for()
    runner.page.keyboard.press("Tab")
    runner.page.keyboard.press("Enter")
    runner.run(14)
    pressed: dict[str, Callable[[], bool]] = {
        " ": lambda: runner.page.locator("#paused").is_visible(),
        "ArrowRight": lambda: runner.page.locator("#side").get_attribute("data-side") == "left",
        "ArrowLeft": lambda: runner.page.locator("#side").get_attribute("data-side") == "right",
        "s": lambda: runner.page.locator("#slower").get_attribute("aria-pressed") == "true",
        "m": lambda: runner.page.locator("#voice").get_attribute("aria-pressed") == "false",
        "r": lambda: runner.says("inst") == "Get ready",
        "p": lambda: runner.page.locator("#pain-dialog").is_visible(),
    }
    for key, done in pressed.items():
        runner.page.keyboard.press(key)
        runner.run(0.1)
        assert done(), key
    runner.page.keyboard.press("Escape")
    assert not runner.page.locator("#pain-dialog").is_visible()
    runner.page.keyboard.press("Escape")
    assert runner.page.locator("#leave-dialog").is_visible()


def test_nothing_needs_sideways_scrolling_at_320_pixels(visitor: Callable[..., Visit]) -> None:
    visit = visitor(width=320, height=640)
    visit.go()
    assert_fits(visit.page)
    visit.play()
    visit.run(14)
    assert_fits(visit.page)
    visit.page.locator("#pain").click()
    assert_fits(visit.page)
    for path in PATHS:
        visit.go(path)
        assert_fits(visit.page)


@pytest.mark.parametrize("width", [390, 1280])
def test_everything_to_press_is_at_least_44_pixels(visitor: Callable[..., Visit], width: int) -> None:
    visit = visitor(width=width, height=844)
    visit.go()
    assert visit.looks("small(43.5)") == []
    session = visit.play()
    visit.run(14)
    assert visit.looks("small(43.5)") == []
    visit.page.locator("#pain").click()
    assert visit.looks("small(43.5)") == []
    for path in (*PATHS, f"/session/{session}/close"):
        visit.go(path)
        assert visit.looks("small(43.5)") == [], path


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_and_most_of_all_in_the_player(visitor: Callable[..., Visit], scheme: str) -> None:
    visit = visitor(color_scheme=scheme)
    visit.go()
    assert visit.looks("pale(4.5)") == []
    visit.play()
    for _ in range(3):
        visit.run(20)
        assert visit.looks("pale(7)") == []
    visit.page.locator("#pain").click()
    assert visit.looks("pale(7)") == []
    for path in PATHS:
        visit.go(path)
        assert visit.looks("pale(4.5)") == [], path


def test_the_instruction_is_announced_and_the_count_is_not(runner: Visit) -> None:
    runner.play()
    runner.run(14)
    assert runner.page.locator("#spoken").get_attribute("aria-live") == "polite"
    assert runner.says("spoken").startswith("Roll slowly from the hip")
    assert runner.page.locator("#count").get_attribute("aria-live") == "off"
    assert runner.page.locator("#figure-words").text_content()
    assert runner.page.locator("h1").first.text_content()


def test_every_page_has_one_main_heading_and_named_controls(runner: Visit) -> None:
    for path in ("/", *PATHS):
        runner.go(path)
        assert runner.page.locator("main h1").count() == 1, path
        nameless = runner.page.evaluate(
            """() => [...document.querySelectorAll("input:not([type=hidden]), select, textarea")]
              .filter((one) => !one.labels?.length && !one.ariaLabel).map((one) => one.outerHTML)"""
        )
        assert nameless == [], path


def test_with_reduced_motion_the_figure_jumps_between_postures(visitor: Callable[..., Visit]) -> None:
    def drawings(reduced: bool) -> int:
        visit = visitor(reduced_motion="reduce" if reduced else "no-preference")
        visit.play()
        visit.page.wait_for_load_state("networkidle")
        visit.run(14)
        seen = set()
        for _ in range(40):
            visit.run(0.25)
            seen.add(visit.page.locator("#figure path.near").first.get_attribute("d"))
            seen.add(visit.page.locator("#figure").inner_html())
        return len(seen)

    assert drawings(reduced=True) <= 6
    assert drawings(reduced=False) > 30


MISSING = {
    "speech": "delete window.speechSynthesis; delete window.SpeechSynthesisUtterance;",
    "audio": "delete window.AudioContext; delete window.webkitAudioContext;",
    "wake lock": "delete Navigator.prototype.wakeLock;",
    "media keys": "delete Navigator.prototype.mediaSession;",
    "storage": "Object.defineProperty(window, 'localStorage', { get() { throw Error('shut'); } });",
    "channels": "delete window.BroadcastChannel;",
}


@pytest.mark.parametrize("part", MISSING)
def test_a_session_runs_in_a_browser_that_lacks_a_part(runner: Visit, part: str) -> None:
    runner.page.add_init_script(MISSING[part])
    session = runner.play()
    for _ in range(4):
        runner.run(20)
    runner.page.wait_for_timeout(300)
    runner.run(2)
    assert runner.says("inst") == "Roll slowly"
    if part != "storage":
        runner.settle()
    assert "hold" in runner.stored_kinds(session)


def test_no_request_ever_leaves_the_origin(runner: Visit) -> None:
    asked: list[str] = []
    runner.context.on("request", lambda request: asked.append(request.url))
    blocked: list[str] = []
    runner.page.on("console", lambda line: blocked.append(line.text) if line.type == "error" else None)
    runner.play()
    runner.run(30)
    runner.page.keyboard.press("p")
    for path in ("/", *PATHS):
        runner.go(path)
    assert len(asked) > 30
    assert [url for url in asked if not url.startswith(runner.base + "/")] == []
    assert [line for line in blocked if "Content Security" in line] == []


@pytest.mark.parametrize(("width", "height"), [(390, 844), (1280, 800)])
def test_the_player_is_read_from_three_metres(visitor: Callable[..., Visit], width: int, height: int) -> None:
    visit = visitor(width=width, height=height)
    visit.play()
    visit.run(14)
    sizes = {
        part: visit.page.locator(part).evaluate("one => parseFloat(getComputedStyle(one).fontSize)")
        for part in ("#inst", "#side b", "#count")
    }
    assert sizes["#inst"] >= 46
    assert sizes["#side b"] >= 100
    assert sizes["#count"] >= 170
    inst = visit.page.locator("#inst").bounding_box()
    assert inst and inst["x"] + inst["width"] <= width


def test_for_the_left_hand_what_hurts_lies_under_the_left_thumb(visitor: Callable[..., Visit]) -> None:
    visit = visitor(width=390, height=844)
    visit.go("/settings")
    visit.page.get_by_label("Buttons for the left hand").check()
    visit.play()
    pain, pause, back = (visit.page.locator(f"#{name}").bounding_box() for name in ("pain", "pause", "back"))
    assert pain and pause and back
    assert pain["x"] + pain["width"] <= back["x"] < pause["x"]
    assert pain["x"] < 60
    visit.page.locator("#pain").focus()
    visit.page.keyboard.press("Tab")
    assert visit.page.evaluate("document.activeElement.id") == "back"
    assert_fits(visit.page)
