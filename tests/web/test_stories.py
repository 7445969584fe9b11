"""The source's own story, from a runner's answers through sessions and test days to the words on the page.

Each runner answers the lists and the longer screening in the browser, and does there what the story turns on.
The weeks before were lived through the program's own verbs, from a truth that only the test knows
(``weeks.py``). What a page says is held against ``primemover status --json`` of the same database.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator

import pytest
from story import CLAIMS, LEFT, RIGHT, Story, plain
from testing_day import hold, led_on, offer, play_through, start
from visiting import Server, Visit
from weeks import Truth

from primemover.coach.field_test import EndReason, Moment
from primemover.coach.trial import arm_for
from primemover.journal import Journal

pytestmark = pytest.mark.browser


@pytest.fixture
def story(server: Server, visitor: Callable[..., Visit], request: pytest.FixtureRequest) -> Iterator[Story]:
    """A runner of whom nothing is known yet."""
    visit = visitor()
    visit.context.set_default_timeout(30_000)
    with Journal.open(server.url) as journal:
        person = journal.people()[-1]
        yield Story(visit, server, journal, person.id, person.name, request.node.name)


def test_a_desk_bound_runner_whose_sides_both_respond_keeps_the_routine_and_reads_why(story: Story) -> None:
    story.answers(
        sitting="9,5",
        run_felt=("quads", "front-of-hip"),
        bridge_felt=("hamstrings",),
        tight=("front-of-hip",),
    )
    weeks = story.lives(Truth({LEFT: 31, RIGHT: 33}, gain={LEFT: 0.45, RIGHT: 0.45}))
    weeks.tested(12, every_days=3.5, last_days_ago=4)
    weeks.answered(3.1)
    for days_ago in (3, 2, 1):
        weeks.practised(days_ago)

    assert story.drawn() == [arm_for(index, story.seed) for index in range(12)]
    assert story.first_sides() == [RIGHT, LEFT] * 6

    why = story.why_today()
    assert "Both sides hold longer right after the routine. So it goes before your runs." in why
    assert "You sit long. Stand up for a minute every hour" in why
    assert "Lengthening goes up first: the front of your hip feels tight, you said." in why
    assert "You feel other muscles more than your glutes in a bridge: squeeze first, then lift." in why
    assert story.visit.page.locator("#plan").get_by_role("heading", name="Glute activation").is_visible()
    assert "Beside the routine" not in story.visit.page.inner_text("main")

    session = story.session()
    found = story.progress_agrees()
    for side in (LEFT, RIGHT):
        told = found["sides"][side.value]
        assert told["verdict"] == "responds"
        assert told["gain"]["low_fraction"] > 0.10
        assert told["gain"]["low_fraction"] < 0.45 < told["gain"]["high_fraction"]
        card = plain(story.side(side).inner_text())
        assert f"{side.value.capitalize()}: responds to the routine" in card
        low, high = (f"{told['gain'][f'{end}_fraction']:.0%}" for end in ("low", "high"))
        assert f"longer than after a walk, somewhere between {low} and {high}." in card
        assert "What else could explain it" in card
        for also in ("Effort:", "Learning:", "Expectation:", "Warmth:", "Range:"):
            assert also in card
    history = story.said("/history")
    assert "Hold test" in history
    assert "Easy walk" in history
    assert story.visit.page.locator(f".list a[href='/history/{session}']").count() == 1
    assert "Both sides hold longer right after the routine." in story.said(f"/history/{session}")


def test_a_runner_whose_left_side_is_low_and_gains_nothing_is_offered_building_beside_the_routine(
    story: Story,
) -> None:
    story.answers(sitting="6", bridge_felt=("hamstrings", "back"))
    weeks = story.lives(Truth({LEFT: 26, RIGHT: 46}, gain={LEFT: -0.06, RIGHT: -0.06}, noise_sd=0.06))
    weeks.tested(18, every_days=3.5, last_days_ago=4)

    found = story.progress_agrees()
    assert found["sides"]["left"]["verdict"] == "needs-building"
    left = plain(story.side(LEFT).inner_text())
    assert "Left: needs building" in left
    assert "the left side holds clearly shorter than the right. Building comes next on this side." in left
    assert "Fatigue: the first hold and twelve contractions tire you" in left
    assert found["sides"]["right"]["verdict"] == "no-immediate-gain"
    right = plain(story.side(RIGHT).inner_text())
    assert "Building" not in right
    assert "That alone says nothing about strength." in right
    assert "The right side holds" in plain(story.condition("even").inner_text())
    assert story.condition("even").locator(".pill").inner_text() == "Not yet"

    why = story.why_today()
    assert "Your left side holds low and gained nothing at once over several tests." in why
    assert "Building is proposed beside the routine." in why
    assert "Your right side gained nothing at once in the tests. That changes nothing here." in why
    page = story.visit.page
    assert page.locator("#plan").get_by_role("heading", name="Glute activation").is_visible()
    card = page.locator("section", has_text="Beside the routine: Glute building")
    assert "On another day, or after it. Never in place of it." in card.inner_text()
    with page.expect_navigation():
        card.get_by_role("link", name="Look at it").click()
    page.locator("label.chip:has(input[name=sore][value=no])").click()
    building = story.visit.start()
    assert page.locator("#begin-title").inner_text() == "Glute building"
    assert "single-leg-bridge" in json.dumps(story.visit.stored(building)[0]["data"]["prescription"])


def test_a_runner_whose_holds_fell_since_summer_and_gain_nothing_needs_building_on_both_sides(
    story: Story,
) -> None:
    story.answers(run_change="less")
    fallen = Truth({LEFT: 32, RIGHT: 33}, gain={LEFT: -0.06, RIGHT: -0.06}, noise_sd=0.06, a_week=-0.06)
    story.lives(fallen).tested(20, every_days=3.5, last_days_ago=4)

    found = story.progress_agrees()
    for side in (LEFT, RIGHT):
        assert found["sides"][side.value]["verdict"] == "needs-building"
        words = plain(story.side(side).inner_text())
        assert re.search(rf"the {side} side holds clearly shorter than \d+ weeks ago", words), words
    assert "Both sides hold low and gained nothing at once over several tests." in story.why_today()


def test_one_side_only_responds_and_what_is_said_of_it_is_never_said_of_the_other(story: Story) -> None:
    story.answers(run_felt=("glutes", "hamstrings"))
    one_side = Truth({LEFT: 32, RIGHT: 41}, gain={LEFT: 0.45, RIGHT: -0.06}, noise_sd=0.06)
    story.lives(one_side).tested(15, every_days=3.5, last_days_ago=4)

    found = story.progress_agrees()
    assert found["sides"]["left"]["verdict"] == "responds"
    assert found["sides"]["right"]["verdict"] == "no-immediate-gain"
    left, right = (plain(story.side(side).inner_text()) for side in (LEFT, RIGHT))
    assert "Twelve minutes build no strength, so something that the routine moves held it back." in left
    assert "no longer than after a walk" in right
    assert "responds" not in right.lower()
    assert "no immediate gain" not in left.lower()
    why = story.why_today()
    assert "Your left side holds longer right after the routine. So it goes before your runs." in why
    assert "Your right side gained nothing at once in the tests. That changes nothing here." in why
    assert "Both sides" not in why


def test_a_fall_that_still_hurts_is_answered_with_advice_and_only_the_stop_list_blocks(story: Story) -> None:
    story.answers(fall="lately", fall_where=("buttock", "low-back"), fall_still="yes")
    story.lives(Truth({LEFT: 35, RIGHT: 36}, gain={LEFT: 0, RIGHT: 0})).practised(0.01)

    assert "Your fall still hurts: have it looked at." in story.why_today()
    page = story.visit.page
    assert page.get_by_role("button", name="Start").is_visible()
    assert "No test day yet" in story.said("/progress")
    assert page.locator("section.verdict").count() == 0

    story.tells({"pain-when": ("at-night",)})
    page.get_by_text("Pain like this asks for the stop list again").wait_for()
    story.visit.go()
    assert page.get_by_role("button", name="Start").count() == 0
    page.locator("label.tick", has_text="Recent major injury").click()
    story.visit.press("Continue")
    story.visit.go()
    blocked = story.said("/")
    assert "No routine for now." in blocked
    assert "Talk to a clinician first." in blocked
    assert "Let a doctor look into it before you train." in blocked
    assert page.get_by_role("button", name="Start").count() == 0
    refused = story.visit.context.request.post(
        f"{story.visit.base}/api/sessions", data={"routine": "glute-activation", "minutes": 6}
    )
    assert refused.status == 422


def test_two_tests_that_ended_in_a_cramp_or_were_given_up_tell_nothing_and_nothing_is_claimed(
    story: Story,
) -> None:
    story.answers(bridge_felt=("hamstrings",))

    weeks = story.lives(Truth({LEFT: 31, RIGHT: 33}, gain={LEFT: 0.45, RIGHT: 0.45}))
    weeks.answered(4.1)
    weeks.practised(4.05)
    weeks.tested(1, every_days=1, last_days_ago=3.9, ends={(LEFT, Moment.AFTER): EndReason.HAMSTRING_CRAMP})

    visit, page = story.visit, story.visit.page
    offer(visit)
    day = start(visit)
    visit.begin()
    visit.stand_still()
    hold(visit, 22, "I stopped by myself")
    hold(visit, 34)
    led_on(visit)
    visit.press("Draw")
    visit.press("Start")
    visit.begin()
    play_through(visit)
    led_on(visit)
    visit.press("Start the second holds")
    visit.begin()
    hold(visit, 36)
    hold(visit, 20, "My hamstring cramped")
    led_on(visit)
    assert "That is the whole test day." in page.locator("main").inner_text()

    found = story.progress_agrees()
    words = story.said("/progress")
    assert found["test_days"] == 2
    for side in (LEFT, RIGHT):
        told = found["sides"][side.value]
        assert told["verdict"] == "cannot-tell"
        assert told["more"].startswith(f"At least {4 if side is LEFT else 3} more tests come first:")
        assert f"{side.value.capitalize()}: cannot tell yet" in words
    assert "ended in a hamstring cramp, so it says little about the glutes. It is not counted." in words
    assert "before the muscle did. It is not counted." in words
    assert not [claim for claim in CLAIMS if claim in words.lower()]
    standing = {one["id"]: one["standing"] for one in found["gate"]["conditions"]}
    assert standing["practised"] == "not-yet"
    assert standing["even"] == standing["extension"] == "cannot-tell"
    for opens in (
        "Opens with: The routine on 8 days within 28.",
        "Opens with: 3 sessions in a row with no pain above 3 of 10",
        "Opens with: Both sides within 20% of each other",
        "Opens with: Both thighs clearly below level",
    ):
        assert opens in words
    why = story.why_today().lower()
    assert not [claim for claim in CLAIMS if claim in why]
    kept = story.said(f"/history/{day}")
    assert "I stopped by myself" in kept
    assert re.search(r"\b22(\.\d)? s\b", kept)


def test_a_runner_passes_the_gate_by_with_a_reason_that_stays_and_is_offered_core_work(story: Story) -> None:
    story.answers(sitting="8")
    weeks = story.lives(Truth({LEFT: 31, RIGHT: 33}, gain={LEFT: 0.2, RIGHT: 0.2}))
    weeks.answered(20)
    for days_ago in (19, 16, 13):
        weeks.practised(days_ago)

    before = story.progress_agrees()
    assert before["gate"]["standing"] == "not-yet"
    assert "3 days in the last 28." in plain(story.condition("practised").inner_text())
    page = story.visit.page
    assert page.get_by_role("link", name="Start core work").count() == 0
    page.get_by_label("Your reason").fill("My midwife wants my belly to work again first.")
    story.visit.press("Go on with this reason")

    after = story.progress_agrees()
    assert after["gate"]["passed_by"]["reason"] == "My midwife wants my belly to work again first."
    assert after["gate"]["conditions"] == before["gate"]["conditions"], "a reason changes no condition"
    assert (after["gate"]["standing"], after["gate"]["may_pass"]) == ("not-yet", True)
    with page.expect_navigation():
        page.get_by_role("link", name="Start core work").click()
    page.locator("label.chip:has(input[name=sore][value=no])").click()
    story.visit.start()
    assert page.locator("#begin-title").inner_text() == "Core work"
    history = story.said("/history")
    assert "Passed the gate for core work by: My midwife wants my belly to work again first." in history
