"""A whole session on a phone without a network: begun, done, closed, and in the journal once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext
from visiting import Server, Visit, served

from primemover.web import assets, pages_offline

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}
KEPT = """async () => {
  const cache = await caches.open("kept");
  const names = (await cache.keys()).map(({ url }) => new URL(url).pathname);
  return names.includes("/api/take-along") && names.some((name) => name.startsWith("/api/figures/prone"));
}"""


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Server]:
    """A server that a test may stop."""
    with served(tmp_path) as running:
        yield running


@pytest.fixture
def phone(visitor: Callable[..., Visit], house: Server) -> Visit:
    """A phone on which the sessions of the next days are kept."""
    visit = visitor(base=house.base, service_workers="allow", **PHONE)
    visit.context.set_default_timeout(30_000)  # a worker that waits for a network takes its time
    visit.arrive("Runner")
    visit.answer_none()
    visit.go("/exercises")
    take_along(visit)
    return visit


def take_along(visit: Visit) -> None:
    """Wait until everything that is to be kept is kept."""
    for _ in range(1200):
        if visit.page.evaluate(KEPT):
            return
        visit.page.wait_for_timeout(50)
    raise AssertionError("the sessions of the next days were never kept")


def start_offline(visit: Visit) -> str:
    """From any page to a session that runs; its id."""
    visit.page.goto(visit.base + "/")
    assert visit.page.get_by_role("heading", name="No connection").is_visible()
    visit.page.get_by_text("6 min", exact=True).click()
    visit.page.get_by_label("No", exact=True).check(force=True)
    visit.page.get_by_role("button", name="Start").click()
    visit.page.locator("#begin-go").wait_for()
    visit.begin()
    return visit.page.url.rsplit("/", 1)[1]


def to_the_end(visit: Visit) -> None:
    """Every minute of it, as the clock runs, until the closing questions."""
    for _ in range(60):
        if visit.page.locator("#over").is_visible():
            # What waits cannot be sent now; that is said, and the questions are a tap away.
            assert runs_until(visit, lambda: "kept in this browser" in visit.says("over-note"))
            visit.page.locator("#over a").click()
            visit.page.locator("#close").wait_for()
            return
        visit.run(10)
    raise AssertionError(visit.page.url)


def runs_until(visit: Visit, question: Callable[[], bool], limit_s: int = 60) -> bool:
    """True once it is so, while the page's clock runs."""
    for _ in range(limit_s):
        visit.run(1)
        if question():
            return True
        visit.page.wait_for_timeout(20)
    return False


def answer(visit: Visit) -> None:
    """Two of the closing questions."""
    visit.page.locator("input[name=effort][value='4']").check(force=True)
    visit.page.locator("input[name=left][value='gluteus-maximus']").check(force=True)
    visit.page.get_by_role("button", name="Done").click()


def kinds(visit: Visit, session: str) -> list[str]:
    return [event["kind"] for event in stored(visit, session)]


def stored(visit: Visit, session: str) -> list[dict[str, Any]]:
    """What the server has, asked past the service worker."""
    answer = visit.context.request.get(f"{visit.base}/api/sessions/{session}")
    assert answer.ok, answer.text()
    events: list[dict[str, Any]] = answer.json()["events"]
    return events


def come_back(context: BrowserContext, visit: Visit) -> None:
    context.set_offline(False)
    visit.page.goto(visit.base + "/exercises")
    visit.settle()


def test_a_session_without_a_network_is_in_the_journal_once(phone: Visit) -> None:
    phone.context.set_offline(True)
    session = start_offline(phone)
    assert phone.page.locator("#figure path").count() > 5, "the figure came along"
    to_the_end(phone)
    answer(phone)
    phone.page.get_by_role("heading", name="No connection").wait_for()
    phone.page.locator("#waiting", has_text="Not sent yet").wait_for()
    come_back(phone.context, phone)

    told = stored(phone, session)
    names = [event["kind"] for event in told]
    assert names[0] == "planned"
    assert (names.count("planned"), names.count("end"), names.count("closing")) == (1, 1, 1)
    assert len({event["id"] for event in told}) == len(told)
    holds = [event["data"] for event in told if event["kind"] == "hold"]
    assert holds
    assert all(not hold["skipped"] for hold in holds)
    assert told[-1]["data"]["effort"] == 4
    history = phone.context.request.get(f"{phone.base}/history").text()
    assert history.count(f"/history/{session}") == 1


def test_the_first_three_tries_meet_a_dead_server(phone: Visit, house: Server) -> None:
    phone.context.set_offline(True)
    session = start_offline(phone)
    phone.run(40)
    house.stop()
    phone.context.set_offline(False)
    refused: list[str] = []
    phone.page.on("requestfailed", lambda request: refused.append(request.url))
    assert runs_until(phone, lambda: len([u for u in refused if u.endswith("/api/events")]) >= 3, 240)
    house.start()
    phone.settle()
    names = kinds(phone, session)
    assert names.count("planned") == 1
    assert names.count("hold") >= 1


def test_the_same_offline_session_sent_twice_changes_nothing(phone: Visit) -> None:
    phone.context.set_offline(True)
    session = start_offline(phone)
    phone.run(30)
    waiting = phone.page.evaluate(
        "Object.entries(localStorage).filter(([key]) => key.startsWith('primemover.event.'))"
    )
    come_back(phone.context, phone)
    once = kinds(phone, session)
    put_back = "entries => entries.forEach(([key, text]) => localStorage.setItem(key, text))"
    phone.page.evaluate(put_back, waiting)
    phone.go("/exercises")
    phone.settle()
    assert kinds(phone, session) == once


def test_a_reload_in_the_middle_goes_on(phone: Visit) -> None:
    phone.context.set_offline(True)
    session = start_offline(phone)
    phone.run(45)
    phone.page.reload()
    phone.page.locator("#begin-go").wait_for()
    assert "Go on" in (phone.page.text_content("#begin-go") or "")
    phone.begin()
    to_the_end(phone)
    answer(phone)
    phone.page.get_by_role("heading", name="No connection").wait_for()
    come_back(phone.context, phone)
    assert kinds(phone, session).count("end") == 1


def test_a_session_begun_with_a_network_goes_on_without(phone: Visit) -> None:
    phone.go("/")
    session = phone.start()
    phone.begin()
    phone.run(30)
    phone.settle()
    phone.context.set_offline(True)
    phone.page.reload()
    phone.page.locator("#begin-go").wait_for()
    phone.begin()
    phone.run(30)
    come_back(phone.context, phone)
    assert kinds(phone, session).count("planned") == 1
    assert kinds(phone, session).count("window") == 2


def test_sore_without_a_network_is_no_start(phone: Visit) -> None:
    phone.context.set_offline(True)
    phone.page.goto(phone.base + "/")
    phone.page.get_by_label("Yes", exact=True).check(force=True)
    assert phone.page.locator("#sore-note").is_visible()
    phone.page.get_by_role("button", name="Start").click()
    assert phone.page.url == phone.base + "/"


def test_too_old_sessions_are_not_begun(phone: Visit) -> None:
    phone.context.set_offline(True)
    phone.page.clock.set_system_time("2099-01-01T10:00:00")
    phone.page.goto(phone.base + "/")
    assert "too old" in (phone.page.locator("#over").text_content() or "")
    assert not phone.page.locator("#start").is_visible()


def test_without_anything_on_the_device_it_says_so(phone: Visit) -> None:
    phone.page.evaluate("caches.delete('kept')")
    phone.context.set_offline(True)
    phone.page.goto(phone.base + "/history")
    assert phone.page.locator("#none").is_visible()


def test_the_shell_holds_nothing_of_anybody(phone: Visit) -> None:
    for path in ("/offline", "/offline/player", "/offline/close", "/manifest.webmanifest", "/sw.js"):
        answer = phone.context.request.get(phone.base + path)
        assert answer.ok
        assert "Runner" not in answer.text()


def test_a_new_version_waits_for_the_running_session_and_keeps_what_came_along(
    phone: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone.context.set_offline(True)
    session = start_offline(phone)
    phone.context.set_offline(False)
    before = shells(phone)
    monkeypatch.setattr(assets, "digest", lambda: "a-newer-version")
    pages_offline.service_worker_text.cache_clear()
    phone.page.evaluate("navigator.serviceWorker.getRegistration().then((one) => one.update())")
    waits = "navigator.serviceWorker.getRegistration().then((one) => Boolean(one.waiting))"
    assert until(phone, waits), "the new version is here, and waits"
    assert shells(phone) == [*before, "files-a-newer-version"]
    phone.run(30)
    assert phone.says("inst"), "the session goes on with the files it began with"

    phone.page.close()
    phone.page = phone.window()
    phone.go("/exercises")
    phone.settle()
    assert until(phone, f"caches.keys().then((names) => !names.includes('{before[0]}'))")
    assert phone.page.evaluate("caches.keys().then((names) => names.includes('kept'))")
    assert kinds(phone, session).count("planned") == 1
    pages_offline.service_worker_text.cache_clear()


def shells(visit: Visit) -> list[str]:
    """The sets of files on the device, the oldest first."""
    names: list[str] = visit.page.evaluate("caches.keys()")
    return [name for name in names if name.startswith("files-")]


def until(visit: Visit, question: str) -> bool:
    """True once the page answers yes."""
    for _ in range(1200):
        if visit.page.evaluate(question):
            return True
        visit.page.wait_for_timeout(50)
    return False
