"""Reads words as a runner reads them, and finds what Prime Mover may not say (``claims.toml``).

A text is read sentence by sentence; markup, line ends and quotes do not hide a claim. An identifier
(``not-firing``, ``weakSide``) is read as the words it is made of.
"""

from __future__ import annotations

import calendar
import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, NamedTuple

LIST = Path(__file__).with_suffix(".toml")
INLINE = frozenset(
    {"a", "abbr", "b", "code", "em", "i", "q", "s", "small", "span", "strong", "sub", "sup", "u"}
)
"""Every other tag ends a sentence."""
SET_APART = frozenset({"detail"})
"""Classes that a style sheet puts on lines of their own."""
MONTHS = frozenset(calendar.month_name[1:]) | frozenset(calendar.month_abbr[1:])
UNREAD = frozenset({"script", "style"})
SAID = frozenset({"aria-label", "aria-valuetext", "alt", "title", "placeholder", "content", "value", "label"})
NAMED = frozenset({"id", "name", "href", "action", "for", "value", "src"})
SENTENCE_END = re.compile(r"(?<=[.!?…])[”\"’)]*\s+(?=[^a-z])")
YEAR_CITED = re.compile(r"\b([A-Z][\w’é-]*(?:(?: &| and| /)? [A-Z][\w’é-]+)*),? \(?((?:19|20)\d\d)\b(?!-\d)")


class Forbidden(NamedTuple):
    """One kind of claim that EVIDENCE forbids."""

    id: str
    pattern: re.Pattern[str]
    why: str
    evidence: str
    planted: str


class Finding(NamedTuple):
    """A sentence that may not be said, and where it stands."""

    where: str
    kind: str
    sentence: str


@dataclass(frozen=True)
class Reader:
    """Reads words of one language; remembers which exceptions it needed."""

    forbidden: tuple[Forbidden, ...]
    allowed: frozenset[str]
    used: set[str] = field(default_factory=set)

    def said(self, where: str, words: str) -> list[Finding]:
        """What a text says that it may not."""
        return [finding for line in sentences(words) for finding in self._judged(where, line)]

    def named(self, where: str, identifier: str) -> list[Finding]:
        """The same for an identifier, read as words."""
        return self._judged(where, spelt_out(identifier))

    def _judged(self, where: str, sentence: str) -> list[Finding]:
        kinds = [one.id for one in self.forbidden if one.pattern.search(sentence)]
        if kinds and sentence in self.allowed:
            self.used.add(sentence)
            return []
        return [Finding(where, kind, sentence) for kind in kinds]


@cache
def lists() -> Mapping[str, Any]:
    """The file of claims as it is."""
    return tomllib.loads(LIST.read_text(encoding="utf-8"))


def reader(language: str = "en") -> Reader:
    """A new reader of a language."""
    kinds = tuple(
        Forbidden(
            one["id"], re.compile(one["pattern"], re.IGNORECASE), one["why"], one["evidence"], one["planted"]
        )
        for one in lists()[language]
    )
    return Reader(kinds, frozenset(one["sentence"] for one in lists()["allowed"]))


def sentences(words: str) -> Iterator[str]:
    """The sentences of a text; paragraphs, list items and table cells end one as well."""
    for block in re.split(r"\n\s*\n|\n\s*(?:[-*>#]+|\d+\.)\s|\||<br>|\x1e", words):
        joined = " ".join(block.replace("’", "'").replace("**", "").split())
        for sentence in SENTENCE_END.split(joined):
            if sentence.strip():
                yield sentence.strip()


def spelt_out(identifier: str) -> str:
    """``weakSide`` and ``weak-side`` → "weak side"."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", identifier)
    return " ".join(re.split(r"[\s_\-./?&=#:+%]+", spaced)).strip().lower()


def cited(words: str) -> set[str]:
    """Author and year of every citation, as ``Lewis & Sahrmann 2009``."""
    found = set()
    for names, year in YEAR_CITED.findall(words):
        if names in MONTHS:
            continue
        found.add(f"{names.replace(' and ', ' & ')} {year}")
    return found


class Page(HTMLParser):
    """What a page says to eyes and ears, what it names, and where it leads."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self._visible: list[str] = []
        self._unread = 0
        self._reading_data = False
        self.said: list[str] = []
        self.names: list[str] = []
        self.links: list[str] = []
        self.forms: list[str] = []
        self.data: list[str] = []
        self.feed(html)
        self.close()

    @property
    def words(self) -> str:
        """Everything visible, blocks apart."""
        return "".join(self._visible)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {key: value or "" for key, value in attrs}
        if tag in UNREAD:
            self._unread += 1
            self._reading_data = "json" in values.get("type", "")
        if tag not in INLINE or values.get("class") in SET_APART:
            self._visible.append("\x1e")
        for key, value in values.items():
            if key in SAID or (key.startswith("data-") and " " in value):
                self.said.append(value)
            if key in NAMED:
                self.names.append(value)
        if tag == "a" and "href" in values:
            self.links.append(values["href"])
        if tag == "form":
            self.forms.append(f"{values.get('method', 'get').lower()} {values.get('action', '')}")

    def handle_endtag(self, tag: str) -> None:
        if tag in UNREAD:
            self._unread -= 1
            self._reading_data = False
        if tag not in INLINE:
            self._visible.append("\x1e")

    def handle_data(self, data: str) -> None:
        if self._reading_data:
            self.data.append(data)
        elif not self._unread:
            self._visible.append(data)


def page_findings(read: Reader, where: str, html: str) -> list[Finding]:
    """What a page says or names that it may not."""
    page = Page(html)
    found = read.said(where, page.words)
    for words in page.said:
        found += read.said(where, words)
    for name in page.names:
        found += read.named(where, name)
    for data in page.data:
        found += json_findings(read, where, json.loads(data))
    return found


def json_findings(read: Reader, where: str, value: Any) -> list[Finding]:
    """What an answer in JSON says or names that it may not: every key, every string."""
    found: list[Finding] = []
    for key, words in _strings(value):
        found += read.named(where, key)
        found += read.said(where, words)
        found += read.named(where, words) if " " not in words else []
    return found


def _strings(value: Any, key: str = "") -> Iterable[tuple[str, str]]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield str(name), ""
            yield from _strings(inner, str(name))
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner, key)
    elif isinstance(value, str):
        yield key, value
