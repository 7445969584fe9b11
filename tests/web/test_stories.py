"""The source's own story, from a runner's answers through sessions and test days to the words on the page.

Each runner answers the lists and the longer screening in the browser, and does there what the story turns on.
The weeks before were lived through the program's own verbs, from a truth that only the test knows
(``weeks.py``). What a page says is held against ``primemover status --json`` of the same database.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

import pytest
from playwright.sync_api import Locator
from testing_day import hold, led_on, offer, play_through, start
from visiting import Server, Visit
from weeks import Truth, Weeks

from primemover.coach.field_test import EndReason, Moment
from primemover.coach.trial import Arm, arm_for
from primemover.journal import Journal
from primemover.session import Event, Part
from primemover.terms import Side

pytestmark = pytest.mark.browser
LEFT, RIGHT = Side.LEFT, Side.RIGHT
CLAIMS: Final = ("responds", "needs building", "even and holding", "no immediate gain", "hold longer")
WELL: Final[Mapping[str, str | tuple[str, ...]]] = {
    "sitting": "4",
    "tired": "usual",
    "weekly-run": "30",
    "run-change": "same",
    "fall": "never",
    "fall-still": "no",
    "injury": ("none",),
    "pain-where": ("none",),
    "pain-when": ("none",),
    "run-felt": ("glutes",),
    "bridge-felt": ("glutes",),
    "tight": ("none",),
    "tools": ("roller",),
    "minutes": "6",
    "limits": ("none",),
}
"""What somebody answers who has nothing to tell; a story changes what makes it that story."""


@dataclass
class Story:
    """One runner: the browser, and the past."""

    visit: Visit
    server: Server
    journal: Journal
    person_id: str
    name: str
    seed: str
    """Of the lots and of the noise."""
    now: datetime = field(default_factory=lambda: datetime.now().astimezone())

    def answers(self, **told: str | tuple[str, ...]) -> None:
        """Answer the safety lists, and every question of the longer screening, on the pages."""
        self.visit.answer_none()
        self.tells({**WELL, **{name.replace("_", "-"): said for name, said in told.items()}})
        count = len({**WELL, **{name.replace("_", "-"): "" for name in told}})
        self.visit.page.get_by_text(f"{count} of 17 answered").wait_for()

    def tells(self, told: Mapping[str, str | tuple[str, ...]]) -> None:
        """Answer these questions of the longer screening."""
        self.visit.go("/about")
        page = self.visit.page
        closed = page.locator("main details:not([open]) > summary")
        while closed.count():
            closed.first.click()
        for name, said in told.items():
            figure = page.locator(f"#q-{name}")
            if figure.count():
                figure.fill(str(said))
                figure.press("Tab")
                continue
            for choice in (said,) if isinstance(said, str) else said:
                page.locator(f'label.chip:has(input[name="{name}"][value="{choice}"])').click()

    def lives(self, truth: Truth) -> Weeks:
        """The weeks behind this runner."""
        return Weeks(self.journal, self.person_id, truth, self.now, self.seed)

    def drawn(self) -> list[Arm]:
        """What was drawn, test day by test day."""
        told = (event for day in self._test_days() for event in day if event.kind == "drawn")
        return [Arm(event.data["arm"]) for event in told]

    def first_sides(self) -> list[Side]:
        """Which side was held first, test day by test day."""
        tests = ([event for event in day if event.kind == "test"] for day in self._test_days())
        return [Side(held[0].data["side"]) for held in tests]

    def _test_days(self) -> list[tuple[Event, ...]]:
        sessions = self.journal.test_sessions(self.person_id)
        return [self.journal.events(one.id) for one in sessions if one.test_part is Part.BEFORE]

    def session(self) -> str:
        """A session of today from Start to the closing answers, every second of it; its id."""
        visit = self.visit
        visit.go()
        visit.page.locator("label.chip:has(input[name=sore][value=no])").click()
        session = visit.start()
        visit.begin()
        visit.stand_still()
        play_through(visit)
        for _ in range(60):
            if visit.page.url.endswith("/close"):
                break
            visit.run(1)
            visit.page.wait_for_timeout(20)
        visit.page.locator("fieldset", has_text="How hard").get_by_text("4", exact=True).click()
        visit.press("Done")
        return session

    def said(self, path: str) -> str:
        """The words of a page, with what is folded away opened."""
        self.visit.go(path)
        page = self.visit.page
        page.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true; })")
        return plain(page.locator("main").inner_text())

    def side(self, side: Side) -> Locator:
        """What Progress says of a side, on the page that is open."""
        named = self.visit.page.locator(f"#v-{side}")
        return self.visit.page.locator("section.verdict").filter(has=named)

    def status(self) -> dict[str, Any]:
        """What ``primemover status --json`` says of this runner."""
        asked = ["status", "--json", "--database-url", self.server.url, "--person", self.name]
        answer = subprocess.run(
            [sys.executable, "-m", "primemover", *asked],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "NO_COLOR": "1"},
            timeout=120,
        )
        assert (answer.returncode, answer.stderr) == (0, "")
        found: dict[str, Any] = json.loads(answer.stdout)
        return found

    def progress_agrees(self) -> dict[str, Any]:
        """Open Progress: each side's card has what the document says of that side and not of the other."""
        self.said("/progress")
        found = self.status()
        for side in (LEFT, RIGHT) if found["test_days"] else ():
            told = found["sides"][side.value]
            card = plain(self.side(side).inner_text())
            verdict = told["verdict_text"]
            assert f"{side.value.capitalize()}: {verdict[0].lower()}{verdict[1:]}" in card
            assert plain(told["reason"]) in card
            assert told["more"] is None or told["more"] in card
            assert all(one in card for one in told["could_also_be"])
            assert f"{side.other.value.capitalize()}:" not in card
        for one in found["gate"]["conditions"]:
            condition = plain(self.condition(one["id"]).inner_text())
            assert plain(one["present"]) in condition
            assert plain(f"Opens with: {one['opens']}") in condition
        return found

    def condition(self, name: str) -> Locator:
        """One condition of the gate, on the page that is open."""
        names = {"practised": "Routine practised", "no-pain": "No pain", "even": "Both sides alike"}
        return self.visit.page.locator(".conditions > li", has_text=names.get(name, "Hips extend"))

    def why_today(self) -> str:
        """Today's reasons."""
        self.visit.go()
        return plain(self.visit.page.locator("#plan section", has_text="Why this today").inner_text())


def plain(words: str) -> str:
    """Words with a hyphen for a minus, and one space for any white space."""
    return re.sub(r"\s+", " ", words.replace("−", "-"))


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
