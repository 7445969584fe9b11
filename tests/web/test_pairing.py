"""A phone reads the code off the computer's screen and is let in; another one is not."""

from __future__ import annotations

import io
import statistics
from collections.abc import Iterator
from pathlib import Path

import pytest
import zxingcpp
from open_house import open_house
from PIL import Image
from playwright.sync_api import Browser, Page

PHONE = {"width": 390, "height": 844}


@pytest.fixture
def served(tmp_path: Path) -> Iterator[str]:
    """The computer's own address of a server that lets phones in."""
    with open_house(tmp_path) as (own, _):
        yield own


def read_code(page: Page) -> str:
    """What a phone's camera reads off the screen."""
    picture = Image.open(io.BytesIO(page.locator(".qr").screenshot())).convert("RGB")
    found = zxingcpp.read_barcodes(picture)
    assert len(found) == 1
    return str(found[0].text)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_pairs_by_what_its_camera_reads(served: str, browser: Browser, scheme: str) -> None:
    computer = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
    screen = computer.new_page()
    screen.goto(served + "/settings/devices")
    address = read_code(screen)
    assert address.startswith("https://")
    assert address == screen.locator(".card .code").first.text_content()

    phone = browser.new_context(viewport=PHONE, ignore_https_errors=True)  # type: ignore[arg-type]
    page = phone.new_page()
    page.goto(address)
    page.get_by_label("Name of this device").fill("My phone")
    page.get_by_role("button", name="Pair this device").click()
    page.wait_for_url(lambda url: "/pair" not in url)
    assert page.get_by_role("button", name="None of these").is_visible(), "the first run, as on the computer"
    assert page.evaluate("isSecureContext"), "without it there is no camera"
    assert page.evaluate("document.cookie") == "", "the token is no script's business"

    stranger = browser.new_context(ignore_https_errors=True).new_page()
    answer = stranger.goto(address.partition("/pair")[0] + "/history")
    assert answer and answer.status == 403
    assert "not paired" in (stranger.text_content("main") or "")

    screen.reload()
    screen.get_by_role("button", name="Remove My phone").click()
    assert "No device is paired" in (screen.text_content("main") or "")
    refused = page.reload()
    assert refused and refused.status == 403
    for context in (computer, phone, stranger.context):
        context.close()


WATCH = """() => {
  window.seen = [];
  let last = "";
  const look = () => {
    const shown = document.querySelectorAll("#what,#inst,#side span");
    const now = [...shown].map((one) => one.textContent).join("|");
    if (now !== last) window.seen.push([now, Date.now()]);
    last = now;
    requestAnimationFrame(look);
  };
  look();
}"""


def test_two_screens_show_the_same_at_the_same_moment(served: str, browser: Browser) -> None:
    computer = browser.new_context(viewport={"width": 1280, "height": 800})
    screen = computer.new_page()
    screen.goto(served + "/settings/devices")
    address = read_code(screen)
    screen.goto(served)
    for _ in range(2):
        with screen.expect_navigation():
            screen.get_by_role("button", name="None of these").click()
    screen.get_by_role("button", name="Start").click()
    screen.locator("#begin-go").click()

    phone = browser.new_context(viewport=PHONE, ignore_https_errors=True)  # type: ignore[arg-type]
    page = phone.new_page()
    page.goto(address)
    page.get_by_role("button", name="Pair this device").click()
    page.wait_for_url(lambda url: "/pair" not in url)
    page.goto(address.partition("/pair")[0] + screen.url.partition(served)[2])
    page.get_by_role("button", name="Watch along here").click()
    page.get_by_text("Another device leads").wait_for()

    for one in (screen, page):
        one.evaluate(WATCH)
    screen.wait_for_timeout(1500)
    for key in ("ArrowRight", "ArrowRight", "ArrowLeft", "ArrowRight"):
        screen.keyboard.press(key)
        screen.wait_for_timeout(2500)
    screen.wait_for_timeout(14_000)
    page.get_by_role("button", name="Pause").click()
    screen.locator("#paused").wait_for()
    page.locator("#paused").wait_for()
    at = [one.locator("#count").text_content() for one in (screen, page)]
    assert at[0] == at[1], "both stand at the same second"
    page.locator("#pause").click()
    screen.locator("#paused").wait_for(state="hidden")

    leads, follows = (one.evaluate("window.seen") for one in (screen, page))
    # They were looked at from different moments on: what both saw is the end.
    both = min(len(leads), len(follows)) - 1
    leads, follows = leads[-both:], follows[-both:]
    assert [words for words, _ in leads] == [words for words, _ in follows]
    apart_ms = [abs(there - here) for (_, here), (_, there) in zip(leads, follows, strict=True)]
    assert len(apart_ms) >= 5, apart_ms
    # A frame may come late on a busy machine; benchmarks.two_screens has the figures of a whole session.
    assert statistics.median(apart_ms) < 150, apart_ms
    for context in (computer, phone):
        context.close()
