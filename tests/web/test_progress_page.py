"""Progress in a real browser: nothing yet, one session, a year; the gate and the extension test."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Page
from sample_year import Teller, one_session, sample_year
from visiting import Server, Visit

from primemover.coach.field_test import SIDES, EndReason, Moment
from primemover.journal import Journal
from primemover.terms import Side

pytestmark = pytest.mark.browser
WHAT: dict[str, Callable[[Journal, str, datetime], None]] = {
    "one session": one_session,
    "a year": sample_year,
}


@pytest.fixture
def lived(server: Server, visitor: Callable[..., Visit]) -> Callable[..., Visit]:
    """A visit of somebody with test days behind them."""

    def visit(what: str, **options: object) -> Visit:
        one = visitor(**options)
        with Journal.open(server.url) as journal:
            WHAT[what](journal, journal.people()[-1].id, datetime.now().astimezone())
        return one

    return visit


def assert_fits(page: Page) -> None:
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{page.url} is {wide} px too wide"


def test_before_the_first_test_day_the_page_says_what_one_gives(runner: Visit) -> None:
    runner.answer_none()
    runner.go("/progress")
    assert runner.page.get_by_role("heading", name="No test day yet").is_visible()
    assert runner.page.get_by_role("link", name="See the tests").get_attribute("href") == "/tests"
    assert runner.page.locator(".conditions > li").count() == 4
    assert runner.page.locator("svg.chart").count() == 0


def test_one_session_shows_raw_holds_and_a_strip_and_claims_nothing(lived: Callable[..., Visit]) -> None:
    visit = lived("one session")
    visit.go("/progress")
    page = visit.page
    assert page.get_by_role("heading", name="Left: cannot tell yet").is_visible()
    assert page.get_by_text("This day was not drawn by lot").is_visible()
    assert page.locator("svg.wide-only .region").count() == 2
    assert page.locator("svg.wide-only ellipse.region").count() == 0
    assert "→" in page.locator(".verdict").first.inner_text()
    seen = visit.looks("seen()")
    assert "responds" not in seen.lower()


def test_a_year_shows_verdicts_with_their_uncertainty_and_what_was_left_out(
    lived: Callable[..., Visit],
) -> None:
    visit = lived("a year")
    visit.go("/progress")
    page = visit.page
    assert page.get_by_role("heading", name="Left: responds to the routine").is_visible()
    big = page.locator(".verdict .figures dd").first
    sizes = big.locator("b, span").evaluate_all("all => all.map((one) => getComputedStyle(one).fontSize)")
    assert len(sizes) == 2
    assert len(set(sizes)) == 1, "the interval is as large as the figure"
    assert page.locator("svg.wide-only ellipse.region").count() == 2
    named = page.get_by_role("img", name="Left: holds")
    assert named.count() == 1, "one map for those who do not see it"
    assert "Responds to the routine" in (named.get_attribute("aria-label") or "")
    page.get_by_text("Show the numbers as a table").click()
    rows = page.locator(".map table tbody tr")
    assert rows.count() == 2
    assert "%" in rows.first.inner_text()
    page.get_by_text("The 42 days before").click()
    for words in ("hamstring cramp", "days without a test", "2.4 s. That is too short", "The draw said"):
        assert page.get_by_text(words).first.is_visible(), words


@pytest.mark.parametrize("width", [320, 390, 860, 1280])
@pytest.mark.parametrize("what", WHAT)
def test_nothing_is_too_wide_too_small_or_cut_off(lived: Callable[..., Visit], what: str, width: int) -> None:
    visit = lived(what, width=width, height=844)
    for path in ("/progress", "/progress/extension", "/history"):
        visit.go(path)
        assert_fits(visit.page)
        assert visit.looks("small(43.5)") == [], path
        assert visit.page.locator("main h1").count() == 1
        nav = visit.page.locator(".nav").bounding_box()
        for link in visit.page.locator(".nav a").all():
            box = link.bounding_box()
            assert nav and box
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= width, link.inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out(lived: Callable[..., Visit], scheme: str) -> None:
    visit = lived("a year", color_scheme=scheme)
    for path in ("/progress", "/progress/extension"):
        visit.go(path)
        assert visit.looks("pale(4.5)") == [], path


def test_on_a_phone_the_answer_comes_before_the_map(lived: Callable[..., Visit]) -> None:
    visit = lived("a year", width=390, height=844)
    visit.go("/progress")
    verdict = visit.page.locator(".verdict").first.bounding_box()
    chart = visit.page.locator("svg.narrow-only").first.bounding_box()
    assert verdict and chart
    assert verdict["y"] < chart["y"]
    assert visit.page.locator("svg.wide-only").first.is_hidden()


def test_passing_the_gate_by_needs_a_reason_stands_in_the_history_and_goes_back_by_keyboard(
    runner: Visit,
) -> None:
    runner.answer_none()
    runner.go("/progress")
    page = runner.page
    page.locator("summary", has_text="Go on anyway").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Your reason").fill("   ")
    runner.press("Go on with this reason")
    assert page.get_by_role("alert").inner_text().count("reason is empty") == 1
    page.get_by_label("Your reason").fill("My physiotherapist says so.")
    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.get_by_text("You went on with a reason of your own").is_visible()
    assert page.get_by_text("Not yet").first.is_visible(), "the reason changes no condition"
    page.get_by_role("link", name="Start core work").click()
    assert page.get_by_role("heading", name="Core work").is_visible()
    runner.go("/history")
    assert page.get_by_text("My physiotherapist says so.").is_visible()
    runner.go("/progress")
    runner.press("Take it back")
    assert page.get_by_role("link", name="Start core work").count() == 0
    runner.go("/history")
    assert page.get_by_text("Stood before the gate").is_visible()


@pytest.mark.parametrize("first", [True, False])
def test_core_work_is_begun_where_the_gate_was_passed_by(
    visitor: Callable[..., Visit], lived: Callable[..., Visit], first: bool
) -> None:
    runner = visitor() if first else lived("one session")
    if first:
        runner.answer_none()
    runner.context.request.post(f"{runner.base}/progress/gate", form={"reason": "Mine"})
    runner.go("/progress")
    runner.page.get_by_role("link", name="Start core work").click()
    if not first:
        runner.page.locator("label.chip:has(input[name=sore][value=no])").first.click()
    session = runner.start()
    planned = runner.stored(session)[0]["data"]
    assert (planned["routine"], planned["minutes"]) == ("core-work", 7)


def test_a_day_on_which_nothing_counts_is_shown_with_the_reasons(runner: Visit, server: Server) -> None:
    runner.answer_none()
    cramp = {(side, moment): EndReason.HAMSTRING_CRAMP for side in SIDES for moment in Moment}
    with Journal.open(server.url) as journal:
        teller = Teller(journal, journal.people()[-1].id, "cramps")
        teller.test_day(datetime.now().astimezone() - timedelta(days=2), 0.0, ends=cramp)
    runner.go("/progress")
    assert runner.page.locator("svg.chart").count() == 0
    assert runner.page.get_by_text("No hold of this side counts yet.").count() >= 2
    assert runner.page.get_by_text("ended in a hamstring cramp").first.is_visible()
    assert_fits(runner.page)


def test_one_side_alone_is_shown_by_itself(runner: Visit, server: Server) -> None:
    runner.answer_none()
    cramp = {(Side.RIGHT, moment): EndReason.HAMSTRING_CRAMP for moment in Moment}
    with Journal.open(server.url) as journal:
        teller = Teller(journal, journal.people()[-1].id, "one side")
        for number in range(4):
            teller.test_day(datetime.now().astimezone() - timedelta(days=16 - 4 * number), 0.0, ends=cramp)
    runner.go("/progress")
    page = runner.page
    assert page.locator("svg.wide-only .region.left").count() == 1
    assert page.locator("svg.wide-only .region.right").count() == 0
    assert "cannot tell yet" in page.locator(".verdict", has_text="Right").inner_text().lower()
    page.get_by_text("Show the numbers as a table").click()
    assert "cannot tell yet" in page.locator(".map table tbody tr").last.inner_text()


def test_core_work_does_not_begin_behind_a_closed_gate(runner: Visit) -> None:
    runner.answer_none()
    runner.go("/?routine=core-work&minutes=7")
    begun = runner.context.request.post(
        f"{runner.base}/begin", form={"routine": "core-work", "minutes": "7", "sore": "no"}
    )
    assert begun.status == 422
    assert "The gate for core work is not open" in begun.text()


def test_an_extension_test_is_typed_in_and_counts(runner: Visit) -> None:
    runner.answer_none()
    runner.go("/progress/extension")
    page = runner.page
    page.get_by_label("A helper looked and measured").check()
    for side, knee in (("left", "66"), ("right", "68,5")):
        page.locator(f"#{side}-thigh").fill("42")
        page.locator(f"#{side}-hip").fill("78")
        page.locator(f"#{side}-knee").fill(knee)
    runner.press("Keep this")
    assert page.get_by_text("Left: −17°").is_visible()
    assert page.get_by_text("Right: −13°").is_visible()
    runner.go("/progress")
    condition = page.locator(".conditions > li", has_text="Hips extend")
    assert "Open" in condition.inner_text()
    assert "−17° left" in condition.inner_text()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"left-thigh": "16", "left-hip": "31", "left-knee": "28"}, "A thigh of 16 cm is not possible"),
        ({"left-thigh": "42", "left-hip": "78"}, "one or two of the three lengths are missing"),
        ({"right-angle": "far"}, "'far' is not a number"),
        ({"right-angle": "80"}, "80° is not possible"),
        ({"left-thigh": "42", "left-hip": "78", "left-knee": "70", "left-angle": "-9"}, "both the lengths"),
        ({}, "No side was measured"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_typed_is_lost(
    runner: Visit, fields: dict[str, str], said: str
) -> None:
    runner.answer_none()
    runner.go("/progress/extension")
    page = runner.page
    page.get_by_label("A timed side photo").check()
    for name, value in fields.items():
        page.locator(f"#{name}").fill(value)
    runner.press("Keep this")
    assert said in page.get_by_role("alert").inner_text()
    for name, value in fields.items():
        assert page.locator(f"#{name}").input_value() == value
    assert page.get_by_label("A timed side photo").is_checked()
    assert page.get_by_text("Nothing is measured yet.").is_visible()


def test_a_session_tells_what_was_planned_what_was_held_and_why_it_ended(
    lived: Callable[..., Visit],
) -> None:
    visit = lived("one session")
    page = visit.page
    visit.go("/history")
    page.get_by_role("link", name="Hold test").last.click()
    table = page.locator("table", has_text="Why it ended")
    assert table.locator("tbody tr").count() == 2
    assert "My glute gave out" in table.inner_text()
    assert "The holds before, of a test day." in visit.looks("seen()")
    visit.go("/history")
    page.get_by_role("link", name="Glute activation").click()
    page.get_by_text("What was planned, and why").click()
    assert page.get_by_text("Prone glute recruitment").first.is_visible()
    assert page.locator(".steps li").count() >= 5
    assert_fits(page)
