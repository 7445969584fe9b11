"""Muscles live: on the wire and in a real browser, from a file, a board and another program."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest
from reading_axe import against, needs_axe
from starlette.requests import Request
from validation.emg.played import board_file
from visiting import Server, Visit
from websockets.exceptions import InvalidStatus
from websockets.sync.client import ClientConnection, connect

from emg_tables import prone
from primemover.errors import InvalidInput
from primemover.web.pages_live_muscles import only_from_here

needs_board = pytest.mark.skipif(find_spec("brainflow") is None, reason="needs BrainFlow")
needs_layer = pytest.mark.skipif(find_spec("pylsl") is None, reason="needs Lab Streaming Layer")
OUTLET = Path(__file__).parents[1] / "intake" / "lsl_outlet.py"


@pytest.fixture
def http(own_server: Server) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=own_server.base, timeout=60) as client:
        yield client
        client.post("/sensors/live/stop")


@pytest.fixture
def wire(own_server: Server, http: httpx.Client) -> Iterator[ClientConnection]:
    http.get("/")
    with connect(f"{own_server.base.replace('http', 'ws')}/api/sensors/live") as opened:
        yield opened


@pytest.fixture(scope="module")
def loose(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A glute at 4.5, 6.5 and 8.5 s, and a back muscle whose electrode falls off at 6 s."""
    back = np.random.default_rng(5).standard_normal(11_000) * 4
    back[6000:] = 0.0
    path = tmp_path_factory.mktemp("live") / "loose.csv"
    return prone(path, starts_s=(4.5, 6.5, 8.5), length_s=11.0, more=[("ES_L_uV", back)])


def given(http: httpx.Client, path: Path) -> str:
    """The id of a recording that was given and analysed."""
    address = http.post("/sensors", params={"name": path.name}, content=path.read_bytes()).json()["address"]
    end = time.monotonic() + 60
    while time.monotonic() < end and not http.get(f"{address}/state").json()["done"]:
        time.sleep(0.05)
    return str(address).rsplit("/", 1)[1]


def start(http: httpx.Client, **source: str) -> None:
    answer = http.post("/sensors/live/start", data=source)
    assert answer.status_code == 303, answer.text


def told_until(
    wire: ClientConnection, enough: Callable[[dict[str, Any]], bool], within_s: float = 30
) -> list[Any]:
    """Every message up to the one that is ``enough``."""
    found: list[Any] = []
    end = time.monotonic() + within_s
    while time.monotonic() < end:
        message = json.loads(wire.recv(timeout=within_s))
        found.append(message)
        if enough(message):
            return found
    raise AssertionError(f"it never came; the last was {found[-1:]}")


def test_a_replay_tells_what_comes_on_and_names_a_loose_electrode_within_a_second(
    http: httpx.Client, wire: ClientConnection, loose: Path
) -> None:
    assert json.loads(wire.recv(timeout=5)) == {"kind": "stand", "stand": None}
    start(http, kind="replay", recording=given(http, loose))
    told = told_until(wire, lambda m: m.get("stand") == "ended")
    moments = [(m["heard_s"], one) for m in told if m["kind"] == "now" for one in m["told"]]
    came = [at for at, one in moments if one["kind"] == "came-on" and one["channel"] == 0]
    assert came == pytest.approx([4.7, 6.7, 8.7], abs=0.25)
    trouble = [(at, one) for at, one in moments if one["kind"] == "trouble"]
    assert [one["channel"] for _, one in trouble] == [2]
    assert 6.0 < trouble[0][0] <= 7.0
    assert trouble[0][1]["say"].startswith(
        "Erector spinae, left: the signal stands still. Press the electrodes"
    )
    looks = [m for m in told if m["kind"] == "now"]
    assert sum(m["at_ms"] is not None for m in looks) > len(looks) / 2
    assert len(looks) <= 31 * 13
    assert max(len(json.dumps(m)) for m in looks) < 2000


def test_the_clock_is_told_and_nonsense_ends_the_wire(http: httpx.Client, wire: ClientConnection) -> None:
    wire.recv(timeout=5)
    wire.send(json.dumps({"kind": "ping", "t": 12.5}))
    answer = json.loads(wire.recv(timeout=5))
    assert (answer["kind"], answer["t"]) == ("pong", 12.5)
    assert abs(answer["server_ms"] / 1000 - time.time()) < 5
    wire.send("[1]")
    with pytest.raises(Exception, match="1008"):
        wire.recv(timeout=5)


def test_another_site_may_not_listen(own_server: Server) -> None:
    address = f"{own_server.base.replace('http', 'ws')}/api/sensors/live"
    with pytest.raises(InvalidStatus):
        connect(address, additional_headers={"Sec-Fetch-Site": "cross-site"})


def test_nobody_else_of_the_household_sees_it_or_starts_beside_it(
    own_server: Server, http: httpx.Client, loose: Path
) -> None:
    start(http, kind="replay", recording=given(http, loose))
    with httpx.Client(base_url=own_server.base, timeout=30) as other:
        other.post("/people/add", data={"name": "Other"})
        assert "loose.csv" not in other.get("/sensors/live").text
        answer = other.post("/sensors/live/start", data={"kind": "lsl", "stream": "x"})
        assert answer.status_code == 422
        assert "a source runs already" in answer.text
        other.post("/sensors/live/stop")
    assert "loose.csv" in http.get("/sensors/live").text


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ({}, "no source was chosen"),
        ({"kind": "lsl", "stream": ""}, "no stream was named"),
        ({"kind": "brainflow", "board": ""}, "no board was chosen"),
    ],
)
def test_what_was_not_chosen_is_asked_for(http: httpx.Client, source: dict[str, str], words: str) -> None:
    answer = http.post("/sensors/live/start", data=source)
    assert answer.status_code == 422
    assert words in answer.text


@needs_board
def test_a_board_is_recorded_at_once_and_becomes_a_report(
    http: httpx.Client, wire: ClientConnection, tmp_path: Path
) -> None:
    start(http, kind="brainflow", board="SYNTHETIC")
    told_until(wire, lambda m: m["kind"] == "now" and m["heard_s"] > 0.5)
    (kept,) = (tmp_path / "journal-recordings").rglob("*.csv")
    assert kept.read_text().count("\n") > 50
    wire.send(json.dumps({"kind": "cue", "given": True}))
    told_until(wire, lambda m: m["kind"] == "now" and m["heard_s"] > 3.0)
    page = http.get("/sensors/live").text
    assert "Recorded as it comes." in page
    form = {"channel": "ch1", "muscle": "gluteus-maximus", "side": "left", "unit": "uV"}
    assert http.post("/sensors/live/muscles", data=form).status_code == 303
    assert "Gluteus maximus, left" in http.get("/sensors/live").text
    http.post("/sensors/live/stop")
    over = http.get("/sensors/live").text
    one = over.split('btn primary" href="/sensors/')[1].split('"')[0]
    end = time.monotonic() + 60
    while time.monotonic() < end and not http.get(f"/sensors/{one}/state").json()["done"]:
        time.sleep(0.1)
    assert "SYNTHETIC" in http.get(f"/sensors/{one}").text
    (document,) = (tmp_path / "journal-recordings").rglob(f"{one}.json")
    marks = json.loads(document.read_text())["marks"]
    assert [mark["cued"] for mark in marks] == [True]


@needs_board
def test_a_board_that_does_not_answer_says_so_without_a_path_of_this_machine(
    http: httpx.Client, wire: ClientConnection
) -> None:
    start(http, kind="brainflow", board="CYTON", settings="serial_port=/dev/nothing-here")
    told_until(wire, lambda m: m.get("stand") == "failed")
    page = http.get("/sensors/live").text
    assert "does not answer" in page
    assert "Switch it on" in page


@needs_layer
def test_a_stream_that_dies_is_said_to_be_silent_and_comes_back(
    http: httpx.Client, wire: ClientConnection
) -> None:
    name = f"primemover-live-{time.monotonic_ns()}"
    command = [sys.executable, str(OUTLET), name, "1000"]
    sender = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        start(http, kind="lsl", stream=name)
        told_until(wire, lambda m: m["kind"] == "now" and m["heard_s"] > 1.0)
        sender.kill()
        sender.wait()
        silent = told_until(wire, lambda m: m["kind"] == "now" and m["silent_s"] is not None)
        assert silent[-1]["silent_s"] <= 2
        sender = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        back = told_until(wire, lambda m: m["kind"] == "now" and m["silent_s"] is None and m["lost"] > 0)
        assert back[-1]["lost"] > 500
    finally:
        sender.kill()
        sender.wait()


@pytest.mark.browser
def test_the_page_shows_bars_the_mark_how_late_it_is_and_what_is_loose(
    visitor: Callable[..., Visit], own_server: Server, loose: Path
) -> None:
    visit = visitor(width=390, height=844, base=own_server.base)
    visit.arrive("Live")
    page = visit.page
    answer = page.request.post(f"{own_server.base}/sensors?name=loose.csv", data=loose.read_bytes())
    address = answer.json()["address"]
    for _ in range(200):
        if page.request.get(f"{own_server.base}{address}/state").json()["done"]:
            break
        time.sleep(0.1)
    visit.go("/sensors/live")
    assert not page.get_by_label("Recording", exact=True).is_hidden()
    page.get_by_role("button", name="Start").click()
    glute = page.locator(".muscle-bars li").filter(has_text="Gluteus maximus, left")
    glute.filter(has_text="rest").wait_for(timeout=15_000)
    assert not page.get_by_label("Sound that follows the glute").is_checked()
    page.get_by_label("Sound that follows the glute").check()
    page.locator(".muscle-bars li.glute.came").wait_for(timeout=15_000)
    page.get_by_text("Erector spinae, left: the signal stands still.").first.wait_for(timeout=15_000)
    assert page.get_by_text("ms after the sample (middle)").count() == 1
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    page.get_by_role("button", name="Stop").click()
    page.get_by_text("It has ended.").wait_for(timeout=15_000)
    assert page.get_by_role("button", name="Start").is_visible()


MOVED = """() => {
  const note = document.getElementById("silent"), bars = document.getElementById("bars");
  let last = "", moved = performance.now();
  const look = () => {
    const now = [...bars.querySelectorAll(".bar b")].map((bar) => bar.style.transform).join();
    if (now !== last) [last, moved] = [now, performance.now()];
    if (!note.hidden && window.saidAfter === undefined) window.saidAfter = performance.now() - moved;
    requestAnimationFrame(look);
  };
  look();
}"""
"""How long the bars had stood still when it was first said that nothing comes."""


@needs_board
@pytest.mark.browser
def test_a_board_that_dies_is_named_on_the_page_and_goes_on_when_it_is_back(
    visitor: Callable[..., Visit], own_server: Server, tmp_path: Path
) -> None:
    rows = np.random.default_rng(2).standard_normal((8, 4500)) * 5
    rows[0] = np.arange(4500)
    file, away = tmp_path / "board.tsv", tmp_path / "away.tsv"
    board_file(file, rows)
    visit = visitor(base=own_server.base)
    visit.arrive("Board")
    page = visit.page
    source: dict[str, str | float | bool] = {
        "kind": "brainflow",
        "board": "PLAYBACK_FILE",
        "settings": f"master_board=CYTON_WIFI file={file}",
    }
    page.request.post(f"{own_server.base}/sensors/live/start", form=source)
    visit.go("/sensors/live")
    page.locator("#bars").wait_for()
    page.evaluate(MOVED)
    # The board plays to the end of its file; while the file is away it cannot be started again.
    file.rename(away)
    page.get_by_text("Waiting for the source to come back").wait_for(timeout=15_000)
    # 750 ms, one look, one message and one frame; the rest is for a busy machine.
    assert page.evaluate("saidAfter") < 1300
    # Nothing is claimed about muscles of which nothing is heard.
    assert set(page.locator("#bars .state").all_text_contents()) == {"cannot tell"}
    away.rename(file)
    page.locator("#silent").wait_for(state="hidden", timeout=15_000)
    page.get_by_text("samples lost").wait_for(timeout=5000)
    (kept,) = (tmp_path / "journal-recordings").rglob("*.csv")
    before = kept.read_bytes().count(b"\n")
    for _ in range(100):
        if kept.read_bytes().count(b"\n") > before + 300:
            break
        page.wait_for_timeout(50)
    page.get_by_role("button", name="Stop").click()
    page.get_by_text("It has ended.").wait_for(timeout=15_000)
    numbers = np.loadtxt(kept, delimiter=",", skiprows=2, usecols=1)
    gap = np.flatnonzero(np.isnan(numbers))
    assert len(gap) == gap[-1] - gap[0] + 1 > 1000
    np.testing.assert_array_equal(numbers[: gap[0]], np.arange(gap[0]))
    np.testing.assert_array_equal(numbers[gap[-1] + 1 :], np.arange(len(numbers) - gap[-1] - 1))
    assert gap[0] > 4300


@needs_board
@pytest.mark.browser
def test_a_session_shows_the_glute_says_what_is_to_work_and_marks_the_recording(
    visitor: Callable[..., Visit], own_server: Server, tmp_path: Path
) -> None:
    visit = visitor(base=own_server.base)
    visit.arrive("Session")
    visit.answer_none()
    page, base = visit.page, own_server.base
    page.request.post(f"{base}/sensors/live/start", form={"kind": "brainflow", "board": "SYNTHETIC"})
    for _ in range(100):
        if "ch1" in page.request.get(f"{base}/sensors/live").text():
            break
        time.sleep(0.1)
    muscles: dict[str, str | float | bool] = {
        "channel": "ch1",
        "muscle": "gluteus-maximus",
        "side": "",
        "unit": "uV",
    }
    assert page.request.post(f"{base}/sensors/live/muscles", form=muscles).ok
    visit.go()
    session = visit.start()
    visit.begin()
    visit.skip_to("Glutes")
    visit.until("Squeeze glutes")
    page.locator("#glute-meter").wait_for(timeout=15_000)
    assert page.locator("#glute-meter span").text_content() == "Gluteus maximus"
    other = visit.window()
    other.goto(f"{base}/sensors/live")
    other.get_by_text("The session asks for:").wait_for(timeout=15_000)
    other.get_by_text("to work now").first.wait_for(timeout=15_000)
    page.bring_to_front()
    page.wait_for_timeout(6000)
    page.request.post(f"{base}/sensors/live/stop")
    (document,) = (tmp_path / "journal-recordings").rglob("*.json")
    kept = json.loads(document.read_text())
    assert kept["session"] == session
    assert kept["marks"]
    assert kept["marks"][-1]["exercise"] == "prone-recruitment"


@needs_axe
@pytest.mark.browser
def test_axe_has_nothing_against_the_muscles_or_their_map(
    visitor: Callable[..., Visit], own_server: Server, loose: Path
) -> None:
    visit = visitor(width=390, height=844, base=own_server.base, color_scheme="dark")
    visit.arrive("Somebody")
    page, base = visit.page, own_server.base
    one = page.request.post(f"{base}/sensors?name=loose.csv", data=loose.read_bytes()).json()["address"]
    visit.go(f"{one}/muscles")
    found = against(page)
    source: dict[str, str | float | bool] = {"kind": "replay", "recording": str(one).rsplit("/", 1)[1]}
    page.request.post(f"{base}/sensors/live/start", form=source)
    visit.go("/sensors/live")
    page.locator(".muscle-bars").wait_for()
    page.locator("summary").last.click()
    assert found + against(page) == []
    assert visit.looks("small(44)") == []
    page.get_by_role("button", name="Stop").click()
    page.get_by_text("It has ended.").wait_for()


def test_a_board_that_reads_a_file_is_opened_from_this_machine_only() -> None:
    def over(scheme: str) -> Request:
        return Request({"type": "http", "scheme": scheme, "headers": []})

    only_from_here(over("http"), "file=/etc/passwd")
    only_from_here(over("https"), "serial_port=/dev/ttyUSB0")
    for settings in ("file=/etc/passwd", "master_board=CYTON&file=/etc/passwd", "file_aux="):
        with pytest.raises(InvalidInput, match="from this machine only"):
            only_from_here(over("https"), settings)
