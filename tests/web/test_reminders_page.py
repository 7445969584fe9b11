"""Reminders on the page: set, changed, turned off; the calendar's file; a message that arrives."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from icalendar import Calendar
from visiting import Server, Visit

pytestmark = pytest.mark.browser


def set_reminder(visit: Visit) -> None:
    visit.go("/settings/reminders")
    visit.page.wait_for_load_state("networkidle")
    for day in ("Mon", "Fri"):
        visit.page.get_by_text(day, exact=True).click()
    visit.page.get_by_label("Time", exact=True).fill("06:45")
    visit.press("Keep")


def test_days_and_time_are_kept_in_the_zone_of_the_browser(visitor: Callable[..., Visit]) -> None:
    visit = visitor(width=390, height=844, timezone_id="America/Los_Angeles")
    visit.answer_none()
    visit.go("/settings")
    visit.page.get_by_role("link", name="Reminders").click()
    visit.page.wait_for_url("**/settings/reminders")
    visit.page.get_by_text("Time zone: America/Los_Angeles").wait_for()
    set_reminder(visit)
    assert visit.page.get_by_text("Kept.").is_visible()
    assert visit.page.get_by_label("Mon").is_checked()
    assert not visit.page.get_by_label("Tue").is_checked()
    assert visit.page.get_by_label("Time", exact=True).input_value() == "06:45"
    with visit.page.expect_download() as download:
        visit.page.get_by_role("link", name="Download for the calendar").click()
    event: Any
    (event,) = Calendar.from_ical(download.value.path().read_bytes()).walk("VEVENT")
    assert str(event["dtstart"].params["tzid"]) == "America/Los_Angeles"
    assert event["rrule"]["byday"] == ["MO", "FR"]
    assert event["dtstart"].dt.strftime("%H:%M") == "06:45"
    visit.press("No reminders")
    assert visit.page.get_by_role("link", name="Download for the calendar").count() == 0
    assert not visit.looks("small(44)")


def test_no_day_is_said_and_what_was_typed_stays(runner: Visit) -> None:
    runner.answer_none()
    runner.go("/settings/reminders")
    runner.page.get_by_label("Time", exact=True).fill("05:15")
    runner.press("Keep")
    assert runner.page.get_by_text("Choose at least one day.").is_visible()
    assert runner.page.get_by_label("Time", exact=True).input_value() == "05:15"


def test_a_calendar_file_without_a_reminder_is_not_there(server: Server) -> None:
    answer = httpx.get(f"{server.base}/settings/reminders/calendar.ics", headers={"accept": "text/html"})
    assert answer.status_code in {200, 404}
    new = httpx.post(f"{server.base}/people/add", data={"name": "Nobody's reminder"})
    cookies = {"person": new.cookies["person"]}
    answer = httpx.get(f"{server.base}/settings/reminders/calendar.ics", cookies=cookies)
    assert answer.status_code == 404


@pytest.mark.parametrize("body", [b"[]", b"{}", b'"x"', b"{", b'{"endpoint": "http://x/"}'])
def test_what_is_no_subscription_is_refused_in_words(server: Server, body: bytes) -> None:
    answer = httpx.post(f"{server.base}/api/push", content=body)
    assert answer.status_code == 422
    assert answer.json()["detail"]


def test_a_message_is_shown_and_the_newest_takes_the_place_of_the_one_before(
    visitor: Callable[..., Visit], own_server: Server
) -> None:
    visit = visitor(base=own_server.base, service_workers="allow")
    visit.context.set_default_timeout(30_000)
    visit.context.grant_permissions(["notifications"], origin=visit.base)
    visit.arrive("Runner")
    visit.answer_none()
    set_reminder(visit)
    visit.page.locator("#push-on").wait_for()
    wire = visit.context.new_cdp_session(visit.page)
    registrations: list[str] = []
    wire.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda told: registrations.extend(one["registrationId"] for one in told["registrations"]),
    )
    wire.send("ServiceWorker.enable")
    visit.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    for body in ("First.", "Second."):
        message = json.dumps({"title": "Prime Mover", "body": body})
        push = {"origin": visit.base, "registrationId": registrations[-1], "data": message}
        wire.send("ServiceWorker.deliverPushMessage", push)
        for _ in range(100):
            shown = visit.page.evaluate(
                """navigator.serviceWorker.ready.then((one) => one.getNotifications())
                  .then((all) => all.map(({ title, body }) => [title, body]))"""
            )
            if shown and shown[0][1] == body:
                break
            visit.page.wait_for_timeout(50)
        assert shown == [["Prime Mover", body]]


def test_without_a_push_service_the_page_says_so(visitor: Callable[..., Visit], own_server: Server) -> None:
    visit = visitor(base=own_server.base, service_workers="allow")
    visit.context.set_default_timeout(30_000)
    visit.context.grant_permissions(["notifications"], origin=visit.base)
    visit.context.add_init_script(
        "PushManager.prototype.subscribe = () => Promise.reject(new DOMException('no service', 'AbortError'))"
    )
    visit.arrive("Runner")
    visit.answer_none()
    set_reminder(visit)
    visit.page.locator("#push-on").click()
    visit.page.get_by_text("push service was not reached").wait_for()
    assert visit.context.request.get(f"{visit.base}/api/push-key").json()["key"]


LED_BY_THE_WORKER = """async () => {
  const workers = navigator.serviceWorker;
  if (!workers.controller) await new Promise((led) => workers.addEventListener("controllerchange", led));
}"""
TAP = """async () => {
  const asked = [];
  // A browser lets only a real tap bring a window forward or open one; all the rest is its own.
  WindowClient.prototype.focus = async function () { return this; };
  Clients.prototype.openWindow = async (address) => { asked.push(address); return null; };
  await registration.showNotification("Prime Mover", { body: "Time.", tag: "reminder" });
  const [notification] = await registration.getNotifications();
  const event = new NotificationEvent("notificationclick", { notification });
  const whole = new Promise((resolve) => { event.waitUntil = resolve; });
  dispatchEvent(event);
  await whole;
  return { asked, left: (await registration.getNotifications()).length };
}"""


def test_a_tap_on_a_reminder_leads_to_today_and_leaves_a_running_session_alone(
    visitor: Callable[..., Visit], own_server: Server
) -> None:
    visit = visitor(base=own_server.base, service_workers="allow")
    visit.context.set_default_timeout(30_000)
    visit.context.grant_permissions(["notifications"], origin=visit.base)
    visit.arrive("Runner")
    visit.answer_none()
    visit.go("/history")
    visit.page.evaluate(LED_BY_THE_WORKER)
    (worker,) = visit.context.service_workers

    assert worker.evaluate(TAP) == {"asked": [], "left": 0}
    visit.page.wait_for_url(f"{visit.base}/")

    session = visit.start()
    assert worker.evaluate(TAP) == {"asked": ["/"], "left": 0}
    assert visit.page.url.endswith(session)
