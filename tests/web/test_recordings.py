"""Recordings that are kept: mapped and marked in the browser, there after a restart, gone when removed."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import numpy as np
import pytest
from visiting import Server

from emg_tables import prone

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture
def http(own_server: Server) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=own_server.base, timeout=60) as client:
        yield client


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    trigger = np.zeros(30_000)
    starts = (3.0, 7.0, 11.0, 15.0, 19.0, 23.0)
    for start in starts:
        trigger[round(start * 1000) : round(start * 1000) + 1000] = 5.0
    delays = (0.2, 0.21, 0.19, 0.05, 0.06, 0.04)
    path = tmp_path_factory.mktemp("emg") / "cue.csv"
    return prone(path, starts_s=starts, delays_s=delays, length_s=30.0, more=[("trigger", trigger)])


def analysed(http: httpx.Client, address: str) -> str:
    """The report, once it is there."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        state = http.get(f"{address}/state").json()
        if state["done"] or state["failed"]:
            assert not state["failed"], state
            return http.get(address).text
        time.sleep(0.05)
    raise AssertionError("the analysis does not end")


def given(http: httpx.Client, path: Path) -> str:
    answer = http.post("/sensors", params={"name": path.name}, content=path.read_bytes())
    assert answer.status_code == 202, answer.text
    return str(answer.json()["address"])


def rows(*told: tuple[str, str, str, str], **more: str) -> str:
    fields = [(name, value) for one in told for name, value in zip(NAMES, one, strict=True)]
    return str(httpx.QueryParams([*fields, *more.items()]))


NAMES = ("channel", "muscle", "side", "unit")
GMAX, BF = ("GMAX_L", "gluteus-maximus", "left", "uV"), ("BF_L", "biceps-femoris", "left", "uV")
TRIGGER = ("trigger", "marker", "", "counts")


def test_muscles_are_guessed_shown_corrected_and_analysed_again(http: httpx.Client, table: Path) -> None:
    address = given(http, table)
    assert "Biceps femoris, left before Gluteus maximus, left" in analysed(http, address)
    form = http.get(f"{address}/muscles").text
    assert re.search(r'<option value="gluteus-maximus" selected>', form)
    assert form.count('<option value="marker" selected>') == 1
    corrected = rows(("GMAX_L", "gluteus-medius", "right", "mV"), BF, TRIGGER)
    answer = http.post(f"{address}/muscles", content=corrected, headers=FORM)
    assert answer.status_code == 303
    report = analysed(http, address)
    assert "Gluteus medius, right" in report
    # 4 to 40 µV taken for millivolts: no muscle gives that, and nothing is read from it.
    assert "The unit may be wrong by a thousand or a million." in report
    assert '<option value="gluteus-medius" selected>' in http.get(f"{address}/muscles").text


def test_a_marker_channel_gives_activity_and_ratios_where_it_is_high(http: httpx.Client, table: Path) -> None:
    report = analysed(http, given(http, table))
    assert "Marked stretch (6 times)" in report
    assert "Glute beside hamstring and back" in report
    assert "How long the bursts were" in report


def test_the_cue_is_marked_in_the_browser_and_the_report_says_what_it_changed(
    http: httpx.Client, table: Path
) -> None:
    address = given(http, table)
    analysed(http, address)
    http.post(f"{address}/muscles", content=rows(GMAX, BF, TRIGGER, cued="14-30"), headers=FORM)
    report = analysed(http, address)
    cell = report.split("What the spoken cue changed")[1].split("</table>")[0]
    found = re.findall(r"<td>(-?\d+)</td><td>(-?\d+) – (-?\d+)</td>", cell)
    assert len(found) == 1, cell
    value, low, high = map(int, found[0])
    assert value == pytest.approx(-150, abs=30)
    assert low <= -150 <= high < 0
    again = http.post(f"{address}/muscles", content=rows(GMAX, BF, TRIGGER, cued="later"), headers=FORM)
    assert again.status_code == 422
    assert "is no stretch of time" in again.text


def test_holds_of_a_session_are_marked_by_the_clock(http: httpx.Client, table: Path) -> None:
    http.post("/api/screen", json={"stop": ["none"], "adapt": ["none"]})
    begun = http.post("/api/sessions", json={}).json()
    session, state = begun["session"], http.get(f"/api/sessions/{begun['session']}").json()
    first = datetime.now(UTC).replace(microsecond=0) - timedelta(minutes=5)
    events = [event(state, "start", first, {}, 0.0)]
    for i, start_s in enumerate((3.0, 7.0, 11.0)):
        events.append(
            event(state, "hold", first + timedelta(seconds=start_s + 1), HOLD | {"rep": i + 1}, 4.0)
        )
    told = http.post("/api/events", json={"events": events})
    assert told.status_code == 200, told.text
    address = given(http, table)
    analysed(http, address)
    began = first.astimezone().strftime("%Y-%m-%dT%H:%M:%S")
    linked = rows(GMAX, BF, TRIGGER, session=session, began=began)
    assert http.post(f"{address}/muscles", content=linked, headers=FORM).status_code == 303
    report = analysed(http, address)
    assert re.search(r"Prone[^<]*, left \(3 times\)", report)
    page = http.get(f"/history/{session}").text
    assert "Gluteus maximus" in page
    assert f'href="{address}"' in page


HOLD = {
    "track": "main", "segment": 1, "exercise": "prone-recruitment", "phase": "lift", "side": "left", "set": 1,
    "planned_s": 1.0, "held_s": 1.0, "skipped": False,
}  # fmt: skip


def event(state: dict[str, object], kind: str, at: datetime, data: object, t_s: float) -> dict[str, object]:
    from primemover.journal import new_id

    return {
        "id": new_id(), "session": state["session"], "person": state["person"], "kind": kind,
        "at": at.strftime("%Y-%m-%dT%H:%M:%S.000Z"), "t_s": t_s, "window": None, "data": data,
    }  # fmt: skip


def test_a_recording_is_there_after_a_restart_and_gone_when_removed(
    own_server: Server, table: Path, tmp_path: Path
) -> None:
    with httpx.Client(base_url=own_server.base, timeout=60) as http:
        address = given(http, table)
        analysed(http, address)
    own_server.stop()
    own_server.start()
    folder = tmp_path / "journal-recordings"
    with httpx.Client(base_url=own_server.base, timeout=60) as http:
        assert "cue.csv" in http.get("/sensors").text
        assert "Gluteus maximus" in http.get(address).text
        assert http.get(f"{address}/signals").content == table.read_bytes()
        assert all(file.stat().st_mode & 0o077 == 0 for file in folder.rglob("*.csv"))
        assert http.post(f"{address}/remove").status_code == 303
        assert http.get(address).status_code == 404
        assert not [file for file in folder.rglob("*") if file.is_file()]


def test_erasing_a_person_takes_their_recordings(own_server: Server, table: Path, tmp_path: Path) -> None:
    folder = tmp_path / "journal-recordings"
    with httpx.Client(base_url=own_server.base, timeout=60) as http:
        analysed(http, given(http, table))
        with httpx.Client(base_url=own_server.base, timeout=60) as other:
            other.post("/people/add", data={"name": "Other"})
            mine = given(other, table)
            analysed(other, mine)
        assert len(list(folder.iterdir())) == 2
        page = http.get("/settings/erase").text
        word = re.search(r'name="(\w+)"', page)
        assert word is not None
    from primemover.journal import Journal

    with Journal.open(own_server.url) as journal:
        one, other_person = journal.people()
        journal.erase_person(one.id)
        assert [place.name for place in folder.iterdir()] == [other_person.id]
        journal.erase_all()
    assert not folder.exists()


def test_the_map_is_kept_beside_the_recording_as_the_command_line_takes_it(
    http: httpx.Client, table: Path, tmp_path: Path
) -> None:
    address = given(http, table)
    analysed(http, address)
    http.post(f"{address}/muscles", content=rows(GMAX, ("BF_L", "-", "left", "uV"), TRIGGER), headers=FORM)
    analysed(http, address)
    (kept,) = (tmp_path / "journal-recordings").rglob("*.muscles.yaml")
    assert json.loads(kept.read_text()) == {
        "GMAX_L": "gluteus-maximus left uV", "BF_L": "- uV", "trigger": "marker counts",
    }  # fmt: skip
