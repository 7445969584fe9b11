"""A phone reads the code off the computer's screen and is let in; another one is not."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page

PHONE = {"width": 390, "height": 844}


@pytest.fixture
def served(tmp_path: Path) -> Iterator[str]:
    """The computer's own address of a server that lets phones in."""
    process = subprocess.Popen(
        [sys.executable, "-m", "primemover", "serve", "--lan", "--host", "127.0.0.1", "--port", "0"],
        env=os.environ | {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data")},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert process.stdout is not None
        own = re.search(r"http://\S+", process.stdout.readline())
        assert own and "/pair?" in process.stdout.readline()
        yield own[0].rstrip("/")
    finally:
        process.terminate()
        process.communicate(timeout=20)


def read_code(page: Page) -> str:
    """What a phone's camera reads off the screen."""
    picture = Image.open(io.BytesIO(page.locator(".qr").screenshot())).convert("RGB")
    found = zxingcpp.read_barcodes(picture)
    assert len(found) == 1
    return str(found[0].text)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_pairs_by_what_its_camera_reads(served: str, browser: Browser, scheme: str) -> None:
    computer = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
    screen = computer.new_page()
    screen.goto(served + "/settings/devices")
    address = read_code(screen)
    assert address.startswith("https://")
    assert address == screen.locator(".card .code").first.text_content()

    phone = browser.new_context(viewport=PHONE, ignore_https_errors=True)  # type: ignore[arg-type]
    page = phone.new_page()
    page.goto(address)
    page.get_by_label("Name of this device").fill("My phone")
    page.get_by_role("button", name="Pair this device").click()
    page.wait_for_url(lambda url: "/pair" not in url)
    assert page.get_by_role("button", name="None of these").is_visible(), "the first run, as on the computer"
    assert page.evaluate("isSecureContext"), "without it there is no camera"
    assert page.evaluate("document.cookie") == "", "the token is no script's business"

    stranger = browser.new_context(ignore_https_errors=True).new_page()
    answer = stranger.goto(address.partition("/pair")[0] + "/history")
    assert answer and answer.status == 403
    assert "not paired" in (stranger.text_content("main") or "")

    screen.reload()
    screen.get_by_role("button", name="Remove My phone").click()
    assert "No device is paired" in (screen.text_content("main") or "")
    refused = page.reload()
    assert refused and refused.status == 403
    for context in (computer, phone, stranger.context):
        context.close()
