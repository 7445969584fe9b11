"""Sensors: a recording goes in, its report comes out, in a real browser and on the wire."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from visiting import Server, Visit

from emg_tables import prone


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return prone(tmp_path_factory.mktemp("emg") / "prone.csv")


@pytest.fixture
def http(server: Server) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.base, timeout=30) as client:
        yield client


def _done(http: httpx.Client, address: str) -> dict[str, object]:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        found: dict[str, object] = http.get(f"{address}/state").json()
        if found["done"] or found["failed"]:
            return found
        time.sleep(0.05)
    raise AssertionError("the analysis does not end")


def _give(http: httpx.Client, name: str, content: bytes) -> httpx.Response:
    return http.post("/sensors", params={"name": name}, content=content)


@pytest.mark.browser
def test_a_recording_becomes_a_report_that_pans_and_zooms(
    visitor: Callable[..., Visit], recording: Path
) -> None:
    visit = visitor()
    visit.go("/settings")
    visit.page.get_by_role("link", name="Sensors").click()
    visit.page.get_by_label("File with the signals").set_input_files(recording)
    visit.page.get_by_role("button", name="Analyse").click()
    for _ in range(480):
        # The page looks twice a second of its own clock.
        if visit.page.get_by_role("heading", name="Signals").count():
            break
        visit.page.wait_for_timeout(500)
    page = visit.page
    assert page.get_by_text("Biceps femoris, left before Gluteus maximus, left").is_visible()
    assert page.get_by_text("The gluteus maximus coming last is normal.").first.is_visible()
    assert page.locator(".signal canvas").count() in {0, 2}
    if page.locator(".signal canvas").count():
        before = page.locator("#lane-1").screenshot()
        page.get_by_role("button", name="Closer").click()
        page.wait_for_timeout(200)
        assert page.locator("#lane-1").screenshot() != before
    page.get_by_role("link", name="Back").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="PDF").click()
    assert download.value.suggested_filename == "prone.pdf"


@pytest.mark.browser
def test_it_is_hidden_from_the_navigation_and_fits_a_phone(visitor: Callable[..., Visit]) -> None:
    visit = visitor(width=390, height=844)
    visit.go("/")
    assert visit.page.get_by_role("link", name="Sensors").count() == 0
    visit.go("/sensors")
    assert not visit.page.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_the_report_runs_its_own_scripts_and_no_other(http: httpx.Client, recording: Path) -> None:
    address = _give(http, "prone.csv", recording.read_bytes()).json()["address"]
    assert _done(http, address)["failed"] is None
    policy = http.get(address).headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy.split("script-src")[1].split(";")[0]
    assert http.get(f"{address}/report.pdf").content.startswith(b"%PDF-")


def test_what_comes_while_another_is_worked_on_waits_for_its_turn(
    http: httpx.Client, recording: Path
) -> None:
    content = recording.read_bytes()
    addresses = [_give(http, f"{i}.csv", content).json()["address"] for i in range(3)]
    assert all(_done(http, address)["done"] for address in addresses)


def test_nobody_else_of_the_household_sees_it(http: httpx.Client, recording: Path) -> None:
    address = _give(http, "prone.csv", recording.read_bytes()).json()["address"]
    _done(http, address)
    with httpx.Client(base_url=str(http.base_url)) as other:
        other.post("/people/add", data={"name": "Sensors' other"})
        assert other.get(address).status_code == 404
        assert other.get(f"{address}/report.html").status_code == 404


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("notes.docx", b"x", "are not read"),
        ("empty.csv", b"", "The file is empty"),
    ],
)
def test_what_cannot_be_a_recording_is_refused_with_words(
    http: httpx.Client, name: str, content: bytes, words: str
) -> None:
    answer = _give(http, name, content)
    assert answer.status_code == 422
    assert words in answer.text


def test_a_damaged_recording_is_named_by_its_own_name(http: httpx.Client) -> None:
    address = _give(http, "prone.csv", b"time_s,GMAX_L_uV\n0,1\n0.001,oops\n").json()["address"]
    failed = str(_done(http, address)["failed"])
    assert "prone.csv" in failed
    assert "'oops' is no number" in failed
    assert "is no number" in http.get(address).text
