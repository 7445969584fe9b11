"""Pages, answers and plans in the language of whoever asks, and in the one they were planned in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from visiting import served

from primemover.journal import Journal
from primemover.texts import languages, text

OTHERS = languages()[1:]
pytestmark = pytest.mark.skipif(not OTHERS, reason="there is only English")


@pytest.fixture
def client(tmp_path: Path) -> Iterator[httpx.Client]:
    with (
        served(tmp_path) as server,
        httpx.Client(base_url=server.base, follow_redirects=True, timeout=20) as client,
    ):
        yield client


def heard(answer: httpx.Response) -> str:
    """The language that an answer says it is in, in its header and in its page alike."""
    language = answer.headers["content-language"]
    if "html" in answer.headers.get("content-type", ""):
        assert f'<html lang="{language}">' in answer.text
    return language


def choose(client: httpx.Client, language: str, units: str = "metric") -> httpx.Response:
    return client.post("/settings/language", data={"language": language, "units": units})


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("de-AT,de;q=0.9,en;q=0.8", "de"),
        ("nl, es;q=0.4, fr-CA;q=0.7", "fr"),
        ("nl,xx", "en"),
        ("en-GB", "en"),
        ("de;q=0, fr;q=0.1", "fr"),
        ("de;q=zebra, ,;;=, fr", "fr"),
        ("*", "en"),
        ("", "en"),
        ("DE-de", "de"),
        ("x" * 5000, "en"),
    ],
)
def test_before_anything_is_chosen_the_browser_is_heard(
    client: httpx.Client, accepted: str, language: str
) -> None:
    for path in ("/", "/settings", "/nothing-here", "/offline", "/offline/player", "/manifest.webmanifest"):
        assert heard(client.get(path, headers={"accept-language": accepted})) == language


@pytest.mark.parametrize("language", OTHERS)
def test_what_is_chosen_holds_whatever_the_browser_asks_for(client: httpx.Client, language: str) -> None:
    asking = {"accept-language": "en"}
    saved = choose(client, language)
    assert heard(saved) == language
    assert text("language.saved", language) in saved.text
    page = client.get("/settings", headers=asking)
    assert heard(page) == language
    assert f'<option value="{language}" lang="{language}" selected>' in page.text
    problem = client.get("/api/sessions/nobody", headers=asking | {"accept": "application/json"})
    assert problem.headers["content-language"] == language
    assert heard(choose(client, "")) == "en"


def test_every_language_is_offered_in_its_own_name(client: httpx.Client) -> None:
    page = client.get("/settings").text
    for language in languages():
        assert f'lang="{language}">{text("language.name", language)}</option>' in page


@pytest.mark.parametrize("wrong", ["tlh", "../en", "DE ", "x" * 300])
def test_a_language_that_does_not_exist_is_refused_and_nothing_is_lost(
    client: httpx.Client, wrong: str
) -> None:
    choose(client, OTHERS[0])
    refused = choose(client, wrong)
    assert refused.status_code == 422
    assert all(text("language.name", language) in refused.text for language in languages())
    assert heard(client.get("/settings")) == OTHERS[0]
    assert choose(client, "", units="cubits").status_code == 422
    assert heard(client.get("/settings")) == OTHERS[0]


def test_a_language_that_was_chosen_and_is_no_longer_here_is_left_to_the_browser(tmp_path: Path) -> None:
    with Journal.open(f"sqlite:///{tmp_path / 'journal.db'}") as journal:
        person = journal.first_person("Ana")
        journal.save_settings(person.id, {"language": "tlh", "units": 7, "minutes": 12})
    with served(tmp_path) as server, httpx.Client(base_url=server.base, follow_redirects=True) as client:
        assert heard(client.get("/settings", headers={"accept-language": "de"})) == "de"


def test_each_person_of_a_household_has_a_language_of_their_own(client: httpx.Client) -> None:
    choose(client, "de")
    client.post("/people/add", data={"name": "Bo"})
    assert heard(client.get("/settings")) == "en"
    choose(client, "fr")
    with httpx.Client(base_url=client.base_url, follow_redirects=True) as other:
        assert heard(other.get("/settings")) == "de"


def begin(client: httpx.Client) -> str:
    client.post("/api/screen", json={"stop": ["none"], "adapt": ["none"]})
    answer = client.post("/api/sessions", json={"minutes": 12, "tools": []})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["session"])


def test_a_session_keeps_the_language_it_was_planned_in(client: httpx.Client) -> None:
    choose(client, "de")
    session = begin(client)
    before = client.get(f"/api/sessions/{session}").json()
    assert before["timeline"]["steps"][-1]["name"] == "Kindhaltung"
    choose(client, "fr")
    after = client.get(f"/api/sessions/{session}").json()
    assert after == before
    player = client.get(f"/session/{session}")
    assert '<html lang="de">' in player.text
    assert 'data-language="de"' in player.text
    assert heard(client.get("/")) == "fr"


def test_a_figure_is_described_in_the_language_of_its_plan(client: httpx.Client) -> None:
    choose(client, "de")
    session = client.get(f"/api/sessions/{begin(client)}").json()
    addresses = session["figures"]
    assert all("language=de" in address for address in addresses.values())
    described = client.get(addresses["prone-recruitment"]).json()["describe"]["start"]
    assert described.startswith(session["timeline"]["steps"][-2]["name"])
    english = client.get("/api/figures/prone-recruitment").json()["describe"]["start"]
    assert english.startswith("Prone glute recruitment")
    assert client.get("/api/figures/prone-recruitment?language=../x").json()["describe"]["start"] == english


def test_what_is_kept_for_offline_is_fetched_anew_in_another_language(client: httpx.Client) -> None:
    english = client.get("/sw.js").text
    choose(client, "es")
    spanish = client.get("/sw.js").text
    assert english != spanish
    # The same files, so that a page that runs loses nothing.
    assert english.split('"files"')[1] == spanish.split('"files"')[1]
    begin(client)
    taken = client.get("/api/take-along").json()
    assert {one["planned"]["prescription"]["language"] for one in taken["sessions"]} == {"es"}


def test_a_session_of_before_there_were_languages_is_played_in_english(client: httpx.Client) -> None:
    choose(client, "de")
    client.post("/api/screen", json={"stop": ["none"], "adapt": ["none"]})
    (one, *_) = client.get("/api/take-along").json()["sessions"]
    planned = one["planned"]
    del planned["prescription"]["language"]
    session, event = "01890a5d-ac96-774b-bcce-b302099a8057", "01890a5d-ac96-774b-bcce-b302099a8058"
    person = client.get("/api/take-along").json()["person"]
    told = {"id": event, "session": session, "person": person, "kind": "planned", "data": planned}
    sent = client.post("/api/events", json={"events": [told | {"at": "2026-01-05T08:00:00.000Z"}]})
    assert sent.status_code == 200, sent.text
    found = client.get(f"/api/sessions/{session}")
    assert found.json()["timeline"]["steps"][-1]["name"] == "Child's pose"


def test_units_are_shown_as_chosen_and_nothing_that_is_stored_changes(client: httpx.Client) -> None:
    client.post("/about", data={"section": "running", "weekly-run": "42.5", "unit:weekly-run": "km"})
    taped = {"method": "alone", "unit": "cm", "left-thigh": "42", "left-hip": "80", "left-knee": "78"}
    client.post("/progress/extension", data=taped)
    metric = client.get("/progress/extension").text
    assert _chosen(metric, "unit") == "cm"
    choose(client, "", "imperial")
    imperial = client.get("/progress/extension").text
    assert _chosen(imperial, "unit") == "in"
    assert _present(imperial) == _present(metric)
    # An amount keeps the unit in which it was told, through any number of saves.
    for _ in range(3):
        about = client.get("/about").text
        assert 'value="42.5"' in about
        assert '<option value="km" selected>' in about
        client.post("/about", data={"section": "running", "weekly-run": "42.5", "unit:weekly-run": "km"})
    choose(client, "de", "imperial")
    assert 'value="42,5"' in client.get("/about").text


def test_who_has_told_nothing_is_asked_in_their_units(client: httpx.Client) -> None:
    assert "three metres" in client.get("/offline/player").text
    worker = client.get("/sw.js").text
    choose(client, "", "imperial")
    assert '<option value="mi" selected>' in client.get("/about").text
    assert "ten feet" in client.get("/offline/player").text
    assert client.get("/sw.js").text != worker
    choose(client, "", "metric")
    assert '<option value="km" selected>' in client.get("/about").text


def _chosen(page: str, name: str) -> str:
    (value,) = re.findall(rf'name="{name}" value="([^"]+)" checked', page)
    return str(value)


def _present(page: str) -> str:
    return page.split('id="present-h"')[1].split("</section>", maxsplit=1)[0]
