"""What may go wrong around a session: a reload, a dead server, another window, a machine that sleeps."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Request
from visiting import Server, Visit

pytestmark = pytest.mark.browser


def test_a_reload_in_the_middle_goes_on_where_it_was(runner: Visit) -> None:
    session = runner.play()
    runner.skip_to("Hip flexor")
    runner.run(40)
    shown = runner.says("inst")
    runner.page.reload()
    runner.page.locator("#begin-go:visible").wait_for()
    assert "Go on with: Low lunge" in runner.says("begin-title")
    runner.begin()
    runner.run(1)
    assert runner.says("inst") == shown
    runner.settle()
    kinds = runner.stored_kinds(session)
    assert kinds[kinds.index("pause") :].count("resume") == 1
    assert "rebase" in kinds


def test_today_offers_the_session_that_was_left(runner: Visit) -> None:
    runner.play()
    runner.run(30)
    runner.page.keyboard.press("Escape")
    runner.page.locator("#leave-later").click()
    runner.page.wait_for_url(f"{runner.base}/")
    runner.page.get_by_role("link", name="Go on").click()
    runner.page.locator("#begin-go:visible").wait_for()
    runner.begin()
    runner.run(1)
    assert not runner.page.locator("#paused").is_visible()


def test_what_happens_while_the_server_is_down_arrives_once_when_it_is_back(
    own_server: Server, visitor: Callable[..., Visit]
) -> None:
    visit = visitor(base=own_server.base)
    session = visit.play()
    visit.run(20)
    visit.settle()
    own_server.stop()
    visit.run(60)
    assert visit.page.locator("#saved").is_visible()
    held_here = visit.waiting()
    assert held_here >= 1
    own_server.start()
    visit.settle()
    assert visit.says("saved") == "Saved."
    visit.run(6)
    assert not visit.page.locator("#saved").is_visible()
    events = visit.stored(session)
    assert len({event["id"] for event in events}) == len(events)
    assert sum(event["kind"] == "hold" for event in events) == 1


def test_events_that_wait_survive_a_closed_page_and_go_from_any_other(
    own_server: Server, visitor: Callable[..., Visit]
) -> None:
    visit = visitor(base=own_server.base)
    session = visit.play()
    visit.run(5)
    visit.settle()
    visit.page.route("**/api/events", lambda route: route.abort())
    visit.run(60)
    assert visit.waiting() >= 1
    visit.page.close()
    visit.page = visit.window()
    visit.go()
    visit.settle()
    assert "hold" in visit.stored_kinds(session)


def test_what_was_acknowledged_is_not_sent_again(runner: Visit) -> None:
    sent: list[str] = []

    def note(request: Request) -> None:
        if request.url.endswith("/api/events"):
            sent.extend(event["id"] for event in json.loads(request.post_data or "{}")["events"])

    runner.page.on("request", note)
    session = runner.play()
    for _ in range(30):
        # Less than the outbox waits for an answer: what it gave up on may rightly be sent again.
        runner.run(5)
        runner.settle()
    stored = [event["id"] for event in runner.stored(session) if event["kind"] != "planned"]
    assert sorted(sent) == sorted(stored), (sent, stored)


def test_a_refused_event_is_said_and_does_not_hold_back_the_others(runner: Visit) -> None:
    session = runner.play()
    runner.run(1)
    runner.settle()
    broken = {"id": "0-broken", "session": session, "kind": "hold", "data": {}}
    runner.page.evaluate(
        "([id, event]) => localStorage.setItem('primemover.event.' + id, JSON.stringify(event))",
        ["0-broken", broken],
    )
    runner.page.keyboard.press("Space")
    runner.settle()
    assert runner.page.locator("#saved").is_visible()
    assert runner.says("saved").startswith("Not saved")
    assert runner.stored_kinds(session)[-1] == "pause"


def test_the_older_of_two_windows_stands_back_and_may_take_over(runner: Visit) -> None:
    session = runner.play()
    runner.run(20)
    runner.settle()
    other = runner.window()
    other.goto(runner.page.url)
    other.locator("#begin-go:visible").wait_for()
    other.locator("#begin-go").click()
    runner.page.locator("#elsewhere").wait_for()
    assert runner.says("elsewhere-title") == "This session goes on in another window"
    asked = len(runner.asked("say"))
    runner.run(30)
    assert len(runner.asked("say")) == asked
    runner.run(5, other)

    runner.page.locator("#take-over").click()
    runner.page.locator("#begin-go:visible").wait_for()
    runner.begin()
    other.locator("#elsewhere").wait_for()
    runner.settle()
    assert runner.stored_kinds(session).count("window") == 3


def test_a_window_on_another_device_is_noticed_with_the_next_event(
    runner: Visit, visitor: Callable[..., Visit]
) -> None:
    session = runner.play()
    runner.run(5)
    runner.settle()
    elsewhere = visitor(base=runner.base)
    elsewhere.context.add_cookies(runner.context.cookies())  # type: ignore[arg-type]
    elsewhere.go(f"/session/{session}")
    elsewhere.page.locator("#begin-go:visible").wait_for()
    elsewhere.begin()
    elsewhere.settle()
    runner.page.keyboard.press("ArrowRight")
    for _ in range(20):
        runner.run(0.2)
        if runner.page.locator("#elsewhere").is_visible():
            break
        runner.page.wait_for_timeout(50)
    assert runner.page.locator("#elsewhere").is_visible()


def test_a_short_time_away_is_said_and_only_the_present_instruction_after_it(runner: Visit) -> None:
    session = runner.play()
    runner.skip_to("Hip flexor")
    runner.run(30)
    before = len(runner.asked("say"))
    runner.page.clock.fast_forward(12_000)
    runner.run(0.1)
    said = [entry["text"] for entry in runner.asked("say")[before:]]
    assert said[0].startswith("You were away.")
    assert len(said) <= 2
    assert runner.page.locator("#toast").is_visible()
    assert not runner.page.locator("#paused").is_visible()
    runner.settle()
    away = [event for event in runner.stored(session) if event["kind"] == "away"]
    assert [round(event["data"]["seconds"]) for event in away] == [12]


def test_after_a_long_time_away_the_session_has_waited(runner: Visit) -> None:
    session = runner.play()
    runner.skip_to("Hip flexor")
    runner.run(40)
    shown = runner.says("inst")
    runner.page.clock.fast_forward(600_000)
    runner.run(0.2)
    assert "You were away for 10 min" in runner.says("begin-note")
    runner.begin()
    runner.run(1)
    assert runner.says("inst") == shown
    runner.settle()
    skipped = [event["data"] for event in runner.stored(session) if event["kind"] == "hold"]
    assert all(hold["held_s"] <= hold["planned_s"] for hold in skipped)


def test_a_clock_set_back_keeps_the_order_of_events(runner: Visit) -> None:
    session = runner.play()
    runner.run(20)
    runner.page.evaluate("Date.now = ((now) => () => now() - 7_200_000)(Date.now)")
    runner.page.keyboard.press("ArrowRight")
    runner.run(2)
    runner.page.keyboard.press("ArrowRight")
    runner.run(2)
    runner.settle()
    events = runner.stored(session)
    assert [event["at"] for event in events] == sorted(event["at"] for event in events)
    assert [event["kind"] for event in events if event["kind"] in {"start", "skip"}] == [
        "start",
        "skip",
        "skip",
    ]


def test_a_hidden_tab_whose_timers_come_once_a_second_still_says_everything(runner: Visit) -> None:
    runner.page.add_init_script(
        "requestAnimationFrame = () => 0;"
        "setTimeout = ((set) => (run, ms, ...rest) => set(run, Math.max(1000, ms), ...rest))(setTimeout);"
    )
    session = runner.play()
    runner.run(60)
    answer = runner.context.request.get(f"{runner.base}/api/sessions/{session}").json()
    due = [
        cue["say"]
        for segment in answer["timeline"]["segments"]
        for cue in segment["cues"]
        if cue["say"] and cue["interrupts"] and cue["at_s"] < 55
    ]
    said = [entry["text"] for entry in runner.asked("say")]
    assert [words for words in said if words in due] == due
    assert "away" not in runner.stored_kinds(session)


def test_a_session_that_is_not_there_says_what_to_do(runner: Visit) -> None:
    runner.go("/session/00000000-0000-7000-8000-000000000000")
    assert "There is no session" in runner.page.inner_text("main")
    assert runner.page.get_by_role("link", name="Today").count() >= 1


def test_a_server_that_is_away_at_the_end_is_waited_for(runner: Visit) -> None:
    session = runner.play()
    runner.stand_still()
    runner.page.route("**/api/events", lambda route: route.abort())
    for _ in range(60):
        if runner.page.locator("#over").is_visible():
            break
        runner.page.keyboard.press("ArrowRight")
        runner.run(0.2)
    runner.run(5)
    assert "kept in this browser" in runner.says("over-note")
    assert runner.waiting() > 0
    runner.page.unroute("**/api/events")
    runner.led_to("/close")
    assert runner.stored_kinds(session)[-1] == "end"
