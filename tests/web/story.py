"""One runner of the stories: the answers in the browser, the weeks behind, and where pages must agree."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from playwright.sync_api import Locator
from testing_day import play_through
from visiting import Server, Visit
from weeks import Truth, Weeks

from primemover.coach.trial import Arm
from primemover.journal import Journal
from primemover.session import Event, Part
from primemover.terms import Side

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
        self.visit.go()
        for _ in range(2):
            self.visit.press("None of these")
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
