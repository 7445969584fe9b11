"""figure.js in a real Chromium: marks, mirroring, and stillness where motion is unwelcome."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

import primemover.web
from primemover.routine import library
from primemover.routine.figures import figure_set

pytestmark = pytest.mark.browser
FIGURE_JS = Path(primemover.web.__file__).parent / "static" / "figure.js"


def staged(browser: Browser, motion: Literal["no-preference", "reduce"]) -> Page:
    """A page with the figure of the prone recruitment mounted as `figure`."""
    page = browser.new_page(reduced_motion=motion)
    drawn = json.dumps(figure_set(library().exercise("prone-recruitment")))
    page.set_content(
        '<svg id="stage" class="fig"></svg><script type="module">'
        f"{FIGURE_JS.read_text(encoding='utf-8')}\nwindow.set = {drawn};"
        'window.figure = mount(document.getElementById("stage"), window.set);</script>'
    )
    page.wait_for_function("window.figure !== undefined")
    return page


def thigh(page: Page, share: float) -> str:
    """The path of the near thigh, ``share`` of the way from straighten to lift."""
    path = page.evaluate(
        """share => {
          figure.draw("straighten", "lift", share);
          const index = set.shapes.findIndex((shape) => shape.name === "thigh near");
          const shapes = [...document.querySelectorAll("#stage g > path:not(.mat):not(.matedge)")];
          return shapes[index].getAttribute("d");
        }""",
        share,
    )
    return str(path)


def test_a_move_passes_through_what_lies_between(browser: Browser) -> None:
    page = staged(browser, "no-preference")
    start, middle, end = (thigh(page, share) for share in (0, 0.5, 1))
    assert len({start, middle, end}) == 3
    page.close()


def test_with_reduced_motion_the_figure_jumps(browser: Browser) -> None:
    page = staged(browser, "reduce")
    start, early, late, end = (thigh(page, share) for share in (0, 0.4, 0.6, 1))
    assert (early, late) == (start, end)
    assert start != end
    page.close()


def test_marks_fade_with_the_move_and_the_left_side_is_mirrored(browser: Browser) -> None:
    page = staged(browser, "no-preference")
    hamstrings = """share => {
      figure.draw("straighten", "lift", share, {flip: true});
      const index = set.shapes.findIndex((shape) => shape.name === "hamstrings near");
      const paths = [...document.querySelectorAll("#stage g > path:not(.mat):not(.matedge)")];
      return [paths[index].style.opacity, paths[index].getAttribute("class")];
    }"""
    assert page.evaluate(hamstrings, 0)[0] == "0"
    assert page.evaluate(hamstrings, 0.5) == ["0.5", "muscle works"]
    assert page.evaluate(hamstrings, 1) == ["1", "muscle works"]
    assert "scale(-1" in page.get_attribute("#stage g", "transform")  # type: ignore[operator]
    page.close()
