"""Every safety row through the real forms: what it blocks, what it changes, what it lets pass."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import pytest
from visiting import Visit

from primemover.coach import List, screen
from primemover.coach.safety import GATING, FollowUp, Row, rows
from primemover.routine import library, prescription_from
from primemover.session import fold, parse_event
from primemover.terms import Need
from primemover.texts import text

pytestmark = pytest.mark.browser

GATING_ROWS = [row for row in rows() if row.list in GATING]


def answered(row: Row) -> list[dict[str, str]]:
    """Every way to answer the questions that follow a row."""
    asked = [question for question in row.follow_ups if question.id not in {other.id for other in rows()}]
    ways = product(*([(question.id, answer) for answer in question.answers] for question in asked))
    return [dict(way) for way in ways] or [{}]


CASES = [
    pytest.param(row, follow_ups, id=f"{row.id}-{'-'.join(follow_ups.values())}".rstrip("-"))
    for row in GATING_ROWS
    for follow_ups in answered(row)
]


def tick(visit: Visit, row: Row) -> None:
    """Tick one row of the list that is on the screen; its full wording opens."""
    label = visit.page.locator(f"label:has(input[value='{row.id}'])")
    label.click()
    assert label.locator(".detail").is_visible()
    visit.press("Continue")


def answer(visit: Visit, follow_ups: dict[str, str], question: FollowUp) -> None:
    """Answer one question that follows."""
    said = follow_ups.get(question.id, list(question.answers)[-1])
    visit.page.locator(f"label:has(input[name='ask:{question.id}'][value='{said}'])").click()


@pytest.mark.parametrize(("row", "follow_ups"), CASES)
def test_a_row_blocks_refers_changes_or_lets_pass_as_the_table_says(
    runner: Visit, row: Row, follow_ups: dict[str, str]
) -> None:
    runner.go()
    if row.list is List.ADAPT:
        runner.press("None of these")
    tick(runner, row)
    given: dict[str, object] = {"stop": ["none"], "adapt": ["none"], row.list: [row.id]}
    open_ones = screen(given).follow_ups
    blocked_at_once = screen(given).verdict == "blocked"
    if (
        row.list is List.STOP
        and not blocked_at_once
        and runner.page.locator("input[value=pregnancy]").count()
    ):
        runner.press("None of these")
    if open_ones and not blocked_at_once:
        for question in open_ones:
            answer(runner, follow_ups, question)
        runner.press("Continue")
        given["follow_ups"] = {
            question.id: follow_ups.get(question.id, list(question.answers)[-1]) for question in open_ones
        }
    judged = screen(given)
    if judged.verdict == "blocked":
        finding = runner.page.locator(f"[data-row={row.id}]")
        assert text(f"safety.urgency.{judged.urgency}") in finding.inner_text()
        assert text(judged.blocks[0].advice[0]) in finding.inner_text()
        assert runner.page.get_by_role("button", name="Start").count() == 0
        refused = runner.context.request.post(f"{runner.base}/api/sessions", data={"minutes": 12})
        assert refused.status == 422
        return
    assert judged.may_start
    for notice in judged.notices:
        for line in (notice.label, *notice.advice, notice.reason):
            assert text(line) in runner.page.inner_text("main")
    assert_nothing_is_asked_of_the_body_that_is_not_allowed(runner, judged.unmet_needs)


def assert_nothing_is_asked_of_the_body_that_is_not_allowed(visit: Visit, unmet: frozenset[Need]) -> None:
    """Start, and look at every exercise of the planned session."""
    session = visit.start()
    state = fold(parse_event(event) for event in visit.stored(session))
    assert state.plan
    steps = prescription_from(state.plan.prescription).steps
    assert steps
    for step in steps:
        for way in (step, step.easier):
            if way is not None:
                needs = library().exercise(way.exercise).variant(way.tool).needs
                assert not needs & unmet, way.exercise


def test_none_of_these_and_a_tick_cannot_both_be_said(runner: Visit) -> None:
    runner.go()
    none = runner.page.get_by_role("button", name="None of these")
    assert none.is_visible()
    runner.page.locator("label:has(input[value=calf])").click()
    assert not none.is_visible()


def test_each_substitute_is_named_with_its_reason(runner: Visit) -> None:
    runner.go()
    runner.press("None of these")
    runner.page.locator("label:has(input[value=abdomen])").click()
    runner.press("Continue")
    plan = runner.page.locator(".steps").inner_text()
    assert "In place of: Prone glute recruitment." in plan
    assert text("safety.abdomen.reason") in plan


def test_whoever_was_blocked_may_answer_again(runner: Visit) -> None:
    runner.go()
    runner.page.locator("label:has(input[value=trauma])").click()
    runner.press("Continue")
    runner.page.get_by_role("link", name="Answer again").click()
    for _ in range(2):
        runner.press("None of these")
    assert runner.page.get_by_role("button", name="Start").is_visible()


def test_something_alarming_sore_asks_the_red_flags_before_the_start(runner: Visit) -> None:
    runner.context.request.post(f"{runner.base}/api/screen", data={"stop": ["none"], "adapt": ["none"]})
    runner.context.request.post(f"{runner.base}/log", form={"day": "2026-01-05", "minutes": "12"})
    runner.go()
    runner.page.locator("label.chip", has_text="Yes").click()
    runner.page.get_by_label("Where?").select_option("groin")
    runner.page.get_by_label("What is it like?").select_option("muscular")
    runner.page.locator("#plan .scale label").nth(2).click()
    session = runner.start()
    names = [
        step["exercise"]
        for step in runner.context.request.get(f"{runner.base}/api/sessions/{session}").json()["timeline"][
            "steps"
        ]
    ]
    for name in names:
        assert "groin" not in library().exercise(name).variant(None).regions


def test_soreness_told_by_half_is_asked_for_again_with_what_was_told(runner: Visit) -> None:
    runner.context.request.post(f"{runner.base}/api/screen", data={"stop": ["none"], "adapt": ["none"]})
    runner.context.request.post(f"{runner.base}/log", form={"day": "2026-01-05", "minutes": "12"})
    runner.go()
    runner.page.locator("label.chip", has_text="A little").click()
    runner.page.get_by_label("Where?").select_option("knee")
    runner.press("Start")
    assert text("web.sore.by_half") in runner.page.inner_text("[role=alert]")
    assert runner.page.get_by_label("Where?").input_value() == "knee"


@pytest.mark.parametrize("scripts", [True, False])
def test_what_is_sore_is_asked_in_our_own_words_where_it_is_asked(
    visitor: Callable[..., Visit], scripts: bool
) -> None:
    visit = visitor(java_script_enabled=scripts)
    visit.context.request.post(f"{visit.base}/api/screen", data={"stop": ["none"], "adapt": ["none"]})
    visit.context.request.post(f"{visit.base}/log", form={"day": "2026-01-05", "minutes": "12"})
    visit.go()
    visit.page.get_by_role("button", name="Start").click()
    missing = visit.page.locator("fieldset.sore [role=alert]")
    missing.wait_for()
    assert missing.inner_text() == text("web.sore.unanswered")
    assert visit.page.locator("fieldset.sore input[value=no]").evaluate(
        "one => one === document.activeElement"
    )
    assert missing.evaluate("one => one.getBoundingClientRect().top >= 0")
    visit.page.locator("label.chip", has_text="No").first.click()
    visit.page.get_by_role("button", name="Start").click()
    visit.page.wait_for_url("**/session/*")


def test_too_much_pain_before_the_start_is_told_and_starts_nothing(runner: Visit) -> None:
    runner.context.request.post(f"{runner.base}/api/screen", data={"stop": ["none"], "adapt": ["none"]})
    runner.context.request.post(f"{runner.base}/log", form={"day": "2026-01-05", "minutes": "12"})
    runner.go()
    runner.page.locator("label.chip", has_text="Yes").click()
    runner.page.get_by_label("Where?").select_option("low-back")
    runner.page.get_by_label("What is it like?").select_option("muscular")
    runner.page.locator("#plan .scale label").nth(8).click()
    runner.press("Start")
    assert text("sore.end") in runner.page.inner_text("main")
