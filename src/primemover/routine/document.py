"""A YAML file as nodes that remember their line and column.

Only what an exercise file needs of YAML 1.2 is taken: mappings, lists, words and numbers. Anchors,
aliases, tags and second documents are refused, so a file can neither grow when it is read nor do
anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceStartEvent,
)

from primemover.routine.mistake import Place

MAX_BYTES = 256 * 1024
MAX_DEPTH = 20
_SHOWN = 40

_WHOLE = re.compile(r"[-+]?[0-9]{1,15}")
_DECIMAL = re.compile(r"[-+]?(\.[0-9]+|[0-9]{1,15}(\.[0-9]*)?)([eE][-+]?[0-9]{1,2})?")
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}

_CURES = {
    "mapping values are not allowed": "quotes around words that contain a colon",
    "found unexpected end of stream": "the closing quote",
    "found character": "quotes around words that begin with that character",
    "expected <block end>": "the indentation of the lines above",
    "while scanning a simple key": "a colon after the key",
    "could not find expected ':'": "a colon after the key",
    "expected ',' or": "a comma between the entries, or the closing bracket",
}
"""What usually mends what the parser complains of."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """A word, a number, true, false or nothing."""

    value: str | int | float | bool | None
    place: Place


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple[Node, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Table:
    """A mapping. Of a key that stands twice only the first is kept."""

    entries: tuple[tuple[Scalar, Node], ...]
    place: Place

    def get(self, key: str) -> Node | None:
        """The value of ``key``, or None."""
        return next((value for name, value in self.entries if name.value == key), None)

    def key_place(self, key: str) -> Place:
        """Where ``key`` stands; where the mapping starts if it has no such key."""
        return next((name.place for name, _ in self.entries if name.value == key), self.place)


Node = Scalar | Sequence | Table


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that keeps a file from being read as it stands."""

    place: Place
    found: str
    expected: str


@dataclass(frozen=True, slots=True)
class Document:
    """What could be read: the root node if there is one, and all troubles met on the way."""

    root: Node | None
    troubles: tuple[Trouble, ...]


def read(path: Path) -> Document:
    """The file at ``path`` as nodes. An unreadable file is a document with one trouble.

    Raises:
        OSError: the file is not there or may not be read.
    """
    size = path.stat().st_size
    if size > MAX_BYTES:
        return _only(Place(1, 1), f"a file of {_size(size)}", f"at most {_size(MAX_BYTES)}")
    return read_bytes(path.read_bytes())


def read_bytes(content: bytes) -> Document:
    """The bytes of a file as nodes."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = _place_in(content[: error.start].decode("utf-8", "replace"))
        return _only(place, "bytes that are not text", "a text file in UTF-8")
    strange = re.search(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text)
    if strange:
        return _only(
            _place_in(text[: strange.start()]),
            f"the control character U+{ord(strange[0]):04X}",
            "a text file in UTF-8",
        )
    if not text.strip():
        return _only(Place(1, 1), "an empty file", "an exercise or a routine")
    tabs = tuple(_tabs(text))
    if tabs:
        return Document(None, tabs)
    return _Reader().read(text)


def plain(node: Node) -> object:
    """``node`` as dicts, lists and plain values, in the order of the file."""
    match node:
        case Scalar():
            return node.value
        case Sequence():
            return [plain(item) for item in node.items]
        case Table():
            return content_of(node)


def content_of(table: Table) -> dict[str, Any]:
    """``table`` as a dict of plain values."""
    return {str(key.value): plain(value) for key, value in table.entries}


def shown(node: Node) -> str:
    """``node`` in a few words, for a message."""
    match node:
        case Scalar(value=None):
            return "nothing"
        case Scalar(value=bool() as value):
            return "true" if value else "false"
        case Scalar():
            return shortened(str(node.value))
        case Sequence():
            return "a list" if node.items else "an empty list"
        case Table():
            return "a block of keys" if node.entries else "an empty block"


def shortened(text: str) -> str:
    """``text`` on one line, cut where it is long."""
    line = " ".join(text.split()) or '""'
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"


def _only(place: Place, found: str, expected: str) -> Document:
    return Document(None, (Trouble(place, found, expected),))


def _broken(place: Place, problem: str) -> Trouble:
    cure = next((cure for start, cure in _CURES.items() if problem.startswith(start)), "well-formed YAML")
    return Trouble(place, f"broken YAML ({shortened(problem)})", cure)


def _size(size: int) -> str:
    return f"{size / 1024 / 1024:.0f} MB" if size >= 1024 * 1024 else f"{size / 1024:.0f} kB"


def _place_in(before: str) -> Place:
    return Place(before.count("\n") + 1, len(before) - before.rfind("\n"))


def _tabs(text: str) -> Iterator[Trouble]:
    for number, line in enumerate(text.splitlines(), start=1):
        indent = line[: len(line) - len(line.lstrip())]
        if "\t" in indent and line.strip():
            yield Trouble(Place(number, indent.index("\t") + 1), "a tab", "spaces to indent with")


@dataclass(slots=True)
class _Open:
    """A collection whose end has not been read yet."""

    place: Place
    is_table: bool
    items: list[Node] = field(default_factory=list)

    def close(self, troubles: list[Trouble]) -> Node:
        if not self.is_table:
            return Sequence(tuple(self.items), self.place)
        entries: dict[object, tuple[Scalar, Node]] = {}
        for key, value in zip(self.items[::2], self.items[1::2], strict=True):
            if not isinstance(key, Scalar):
                troubles.append(Trouble(key.place, shown(key), "a word as a key"))
            elif key.value in entries:
                first = entries[key.value][0].place
                twice = f"{shown(key)} a second time (first on line {first.line}, column {first.column})"
                troubles.append(Trouble(key.place, twice, "each key once"))
            else:
                # the parser places an absent value where it noticed, on the next line; it belongs to its key
                absent = isinstance(value, Scalar) and value.value is None
                entries[key.value] = (key, Scalar(None, key.place) if absent else value)
        return Table(tuple(entries.values()), self.place)


class _Reader:
    """Builds nodes from the events of the YAML parser, without recursion."""

    def __init__(self) -> None:
        self._troubles: list[Trouble] = []
        self._open: list[_Open] = []
        self._root: Node | None = None
        self._documents = 0

    def read(self, text: str) -> Document:
        # ruamel reports what it cannot parse with the place where it gave up
        try:
            for event in YAML(typ="safe", pure=True).parse(text):
                if not self._take(event):
                    break
        except MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            place = Place(mark.line + 1, mark.column + 1) if mark else Place(1, 1)
            return Document(None, (*self._troubles, _broken(place, error.problem or error.context or "")))
        except (YAMLError, ValueError) as error:
            return Document(None, (*self._troubles, _broken(Place(1, 1), str(error))))
        if self._root is None and not self._troubles:
            return _only(Place(1, 1), "an empty file", "an exercise or a routine")
        return Document(self._root, tuple(self._troubles))

    def _take(self, event: Event) -> bool:
        """Takes one event in; False where reading on makes no sense."""
        place = Place(event.start_mark.line + 1, event.start_mark.column + 1)
        if isinstance(event, DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                self._trouble(place, "a second document (---)", "one document")
                return False
        elif isinstance(event, NodeEvent):
            self._refuse_magic(event, place)
            return self._take_node(event, place)
        elif isinstance(event, CollectionEndEvent):
            self._put(self._open.pop().close(self._troubles))
        return True

    def _take_node(self, event: NodeEvent, place: Place) -> bool:
        if isinstance(event, SequenceStartEvent | MappingStartEvent):
            if len(self._open) == MAX_DEPTH:
                self._trouble(place, f"blocks more than {MAX_DEPTH} deep", "a flatter file")
                return False
            self._open.append(_Open(place, isinstance(event, MappingStartEvent)))
        elif isinstance(event, ScalarEvent):
            self._put(Scalar(_value(event), place))
        else:
            self._put(Scalar(None, place))
        return True

    def _refuse_magic(self, event: NodeEvent, place: Place) -> None:
        written_out = "the words written out (a phase may use like)"
        if isinstance(event, AliasEvent):
            self._trouble(place, f"the alias *{event.anchor}", written_out)
        elif event.anchor is not None:
            self._trouble(place, f"the anchor &{event.anchor}", written_out)
        elif getattr(event, "ctag", None) is not None:
            self._trouble(place, "a tag (!)", "no tags")

    def _put(self, node: Node) -> None:
        if self._open:
            self._open[-1].items.append(node)
        else:
            self._root = node

    def _trouble(self, place: Place, found: str, expected: str) -> None:
        self._troubles.append(Trouble(place, found, expected))


def _value(event: ScalarEvent) -> str | int | float | bool | None:
    text = str(event.value)
    if event.style is not None:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _WHOLE.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        return float(text)
    return text
