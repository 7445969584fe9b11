"""Everything that the running program shows is followed, read, and held to what may be claimed.

The crawl goes wherever a link, a form that only looks, or a script's address leads; a new page that is linked
is read without a word here. A page that no link leads to has to stand in ``UNLINKED``.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

import httpx
import pytest
from starlette.routing import Route
from visiting import Server, served

import claims
from lived import Life
from primemover.coach import List, checklist
from primemover.journal import Journal
from primemover.web.application import ROUTERS

STARTS = ("/", "/settings", "/api/openapi.json")
WITHOUT_A_NETWORK = (
    "/offline",
    "/offline/player",
    "/offline/close",
    "/manifest.webmanifest",
    "/sw.js",
    "/api/take-along",
)
"""What a browser fetches by itself, to have it when there is no network."""
MISTAKES = (
    "/nothing-here",
    "/api/nothing-here",
    "/history/nobody",
    "/session/nobody",
    "/exercises/nothing",
    "/exercises/prone-recruitment?tool=spoon",
    "/why/nothing",
    "/check?which=nothing",
    "/?minutes=ninety",
    "/?tool=spoon",
    "/api/figures/nothing",
    "/api/sessions/nobody",
)
UNLINKED = {
    "/api/voice/{language}/{edition}.wav": "asked by the player where a browser has no voice",
    "/pair": "for another device, where the server is open to the network",
    "/settings/devices/trust": "where the server is open to the network",
    "/settings/devices/authority.crt": "where the server is open to the network",
    "/api/push-key": "asked by the page of reminders where messages can be sent",
    "/sensors/{one}": "once a recording was given; tests/web/test_sensors.py looks at it",
    "/sensors/{one}/state": "asked by the page that waits for an analysis",
    "/sensors/{one}/report{suffix}": "once a recording was analysed",
    "/sensors/{one}/muscles": "once a recording was given; tests/web/test_recordings.py looks at it",
    "/sensors/{one}/signals": "once a recording was given",
}
SCRIPTS = {r"^/session/([0-9a-f-]{36})$": "/api/sessions/", r"^/exercises/([\w-]+)$": "/api/figures/"}
ADDRESS = re.compile(r"^/[\w\-./?=&%]+$")


class Crawl:
    """Follows the program from page to page and reads each answer once."""

    def __init__(self, client: httpx.Client) -> None:
        self._client = client
        self._base = str(client.base_url).rstrip("/")
        self.read = claims.reader()
        self.found: list[claims.Finding] = []
        self.cited: set[str] = set()
        self.visited: set[str] = set()
        self.answered: dict[str, set[int]] = {}
        """Path of every answer that came, with the status of each."""
        self._waiting: list[str] = []

    def go(self, *paths: str, first: bool = False) -> None:
        """Read these, and everything that they lead to; or up to the ``first`` page with a finding."""
        self._waiting += paths
        while self._waiting and not (first and self.found):
            path = self._waiting.pop(0)
            if path not in self.visited:
                self.visited.add(path)
                self._answer("GET", path)

    def again(self, path: str) -> None:
        """Read a page anew, because something has happened."""
        self.visited.discard(path)
        self.go(path)

    def post(self, path: str, **given: object) -> None:
        """Send something, and read what comes back."""
        self._answer("POST", path, **given)

    def _answer(self, method: str, path: str, **given: object) -> None:
        answer = self._client.request(method, path, **given)  # type: ignore[arg-type]
        came_to = urlsplit(str(answer.url)).path
        self.answered.setdefault(came_to, set()).add(answer.status_code)
        where = f"{method} {came_to} {answer.status_code}"
        kind = answer.headers.get("content-type", "")
        self.found += self.read.named(where, came_to)
        if "html" in kind:
            self._page(where, path, answer.text)
        elif "json" in kind:
            self._data(where, answer.text)
        elif "zip" in kind:
            self.found += self.read.named(where, answer.headers["content-disposition"])
            self._archive(where, answer.content)

    def _page(self, where: str, path: str, html: str) -> None:
        self.found += claims.page_findings(self.read, where, html)
        page = claims.Page(html)
        self.cited |= claims.cited(page.words)
        looking = [form.removeprefix("get ") for form in page.forms if form.startswith("get ")]
        self._follow(
            path, [*page.links, *looking, *_asked_by_scripts(page.links), *_asked_by_scripts([path])]
        )

    def _data(self, where: str, body: str) -> None:
        value = json.loads(body)
        self.found += claims.json_findings(self.read, where, value)
        self._follow("/", [text for text in _texts(value) if ADDRESS.match(text)])

    def _archive(self, where: str, body: bytes) -> None:
        with zipfile.ZipFile(BytesIO(body)) as archive:
            for name in archive.namelist():
                self.found += self.read.named(where, name)
                lines = archive.read(name).decode().splitlines() if name.endswith(".jsonl") else []
                values = [json.loads(line) for line in lines] or [archive.read(name).decode()]
                for value in values:
                    self.found += claims.json_findings(self.read, f"{where} {name}", value)

    def _follow(self, path: str, links: list[str]) -> None:
        for link in links:
            there = urldefrag(urljoin(self._base + path, link)).url
            inside = there.removeprefix(self._base)
            if inside != there and not inside.startswith("/static/"):
                self._waiting.append(inside or "/")


def _asked_by_scripts(links: list[str]) -> Iterator[str]:
    """What the player and the figures fetch once their page is open."""
    for link in links:
        for page, asked in SCRIPTS.items():
            if found := re.match(page, link):
                yield asked + found[1]


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
    elif isinstance(value, str):
        yield value


def browsing(server: Server) -> httpx.Client:
    """Somebody who follows where they are sent and keeps the cookie."""
    return httpx.Client(base_url=server.base, follow_redirects=True, timeout=30)


@pytest.fixture(scope="module")
def crawl(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawl]:
    folder = tmp_path_factory.mktemp("crawl")
    with Journal.open(f"sqlite:///{folder / 'journal.db'}") as journal:
        Life(journal, datetime.now().astimezone()).whole()
    with served(folder) as server, browsing(server) as client:
        found = Crawl(client)
        found.go(*STARTS, *WITHOUT_A_NETWORK)
        _as_a_new_person(found)
        _in_trouble(found)
        yield found


def _as_a_new_person(crawl: Crawl) -> None:
    """The first run, with every row of every checklist ticked once: follow-ups, blocks, changed plans."""
    crawl.post("/people/add", data={"name": "Grace"})
    for which in List:
        for row in checklist(which):
            for other in (List.STOP, List.ADAPT):
                crawl.post("/check", data={"list": other, "none": "yes"})
            crawl.post("/check", data={"list": which, "row": row.id})
            crawl.again("/")
    for which in (List.STOP, List.ADAPT):
        crawl.post("/check", data={"list": which, "none": "yes"})
    crawl.post("/settings/reminders", data={"day": ["mon", "thu"], "at": "07:15", "zone": "Europe/Berlin"})
    crawl.again("/settings/reminders")
    crawl.post("/begin", data={"sore": "yes"})
    crawl.post("/begin", data={"sore": "no", "minutes": "12"})
    begun = next(path for path in reversed(crawl.answered) if path.startswith("/session/"))
    crawl.go(begun)
    crawl.post(f"{begun}/close", data={"effort": "4", "pain": "0", "even": "same"})


def _in_trouble(crawl: Crawl) -> None:
    """Everything that can be asked wrongly."""
    crawl.go(*MISTAKES)
    crawl.post("/log", data={"day": "yesterday"})
    crawl.post("/log", data={"day": "2026-01-05", "minutes": "many"})
    crawl.post("/settings/restore", content=b"no archive")
    crawl.post("/settings/erase", data={"word": "no"})
    crawl.post("/api/events", json={"events": [{"kind": "nothing"}]})
    crawl.post("/api/screen", json={"stop": ["nothing"]})
    crawl.post("/api/sessions", json={"minutes": 500})
    crawl.post("/", data={})
    crawl.post("/settings/export")


def test_nothing_that_is_shown_claims_what_may_not_be_claimed(crawl: Crawl) -> None:
    assert sorted(set(crawl.found)) == []


def test_no_link_leads_nowhere(crawl: Crawl) -> None:
    asked_wrongly = {urlsplit(path).path for path in MISTAKES}
    nowhere = {path for path, statuses in crawl.answered.items() if min(statuses) >= 400 and 404 in statuses}
    assert nowhere <= asked_wrongly


def test_every_page_is_reached(crawl: Crawl) -> None:
    reached = [path for path, statuses in crawl.answered.items() if min(statuses) < 400]
    missed = {
        route.path
        for router in ROUTERS
        for route in router.routes
        if isinstance(route, Route) and "GET" in (route.methods or ())
        if not any(route.path_regex.match(path) for path in reached)
    }
    assert missed <= set(UNLINKED)


def test_the_crawl_sees_the_runners_past_and_every_kind_of_failure(crawl: Crawl) -> None:
    sessions = [path for path in crawl.answered if re.match(r"^/history/[0-9a-f-]{36}$", path)]
    assert len(sessions) >= 20
    assert len(crawl.answered) > 120
    assert {200, 404, 405, 422} <= set().union(*crawl.answered.values())
    assert [path for path, statuses in crawl.answered.items() if 500 in statuses] == []
    assert 200 in crawl.answered["/settings/export"]


def test_whatever_a_page_cites_is_on_the_list_of_studies(crawl: Crawl) -> None:
    from primemover.web.why import studies

    assert crawl.cited
    assert crawl.cited - set(studies().values()) == set()


def test_every_exception_for_pages_is_needed(crawl: Crawl) -> None:
    only = {entry["sentence"] for entry in claims.lists()["allowed"] if entry.get("only") == "pages"}
    assert only - crawl.read.used == set()


PLANTED = {
    "words": "<p>Your left glute <b>is</b> inhibited.</p>",
    "a label": '<button aria-label="You are diagnosed">x</button>',
    "a picture": '<img alt="The right side is weak">',
    "a placeholder": '<input placeholder="It treats pain">',
    "an identifier": '<section id="not-firing-verdict-is-inhibited"></section>',
    "an address": '<a href="/progress/diagnosis">on</a>',
    "data for a script": '<script type="application/json">{"verdict": "left side is weak"}</script>',
    "words of a script": '<p data-waiting="Keep your streak going">x</p>',
    "a title": "<title>Rehab for runners</title>",
    "a table": "<table><tr><td>left</td><td>diagnosed</td></tr></table>",
}


@pytest.mark.parametrize("where", PLANTED)
def test_a_claim_is_found_wherever_it_is_planted_on_a_page(where: str) -> None:
    assert claims.page_findings(claims.reader(), "planted", PLANTED[where])


def test_words_of_other_blocks_are_not_read_together() -> None:
    assert claims.page_findings(claims.reader(), "page", "<li>Right side is</li><li>weak tea</li>") == []


@pytest.mark.parametrize("template", ["settings.html", "problem.html", "why.html"])
def test_a_claim_planted_in_a_template_is_found_by_the_crawl(
    template: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from jinja2 import ChoiceLoader, DictLoader

    from primemover.web import rendering

    whole = rendering.environment()
    source = (Path(rendering.__file__).parent / "templates" / template).read_text(encoding="utf-8")
    planted = source.replace("{% block main %}", "{% block main %}<p>Your left glute is inhibited.</p>")
    assert planted != source
    assert whole.loader
    changed = whole.overlay(loader=ChoiceLoader([DictLoader({template: planted}), whole.loader]))
    monkeypatch.setattr(rendering, "environment", lambda: changed)
    with served(tmp_path) as server, browsing(server) as client:
        crawl = Crawl(client)
        crawl.go("/settings", "/nothing-here", first=True)
    assert {finding.kind for finding in crawl.found} == {"inhibition", "state-of-a-muscle"}


@pytest.mark.parametrize(
    "value",
    [
        {"verdict": "inhibited"},
        {"isWeakSide": "left side is weak"},
        {"sides": [{"reason": "It prevents running injuries."}]},
        ["left-side-is-weak"],
    ],
)
def test_a_claim_is_found_in_the_keys_and_values_of_json(value: object) -> None:
    assert claims.json_findings(claims.reader(), "planted", value)
