"""The extension test from a picture: the picture stays on the page, the angle comes with its error."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pictured import person_at, room
from playwright.sync_api import Browser, Page, Request, expect
from shown import Shown, before_a_camera
from visiting import Server, Visit

from lying_down import as_bytes, frames
from primemover.app import camera_parts
from primemover.motion.thigh import ERROR_95_DEG
from primemover.terms import Side

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(camera_parts.found() is None, reason="the camera's parts are not set up here"),
]
_numbers = itertools.count(1)
STANDS_IN = """(numbers) => {
  window.Worker = class {
    postMessage({ open, picture, time_s }) {
      if (!open && !picture) return;
      const frame = Float32Array.from(numbers);
      const data = open ? { opened: "full" } : { frame, picture, time_s, people: 1, took_ms: 1 };
      queueMicrotask(() => this.onmessage({ data }));
    }
    terminate() {}
  };
}"""


@pytest.fixture
def photo(runner: Visit, tmp_path: Path) -> Path:
    """A picture of nothing, as large as a phone's."""
    shot = tmp_path / "side.png"
    runner.page.screenshot(path=shot, clip={"x": 0, "y": 0, "width": 1280, "height": 720})
    return shot


def hanging_at(page: Page, deg: float) -> list[Request]:
    """A person's landmarks, the left thigh hanging at ``deg``, in the place of what the network finds; what
    the page asks for from now on."""
    sent: list[Request] = []
    (frame,) = frames(deg, Side.LEFT)
    assert frame.world is not None
    page.evaluate(STANDS_IN, [*frame.image.ravel().tolist(), *frame.world[:, :3].ravel().tolist()])

    def note(request: Request) -> None:
        sent.append(request)

    page.on("request", note)
    return sent


def test_an_angle_is_read_shown_with_its_error_and_kept_only_by_the_person(
    runner: Visit, photo: Path
) -> None:
    runner.answer_none()
    runner.go("/progress/extension")
    page = runner.page
    sent = hanging_at(page, -14.0)
    page.locator("#left-thigh").fill("42")
    page.locator("#thigh-photo").set_input_files(photo)
    page.get_by_text(re.compile("Left: the thigh hangs at −1[345]°, ± 7°")).wait_for()
    posted = [request for request in sent if request.method == "POST"]
    assert [len(request.post_data_buffer or b"") for request in posted] == [940]
    assert page.get_by_text("Nothing is measured yet.").is_visible()
    page.get_by_role("button", name="Use it for: Left").click()
    assert float(page.locator("#left-angle").input_value()) == pytest.approx(-14, abs=1)
    assert page.locator("#left-thigh").input_value() == ""
    assert page.get_by_label("A timed side photo").is_checked()
    runner.press("Keep this")
    assert page.get_by_text(re.compile("Left: −1[345]°")).is_visible()


def test_a_picture_without_a_person_is_named_by_the_real_network(runner: Visit, photo: Path) -> None:
    runner.answer_none()
    runner.go("/progress/extension")
    runner.page.locator("#thigh-photo").set_input_files(photo)
    runner.page.get_by_text("Nobody is in the picture. Try another picture.").wait_for(timeout=60_000)
    broken = photo.with_name("broken.jpg")
    broken.write_bytes(b"\xff\xd8\xff nothing")
    runner.page.locator("#thigh-photo").set_input_files(broken)
    runner.page.get_by_text("This file is no picture").wait_for()


def test_the_server_takes_frames_and_nothing_else(runner: Visit) -> None:
    post = runner.context.request.post
    several = post(f"{runner.base}/api/thigh", data=as_bytes(frames(-9.0, count=20)))
    told = several.json()
    assert (told["side"], told["error_deg"]) == ("right", round(ERROR_95_DEG, 1))
    assert told["deg"] == pytest.approx(-9.0, abs=1.0)
    for bad in (b"", b"x" * 939, b"\xff" * 940, b"\0" * 940 * 121):
        answer = post(f"{runner.base}/api/thigh", data=bad)
        assert answer.status in {200, 422}
        assert answer.status == 422 or answer.json()["reason"]


@pytest.fixture
def lying(browser: Browser, server: Server) -> Iterator[tuple[Visit, Shown]]:
    """On the page, with a camera whose pictures are chosen."""
    with before_a_camera(browser, server, f"Lying {next(_numbers)}") as (visit, camera):
        visit.go("/progress/extension")
        yield visit, camera


def measured(visit: Visit) -> None:
    """Tap, lie still for the countdown, and two seconds."""
    visit.page.get_by_role("button", name="Measure in five seconds").click()
    for _ in range(12):
        # A camera gives its pictures in its own time.
        visit.run(0.5)
        visit.page.wait_for_timeout(150)
        # Taps in between would measure twice.
        assert visit.page.locator("#thigh-measure").is_hidden()


def test_an_angle_is_read_from_two_seconds_of_the_camera(lying: tuple[Visit, Shown]) -> None:
    visit, camera = lying
    page = visit.page
    sent = hanging_at(page, -14.0)
    camera.show(page, [person_at(200)])
    page.get_by_role("button", name="Use the camera").click()
    page.get_by_text("Lie down as shown. Then measure.").wait_for()
    measured(visit)
    page.get_by_text(re.compile("Left: the thigh hangs at −1[345]°, ± 7°")).wait_for()
    # A camera is on for as long as it is needed, and its points alone left the page: 940 bytes a picture.
    assert not camera.is_on(page)
    (posted,) = [request for request in sent if request.method == "POST"]
    looks, rest = divmod(len(posted.post_data_buffer or b""), 940)
    assert (looks > 2, rest) == (True, 0)
    assert all(request.url.startswith((visit.base, "blob:")) for request in sent)
    page.get_by_role("button", name="Use it for: Left").click()
    assert float(page.locator("#left-angle").input_value()) == pytest.approx(-14, abs=1)


def test_a_live_picture_that_tells_nothing_says_why_and_a_lost_camera_is_named(
    lying: tuple[Visit, Shown],
) -> None:
    visit, camera = lying
    page, says = visit.page, visit.page.locator("#thigh-says")
    use = page.get_by_role("button", name="Use the camera")
    troubles: dict[str, Callable[[], None]] = {
        "The camera is gone. Connect it, then start again.": lambda: camera.unplug(page),
        "No pictures come from the camera. Start it again.": lambda: camera.show(page, [room()], 0),
    }
    # The real network sees somebody who stands.
    camera.show(page, [person_at(200)])
    use.click()
    expect(says).to_have_text("Lie down as shown. Then measure.", timeout=30_000)
    measured(visit)
    expect(says).to_contain_text("Try another picture.", timeout=30_000)
    for told, happens in troubles.items():
        camera.show(page, [room()])
        use.click()
        expect(says).to_have_text("Lie down as shown. Then measure.", timeout=30_000)
        page.locator("#thigh-measure").click()
        happens()
        visit.run(4)
        expect(says).to_contain_text(told)
        visit.run(5)
        expect(says).to_contain_text(told)
        assert page.locator("#thigh-measure").is_hidden()
        assert not camera.is_on(page)
