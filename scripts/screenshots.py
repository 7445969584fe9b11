"""Draw every page and every state of the player into a folder: 1280×800 and 390×844, light and dark.

    python scripts/screenshots.py build/screens [name …]
    python scripts/screenshots.py build/screens --language de

With names only those screens are drawn; with a language the player and the main pages in it. Needs Chromium
(CHROMIUM names another one than the usual).
"""

from __future__ import annotations

import math
import os
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import uvicorn
from done_session import done_session
from playwright.sync_api import Browser, BrowserContext, Page, Route, sync_playwright

from primemover.app.begin import Wishes, begin
from primemover.app.log import log
from primemover.app.people import household
from primemover.app.screen import screen
from primemover.journal import Journal
from primemover.motion import Frame
from primemover.motion.simulation import simulate
from primemover.routine import library
from primemover.web import create_app

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
SIZES = {"wide": (1280, 800), "phone": (390, 844)}
SCHEMES = ("light", "dark")
NOW = datetime(2026, 11, 22, 7, 30, tzinfo=UTC)


@contextmanager
def server(database: Path) -> Iterator[str]:
    """A server of our own on a free port; its address."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen(64)
    running = uvicorn.Server(uvicorn.Config(create_app(f"sqlite:///{database}"), log_level="warning"))
    thread = threading.Thread(target=running.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not running.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    running.should_exit = True
    thread.join()


class Camera:
    """One browser window of one size and scheme that draws screens by name."""

    def __init__(
        self,
        context: BrowserContext,
        folder: Path,
        base: str,
        database: str,
        wanted: frozenset[str],
        *,
        now: datetime = NOW,
    ) -> None:
        self.page: Page = context.new_page()
        self.page.clock.install(time=now)
        self._folder = folder
        self.base = base
        self.database = database
        self._wanted = wanted

    def go(self, path: str) -> None:
        """Open a page."""
        self.page.goto(self.base + path)

    def run(self, seconds: float) -> None:
        """Let the page's clock run."""
        self.page.clock.run_for(round(seconds * 1000))

    def shot(self, name: str, *, whole: bool = False) -> None:
        """Draw what is there now; ``whole``: beyond the fold."""
        if not self._wanted or name in self._wanted:
            self.page.screenshot(path=self._folder / f"{name}.png", full_page=whole)


def first_run(camera: Camera) -> None:
    """From the first page to the get-ready."""
    camera.go("/")
    camera.shot("01-stop")
    camera.page.get_by_label("Calf swelling").check()
    camera.shot("02-stop-ticked", whole=True)
    camera.page.get_by_role("button", name="Continue").click()
    camera.shot("03-blocked", whole=True)
    camera.go("/check")
    camera.page.get_by_role("button", name="None of these").click()
    camera.page.get_by_label("Pregnancy").check()
    camera.page.get_by_role("button", name="Continue").click()
    camera.shot("04-follow-ups", whole=True)
    camera.page.get_by_text("Yes", exact=True).click()
    camera.page.get_by_text("First trimester").click()
    camera.page.get_by_role("button", name="Continue").click()
    camera.shot("05-plan-adapted", whole=True)
    camera.go("/check?which=adapt")
    camera.shot("06-adapt")
    camera.page.get_by_role("button", name="None of these").click()
    camera.shot("07-first-plan")


def play(camera: Camera) -> None:
    """A session in the player, with every state that it can be in."""
    page = camera.page
    page.get_by_role("button", name="Start").click()
    page.locator("#begin-go").wait_for()
    page.wait_for_load_state("networkidle")
    camera.run(1)
    camera.shot("10-begin")
    page.locator("#begin-go").click()
    camera.run(4)
    camera.shot("11-ready")
    camera.run(24)
    camera.shot("12-roll")
    page.keyboard.press("Space")
    camera.shot("13-paused")
    page.keyboard.press("Space")
    _skip_to(camera, "Sink hips", 30)
    camera.shot("14-lunge")
    _skip_to(camera, "Tuck pelvis", 40)
    camera.run(6)
    camera.shot("15-upright-left")
    _skip_to(camera, "Knee to chest", 20)
    camera.shot("16-knee-to-chest")
    _skip_to(camera, "Lift heel", 60)
    camera.run(4)
    camera.shot("17-lift")
    page.keyboard.press("p")
    camera.shot("18-pain")
    page.locator("#pain-dialog label", has_text="Low back").click()
    page.locator("#pain-dialog label", has_text="Muscle ache").click()
    page.locator("#pain-levels label").nth(4).click()
    page.locator("#pain-tell").click()
    camera.shot("19-easier")
    page.locator("#answer-on").click()
    camera.run(20)
    camera.shot("20-easier-form")
    page.keyboard.press("p")
    page.locator("#pain-dialog label", has_text="Knee").click()
    page.locator("#pain-dialog label", has_text="Sharp").click()
    page.locator("#pain-levels label").nth(2).click()
    page.locator("#pain-tell").click()
    camera.shot("21-left-out")
    page.locator("#answer-dialog label", has_text="Calf").click()
    camera.shot("22-red-flag")
    page.locator("#answer-dialog label", has_text="None of these").click()
    page.locator("#answer-on").click()
    page.wait_for_url("**/close")
    camera.shot("30-close", whole=True)
    page.get_by_role("button", name="Done").click()
    camera.shot("31-done", whole=True)


def _skip_to(camera: Camera, words: str, limit_s: int) -> None:
    """Skip and wait until the screen says ``words``."""
    for _ in range(30):
        for _ in range(limit_s):
            if camera.page.locator("#inst").inner_text() == words:
                return
            camera.run(1)
        camera.page.keyboard.press("ArrowRight")
    raise SystemExit(f"the player never said {words!r}")


def troubles(camera: Camera) -> None:
    """Leaving, coming back, being away, another window, a server that is gone."""
    page = camera.page
    camera.go("/")
    page.locator("label.chip", has_text="No").click()
    page.get_by_role("button", name="Start").click()
    page.locator("#begin-go").wait_for()
    page.wait_for_load_state("networkidle")
    page.locator("#begin-go").click()
    camera.run(20)
    page.keyboard.press("Escape")
    camera.shot("40-leave")
    page.locator("#leave-stay").click()
    page.clock.fast_forward(240_000)
    camera.run(0.2)
    camera.shot("41-away")
    page.locator("#begin-go").click()
    camera.run(3)
    page.route("**/api/events", _refuse)
    page.keyboard.press("Space")
    camera.run(3)
    camera.shot("42-server-away")
    page.unroute("**/api/events")
    session = page.url
    other = page.context.new_page()
    other.goto(session)
    other.locator("#begin-go").click()
    page.wait_for_selector("#elsewhere:visible")
    camera.shot("43-elsewhere")
    other.close()


HANDS_OVER = """document.getElementById("camera-dialog").dataset.parts ||= "/none";
(window.primemover ??= {}).source = (given, listeners) => {
  primemover.fed = { given, listeners };
  return { open: async () => undefined, people: () => undefined, close: () => undefined };
}"""
FEED = """([numbers, aspect, people]) => {
  const { given, listeners } = primemover.fed;
  const frame = Float32Array.from({ length: 231 }, (_, i) => numbers[i] ?? NaN);
  listeners.seen({ frame, picture: null, time_s: given.now(), aspect, people, light: 120 });
}"""


def eyes(camera: Camera) -> None:
    """The camera: consent, the helper, in a session with the skeleton, and when it is lost.

    A simulated person's landmarks stand in for the camera's, so the picture itself is dark.
    """
    page = camera.page
    camera.go("/")
    page.get_by_role("button", name="Start").click()
    page.locator("#begin-go").wait_for()
    page.wait_for_load_state("networkidle")
    page.locator("#begin-go").click()
    camera.run(1)
    page.evaluate(HANDS_OVER)
    page.locator("#camera").click()
    camera.shot("80-camera-consent")
    page.locator("#camera-yes").click()
    done = simulate(library().exercise("prone-recruitment"), repetitions=1, seed=2).landmarks
    frames = list(done.frames())
    for _ in range(30):
        _fed(camera, frames[0], people=2)
    camera.shot("81-camera-helper")
    page.locator("#camera-done").click()
    _skip_to(camera, "Lift heel", 120)
    for frame in frames[100:160:2]:
        _fed(camera, frame)
    camera.shot("82-camera-session")
    page.evaluate("primemover.fed.listeners.trouble('camera_unplugged')")
    camera.run(1)
    camera.shot("83-camera-lost")
    camera.go("/progress/extension")
    camera.shot("84-extension", whole=True)


def _fed(camera: Camera, frame: Frame, people: int = 1) -> None:
    """One frame reaches the page, and a tenth of a second goes by."""
    assert frame.world is not None
    flat = [*frame.image.ravel().tolist(), *frame.world[:, :3].ravel().tolist()]
    camera.page.evaluate(FEED, [[None if math.isnan(n) else n for n in flat], frame.aspect, people])
    camera.run(0.1)


def _refuse(route: Route) -> None:
    route.abort()


def pages(camera: Camera) -> None:
    """The pages besides the player."""
    for name, path in {
        "50-today": "/",
        "51-history": "/history",
        "52-exercises": "/exercises",
        "53-exercise": "/exercises/prone-recruitment",
        "54-exercise-tools": "/exercises/release-glutes",
        "55-people": "/people",
        "56-settings": "/settings",
        "57-erase": "/settings/erase",
        "58-nothing": "/nothing-here",
        "70-why": "/why",
        "71-why-glutes": "/why/glutes",
        "72-why-psoas": "/why/psoas",
        "73-why-order": "/why/order",
        "74-why-not-established": "/why/open",
    }.items():
        camera.go(path)
        camera.shot(name, whole=True)
    camera.go("/")
    camera.page.locator("label", has_text="A little").click()
    camera.shot("59-sore", whole=True)
    camera.go("/history")
    camera.page.locator(".list a").first.click()
    camera.shot("60-history-session", whole=True)


def test_day(camera: Camera) -> None:
    """A test day with a draw, from the offer to the holds as they are; its clock is the server's."""
    page = camera.page
    camera.go("/tests")
    page.locator("label.chip:has(input[name=hard_run][value=no])").click()
    page.locator("label.chip:has(input[name=sore][value=no])").click()
    page.locator("input[name=agreed]").check()
    camera.shot("70-tests", whole=True)
    page.get_by_role("button", name="Start with the holds").click()
    _hold(camera, 37, "My glute gave out", shots=True)
    _hold(camera, 31, "My hips sank")
    _over(camera, 15)
    camera.shot("73-day-draw", whole=True)
    page.get_by_role("button", name="Draw").click()
    page.get_by_role("button", name="Start").wait_for()
    camera.shot("74-day-between", whole=True)
    page.get_by_role("button", name="Start").click()
    _play_all(camera)
    camera.shot("75-day-after", whole=True)
    page.get_by_role("button", name="Start the second holds").click()
    _hold(camera, 45, "My glute gave out")
    _hold(camera, 29, "My hamstring cramped")
    _over(camera, 15)
    camera.shot("76-day-over", whole=True)
    camera.go("/history")
    page.locator(".list a").nth(2).click()
    camera.shot("77-history-test", whole=True)


def _hold(camera: Camera, seconds: float, why: str, *, shots: bool = False) -> None:
    """Hold the side that comes, and say why it ended."""
    page = camera.page
    page.locator("#player").wait_for()
    if page.locator("#begin-go").is_visible() or not page.locator("#letgo").count():
        page.locator("#begin-go").click()
    while not page.locator("#letgo").is_visible():
        camera.run(1)
    camera.run(seconds)
    if shots:
        camera.shot("71-open-hold")
    page.locator("#letgo").click()
    page.locator("#why-dialog").get_by_text(why).click()
    if shots:
        camera.shot("72-why")
    page.locator("#why-tell").click()


def _over(camera: Camera, seconds: int) -> None:
    """Let the session end, and come to its test day."""
    for _ in range(seconds):
        if camera.page.locator("#over").is_visible():
            break
        camera.run(1)
    camera.page.wait_for_url("**/tests/*")


def _play_all(camera: Camera) -> None:
    """Play a whole session."""
    camera.page.locator("#begin-go").click()
    while not camera.page.locator("#over").is_visible():
        # Slower towards the end: what is told last goes to the server in the server's own time.
        camera.run(1 if "under" in camera.page.locator("#left").inner_text() else 15)
    camera.page.wait_for_url("**/tests/*")


def remember_some(database: Path) -> None:
    """A few logged sessions, so that history and the last days are not empty."""
    with Journal.open(f"sqlite:///{database}") as journal:
        person = household(journal)[0]
        now = datetime.now().astimezone()
        for days in (2, 3, 5, 8, 9, 11, 20, 26, 33):
            day = (now - timedelta(days=days)).date()
            log(journal, person.id, routine="glute-activation", minutes=12, day=day, now=now)


def coached(camera: Camera) -> None:
    """Somebody for whom three sessions went well: a step up, the morning after, and what the plan knows."""
    camera.page.context.request.post(f"{camera.base}/people/add", form={"name": "Kim"})
    with Journal.open(camera.database) as journal:
        kim = next(one for one in journal.people() if one.name == "Kim")
        now = datetime.now().astimezone()
        for days in (6, 4, 1):
            screen(journal, kim.id, {"stop": ["none"], "adapt": ["none"], "later": ["none"]}, now)
            play_whole(journal, kim.id, now - timedelta(days=days))
    camera.go("/")
    camera.shot("61-morning", whole=True)
    camera.page.get_by_text("Something was sore").click()
    camera.shot("62-morning-sore", whole=True)
    camera.page.get_by_role("button", name="Nothing was sore").click()
    camera.go("/about")
    camera.shot("63-about-empty")
    camera.page.evaluate("for (const one of document.querySelectorAll('details.section')) one.open = true")
    camera.page.get_by_label("How many hours a day do you sit?").fill("9")
    camera.page.locator("label", has_text="I don't run now").click()
    camera.page.get_by_label("How much do you run in a week?").fill("25")
    camera.page.locator("#about-pain label", has_text="At night").click()
    camera.page.locator("#about-working label", has_text="Front of the hips").last.click()
    camera.page.get_by_role("link", name="Answer the stop list").wait_for()
    camera.shot("64-about", whole=True)
    camera.page.locator("#about-pain label", has_text="At night").click()
    camera.page.get_by_role("link", name="Answer the stop list").wait_for(state="hidden")
    camera.go("/")
    camera.shot("65-today-changed", whole=True)


def play_whole(journal: Journal, person: str, at: datetime) -> None:
    """A session of twelve minutes from its plan to its closing answers, every hold held."""
    begun = begin(journal, library(), person, Wishes(minutes=12), at)
    closing = ("closing", begun.timeline.total_s + 30, {"effort": 4, "pain": 0})
    journal.append(done_session(begun.session_id, person, at, begun.timeline, [closing]))


STORIES: tuple[Callable[[Camera], None], ...] = (first_run, play, troubles, pages, coached, eyes)


def draw(browser: Browser, folder: Path, size: str, scheme: str, wanted: frozenset[str]) -> None:
    """All stories in one size and scheme, over a database of their own."""
    folder.mkdir(parents=True, exist_ok=True)
    width, height = SIZES[size]
    database = Path(tempfile.mkdtemp()) / "journal.db"
    with server(database) as base:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if scheme == "dark" else "light",
            has_touch=size == "phone",
        )
        camera = Camera(context, folder, base, f"sqlite:///{database}", wanted)
        for story in STORIES:
            story(camera)
            if story is play:
                remember_some(database)
        own_time = datetime.now()  # noqa: DTZ005 - the page's own zone
        test_day(Camera(context, folder, base, f"sqlite:///{database}", wanted, now=own_time))
        context.close()


def spoken(browser: Browser, folder: Path, size: str, language: str) -> None:
    """The main pages and the player in one language."""
    folder.mkdir(parents=True, exist_ok=True)
    width, height = SIZES[size]
    database = Path(tempfile.mkdtemp()) / "journal.db"
    with server(database) as base:
        context = browser.new_context(
            viewport={"width": width, "height": height}, locale=language, has_touch=size == "phone"
        )
        camera = Camera(context, folder, base, f"sqlite:///{database}", frozenset())
        page = camera.page
        camera.go("/")
        camera.shot("01-stop")
        context.request.post(f"{base}/settings/language", form={"language": language})
        context.request.post(f"{base}/api/screen", data={"stop": ["none"], "adapt": ["none"]})
        remember_some(database)
        for name, path in SPOKEN_PAGES.items():
            camera.go(path)
            camera.shot(name, whole=True)
        wishes = {"minutes": 12, "tools": ["ball", "roller"]}
        camera.go(context.request.post(f"{base}/api/sessions", data=wishes).json()["player"])
        page.locator("#begin-go").wait_for()
        page.wait_for_load_state("networkidle")
        camera.shot("20-begin")
        page.locator("#begin-go").click()
        for block in range(page.locator("#segs i").count()):
            camera.run(4)
            camera.shot(f"21-{block:02d}-way")
            camera.run(16)
            camera.shot(f"21-{block:02d}")
            page.keyboard.press("ArrowRight")
        context.close()


SPOKEN_PAGES = {
    "02-today": "/",
    "03-settings": "/settings",
    "04-history": "/history",
    "05-progress": "/progress",
    "06-exercise": "/exercises/prone-recruitment",
    "07-about": "/about",
    "08-tests": "/tests",
    "09-extension": "/progress/extension",
    "10-why": "/why/order",
    "11-nothing": "/nothing-here",
}


def main() -> None:
    """Draw into the folder of the first argument."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "build/screens")
    language = sys.argv[3] if sys.argv[2:3] == ["--language"] else None
    wanted = frozenset(sys.argv[2:])
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-quic"]
        )
        for size in SIZES if language else ():
            print(f"{size}, {language}")
            spoken(browser, folder / f"{size}-{language}", size, str(language))
        for size in SIZES if language is None else ():
            for scheme in SCHEMES:
                print(f"{size}, {scheme}")
                draw(browser, folder / f"{size}-{scheme}", size, scheme, wanted)
        browser.close()


if __name__ == "__main__":
    main()
