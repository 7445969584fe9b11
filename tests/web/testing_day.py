"""A runner on a test day: what the tests of it share."""

from __future__ import annotations

from itertools import count

from visiting import Server, Visit

from primemover.app.draw import SEED
from primemover.coach.trial import Arm, arm_for
from primemover.journal import Journal


def seed_for(arm: Arm) -> str:
    """A seed under which the first draw is ``arm``."""
    return next(seed for n in count() if arm_for(0, seed := f"seed {n}") is arm)


def lot_says(server: Server, visit: Visit, session: str, arm: Arm) -> str:
    """Let the draw of this visit's person come out as ``arm``, by the seed; the person's id."""
    person: str = visit.context.request.get(f"{visit.base}/api/sessions/{session}").json()["person"]
    with Journal.open(server.url) as journal:
        journal.save_settings(person, journal.settings(person) | {SEED: seed_for(arm)})
    return person


def has_trained(visit: Visit) -> None:
    """Not a first session any more."""
    visit.answer_none()
    today = visit.page.evaluate("new Date().toISOString().slice(0, 10)")
    answer = visit.context.request.post(f"{visit.base}/log", form={"day": today, "minutes": "12"})
    assert answer.ok


def offer(visit: Visit, *, agree: bool = True) -> None:
    """Answer what the start of a test day asks."""
    visit.go("/tests")
    page = visit.page
    page.locator("label.chip:has(input[name=hard_run][value=no])").click()
    page.locator("label.chip:has(input[name=sore][value=no])").click()
    box = page.locator("input[name=agreed]")
    if agree and box.count():
        box.check()


def start(visit: Visit, button: str = "Start with the holds") -> str:
    """Begin the test day; the id of its first session, which is the day's."""
    visit.page.get_by_role("button", name=button).click()
    visit.page.locator("#begin-go").wait_for()
    return visit.page.url.rsplit("/", 1)[1]


def to_the_hold(visit: Visit, limit_s: int = 90, brief: str = "Hips up, hold") -> None:
    """Let the clock run until the hold has just begun."""
    visit.until(brief, limit_s=limit_s)
    for _ in range(120):
        if visit.page.locator("#letgo").is_visible():
            return
        visit.run(0.1)
    raise AssertionError("the hold never began")


def hold(visit: Visit, seconds: float, why: str = "My glute gave out", brief: str = "Hips up, hold") -> None:
    """Hold the side that comes, and say why it ended."""
    to_the_hold(visit, brief=brief)
    visit.run(seconds)
    visit.page.locator("#letgo").click()
    visit.page.locator("#why-dialog").get_by_text(why).click()
    visit.page.locator("#why-tell").click()


def play_through(visit: Visit) -> None:
    """Play the session that is begun, whatever it is, up to its last half minute."""
    session = visit.page.url.rsplit("/", 1)[1]
    loaded = visit.context.request.get(f"{visit.base}/api/sessions/{session}").json()
    for _ in range(round(loaded["timeline"]["total_s"] - 30) // 20):
        visit.run(20)


def led_on(visit: Visit, limit_s: int = 90) -> None:
    """Let the clock run until the session is over and leads to its day."""
    for _ in range(limit_s):
        if "/tests/" in visit.page.url:
            return
        if "/session/" in visit.page.url and visit.page.locator("#over").is_visible():
            # The page waits for the server, in the server's own time.
            visit.page.wait_for_url("**/tests/*")
            return
        visit.run(1)
    raise AssertionError("the session did not lead to its test day")
