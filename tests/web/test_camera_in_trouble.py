"""No camera, refused, unplugged, parts missing, server away: named, and the session goes on by the clock."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterator

import pytest
from followed import Person, turn_on
from playwright.sync_api import Browser, Playwright, expect
from visiting import Server, Visit

from primemover.app import camera_parts
from primemover.terms import Side

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
_numbers = itertools.count(1)
pytestmark = pytest.mark.browser
needs_parts = pytest.mark.skipif(
    camera_parts.found() is None, reason="the camera's parts are not set up here"
)
FAKE = ("--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream")


@pytest.fixture
def equipped(_playwright: Playwright, server: Server) -> Iterator[Callable[..., Visit]]:
    """Makes a visit with a browser of these arguments and permissions."""
    opened: list[tuple[Browser, Visit]] = []

    def equip(*args: str, allowed: bool = True) -> Visit:
        browser = _playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", *args])
        context = browser.new_context(permissions=["camera"] if allowed else [])
        context.set_default_timeout(20_000)
        visit = Visit(context, server.base)
        opened.append((browser, visit))
        visit.arrive(f"Filmed {next(_numbers)}")
        visit.answer_none()
        visit.start()
        return visit

    yield equip
    for browser, visit in opened:
        browser.close()
        assert not visit.errors, visit.errors


def ask_for_the_camera(visit: Visit) -> None:
    visit.begin()
    visit.page.locator("#camera").click()
    visit.page.locator("#camera-yes").click()


def goes_on(visit: Visit) -> None:
    """The session's clock runs."""
    before = int(visit.says("count"))
    visit.run(4)
    assert int(visit.says("count")) <= before - 3


@needs_parts
def test_no_camera_is_said_and_the_session_runs_without(equipped: Callable[..., Visit]) -> None:
    visit = equipped()
    ask_for_the_camera(visit)
    expect(visit.page.locator("#camera-why")).to_contain_text("No camera was found", timeout=20_000)
    visit.page.locator("#camera-without").click()
    goes_on(visit)
    assert visit.page.locator("#camera-state").is_hidden()


@needs_parts
def test_a_refusal_is_said_with_where_to_take_it_back(equipped: Callable[..., Visit]) -> None:
    visit = equipped("--use-fake-device-for-media-stream", "--deny-permission-prompts", allowed=False)
    ask_for_the_camera(visit)
    expect(visit.page.locator("#camera-why")).to_contain_text("did not let the page", timeout=20_000)
    assert visit.page.locator("#camera-again").is_visible()
    visit.page.locator("#camera-without").click()
    goes_on(visit)


@needs_parts
def test_a_camera_that_is_unplugged_in_the_middle_is_said_once(equipped: Callable[..., Visit]) -> None:
    visit = equipped(*FAKE)
    ask_for_the_camera(visit)
    # Chromium's own test picture has nobody in it.
    expect(visit.page.locator("#camera-says")).to_contain_text("Nobody is in the picture", timeout=60_000)
    visit.page.locator("#camera-done").click()
    goes_on(visit)
    visit.page.evaluate(
        "document.getElementById('camera-video').srcObject.getTracks()[0].dispatchEvent(new Event('ended'))"
    )
    expect(visit.page.locator("#camera-state")).to_contain_text("The camera is gone", timeout=20_000)
    before = int(visit.says("count"))
    visit.run(4)
    assert int(visit.says("count")) <= before - 3
    said = [entry["text"] for entry in visit.asked("say") if "The camera is gone" in entry["text"]]
    assert len(said) == 1


def test_missing_parts_are_named_with_the_command(runner: Visit) -> None:
    runner.answer_none()
    runner.start()
    runner.page.evaluate("document.getElementById('camera-dialog').dataset.parts = ''")
    runner.begin()
    runner.page.locator("#camera").click()
    expect(runner.page.locator("#camera-why")).to_contain_text("make setup")
    assert runner.page.locator("#camera-again").is_hidden()
    runner.page.locator("#camera-without").click()
    goes_on(runner)


def test_a_server_that_goes_away_leaves_the_clock_in_charge(
    visitor: Callable[..., Visit], own_server: Server
) -> None:
    visit = visitor(base=own_server.base)
    visit.answer_none()
    visit.start()
    visit.begin()
    turn_on(visit)
    visit.stand_still()
    visit.skip_to("Glutes")
    visit.run(0.1)
    side = Side(visit.page.locator("#side").get_attribute("data-side") or "both")
    person = Person(visit, "prone-recruitment", side)
    person.live(8)
    own_server.stop()
    person.live(30)
    assert person.states[-1] == "blind"
    assert "The server does not answer" in visit.says("camera-state-words")
    before = visit.says("left"), visit.says("inst"), visit.says("count")
    person.live(20)
    assert (visit.says("left"), visit.says("inst"), visit.says("count")) != before
    assert not visit.page.locator("#paused").is_visible()
    own_server.start()
    for _ in range(100):
        person.step()
        if person.states[-1] != "blind":
            break
    assert person.states[-1] != "blind"


def test_nothing_of_the_camera_is_fetched_before_it_is_asked_for(runner: Visit) -> None:
    fetched: list[str] = []
    runner.page.on("request", lambda request: fetched.append(request.url))
    runner.play()
    runner.run(3)
    assert fetched
    assert not [url for url in fetched if "/camera/" in url and not url.endswith(".css")]
    assert not [url for url in fetched if "/vendor/" in url]
