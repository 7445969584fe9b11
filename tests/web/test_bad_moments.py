"""What happens to a phone on the floor: a call, a turn, a lock, a full storage, a wrong clock, no network."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from test_without_a_network import answer, come_back, house, phone, start_offline, stored, to_the_end
from testing_day import has_trained, hold, offer, start
from visiting import Server, Visit

pytestmark = pytest.mark.browser
__all__ = ["house", "phone"]  # fixtures
FULL = """() => {
  const full = () => { throw new DOMException("full", "QuotaExceededError"); };
  Storage.prototype.setItem = full;
}"""
LISTEN = """window.contexts = [];
const Real = AudioContext;
window.AudioContext = class extends Real {
  constructor(...given) { super(...given); window.contexts.push(this); }
};"""


def test_after_a_call_the_sound_comes_back_with_the_tap_that_goes_on(runner: Visit) -> None:
    runner.page.add_init_script(LISTEN)
    runner.play()
    runner.run(5)
    assert runner.page.evaluate("window.contexts.map((one) => one.state)") == ["running"]
    # A call takes the audio away and hides the page.
    runner.page.evaluate("window.contexts[0].suspend()")
    runner.page.keyboard.press(" ")
    assert runner.page.locator("#paused").is_visible()
    runner.page.locator("#pause").click()
    for _ in range(100):
        if runner.page.evaluate("window.contexts[0].state") == "running":
            break
        runner.page.wait_for_timeout(50)
    assert runner.page.evaluate("window.contexts[0].state") == "running"
    runner.run(2)
    assert not runner.page.locator("#paused").is_visible()


def test_a_turned_phone_shows_the_same_moment_and_everything_to_press(visitor: Callable[..., Visit]) -> None:
    visit = visitor(width=390, height=844)
    visit.play()
    visit.stand_still()
    visit.run(70)
    upright = (visit.says("what"), visit.says("inst"), visit.says("count"))
    for width, height in ((844, 390), (390, 844)):
        visit.page.set_viewport_size({"width": width, "height": height})
        visit.run(0.1)
        assert (visit.says("what"), visit.says("inst")) == upright[:2]
        assert abs(int(visit.says("count")) - int(upright[2])) <= 1
        for button in ("pause", "back", "skip", "pain"):
            box = visit.page.locator(f"#{button}").bounding_box()
            assert box, button
            assert box["x"] >= 0, button
            assert box["x"] + box["width"] <= width, button
            assert box["y"] + box["height"] <= height + 1, f"{button} is cut off at {width}×{height}"
        assert visit.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    visit.page.locator("#pause").click()
    assert visit.page.locator("#paused").is_visible()


def test_a_phone_that_was_locked_in_the_middle_waits_also_without_a_network(phone: Visit) -> None:
    phone.context.set_offline(True)
    session = start_offline(phone)
    phone.run(45)
    shown = phone.says("inst")
    phone.page.clock.fast_forward(1_800_000)
    phone.run(0.2)
    assert "away for 30 min" in phone.says("begin-note")
    phone.begin()
    phone.run(1)
    assert phone.says("inst") == shown
    come_back(phone.context, phone)
    away = [event["data"]["seconds"] for event in stored(phone, session) if event["kind"] == "away"]
    assert [round(seconds / 60) for seconds in away] == [30]


def test_a_full_storage_is_said_before_anything_begins(phone: Visit) -> None:
    phone.context.set_offline(True)
    phone.page.goto(phone.base + "/")
    phone.page.get_by_label("No", exact=True).check(force=True)
    phone.page.evaluate(FULL)
    phone.page.get_by_role("button", name="Start").click()
    phone.page.get_by_text("has no room").wait_for()
    assert phone.page.url == phone.base + "/"
    assert phone.waiting() == 0


def test_a_storage_that_is_full_in_the_middle_is_said_and_loses_nothing_while_the_page_is_open(
    runner: Visit,
) -> None:
    session = runner.play()
    runner.run(10)
    runner.settle()
    runner.page.evaluate(FULL)
    runner.page.route("**/api/events", lambda route: route.abort())
    for _ in range(3):
        runner.page.keyboard.press("ArrowRight")
        runner.run(1)
    told = runner.page.locator("#saved")
    told.wait_for()
    before = runner.stored_kinds(session).count("skip")
    runner.page.unroute("**/api/events")
    for _ in range(60):
        runner.run(2)
        if runner.stored_kinds(session).count("skip") == before + 3:
            break
        runner.page.wait_for_timeout(50)
    assert runner.stored_kinds(session).count("skip") == before + 3


def test_what_the_browser_dropped_in_the_middle_is_said_after_a_reload(phone: Visit) -> None:
    phone.context.set_offline(True)
    session = start_offline(phone)
    phone.run(30)
    waiting = phone.waiting()
    phone.page.evaluate("caches.delete('kept')")
    phone.run(5)
    assert phone.says("inst"), "what runs needs nothing any more"
    phone.page.reload()
    phone.page.locator("#failed").wait_for()
    assert phone.waiting() >= waiting
    come_back(phone.context, phone)
    assert [event["kind"] for event in stored(phone, session)].count("planned") == 1


@pytest.mark.parametrize("wrong", [timedelta(days=1), timedelta(days=-1)], ids=["ahead", "behind"])
def test_a_clock_that_is_wrong_by_a_day_loses_no_session(phone: Visit, wrong: timedelta) -> None:
    phone.context.set_offline(True)
    phone.page.clock.set_system_time(datetime.now().astimezone() + wrong)
    session = start_offline(phone)
    to_the_end(phone)
    answer(phone)
    phone.page.get_by_role("heading", name="No connection").wait_for()
    come_back(phone.context, phone)
    kinds = [event["kind"] for event in stored(phone, session)]
    assert (kinds.count("planned"), kinds.count("end"), kinds.count("closing")) == (1, 1, 1)
    history = phone.context.request.get(f"{phone.base}/history").text()
    assert history.count(f"/history/{session}") == 1


def test_a_test_day_that_loses_the_network_keeps_its_holds_and_goes_on_with_the_draw(
    visitor: Callable[..., Visit], own_server: Server
) -> None:
    visit = visitor(base=own_server.base, service_workers="allow", width=390, height=844)
    visit.context.set_default_timeout(30_000)
    visit.arrive("Runner")
    has_trained(visit)
    offer(visit)
    day = start(visit)
    visit.begin()
    visit.stand_still()
    visit.run(2)
    visit.settle()
    visit.context.set_offline(True)
    hold(visit, 37)
    hold(visit, 30, "My hips sank")
    for _ in range(60):
        if visit.page.locator("#over").is_visible():
            break
        visit.run(2)
    assert visit.waiting() >= 2
    visit.run(5)
    visit.page.locator("#over a").click()
    visit.page.get_by_role("heading", name="No connection").wait_for()
    visit.page.locator("#waiting", has_text="Not sent yet").wait_for()
    come_back(visit.context, visit)
    told = [event["data"] for event in visit.stored(day) if event["kind"] == "test"]
    assert [(one["side"], round(one["held_s"]), one["end_reason"]) for one in told] == [
        ("right", 37, "glute-gave-out"),
        ("left", 30, "form"),
    ]
    visit.go(f"/tests/{day}")
    assert visit.page.get_by_role("button", name="Draw").is_visible()


def test_a_voice_in_a_language_that_there_is_not_is_refused_in_words(server: Server, runner: Visit) -> None:
    answer = runner.context.request.get(f"{server.base}/api/voice/xx/0.wav?words=Hello")
    assert answer.status == 501
    assert "no voice" in answer.json()["detail"]
    no_words = runner.context.request.get(f"{server.base}/api/voice/en/0.wav")
    assert no_words.status == 422
