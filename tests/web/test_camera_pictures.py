"""Pictures that are no side view of one whole person: the page and its network name them, and go on.

The network is the real one; nothing is counted in them, and no session stops.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from pictured import UPRIGHT, dog, person_at, plain, room
from playwright.sync_api import Browser, expect
from shown import Shown, before_a_camera
from visiting import Server, Visit

from primemover.app import camera_parts

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(camera_parts.found() is None, reason="the camera's parts are not set up here"),
]


_numbers = itertools.count(1)


@dataclass(frozen=True)
class Filmed:
    """A running session, its camera's helper open."""

    visit: Visit
    session: str
    camera: Shown

    def shows(self, *pictures: Any, per_second: float = 10) -> None:
        self.camera.show(self.visit.page, pictures, per_second)


@pytest.fixture
def filmed(browser: Browser, server: Server) -> Iterator[Filmed]:
    with before_a_camera(browser, server, f"Shown {next(_numbers)}") as (visit, camera):
        session = visit.start()
        visit.begin()
        found = Filmed(visit, session, camera)
        found.shows(room())
        visit.page.locator("#camera").click()
        visit.page.locator("#camera-yes").click()
        yield found


HELPED: dict[str, tuple[Callable[[], Any], str, str]] = {
    "an empty room": (room, "somebody", "Nobody is in the picture"),
    "a dog": (dog, "somebody", "Nobody is in the picture"),
    "a black picture": (lambda: plain(colour=(0, 0, 0)), "light", "The picture is black"),
    "feet out of the picture": (lambda: person_at(200), "whole", "You are cut off. Head, hips and feet"),
    "two people": (lambda: person_at(20, 330, height=200), "alone", "Two people are in the picture"),
    "portrait": (lambda: person_at(0, size=UPRIGHT), "whole", "Turn the phone on its side"),
}


def test_the_helper_names_what_is_wrong_with_a_picture(filmed: Filmed) -> None:
    page = filmed.visit.page
    for what, (picture, check, says) in HELPED.items():
        filmed.shows(picture())
        expect(page.locator("#camera-says"), what).to_contain_text(says, timeout=30_000)
        expect(page.locator(f"#camera-check-{check}"), what).to_have_attribute("data-state", "wrong")
    filmed.shows(room(), per_second=0)
    filmed.visit.run(5)
    # A last picture may still be on its way through the network; then this is said again.
    expect(page.locator(".checks [data-state=wrong], .checks [data-state=right]")).to_have_count(
        0, timeout=30_000
    )
    expect(page.locator("#camera-says")).to_contain_text("No pictures come from the camera")
    filmed.shows(room())
    expect(page.locator("#camera-says")).to_contain_text("Nobody is in the picture", timeout=30_000)


IN_A_SET: dict[str, tuple[Callable[[], Any], str]] = {
    "a black picture": (lambda: plain(colour=(0, 0, 0)), "The picture is black"),
    "a dog": (dog, "Nobody is in the picture"),
    "feet out of the picture": (lambda: person_at(200), "You are not seen from the side"),
    "a second person": (lambda: person_at(20, 330, height=200), "You are not seen from the side"),
}


def goes_on(visit: Visit) -> None:
    """The session's clock runs."""
    before = visit.says("left"), visit.says("inst"), visit.says("count")
    visit.run(4)
    assert (visit.says("left"), visit.says("inst"), visit.says("count")) != before
    assert not visit.page.locator("#paused").is_visible()


def test_in_a_set_it_is_named_nothing_counts_and_the_clock_leads(filmed: Filmed) -> None:
    visit = filmed.visit
    words = visit.page.locator("#camera-state-words")
    expect(visit.page.locator("#camera-says")).to_contain_text("Nobody is in the picture", timeout=30_000)
    visit.page.locator("#camera-done").click()
    visit.skip_to("Glutes")
    for what, (picture, says) in IN_A_SET.items():
        filmed.shows(picture())
        # The light of a picture is looked at twice a second.
        visit.page.wait_for_timeout(1000)
        visit.until("Squeeze glutes")
        expect(words, what).to_contain_text(says, timeout=30_000)
        expect(words, what).to_contain_text("The clock leads.")
        # The count of a set that is not seen is the clock's.
        assert visit.says("rept") == "Rep 1 of 6", what
        goes_on(visit)
        # Back to the start of the set: it is watched anew.
        visit.page.keyboard.press("ArrowLeft")
    filmed.shows(room(), per_second=0)
    visit.run(5)
    expect(words).to_contain_text("No pictures come from the camera")
    goes_on(visit)
    filmed.camera.unplug(visit.page)
    expect(words).to_contain_text("The camera is gone")
    goes_on(visit)
    # It is plugged in again, and watches again.
    filmed.shows(room())
    visit.page.locator("#camera").click()
    expect(visit.page.locator("#camera-says")).to_contain_text("Nobody is in the picture", timeout=30_000)
    visit.page.locator("#camera-done").click()
    expect(words).not_to_contain_text("The camera is gone", timeout=30_000)
    visit.page.locator("#camera").click()
    visit.page.locator("#camera-off").click()
    goes_on(visit)
    visit.settle()
    assert not filmed.camera.is_on(visit.page)
    seen = [event["data"] for event in visit.stored(filmed.session) if event["kind"] == "seen"]
    assert not [one for one in seen if one["planned"] is not None], seen
