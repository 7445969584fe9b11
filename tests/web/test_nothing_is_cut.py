"""In every language the player shows its words whole: on a phone and on a desktop, all through a session."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from visiting import Visit

from primemover.routine import Exercise, library
from primemover.texts import languages, text

pytestmark = pytest.mark.browser

SIZES = {"phone": (390, 844), "wide": (1280, 800)}
WORDS = ".inst, .what, .next, .tip, .left, .labels span, .side span, .ct button, .letgo, #rept"
BRIEFS = ("session.get_ready", "session.rest_brief", "session.switch_brief", "session.end_brief")
CUT = """(selector) => [...document.querySelectorAll(selector)]
  .filter((one) => one.checkVisibility() && one.textContent.trim() !== "")
  .filter((one) => {
    const box = one.getBoundingClientRect();
    return one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 6
      || box.left < -1 || box.right > innerWidth + 1;
  })
  .map((one) => `${one.id || one.className || one.parentElement.id}: ${one.textContent.trim()}`)"""
FITS = """async (words) => {
  const player = document.querySelector("script[src*='player.js']").src;
  const { brief } = await import(player.replace("player.js", "screen.js"));
  const one = document.getElementById("inst");
  return words.map((said) => {
    brief(one, said);
    const room = one.parentElement.getBoundingClientRect().right - 15;
    const over = Math.max(one.scrollWidth - one.clientWidth, one.getBoundingClientRect().right - room);
    return [said, over, parseFloat(getComputedStyle(one).fontSize)];
  }).filter(([, over, size]) => over > 1 || size < 36);
}"""


@pytest.fixture(params=[(language, size) for language in languages() for size in SIZES], ids="-".join)
def session(request: pytest.FixtureRequest, visitor: Callable[..., Visit]) -> tuple[str, Visit]:
    """A session on its way in one language at one size, its clock standing."""
    language, size = request.param
    width, height = SIZES[size]
    visit = visitor(width=width, height=height)
    visit.context.request.post(f"{visit.base}/settings/language", form={"language": language})
    visit.context.request.post(f"{visit.base}/api/screen", data={"stop": ["none"], "adapt": ["none"]})
    wanted = {"minutes": 20, "tools": ["roller", "ball"]}
    begun = visit.context.request.post(f"{visit.base}/api/sessions", data=wanted).json()
    visit.go(begun["player"])
    visit.page.locator("#begin-go").wait_for()
    visit.begin()
    visit.stand_still()
    visit.run(1)
    assert visit.page.locator("html").get_attribute("lang") == language
    return language, visit


def test_no_words_are_cut_in_any_phase(session: tuple[str, Visit]) -> None:
    language, visit = session
    assert visit.says("pause") == text("web.player.pause", language)
    cut: set[str] = set()
    for _ in range(visit.page.locator("#segs i").count()):
        cut |= set(visit.page.evaluate(CUT, WORDS))
        visit.run(3)
        cut |= set(visit.page.evaluate(CUT, WORDS))
        visit.page.keyboard.press("ArrowRight")
        visit.run(0.3)
        if visit.page.locator("#over").is_visible() or "/close" in visit.page.url:
            break
    assert sorted(cut) == []


def test_every_brief_there_is_fits(session: tuple[str, Visit]) -> None:
    language, visit = session
    briefs = {phase.brief for way in _ways(language) for phase in way.phases}
    briefs |= {
        text(f"session.{one}", language) for one in ("get_ready", "rest_brief", "switch_brief", "end_brief")
    }
    # Whatever runs the page would write over what is tried here.
    told: list[Any] = visit.page.evaluate(FITS, sorted(briefs))
    assert told == []


def _ways(language: str) -> Iterator[Exercise]:
    for exercise in library(language).exercises.values():
        yield from exercise.variants or (exercise,)
