"""A test day in a real browser: the holds without a clock, why they ended, the draw, and what is shown."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from testing_day import has_trained, hold, led_on, lot_says, offer, play_through, start, to_the_hold
from visiting import Server, Visit

from primemover.coach.trial import Arm
from primemover.journal import Journal

pytestmark = pytest.mark.browser


@pytest.fixture
def tester(runner: Visit) -> Visit:
    """Somebody with a session behind them, ready to start a test day."""
    has_trained(runner)
    offer(runner)
    return runner


def begun(visit: Visit) -> str:
    """In the first session of a test day, with a clock that only the test moves; the day's id."""
    day = start(visit)
    visit.begin()
    visit.stand_still()
    return day


def holds_told(visit: Visit, session: str) -> list[dict[str, object]]:
    """The ``test`` events that the server has."""
    return [event["data"] for event in visit.stored(session) if event["kind"] == "test"]


def told_too_early(visit: Visit, day: str) -> list[str]:
    """Where anything that the server answers names what will come between the holds."""
    asked = ("/", "/tests", f"/tests/{day}", f"/session/{day}", f"/api/sessions/{day}", "/history")
    answers = {path: visit.context.request.get(visit.base + path) for path in (*asked, f"/history/{day}")}
    assert all(answer.ok for answer in answers.values())
    secret = re.compile(r"easy-walk|trial_seed|\"arm\": ?|\"drawn\"|The lot says|tests/[^\"]+/go-on")
    return [path for path, answer in answers.items() if secret.search(answer.text())]


@pytest.mark.parametrize("arm", Arm)
def test_a_whole_test_day_with_the_arm_hidden_until_both_holds_are_over(
    visitor: Callable[..., Visit], server: Server, arm: Arm
) -> None:
    visit = visitor(width=390, height=844)
    has_trained(visit)
    offer(visit)
    day = begun(visit)
    person = lot_says(server, visit, day, arm)
    assert not told_too_early(visit, day)
    hold(visit, 37)
    visit.settle()
    assert not told_too_early(visit, day)
    hold(visit, 30, "My hips sank")
    led_on(visit)
    assert not told_too_early(visit, day)
    with Journal.open(server.url) as journal:
        assert journal.draws(person) == 0

    visit.press("Draw")
    name = "An easy walk" if arm is Arm.WALKING else "The routine"
    assert visit.page.get_by_role("heading", name=name).is_visible()
    visit.page.reload()
    assert visit.page.get_by_role("heading", name=name).is_visible()
    assert "37" not in visit.page.locator("main").inner_text().replace(":37", "")
    visit.press("Start")
    visit.page.locator("#begin-go").wait_for()
    assert visit.page.locator("#begin-title").inner_text() == (
        "Easy walk" if arm is Arm.WALKING else "Glute activation"
    )
    visit.begin()
    play_through(visit)
    led_on(visit)
    visit.press("Start the second holds")
    visit.begin()
    hold(visit, 45)
    hold(visit, 33, "My hips sank")
    led_on(visit)

    page = visit.page.locator("main").inner_text()
    assert "That is the whole test day." in page
    for seconds in ("37", "30", "45", "33"):
        assert re.search(rf"\b{seconds}(\.\d)? s\b", page), page
    assert "To know" not in page
    first = visit.stored(day)
    assert [event["data"]["arm"] for event in first if event["kind"] == "drawn"] == [arm.value]
    told = holds_told(visit, day)
    assert [(one["side"], one["moment"], one["end_reason"]) for one in told] == [
        ("right", "before", "glute-gave-out"),
        ("left", "before", "form"),
    ]
    how = visit.page.get_by_role("link", name="How was the routine?")
    assert how.count() == (1 if arm is Arm.ROUTINE else 0)


def test_during_an_open_hold_nothing_on_the_page_tells_the_time(tester: Visit) -> None:
    begun(tester)
    to_the_hold(tester)
    tester.run(0.5)

    def shown() -> tuple[str, str, list[str]]:
        bars = "[...document.querySelectorAll('#segs b, #hold b, #segs')].map((b) => b.outerHTML)"
        return tester.looks("seen()"), tester.says("spoken"), tester.page.evaluate(bars)

    early = shown()
    assert not re.search(r"\d", early[0].replace("1 of 1", ""))
    for _ in range(4):
        tester.run(17)
        assert shown() == early
    assert not tester.page.locator("#count").is_visible()
    assert not tester.page.locator("#hold").is_visible()
    assert tester.says("count") == ""
    said = tester.asked("say")[-1]
    assert "Hips up" in said["text"]
    assert not tester.looks("small(44)")


@pytest.mark.parametrize("how", ["click", "Space", "Enter", "media key", "ArrowRight", "Escape"])
def test_letting_go_is_one_act_by_whatever_hand_and_37_seconds_are_37(tester: Visit, how: str) -> None:
    tester.page.add_init_script(
        """navigator.mediaSession.setActionHandler = (name, run) => {
             (window.mediaKeys ??= {})[name] = run;
           };"""
    )
    day = begun(tester)
    to_the_hold(tester)
    tester.run(37)
    if how == "click":
        tester.page.locator("#letgo").click()
    elif how == "media key":
        tester.page.evaluate("mediaKeys.pause()")
    else:
        tester.page.keyboard.press(how)
    dialog = tester.page.locator("#why-dialog")
    assert dialog.is_visible()
    assert tester.page.locator("#leave-dialog").is_hidden()
    assert tester.page.locator("#paused").is_visible()
    tester.run(20)
    dialog.get_by_text("I stopped by myself").click()
    tester.page.locator("#why-tell").click()
    assert tester.page.locator("#paused").is_hidden()
    tester.settle()
    (told,) = holds_told(tester, day)
    assert told["held_s"] == pytest.approx(37, abs=0.2)
    assert told["end_reason"] == "gave-up"
    assert told["side"] == "right"
    (held,) = [event["data"] for event in tester.stored(day) if event["kind"] == "hold"]
    assert (held["held_s"], held["skipped"]) == (told["held_s"], False)


def test_why_it_ended_is_answered_by_keyboard_and_cannot_be_passed_over(tester: Visit) -> None:
    day = begun(tester)
    to_the_hold(tester)
    assert tester.page.evaluate("document.activeElement.id") == "letgo"
    tester.run(20)
    keys = tester.page.keyboard
    keys.press("Enter")
    assert tester.page.evaluate("document.activeElement.id") == "why-title"
    keys.press("Escape")
    assert tester.page.locator("#why-dialog").is_visible()
    tester.page.locator("#why-tell").press("Enter")
    assert tester.page.get_by_role("alert").filter(has_text="Choose one").is_visible()
    tester.page.locator("#why-title").focus()
    keys.press("Tab")
    keys.press("Space")
    for _ in range(3):
        keys.press("ArrowDown")
    keys.press("Tab")
    keys.press("Space")
    keys.press("Enter")
    assert tester.page.locator("#why-dialog").is_hidden()
    tester.settle()
    (told,) = holds_told(tester, day)
    assert (told["end_reason"], told["felt"]) == ("form", ["gluteus-maximus"])


def test_a_hold_to_the_end_of_the_test_ends_by_itself_and_asks_nothing(tester: Visit) -> None:
    day = begun(tester)
    to_the_hold(tester)
    tester.run(181)
    assert tester.page.locator("#why-dialog").is_hidden()
    assert tester.says("inst") == "Lower, let go"
    tester.settle()
    (told,) = holds_told(tester, day)
    assert (told["held_s"], told["end_reason"]) == (180, "time-up")


def test_a_side_that_is_skipped_before_the_hold_is_not_tested_and_the_day_says_so(tester: Visit) -> None:
    day = begun(tester)
    tester.run(2)
    tester.page.locator("#skip").click()
    hold(tester, 31)
    led_on(tester)
    assert [one["side"] for one in holds_told(tester, day)] == ["left"]
    assert tester.page.get_by_role("button", name="Draw").is_visible()


def test_a_day_given_up_half_way_keeps_what_was_held_and_says_what_is_missing(tester: Visit) -> None:
    day = begun(tester)
    hold(tester, 30)
    tester.run(2)
    tester.page.keyboard.press("Escape")
    tester.page.locator("#leave-later").click()
    tester.page.wait_for_url(re.compile(r"/$"))
    tester.page.get_by_role("link", name="Go on with it").click()
    tester.page.get_by_role("link", name="Go on with the holds").click()
    tester.page.locator("#begin-go").wait_for()
    tester.begin()
    tester.run(1)
    tester.page.keyboard.press("Escape")
    tester.page.locator("#leave-end").click()
    led_on(tester)
    tester.press("Draw")
    tester.press("Start")
    tester.begin()
    tester.run(5)
    tester.page.keyboard.press("Escape")
    tester.page.locator("#leave-end").click()
    led_on(tester)
    page = tester.page.locator("main").inner_text()
    assert "was stopped early" in page
    assert re.search(r"\b30(\.\d)? s\b", page)
    assert "not held" in page
    assert tester.page.locator(".day-steps .missing").count() == 3
    assert [one["held_s"] for one in holds_told(tester, day)] == [pytest.approx(30, abs=0.2)]


def test_pain_in_an_open_hold_ends_it_there_and_the_day_with_it(tester: Visit) -> None:
    day = begun(tester)
    to_the_hold(tester)
    tester.run(22)
    tester.page.keyboard.press("p")
    assert tester.page.locator("#why-dialog").is_hidden()
    dialog = tester.page.locator("#pain-dialog")
    dialog.locator("label:has(input[name=region][value=low-back])").click()
    dialog.locator("label:has(input[name=kind][value=muscular])").click()
    dialog.locator("label:has(input[name=level][value='6'])").click()
    tester.page.locator("#pain-tell").click()
    tester.page.locator("#answer-on").click()
    led_on(tester)
    (told,) = holds_told(tester, day)
    assert (told["end_reason"], told["held_s"]) == ("back", pytest.approx(22, abs=0.2))
    (pain,) = [event["data"] for event in tester.stored(day) if event["kind"] == "pain"]
    assert (pain["exercise"], pain["phase"], pain["side"]) == ("single-leg-bridge-hold", "hold", "right")
    assert "Something hurt" in tester.page.locator("main").inner_text()


def test_a_twinge_that_was_nothing_still_ends_the_hold_and_asks_why(tester: Visit) -> None:
    day = begun(tester)
    to_the_hold(tester)
    tester.run(22)
    tester.page.locator("#pain").click()
    tester.page.locator("#pain-cancel").click()
    tester.page.locator("#why-dialog").get_by_text("My glute gave out").click()
    tester.page.locator("#why-tell").click()
    tester.run(2)
    assert tester.page.locator("#paused").is_hidden()
    tester.settle()
    assert [one["end_reason"] for one in holds_told(tester, day)] == ["glute-gave-out"]


def test_a_page_that_dies_in_the_question_asks_it_again_and_loses_nothing(tester: Visit) -> None:
    day = begun(tester)
    to_the_hold(tester)
    tester.run(41)
    tester.page.route("**/api/events", lambda route: route.abort())
    tester.page.locator("#letgo").click()
    tester.run(1)
    tester.page.unroute("**/api/events")
    tester.page.reload()
    dialog = tester.page.locator("#why-dialog")
    dialog.wait_for()
    dialog.get_by_text("My glute gave out").click()
    tester.page.locator("#why-tell").click()
    tester.page.locator("#begin-go").click()
    hold(tester, 25)
    led_on(tester)
    told = holds_told(tester, day)
    assert [(one["side"], one["held_s"]) for one in told] == [
        ("right", pytest.approx(41, abs=0.2)),
        ("left", pytest.approx(25, abs=0.2)),
    ]


def test_a_page_closed_in_the_hold_let_go_of_it_there(tester: Visit) -> None:
    day = begun(tester)
    to_the_hold(tester)
    tester.run(19)
    tester.go("/history")
    tester.go(f"/session/{day}")
    dialog = tester.page.locator("#why-dialog")
    dialog.wait_for()
    dialog.get_by_text("I stopped by myself").click()
    tester.page.locator("#why-tell").click()
    tester.page.locator("#begin-go").wait_for()
    tester.settle()
    (told,) = holds_told(tester, day)
    assert told["held_s"] == pytest.approx(19, abs=0.5)


def test_day_one_is_framed_without_a_draw_and_shows_what_was_held_as_it_is(runner: Visit) -> None:
    runner.answer_none()
    runner.page.get_by_role("link", name="Measure first").click()
    assert runner.page.get_by_text("Why a walk?").count() == 0
    assert runner.page.locator("input[name=agreed]").count() == 0
    offer(runner)
    day = start(runner)
    runner.begin()
    runner.stand_still()
    hold(runner, 21)
    runner.run(2)
    hold(runner, 24)
    led_on(runner)
    assert runner.page.get_by_role("button", name="Draw").count() == 0
    runner.press("Start")
    runner.begin()
    play_through(runner)
    led_on(runner)
    runner.press("Start the second holds")
    runner.begin()
    hold(runner, 26)
    to_the_hold(runner)
    runner.run(28)
    runner.page.locator("#letgo").click()
    dialog = runner.page.locator("#why-dialog")
    dialog.get_by_text("My glute gave out").click()
    dialog.get_by_text("Glute", exact=True).click()
    runner.page.locator("#why-tell").click()
    led_on(runner)
    page = runner.page.locator("main").inner_text()
    for seconds in ("21", "24", "26", "28"):
        assert re.search(rf"\b{seconds}(\.\d)? s\b", page)
    assert "Felt: Glute" in page
    assert "not drawn by lot" in page
    assert not re.search(r"respond|improv|stronger|weak|%", page)
    assert not [event for event in runner.stored(day) if event["kind"] == "drawn"]
    runner.page.get_by_role("link", name="How was the routine?").click()
    runner.page.wait_for_url("**/close")


def test_a_hard_run_today_means_no_test_and_says_so_with_the_answers_kept(tester: Visit) -> None:
    tester.page.locator("label.chip:has(input[name=hard_run][value=yes])").click()
    tester.press("Start with the holds")
    assert tester.page.get_by_role("alert").filter(has_text="No test before a hard run").is_visible()
    assert tester.page.locator("input[name=hard_run][value=yes]").is_checked()


def test_what_is_asked_before_a_test_is_answered_first_in_our_own_words(runner: Visit) -> None:
    runner.answer_none()
    runner.go("/tests")
    runner.page.get_by_role("button", name="Start with the holds").click()
    assert runner.page.locator("#sore-missing").inner_text().startswith("Answer this first.")
    runner.page.locator("label.chip:has(input[name=sore][value=no])").click()
    runner.press("Start with the holds")
    told = runner.page.locator("#trouble")
    assert told.inner_text().startswith("Say whether you run hard today.")
    runner.page.wait_for_function("() => document.activeElement === document.querySelector('#trouble')")
    box = told.bounding_box()
    assert box is not None
    assert 0 <= box["y"] <= 800
    runner.page.locator("label.chip:has(input[name=hard_run][value=no])").click()
    unasked = runner.context.request.post(f"{runner.base}/tests/begin", form={"hard_run": "no", "draw": "no"})
    assert unasked.status == 422
    assert "Answer this first." in unasked.text()
    runner.press("Start with the holds")
    runner.page.wait_for_url("**/session/*")


def test_a_draw_wants_agreement_and_a_test_without_one_needs_none(tester: Visit) -> None:
    tester.page.locator("input[name=agreed]").uncheck()
    tester.press("Start with the holds")
    assert tester.page.get_by_role("alert").filter(has_text="needs your agreement").is_visible()
    day = start(tester, "Hold without a draw")
    planned = tester.stored(day)[0]["data"]
    assert planned["prescription"]["by_lot"] is False
    assert planned["test"] == {"day": day, "part": "before"}


def test_what_was_held_is_hidden_in_the_history_until_the_day_is_over_and_a_reason_can_be_mended(
    tester: Visit,
) -> None:
    day = begun(tester)
    hold(tester, 33)
    hold(tester, 29, "My back complained")
    led_on(tester)
    tester.go(f"/history/{day}")
    page = tester.page.locator("main").inner_text()
    assert "is shown when the test day is over" in page
    assert not re.search(r"\b(33|29)(\.\d)? s\b", page)
    tester.go(f"/tests/{day}")
    tester.press("Draw")
    tester.press("Start")
    tester.begin()
    tester.run(2)
    tester.page.keyboard.press("Escape")
    tester.page.locator("#leave-end").click()
    led_on(tester)
    tester.go(f"/history/{day}")
    table = tester.page.locator("section.card table").first
    assert re.search(r"33(\.\d)? s\s+My glute gave out", table.inner_text())
    tester.page.get_by_text("Correct something").click()
    mend = tester.page.locator("form", has_text="Why a hold ended: left")
    mend.locator("select").select_option("hamstring-cramp")
    with tester.page.expect_navigation():
        mend.get_by_role("button", name="Save").click()
    assert "My hamstring cramped" in table.inner_text()
    tester.press("Undo")
    assert "My back complained" in table.inner_text()
    assert holds_told(tester, day)[1]["end_reason"] == "back"
