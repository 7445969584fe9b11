"""About you, the morning after and why this today, in a real browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from done_session import done_session
from playwright.sync_api import Page
from visiting import Server, Visit

from primemover.app.begin import Wishes, begin
from primemover.app.screen import screen
from primemover.journal import Journal
from primemover.routine import library

pytestmark = pytest.mark.browser

HEALTHY = {"stop": ["none"], "adapt": ["none"], "later": ["none"]}


def who_did(server: Server, visit: Visit, name: str, *days_ago: float, pain: int | None = None) -> None:
    """Be somebody of that name who did sessions so many days ago, the last with ``pain`` at the lifts."""
    visit.arrive(name)
    with Journal.open(server.url) as journal:
        person = next(one.id for one in journal.people() if one.name == name)
        for days in days_ago:
            at = datetime.now(UTC) - timedelta(days=days)
            screen(journal, person, HEALTHY, at)
            do(journal, person, at, pain if days == days_ago[-1] else None)


def do(journal: Journal, person: str, at: datetime, pain: int | None) -> None:
    begun = begin(journal, library(), person, Wishes(minutes=20), at)
    ache = {"region": "buttock", "kind": "muscular", "response": "easier", "exercise": "prone-recruitment"}
    hurts = [] if pain is None else [("pain", 600.0, {**ache, "level": pain})]
    journal.append(done_session(begun.session_id, person, at, begun.timeline, hurts))


def open_all(page: Page) -> None:
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")


@pytest.fixture
def without_script(visitor: Callable[..., Visit]) -> Iterator[Visit]:
    yield visitor(java_script_enabled=False)


# --- why this today ---------------------------------------------------------------------------------


def test_after_three_good_sessions_today_says_what_goes_up_and_why(server: Server, runner: Visit) -> None:
    who_did(server, runner, "Upward", 6, 4, 2)
    runner.go()
    why = runner.page.get_by_role("region", name="Why this today").inner_text()
    assert "Prone glute recruitment: Up to 8 repetitions, after three sessions that went well." in why
    step = runner.page.locator(".steps > li", has_text="Prone glute recruitment")
    assert "One step up" in step.inner_text()
    assert "8 slow lifts each side" in step.inner_text()
    assert runner.page.locator(".step-mark").count() == 1


def test_an_ache_leads_to_the_easier_form_with_its_reason(server: Server, runner: Visit) -> None:
    who_did(server, runner, "Aching", 2, pain=4)
    runner.go()
    step = runner.page.locator(".steps > li", has_text="Prone glute squeeze").inner_text()
    assert "Easier than last time: it hurt, 4 of 10." in step
    assert "Another form of: Prone glute recruitment." in step


def test_where_nothing_changes_today_says_so_too(server: Server, runner: Visit) -> None:
    who_did(server, runner, "Usual", 2)
    runner.go()
    why = runner.page.get_by_role("region", name="Why this today").inner_text()
    assert "1 session went well at this dose." in why


# --- the morning after ------------------------------------------------------------------------------


def test_nothing_sore_is_one_tap(server: Server, runner: Visit) -> None:
    who_did(server, runner, "Fresh", 1)
    runner.go()
    assert "How was the morning after?" in runner.page.inner_text("main")
    runner.press("Nothing was sore")
    assert "Noted." in runner.page.inner_text("[role=status]")
    assert "How was the morning after?" not in runner.page.inner_text("main")


def tell_sore(visit: Visit, region: str, kind: str, level: int) -> None:
    card = visit.page.locator("form[action='/morning']")
    card.get_by_text("Something was sore").click()
    card.get_by_label("Where?").first.select_option(region)
    card.get_by_label("What is it like?").first.select_option(kind)
    card.locator("label", has_text=str(level)).first.click()
    with visit.page.expect_navigation():
        card.get_by_role("button", name="Save").click()


def test_sore_glutes_are_answered_as_expected(server: Server, runner: Visit) -> None:
    who_did(server, runner, "Sore", 1)
    runner.go()
    tell_sore(runner, "Buttock", "Muscle ache", 6)
    assert "That soreness is expected after the lifts" in runner.page.inner_text("[role=status]")


def test_a_numb_thigh_in_the_morning_leads_to_the_stop_list(server: Server, runner: Visit) -> None:
    who_did(server, runner, "Numb", 1)
    runner.go()
    tell_sore(runner, "Front of thigh", "Numb", 2)
    assert "This kind of pain wants these questions again first." in runner.page.inner_text("main")
    assert runner.page.get_by_role("button", name="None of these").is_visible()
    runner.go()
    assert runner.page.locator("#plan").count() == 0


def test_a_morning_told_by_half_comes_back_as_it_was(server: Server, runner: Visit) -> None:
    who_did(server, runner, "Half", 1)
    runner.go()
    card = runner.page.locator("form[action='/morning']")
    card.get_by_text("Something was sore").click()
    card.get_by_label("Where?").first.select_option("Knee")
    with runner.page.expect_navigation():
        card.get_by_role("button", name="Save").click()
    assert "Say where, what it was like, and how much." in runner.page.inner_text("[role=alert]")
    assert runner.page.locator("#m-region").input_value() == "knee"


# --- about you --------------------------------------------------------------------------------------


def test_about_you_is_found_from_today_done_and_settings(server: Server, runner: Visit) -> None:
    who_did(server, runner, "Finder", 1)
    runner.go()
    with runner.page.expect_navigation():
        runner.page.get_by_role("link", name="Open the questions").click()
    assert runner.page.get_by_role("heading", level=1).inner_text() == "About you"
    runner.go("/settings")
    assert runner.page.get_by_role("link", name="Change what the plan knows of you").is_visible()


def test_each_answer_is_kept_as_it_is_given(runner: Visit) -> None:
    runner.go("/about")
    assert "0 of 17 answered" in runner.page.inner_text("main")
    open_all(runner.page)
    runner.page.get_by_label("How many hours a day do you sit?").fill("9,5")
    runner.page.locator("#about-working label", has_text="Nothing").click()
    runner.page.get_by_text("2 of 17 answered").wait_for()
    runner.go("/about")
    assert runner.page.get_by_label("How many hours a day do you sit?").input_value() == "9.5"
    assert "2 of 17 answered" in runner.page.inner_text("main")


def test_what_cannot_be_says_so_where_it_stands_and_the_rest_is_kept(runner: Visit) -> None:
    runner.go("/about")
    open_all(runner.page)
    runner.page.locator("#about-days label", has_text="Heavy").click()
    runner.page.get_by_label("How many hours a day do you sit?").fill("40")
    runner.page.locator("h1").click()
    alert = runner.page.locator("#bad-sitting")
    alert.wait_for()
    assert "Give 0 to 24 hours." in alert.inner_text()
    assert runner.page.get_by_label("How many hours a day do you sit?").input_value() == "40"
    runner.page.get_by_label("How many hours a day do you sit?").fill("4")
    runner.page.locator("h1").click()
    alert.wait_for(state="hidden")
    runner.page.get_by_text("2 of 17 answered").wait_for()


def test_pain_at_night_says_plainly_that_the_stop_list_comes_first(server: Server, runner: Visit) -> None:
    who_did(server, runner, "Night", 1)
    runner.go("/about")
    open_all(runner.page)
    runner.page.locator("#about-pain label", has_text="At night").click()
    runner.page.get_by_role("link", name="Answer the stop list").wait_for()
    runner.go()
    assert runner.page.locator("#plan").count() == 0
    assert "This kind of pain wants these questions again first." in runner.page.inner_text("main")


def test_a_contradiction_is_said_and_nothing_is_changed(runner: Visit) -> None:
    runner.go("/about")
    open_all(runner.page)
    runner.page.get_by_label("How much do you run in a week?").fill("60")
    runner.page.locator("#about-running label", has_text="I don't run now").click()
    runner.page.get_by_text("Both are kept as you told them.").wait_for()
    runner.go("/about")
    assert runner.page.get_by_label("How much do you run in a week?").input_value() == "60"


def test_without_a_script_each_section_has_its_own_button(without_script: Visit) -> None:
    page = without_script.page
    without_script.go("/about")
    page.get_by_label("How many hours a day do you sit?").fill("8")
    page.locator("#about-days label", has_text="Fresh").click()
    with page.expect_navigation():
        page.locator("#about-days").get_by_role("button", name="Save").click()
    assert "2 of 17 answered" in page.inner_text("main")
    assert "Saved." in page.locator("#about-days [role=status]").inner_text()
    page.get_by_label("How many hours a day do you sit?").fill("x")
    with page.expect_navigation():
        page.locator("#about-days").get_by_role("button", name="Save").click()
    assert "x cannot be saved here. Give 0 to 24 hours." in page.inner_text("[role=alert]")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_read_and_reach_these_pages(
    server: Server, visitor: Callable[..., Visit], scheme: str
) -> None:
    visit = visitor(width=390, height=844, color_scheme=scheme)
    who_did(server, visit, f"Everybody {scheme}", 5, 3, 1)
    for path in ("/", "/about"):
        visit.go(path)
        open_all(visit.page)
        assert visit.looks("pale(4.5)") == []
        assert visit.looks("small(44)") == []
