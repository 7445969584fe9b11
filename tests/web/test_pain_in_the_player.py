"""Pain while a session runs: each kind does what the rule says, says so, and needs no network for it."""

from __future__ import annotations

import pytest
from visiting import Visit

from primemover.coach import PainKind, respond
from primemover.coach.pain import Response
from primemover.terms import Region

pytestmark = pytest.mark.browser

CASES = [
    (Region.BUTTOCK, PainKind.MUSCULAR, 3),
    (Region.BUTTOCK, PainKind.MUSCULAR, 4),
    (Region.BUTTOCK, PainKind.MUSCULAR, 6),
    (Region.GROIN, PainKind.MUSCULAR, 1),
    (Region.KNEE, PainKind.SHARP, 2),
    (Region.BACK_OF_THIGH, PainKind.RADIATING, 2),
    (Region.FOOT, PainKind.NUMB, 1),
    (Region.FOOT, PainKind.TINGLING, 5),
    (Region.LOW_BACK, PainKind.SHARP, 8),
]


def tell(visit: Visit, region: Region, kind: PainKind, level: int) -> None:
    """Say where, what kind and how much."""
    dialog = visit.page.locator("#pain-dialog")
    dialog.locator(f"label:has(input[name=region][value={region}])").click()
    dialog.locator(f"label:has(input[name=kind][value={kind}])").click()
    dialog.locator(f"label:has(input[name=level][value='{level}'])").click()
    visit.page.locator("#pain-tell").click()


@pytest.mark.parametrize(("region", "kind", "level"), CASES, ids=str)
def test_each_kind_of_pain_does_what_the_rule_says_without_a_network(
    runner: Visit, region: Region, kind: PainKind, level: int
) -> None:
    session = runner.play()
    runner.skip_to("Hip flexor")
    runner.run(25)
    runner.page.route("**/api/**", lambda route: route.abort())
    runner.page.locator("#pain").click()
    assert runner.page.locator("#paused").is_visible()
    tell(runner, region, kind, level)
    rule = respond(region, kind, level)

    dialog = runner.page.locator("#answer-dialog")
    assert dialog.is_visible()
    assert dialog.locator("#flags").is_visible() is rule.ask_red_flags
    if rule.ask_red_flags:
        assert runner.page.locator("#answer-on").is_disabled()
        dialog.locator("label", has_text="None of these").click()
    runner.page.locator("#answer-on").click()
    runner.run(1)
    if rule.response is Response.GO_ON:
        assert runner.says("what").endswith("Hip flexor")
        assert not runner.page.locator("#paused").is_visible()
    elif rule.response is Response.EASIER:
        assert runner.says("what").endswith("Hip flexor")
        assert runner.says("inst") == "Get ready"
    elif rule.response is Response.LEAVE_OUT:
        assert not runner.says("what").endswith("Hip flexor")
    else:
        assert runner.page.locator("#over").is_visible()

    runner.page.unroute("**/api/**")
    runner.settle()
    told = [event for event in runner.stored(session) if event["kind"] == "pain"]
    reported = [(event["data"]["region"], event["data"]["kind"], event["data"]["level"]) for event in told]
    assert reported == [(region, kind, level)]
    assert told[0]["data"]["response"] == rule.response
    controls = {
        Response.GO_ON: "resume",
        Response.EASIER: "easier",
        Response.LEAVE_OUT: "leave_out",
        Response.END: "end",
    }
    kinds = runner.stored_kinds(session)
    assert controls[rule.response] in kinds[kinds.index("pain") :]


def test_a_region_that_is_done_for_today_is_left_out_of_every_later_step(runner: Visit) -> None:
    session = runner.play()
    runner.run(20)
    runner.page.keyboard.press("p")
    tell(runner, Region.KNEE, PainKind.SHARP, 2)
    runner.page.locator("#answer-dialog label", has_text="None of these").click()
    runner.page.locator("#answer-on").click()
    runner.settle()
    answer = runner.context.request.get(f"{runner.base}/api/sessions/{session}").json()
    out = next(event for event in answer["events"] if event["kind"] == "leave_out")
    loaded = [step["index"] for step in answer["timeline"]["steps"] if "knee" in step["regions"]]
    assert set(loaded) <= set(out["data"]["steps"])
    steps = {step["label"]: step["index"] for step in answer["timeline"]["steps"]}
    last = max(index for index in steps.values() if index not in out["data"]["steps"])
    seen: list[int] = []
    while last not in seen:
        runner.run(0.1)
        seen.append(steps[runner.says("what").split("· ")[1]])
        assert seen[-1] not in loaded
        assert len(seen) < 20
        runner.page.keyboard.press("ArrowRight")


def test_a_red_flag_in_the_middle_ends_the_session_and_blocks_the_next(runner: Visit) -> None:
    session = runner.play()
    runner.run(20)
    runner.page.locator("#pain").click()
    tell(runner, Region.LOW_BACK, PainKind.NUMB, 3)
    runner.page.locator("#answer-dialog label", has_text="Numb crotch").click()
    assert "emergency" in runner.says("flag-advice").lower()
    runner.page.locator("#answer-on").click()
    runner.settle()
    ends = [event for event in runner.stored(session) if event["kind"] == "end"]
    assert [end["data"]["reason"] for end in ends] == ["pain"]
    runner.go()
    assert runner.page.locator("[data-row=saddle]").is_visible()
    assert runner.page.get_by_role("button", name="Start").count() == 0


def test_where_what_kind_and_how_much_are_all_asked(runner: Visit) -> None:
    runner.play()
    runner.run(15)
    runner.page.locator("#pain").click()
    runner.page.locator("#pain-tell").click()
    assert runner.page.locator("#pain-missing").is_visible()
    assert not runner.page.locator("#answer-dialog").is_visible()


def test_it_was_nothing_goes_on_and_tells_nothing(runner: Visit) -> None:
    session = runner.play()
    runner.run(15)
    runner.page.locator("#pain").click()
    runner.page.locator("#pain-cancel").click()
    runner.run(1)
    runner.settle()
    assert "pain" not in runner.stored_kinds(session)
    assert not runner.page.locator("#paused").is_visible()


def test_ending_is_one_tap_away_in_the_pain_dialog(runner: Visit) -> None:
    session = runner.play()
    runner.run(15)
    runner.page.locator("#pain").click()
    runner.page.locator("#pain-end").click()
    runner.page.wait_for_url("**/close")
    assert runner.stored(session)[-1]["data"] == {"reason": "pain"}


def test_a_session_that_pain_ended_early_says_so_and_tells_each_reason_of_the_next_plan_once(
    runner: Visit,
) -> None:
    runner.play()
    runner.skip_to("Hip flexor")
    runner.run(25)
    runner.page.locator("#pain").click()
    tell(runner, Region.GROIN, PainKind.SHARP, 4)
    on = runner.page.locator("#answer-on")
    look = "button => getComputedStyle(button).backgroundColor"
    waiting = on.evaluate(look)
    runner.page.locator("#answer-dialog label", has_text="None of these").click()
    runner.page.wait_for_function(
        f"past => ({look})(document.querySelector('#answer-on')) !== past", arg=waiting
    )
    on.click()
    runner.page.wait_for_url("**/close")
    runner.press("Done")
    assert runner.page.locator("h1").inner_text() == "Stopped early."

    runner.answer_none()
    why = runner.page.locator("section[aria-labelledby=why-h] li").all_inner_texts()
    easier = [line for line in why if "Two steps easier" in line]
    assert len(easier) == 1
    assert easier[0].startswith("Standing hip flexor stretch · One knee to the chest · ")
    assert runner.page.get_by_text("A hold test is due").count() == 0
