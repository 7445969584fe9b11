"""One server and one browser for all tests of the pages; each test is a person of its own."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright
from visiting import Server, Visit, served

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
_names = itertools.count(1)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A real server that lasts for all tests."""
    with served(tmp_path_factory.mktemp("web")) as running:
        yield running


@pytest.fixture(scope="session")
def _playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(_playwright: Playwright) -> Iterator[Browser]:
    """A real Chromium."""
    found = _playwright.chromium.launch(
        executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-quic"]
    )
    yield found
    found.close()


@pytest.fixture
def visitor(browser: Browser, server: Server) -> Iterator[Callable[..., Visit]]:
    """Makes visits: ``visitor(width=390, height=844, …)`` as ``browser.new_context`` takes it."""
    visits: list[Visit] = []

    def visit(*, width: int = 1280, height: int = 800, base: str | None = None, **options: object) -> Visit:
        # Only the tests of the offline page want one; elsewhere a stopped server is to be felt.
        options.setdefault("service_workers", "block")
        context = browser.new_context(viewport={"width": width, "height": height}, **options)  # type: ignore[arg-type]
        context.set_default_timeout(8000)
        one = Visit(context, base or server.base)
        visits.append(one)
        if base is None:
            one.arrive(f"Runner {next(_names)}")
        return one

    yield visit
    for one in visits:
        one.context.close()
        assert not one.errors, one.errors


@pytest.fixture
def runner(visitor: Callable[..., Visit]) -> Visit:
    """A new person at a desktop."""
    return visitor()


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[Server]:
    """A server of this test alone, which may be stopped."""
    with served(tmp_path) as running:
        yield running
