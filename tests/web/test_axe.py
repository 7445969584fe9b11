"""axe-core has nothing against any page, nor against any state of the player.

The pages are found by following links, so a new one is read without a word here. In the player words must
reach the contrast of AAA too: it is read from three metres.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from followed import HANDS_OVER
from open_house import open_house
from playwright.sync_api import Browser
from reading_axe import against, needs_axe
from sample_year import one_session, sample_year
from test_pain_in_the_player import tell
from testing_day import has_trained, offer, start, to_the_hold
from visiting import Server, Visit, served

from lived import Life
from primemover.coach import PainKind
from primemover.journal import Journal
from primemover.terms import Region

pytestmark = [pytest.mark.browser, needs_axe]
DESK = {"width": 1280, "height": 800, "color_scheme": "light"}
PHONE = {"width": 390, "height": 844, "color_scheme": "dark"}
SCREENS = pytest.mark.parametrize("screen", [DESK, PHONE], ids=["desk, light", "phone, dark"])
LINKS = "[...document.links].map((link) => link.href)"
MANY = {"/history/.": 5, "/tests/.": 3}
"""Pages that there are many of, each like the other: how many of them are read at a desk."""
ALSO = ("/offline", "/offline/player", "/offline/close", "/pair", "/nothing-here", "/check?which=adapt")
NARROW = 2
"""How many of a kind are read on a phone."""


class Reading:
    """What axe found, page by page and state by state."""

    def __init__(self) -> None:
        self.read: list[str] = []
        self.found: list[str] = []

    def __call__(self, visit: Visit, name: str, *, enhanced: bool = False) -> None:
        """Read what is on the screen now."""
        self.read.append(name)
        self.found += [f"{name}: {one}" for one in against(visit.page, enhanced=enhanced)]

    def shows_nothing(self) -> None:
        """Nothing was found."""
        assert not self.found, "\n" + "\n".join(self.found)


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with one runner on it, who has much behind them."""
    folder = tmp_path_factory.mktemp("past")
    with Journal.open(f"sqlite:///{folder / 'journal.db'}") as journal:
        Life(journal, datetime.now().astimezone()).whole()
    with served(folder) as running:
        yield running


@SCREENS
def test_nothing_against_any_page(
    past: Server, visitor: Callable[..., Visit], screen: dict[str, object]
) -> None:
    visit = visitor(base=past.base, **screen)
    reading = Reading()
    waiting = ["/", *ALSO]
    seen: set[str] = set()
    kinds: dict[str, int] = {}
    while waiting:
        path = waiting.pop(0)
        if path in seen or path.startswith("/session/"):
            continue
        seen.add(path)
        kind = re.sub(r"(?<=.)/[^/]+$", "/.", urlsplit(path).path)
        kinds[kind] = kinds.get(kind, 0) + 1
        if kind.endswith("/.") and kinds[kind] > (MANY.get(kind, 1000) if screen is DESK else NARROW):
            continue
        answer = visit.page.goto(visit.base + path)
        if answer is None or "html" not in answer.headers.get("content-type", ""):
            continue
        visit.page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        reading(visit, path)
        for link in visit.page.evaluate(LINKS):
            if link.startswith(visit.base + "/"):
                waiting.append(urlsplit(link).path)
    reading.shows_nothing()
    assert {"/", "/progress", "/history", "/exercises", "/settings", "/why", "/tests"} <= set(reading.read)
    assert len(reading.read) > (35 if screen is DESK else 20)


@SCREENS
def test_nothing_against_the_first_run_and_what_stops_it(
    visitor: Callable[..., Visit], screen: dict[str, object]
) -> None:
    visit = visitor(**screen)
    reading = Reading()
    visit.go()
    reading(visit, "stop list")
    visit.page.get_by_label("Calf swelling").check()
    reading(visit, "stop list, ticked")
    visit.press("Continue")
    reading(visit, "blocked")
    visit.go("/check")
    visit.press("None of these")
    visit.page.get_by_label("Pregnancy").check()
    visit.press("Continue")
    reading(visit, "questions that follow")
    visit.page.get_by_text("Yes", exact=True).click()
    visit.page.get_by_text("First trimester").click()
    visit.press("Continue")
    reading(visit, "a plan that was changed")
    visit.go("/check?which=adapt")
    visit.press("None of these")
    reading(visit, "first plan")
    visit.go("/progress")
    reading(visit, "progress without a test day")
    visit.context.request.post(f"{visit.base}/log", form={"day": "2026-01-05", "minutes": "12"})
    visit.go()
    visit.page.locator("label.chip", has_text="A little").click()
    reading(visit, "today, something sore")
    visit.press("Start")
    reading(visit, "today, told by half")
    reading.shows_nothing()


@pytest.mark.parametrize("lived", [one_session, sample_year], ids=["one session", "a year"])
def test_nothing_against_progress(
    server: Server, visitor: Callable[..., Visit], lived: Callable[[Journal, str, datetime], None]
) -> None:
    visit = visitor(**(DESK if lived is sample_year else PHONE))
    with Journal.open(server.url) as journal:
        lived(journal, journal.people()[-1].id, datetime.now().astimezone())
    reading = Reading()
    visit.go("/progress")
    reading(visit, "progress")
    reading.shows_nothing()


def camera_states(visit: Visit, state: Callable[[str], None]) -> None:
    """The camera's panel: its parts missing, asking, setting up; then it is off again."""
    camera = visit.page.locator("#camera-dialog")
    visit.page.evaluate(HANDS_OVER)
    for parts in ("", "here"):
        camera.evaluate("(one, parts) => { one.dataset.parts = parts; }", parts)
        visit.page.locator("#begin-camera").click()
        visit.page.locator("#camera-yes" if parts else "#camera-without").wait_for()
        state("camera, asking" if parts else "camera, without its parts")
        visit.page.locator("#camera-yes" if parts else "#camera-without").click()
    visit.page.locator("#camera-done").wait_for()
    state("camera, set up")
    visit.page.locator("#camera-off").click()


@SCREENS
def test_nothing_against_any_state_of_the_player(  # noqa: PLR0915 - one after the other, as in a session
    visitor: Callable[..., Visit], screen: dict[str, object]
) -> None:
    visit = visitor(**screen)
    reading = Reading()

    def state(name: str) -> None:
        reading(visit, name, enhanced=True)

    # The first session offers no camera.
    has_trained(visit)
    begun = visit.context.request.post(f"{visit.base}/api/sessions", data={"minutes": 12}).json()
    visit.go(f"/session/{begun['session']}")
    visit.page.locator("#begin-go").wait_for()
    visit.page.wait_for_load_state("networkidle")
    state("begin")
    camera_states(visit, state)
    visit.begin()
    visit.stand_still()
    visit.run(2)
    state("get ready")
    visit.run(22)
    state("hold")
    visit.page.keyboard.press("s")
    visit.page.keyboard.press("m")
    visit.page.keyboard.press(" ")
    visit.run(0.2)
    state("paused, slower, without voice")
    visit.page.keyboard.press(" ")
    visit.page.keyboard.press("Escape")
    state("leave")
    visit.page.locator("#leave-stay").click()
    visit.skip_to("Glutes")
    visit.run(32)
    state("repetitions")
    visit.page.clock.fast_forward(240_000)
    visit.run(0.2)
    state("away")
    visit.begin()
    visit.run(1)
    visit.page.route("**/api/events", lambda route: route.abort())
    visit.page.keyboard.press("ArrowRight")
    visit.run(4)
    state("the server is away")
    visit.page.locator("#pain").click()
    state("pain")
    visit.page.locator("#pain-tell").click()
    state("pain, told by half")
    tell(visit, Region.KNEE, PainKind.SHARP, 2)
    state("answer")
    visit.page.locator("#answer-dialog label", has_text="Calf").click()
    state("answer, with a red flag")
    visit.page.locator("#answer-dialog label", has_text="None of these").click()
    visit.page.locator("#answer-on").click()
    visit.run(5)
    state("over")
    visit.page.unroute("**/api/events")
    visit.led_to("/close")
    reading(visit, "closing questions")
    visit.press("Done")
    reading(visit, "done")
    reading.shows_nothing()


@SCREENS
def test_nothing_against_a_test_day(visitor: Callable[..., Visit], screen: dict[str, object]) -> None:
    visit = visitor(**screen)
    reading = Reading()
    has_trained(visit)
    offer(visit)
    reading(visit, "the offer")
    day = start(visit)
    visit.begin()
    visit.stand_still()
    to_the_hold(visit)
    visit.run(2)
    reading(visit, "open hold", enhanced=True)
    visit.page.locator("#letgo").click()
    visit.page.locator("#why-dialog").wait_for()
    reading(visit, "why it ended", enhanced=True)
    visit.page.locator("#why-tell").click()
    reading(visit, "why it ended, unanswered", enhanced=True)
    visit.go(f"/tests/{day}")
    reading(visit, "the day")
    reading.shows_nothing()


def test_nothing_against_the_screens_of_a_house(tmp_path: Path, browser: Browser) -> None:
    reading = Reading()
    with open_house(tmp_path) as (own, pairing):
        context = browser.new_context(ignore_https_errors=True)
        context.set_default_timeout(15_000)
        leads = Visit(context, own)
        leads.go("/settings/devices")
        reading(leads, "devices")
        leads.play()
        other = Visit(context, own)
        other.page.goto(leads.page.url)
        other.page.locator("#watch-along").wait_for()
        reading(other, "elsewhere", enhanced=True)
        other.page.locator("#watch-along").click()
        other.page.locator("#following").wait_for()
        reading(other, "following", enhanced=True)
        stranger = Visit(context, pairing.partition("/pair")[0])
        stranger.go()
        reading(stranger, "stranger")
        stranger.page.goto(pairing)
        reading(stranger, "pair")
        context.close()
    reading.shows_nothing()
