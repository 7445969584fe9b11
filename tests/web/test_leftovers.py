"""Every page is read in every language, and no English is left standing on it."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from urllib.parse import urldefrag, urljoin

import httpx
import pytest
from visiting import Server, served

import claims
from lived import Life
from primemover.journal import Journal
from primemover.routine import library
from primemover.texts import ENGLISH, languages, messages, speaking

OTHERS = languages()[1:]
STARTS = (
    "/",
    "/settings",
    "/offline",
    "/offline/player",
    "/offline/close",
    "/pair",
    "/check",
    "/check?which=adapt",
    "/settings/erase",
    "/nothing-here",
    "/history/nobody",
    "/exercises/nothing",
    "/?minutes=ninety",
    "/?minutes=99",
    "/history?before=yesterday",
)
WRONG = (
    ("/settings/restore", b"no archive"),
    ("/settings/restore", b"PK\x03\x04 cut short"),
    ("/progress/gate", b"reason=+"),
    ("/progress/extension", b"method=helper&unit=cm&left_thigh=300&left_hip=60&left_knee=60"),
    ("/people/add", b"name=" + b"n" * 500),
    ("/sensors?name=notes.docx", b"x"),
    ("/sensors?name=empty.csv", b""),
    ("/sensors/live/start", b"kind=lsl"),
    ("/nowhere", b"x"),
)
"""What a person can send by mistake."""
UNREADABLE = {
    "no-rate.csv": b"glute_l,glute_r\n1,2\n3,4\n",
    "words.csv": b"time_s,glute_l\n0.001,one\n0.002,2\n",
    "back.csv": b"time_s,glute_l\n0.001,1\n0.002,2\n0.001,3\n",
    "cut.edf": b"0       " + b" " * 100,
    "cut.mat": b"MATLAB 5.0",
    "no-header.txt": b"# OpenSignals Text File Format\n# {}\n# EndOfHeader\n",
}
"""Recordings with a mistake each, by name."""
ENGLISH_WORDS = ("the", "and", "are", "your", "you", "with", "this", "that", "of", "it", "what", "there")
"""Words that English cannot do without and none of our other languages has."""
ENGLISH_WORD = re.compile(rf"\b(?:{'|'.join(ENGLISH_WORDS)})\b", re.IGNORECASE)
NAMES = ("Prime Mover", "Getting those Glutes to fire")
MARKED = re.compile(r'<(?!html)(\w+)[^>]*\slang="en"[^>]*>.*?</\1>', re.S)
"""What says of itself that it is English: titles of studies, sources, names of languages."""


class Reading:
    """Goes through the pages in one language, and keeps the sentences that look English."""

    def __init__(self, client: httpx.Client, language: str) -> None:
        self._client = client
        self._headers = {"accept-language": language}
        self.pages: set[str] = set()
        self.left: set[str] = set()
        self._known = _said_only_in_english(language)

    def go(self, *paths: str) -> None:
        """Read these, and every page they lead to."""
        waiting = list(paths)
        while waiting:
            path = waiting.pop()
            if path in self.pages or "/report." in path:
                continue
            self.pages.add(path)
            answer = self._client.get(path, headers=self._headers)
            if "html" in answer.headers.get("content-type", ""):
                self._read(path, answer.text)
                links = claims.Page(answer.text).links
                there = (urldefrag(urljoin(f"http://x{path}", link)).url for link in links)
                waiting += [link[8:] for link in there if link.startswith("http://x/")]

    def send(self, path: str, content: bytes) -> httpx.Response:
        """Send what is wrong, and read what is said of it."""
        kind = "application/x-www-form-urlencoded" if b"=" in content else "application/octet-stream"
        headers = {**self._headers, "accept": "text/html", "content-type": kind}
        answer = self._client.post(path, content=content, headers=headers)
        self._read(path, answer.text)
        return answer

    def analysed(self, name: str, content: bytes) -> str:
        """Give a recording, wait for what comes of it, and read that; why it failed."""
        address = self.send(f"/sensors?name={name}", content).json()["address"]
        for _ in range(1200):
            state = self._client.get(f"{address}/state", headers=self._headers).json()
            if state["done"] or state["failed"]:
                self.go(address)
                return str(state["failed"])
            time.sleep(0.1)
        raise AssertionError(f"{name} is still being read")

    def _read(self, path: str, html: str) -> None:
        page = claims.Page(MARKED.sub("", html))
        for words in (page.words, *page.said):
            for sentence in claims.sentences(words):
                bare = sentence
                for name in NAMES:
                    bare = bare.replace(name, "")
                if " " in bare and (ENGLISH_WORD.search(bare) or sentence in self._known):
                    self.left.add(f"{path.split('?', maxsplit=1)[0]}: {sentence}")


def _said_only_in_english(language: str) -> frozenset[str]:
    """Whole English messages of more than one word whose translation is another."""
    own = messages(language)
    told = {
        message
        for message_id, message in messages(ENGLISH).items()
        if isinstance(message, str) and " " in message and own.get(message_id) != message
    }
    english, spoken = library(ENGLISH), library(language)
    for exercise_id, exercise in english.exercises.items():
        other = spoken.exercise(exercise_id)
        pairs = [(exercise.name, other.name), (exercise.purpose, other.purpose)]
        told |= {one for one, two in pairs if one != two and " " in one}
    return frozenset(sentence for one in told for sentence in claims.sentences(one) if " " in sentence)


def browsing(server: Server) -> httpx.Client:
    """Somebody who waits: the machine may be busy with other tests."""
    return httpx.Client(base_url=server.base, follow_redirects=True, timeout=120)


@pytest.fixture(scope="module", params=OTHERS)
def reading(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reading]:
    language = str(request.param)
    folder = tmp_path_factory.mktemp(language)
    with Journal.open(f"sqlite:///{folder / 'journal.db'}") as journal, speaking(language):
        Life(journal, datetime.now().astimezone()).whole()
    with served(folder) as server, browsing(server) as client:
        found = Reading(client, language)
        found.go(*STARTS)
        client.post("/people/add", data={"name": "Grace"}, headers={"accept-language": language})
        found.pages.clear()
        found.go("/", "/history", "/progress", "/tests")
        yield found


def test_no_english_is_left_on_any_page(reading: Reading) -> None:
    assert sorted(reading.left) == []


def test_what_goes_wrong_is_said_in_the_language_of_the_page(reading: Reading) -> None:
    reading.left.clear()
    for path, content in WRONG:
        assert reading.send(path, content).status_code >= 400, path
    for name, content in UNREADABLE.items():
        assert name in reading.analysed(name, content)
    assert sorted(reading.left) == []


def test_the_words_looked_for_are_found(tmp_path: Path) -> None:
    with served(tmp_path) as server, browsing(server) as client:
        english = Reading(client, ENGLISH)
        english.go("/", "/settings")
    assert len(english.left) > 20
