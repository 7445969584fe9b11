"""axe-core reads a page: what an outside set of rules has against it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
needs_axe = pytest.mark.skipif(not AXE.exists(), reason="axe-core is not set up here (npm ci)")
LOOKS = 300
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """(options) => {
  const told = ({ target, any, all, html }) => `${target.join(" ")} (${any.concat(all)[0]?.message ?? html})`;
  window.axeFound = null;
  axe.run(document, options).then(({ violations }) => {
    window.axeFound = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${told(node)}`));
  });
}"""


@cache
def _source() -> str:
    return AXE.read_text(encoding="utf-8")


def against(page: Page, *, enhanced: bool = False) -> list[str]:
    """Every violation on the page as it is now: rule, selector, why.

    ``enhanced``: words must also reach the contrast of AAA (7, large words 4.5).
    Evaluated past the page's own policy, which lets no script in that is not ours.
    """
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(_source() + "; undefined")
    options: dict[str, Any] = {
        "runOnly": {"type": "tag", "values": TAGS},
        "rules": {"color-contrast-enhanced": {"enabled": enhanced}},
        "resultTypes": ["violations"],
        "iframes": False,
        "preload": False,
    }
    page.evaluate(RUN, options)
    for _ in range(LOOKS):
        found: list[str] | None = page.evaluate("axeFound")
        if found is not None:
            return found
        # It waits for timers, which stand still with the page's clock.
        page.clock.run_for(1)
    raise AssertionError(f"axe never finished reading {page.url}")
