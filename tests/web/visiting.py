"""A server of its own, and a runner who visits it with a real browser."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import uvicorn
from playwright.sync_api import BrowserContext, Error, Page

from primemover.web import create_app

# Sixty drawn frames for every second that is run through would cost a test minutes of processor time.
FEWER_FRAMES = """(() => {
  const [ask, drop] = [requestAnimationFrame, cancelAnimationFrame];
  window.fewerFramesUntil = 0;
  window.requestAnimationFrame = (look) =>
    performance.now() < fewerFramesUntil ? -setTimeout(() => look(performance.now()), 140) : ask(look);
  window.cancelAnimationFrame = (id) => (id < 0 ? clearTimeout(-id) : drop(id));
})()"""
LOOKS = (Path(__file__).parent / "looks.js").read_text(encoding="utf-8").strip()


class Server:
    """The real application on a port of its own; it can be stopped and started again in place."""

    def __init__(self, database: Path, *, speaks: bool = False) -> None:
        self.url = f"sqlite:///{database}"
        self._speaks = speaks
        self._port = 0
        self._running: uvicorn.Server | None = None
        self._thread: threading.Thread | None = None

    @property
    def base(self) -> str:
        """The address."""
        return f"http://127.0.0.1:{self._port}"

    def start(self) -> None:
        """Listen, and wait until it answers."""
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", self._port))
        listener.listen(64)
        self._port = listener.getsockname()[1]
        config = uvicorn.Config(
            create_app(self.url, speaks=self._speaks),
            log_level="critical",
            timeout_graceful_shutdown=1,
            lifespan="on",
            ws="primemover.cli.live_socket:LiveSocket",
            # A connection that is closed just as a test asks again would be this server's doing.
            timeout_keep_alive=120,
        )
        self._running = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._running.run, kwargs={"sockets": [listener]}, daemon=True)
        self._thread.start()
        while not self._running.started:
            time.sleep(0.01)

    def stop(self) -> None:
        """Stop, and wait until nothing listens."""
        if self._running and self._thread:
            self._running.should_exit = True
            self._thread.join()


class Visit:
    """One person's browser window. Its clock runs by itself, and faster with ``run``."""

    def __init__(self, context: BrowserContext, base: str) -> None:
        self.context = context
        self.base = base
        self.page = self.window()
        self.errors: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def window(self) -> Page:
        """Another window of the same browser, with a clock of its own."""
        page = self.context.new_page()
        page.clock.install(time=datetime.now())  # noqa: DTZ005 - the page's own time zone
        page.add_init_script(FEWER_FRAMES)
        return page

    def arrive(self, name: str) -> None:
        """Be a new person of the household, before the first question."""
        self.context.request.post(f"{self.base}/people/add", form={"name": name})

    def go(self, path: str = "/") -> None:
        """Open a page."""
        self.page.goto(self.base + path)

    def answer_none(self) -> None:
        """Have said "None of these" to both lists, and see Today."""
        answer = self.context.request.post(
            f"{self.base}/api/screen", data={"stop": ["none"], "adapt": ["none"]}
        )
        assert answer.ok, answer.text()
        self.go()

    def press(self, name: str) -> None:
        """Press a button that leads to another page, and wait for that."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=name).click()

    def start(self) -> str:
        """Start from the plan that is on the screen, up to the player's first tap; the session's id."""
        self.page.get_by_role("button", name="Start").click()
        self.page.locator("#begin-go").wait_for()
        return self.page.url.rsplit("/", 1)[1]

    def begin(self) -> None:
        """The player's first tap."""
        self.page.locator("#begin-go").click()

    def play(self) -> str:
        """From nothing to a running session; its id."""
        self.answer_none()
        session = self.start()
        self.begin()
        return session

    def stand_still(self) -> None:
        """From now on only ``run`` moves the page's clock, so that a busy machine makes nothing late."""
        try:
            self.page.clock.pause_at(self.page.evaluate("Date.now()") / 1000 + 0.5)
        except Error:  # half a second was over before the page heard of it; by now its clock stands
            self.page.clock.pause_at(self.page.evaluate("Date.now()") / 1000 + 0.5)

    def run(self, seconds: float, page: Page | None = None) -> None:
        """Let the page's clock run: every timer fires in its time, on long ways with six frames a second."""
        page = page or self.page
        if seconds >= 1:
            with suppress(Error):  # a page that is just leading on to the next one
                page.evaluate(f"fewerFramesUntil = performance.now() + {seconds * 1000}")
        page.clock.run_for(round(seconds * 1000))

    def until(self, words: str, *, limit_s: int = 120) -> None:
        """Let the clock run until the screen says ``words``."""
        for _ in range(limit_s):
            if self.says("inst") == words:
                return
            self.run(1)
        raise AssertionError(f"after {limit_s} s the screen still says {self.says('inst')!r}")

    def led_to(self, ending: str) -> None:
        """Let the clock run until the page has gone on, by itself, to an address of that ending."""
        for _ in range(400):
            if self.page.url.endswith(ending):
                return
            with suppress(Error):  # it is just going on
                self.run(1)
            self.page.wait_for_timeout(50)
        raise AssertionError(f"{self.page.url} did not lead on to {ending}")

    def skip_to(self, exercise_label: str) -> None:
        """Skip until the exercise under that label is on."""
        for _ in range(40):
            if self.says("what").endswith(exercise_label):
                return
            self.page.keyboard.press("ArrowRight")
        raise AssertionError(f"there is no {exercise_label!r} in this session")

    def says(self, part: str, page: Page | None = None) -> str:
        """The words of a part of the player."""
        return (page or self.page).locator(f"#{part}").text_content() or ""

    def asked(self, what: str) -> list[dict[str, Any]]:
        """What was asked of the voice ("say") or the sounds ("sound"), in order."""
        log: list[dict[str, Any]] = self.page.evaluate("primemover.asked")
        return [entry for entry in log if entry["what"] == what]

    def looks(self, question: str) -> Any:
        """What ``looks.js`` measures on the page: ``seen()``, ``small(px)``, ``pale(ratio)``."""
        return self.page.evaluate(f"{LOOKS}.{question}")

    def stored(self, session: str) -> list[dict[str, Any]]:
        """The events that the server has of a session."""
        answer = self.context.request.get(f"{self.base}/api/sessions/{session}")
        assert answer.ok, answer.text()
        events: list[dict[str, Any]] = answer.json()["events"]
        return events

    def stored_kinds(self, session: str) -> list[str]:
        """Their kinds, in order."""
        return [event["kind"] for event in self.stored(session)]

    def waiting(self) -> int:
        """How many events the browser holds that no server has acknowledged."""
        count: int = self.page.evaluate(
            "Object.keys(localStorage).filter((key) => key.startsWith('primemover.event.')).length"
        )
        return count

    def settle(self) -> None:
        """Let what waits be sent."""
        for _ in range(200):
            try:
                self.run(0.2)
                if self.waiting() == 0:
                    return
            except Error as broken:
                # The page went on to the next one; what waits is the browser's, not the page's.
                if "navigation" not in str(broken):
                    raise
                self.page.wait_for_load_state()
            time.sleep(0.02)
        raise AssertionError("some events were never acknowledged")


@contextmanager
def served(folder: Path, *, speaks: bool = False) -> Iterator[Server]:
    """A running server over a database in ``folder``; it ``speaks`` where a test is about that."""
    server = Server(folder / "journal.db", speaks=speaks)
    server.start()
    try:
        yield server
    finally:
        server.stop()
