"""Draw the pictures of docs/progress.md: a made-up runner's year, and one session.

    python scripts/progress_pictures.py docs/images

Needs Chromium (CHROMIUM names another one than the usual).
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from sample_year import one_session, sample_year
from screenshots import CHROMIUM, SCHEMES, server

from primemover.app.people import household
from primemover.journal import Journal

Lived = Callable[[Journal, str, datetime], None]
STORIES: dict[str, Lived] = {"year": sample_year, "one": one_session}
TALL = {"wide": (1280, 1060), "phone": (390, 1500)}
"""What is cut from the top of a page: what answers the question that the page is opened with."""


def draw(browser: Browser, base: str, story: str, folder: Path) -> None:
    """One story in both sizes and schemes."""
    for size, (width, height) in TALL.items():
        for scheme in SCHEMES:
            context = browser.new_context(
                viewport={"width": width, "height": height},
                color_scheme="dark" if scheme == "dark" else "light",
            )
            page = context.new_page()
            page.goto(f"{base}/progress")
            page.screenshot(path=folder / f"progress-{story}-{size}-{scheme}.png")
            if (story, size, scheme) == ("year", "wide", "light"):
                _parts(page, base, folder)
            context.close()


def _parts(page: Page, base: str, folder: Path) -> None:
    """Single cards, and the pages behind the gate and the history."""
    page.locator("section:has(#trend-h)").screenshot(path=folder / "progress-trends.png")
    page.locator("#gate").screenshot(path=folder / "progress-gate.png")
    page.locator("section:has(#days-h)").screenshot(path=folder / "progress-days.png")
    page.goto(f"{base}/progress/extension")
    page.locator(".measure").screenshot(path=folder / "progress-extension.png")
    page.goto(f"{base}/history")
    page.locator(".list a", has_text="Glute activation").first.click()
    page.get_by_text("What was planned, and why").click()
    page.set_viewport_size({"width": 800, "height": 1000})
    page.screenshot(path=folder / "progress-session.png")


def main() -> None:
    """Draw into the folder of the first argument."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "docs/images")
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-quic"]
        )
        for story, tell in STORIES.items():
            database = Path(tempfile.mkdtemp()) / "journal.db"
            with Journal.open(f"sqlite:///{database}") as journal:
                tell(journal, household(journal)[0].id, datetime.now().astimezone())
            with server(database) as base:
                draw(browser, base, story, folder)
        browser.close()


if __name__ == "__main__":
    main()
