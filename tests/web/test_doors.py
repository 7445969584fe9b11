"""Who may come in, what every answer forbids, and how failures are told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from visiting import Server

from primemover.errors import StorageProblem
from primemover.web import assets, create_app

UNKNOWN = "00000000-0000-7000-8000-000000000000"


@pytest.fixture
def http(server: Server) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.base) as client:
        yield client


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "localhost.evil.example:80"])
def test_a_name_that_is_not_ours_is_refused(http: httpx.Client, host: str) -> None:
    answer = http.get("/", headers={"host": host})
    assert answer.status_code in {400, 403}
    assert "None of these" not in answer.text


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8765", "[::1]:8765", "192.168.1.20:8765"])
def test_this_machine_and_plain_addresses_are_let_in(http: httpx.Client, host: str) -> None:
    assert http.get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [{"origin": "https://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"},
     {"sec-fetch-site": "same-site"}],
)  # fmt: skip
def test_another_site_changes_nothing(http: httpx.Client, headers: dict[str, str]) -> None:
    before = http.get("/people").text
    answer = http.post("/people/add", data={"name": "Mallory"}, headers=headers)
    assert answer.status_code == 403
    assert "Mallory" not in http.get("/people").text
    assert http.get("/people").text == before


@pytest.mark.parametrize("path", ["/", "/history", "/settings", "/api/openapi.json", "/nothing"])
def test_every_answer_keeps_the_page_to_this_origin(http: httpx.Client, path: str) -> None:
    headers = http.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "no-store" in headers["cache-control"]


def test_static_files_are_kept_for_good_under_the_hash_of_their_content(http: httpx.Client) -> None:
    page = http.get("/").text
    address = page.split('href="')[2].split('"')[0]
    answer = http.get(address)
    assert answer.status_code == 200
    assert "immutable" in answer.headers["cache-control"]
    old = address.replace(address.split("/")[2], "0" * 16)
    assert http.get(old).headers["cache-control"] == "no-cache"
    assert http.get("/static/x/..%2fassets.py").status_code == 404


def test_pages_travel_compressed(http: httpx.Client) -> None:
    assert http.get("/exercises").headers["content-encoding"] == "gzip"


@pytest.mark.parametrize("name", ["session.js", "camera/worker.js", "tokens.css", "mark.svg"])
def test_files_travel_compressed_or_as_they_are_and_are_the_same(http: httpx.Client, name: str) -> None:
    packed = http.get(assets.address(name))
    plain = http.get(assets.address(name), headers={"accept-encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-type"] == plain.headers["content-type"]
    assert packed.headers["cache-control"] == plain.headers["cache-control"]
    assert packed.content == plain.content == (assets.FOLDER / name).read_bytes()


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", f"/api/sessions/{UNKNOWN}", 404),
        ("GET", "/api/figures/no-such-exercise", 404),
        ("GET", "/api/nothing", 404),
        ("DELETE", "/api/events", 405),
        ("POST", "/api/events", 422),
        ("POST", "/api/screen", 422),
    ],
)
def test_programs_get_problem_details(http: httpx.Client, method: str, path: str, status: int) -> None:
    body = {"json": {"events": [{"id": 1}]}} if method == "POST" else {}
    answer = http.request(method, path, **body)  # type: ignore[arg-type]
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == status
    assert problem["title"] and problem["detail"]


@pytest.mark.parametrize(
    "path", ["/nothing", f"/session/{UNKNOWN}", f"/history/{UNKNOWN}", "/exercises/none"]
)
def test_people_get_a_page_that_says_what_to_do(http: httpx.Client, path: str) -> None:
    answer = http.get(path, headers={"accept": "text/html"})
    assert answer.status_code == 404
    assert 'href="/"' in answer.text
    assert "Traceback" not in answer.text


@pytest.mark.filterwarnings("ignore")
def test_our_own_mistake_is_told_with_a_reference_and_without_a_trace(
    own_server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("the secret of the house")

    monkeypatch.setattr("primemover.web.pages_today.today", fail)
    answer = httpx.get(own_server.base + "/")
    assert answer.status_code == 500
    assert "reference" in answer.text
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text


def test_a_database_that_is_none_is_told_before_anything_listens(tmp_path: Path) -> None:
    file = tmp_path / "journal.db"
    file.write_bytes(b"this is no database, and was never one" * 100)
    with pytest.raises(StorageProblem):
        create_app(f"sqlite:///{file}")


def test_the_schema_of_the_api_names_every_way_in(http: httpx.Client) -> None:
    schema = http.get("/api/openapi.json").json()
    assert set(schema["paths"]) == {
        "/api/events", "/api/screen", "/api/sessions", "/api/sessions/{session_id}",
        "/api/figures/{exercise_id}", "/api/take-along", "/api/thigh", "/api/voice/{language}/{edition}.wav",
    }  # fmt: skip


def test_a_session_is_begun_and_read_by_a_program_alone(http: httpx.Client) -> None:
    http.post("/people/add", data={"name": "Robot"})
    assert http.post("/api/screen", json={"stop": ["none"], "adapt": ["none"]}).json()["verdict"] == "go"
    begun = http.post("/api/sessions", json={"minutes": 6}).json()
    loaded = http.get(f"/api/sessions/{begun['session']}").json()
    assert loaded["timeline"]["total_s"] == begun["total_s"] <= 360
    assert loaded["pain"]["ladders"]["plain"][4]["response"] == "easier"
    for address in loaded["figures"].values():
        assert http.get(address).json()["postures"]


def test_events_sent_twice_are_stored_once(http: httpx.Client) -> None:
    http.post("/people/add", data={"name": "Twice"})
    http.post("/api/screen", json={"stop": ["none"], "adapt": ["none"]})
    session = http.post("/api/sessions", json={"minutes": 6}).json()["session"]
    person = http.get(f"/api/sessions/{session}").json()["person"]
    event = {
        "id": "01a20000-0000-7000-8000-000000000001",
        "session": session,
        "person": person,
        "kind": "start",
        "at": "2026-11-22T07:00:00.000Z",
        "t_s": 0,
        "window": None,
        "data": {},
    }
    for _ in range(3):
        answer = http.post("/api/events", json={"events": [event]})
        assert answer.json()["accepted"] == [event["id"]]
    assert len(http.get(f"/api/sessions/{session}").json()["events"]) == 2
    other = http.post("/api/events", json={"events": [event | {"t_s": 1}]})
    assert other.status_code == 409
