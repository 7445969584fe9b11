"""Draw the pictures of docs/pages.md and docs/progress.md: a made-up runner's year, and one session.

    python scripts/page_pictures.py docs/images

Needs Chromium (CHROMIUM names another one than the usual).
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright
from sample_year import one_session, sample_year
from screenshots import CHROMIUM, SCHEMES, server

from primemover.app.people import household
from primemover.journal import Journal

Lived = Callable[[Journal, str, datetime], None]
STORIES: dict[str, Lived] = {"year": sample_year, "one": one_session}
PAGES = {"today": "/", "progress": "/progress", "session": "/history"}
WHY = "/why/firing"
"""The same for everybody, so drawn once."""
CARDS = {"trends": "section:has(#trend-h)", "gate": "#gate", "days": "section:has(#days-h)"}
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
            for name, path in PAGES.items():
                page.goto(f"{base}{path}")
                if name == "session":
                    page.locator(".list a", has_text="Glute activation").first.click()
                    page.get_by_text("What was planned, and why").click()
                _keep(page.screenshot(), folder / f"{name}-{story}-{size}-{scheme}.png")
            if story == "year":
                page.goto(f"{base}{WHY}")
                _keep(page.screenshot(), folder / f"why-{size}-{scheme}.png")
            if (story, size, scheme) == ("year", "wide", "light"):
                _parts(page, base, folder)
            context.close()


def _parts(page: Page, base: str, folder: Path) -> None:
    """Single cards of the page of progress, and the page behind the gate."""
    page.goto(f"{base}/progress")
    for name, selector in CARDS.items():
        _keep(page.locator(selector).screenshot(), folder / f"progress-{name}.png")
    page.goto(f"{base}/progress/extension")
    _keep(page.locator(".measure").screenshot(), folder / "progress-extension.png")


def _keep(picture: bytes, file: Path) -> None:
    """A picture of few colours in a third of the bytes."""
    with Image.open(BytesIO(picture)) as drawn:
        drawn.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(file, optimize=True)


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
