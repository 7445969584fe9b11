"""What a value in a file may look like, and how its mistakes are reported."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeGuard

from primemover.routine.document import Node, Scalar, Sequence, Table, shortened, shown
from primemover.routine.mistake import Path, Report, closest

LONGEST_WORDS = 300
_FEW = 12
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class Shape(Protocol):
    """A kind of value: says what it expects, and reports what a node has instead."""

    @property
    def expected(self) -> str:
        """What belongs here, in a few words."""

    def check(self, node: Node, path: Path, report: Report) -> None:
        """Reports every mistake in ``node``, which stands at ``path``."""


@dataclass(frozen=True, slots=True)
class Words:
    """Text that is spoken or shown."""

    at_most: int = LONGEST_WORDS

    @property
    def expected(self) -> str:
        """What belongs here."""
        return f"words, at most {self.at_most} characters"

    def check(self, node: Node, path: Path, report: Report) -> None:
        """Reports what is not text, empty, or too long."""
        if not isinstance(node, Scalar) or not isinstance(node.value, str):
            quoted = isinstance(node, Scalar) and node.value is not None
            report.add(node.place, path, shown(node), self.expected + (", in quotes" if quoted else ""))
        elif not node.value.strip():
            report.add(node.place, path, "empty words", self.expected)
        elif len(node.value) > self.at_most:
            found = f"{shortened(node.value)} ({len(node.value)} characters)"
            report.add(node.place, path, found, self.expected)


@dataclass(frozen=True, slots=True)
class Id:
    """The name of something in a file."""

    @property
    def expected(self) -> str:
        """What belongs here."""
        return "a name in small letters, as glute-bridge"

    def check(self, node: Node, path: Path, report: Report) -> None:
        """Reports what is not a name."""
        value = node.value if isinstance(node, Scalar) else None
        if not is_id(value):
            meant = re.sub(r"[^a-z0-9]+", "-", value.lower()).strip("-") if isinstance(value, str) else ""
            report.add(node.place, path, shown(node), self.expected, meant or None)


@dataclass(frozen=True, slots=True)
class Number:
    """A number between bounds, both included."""

    low: float
    high: float
    whole: bool = False

    @property
    def expected(self) -> str:
        """What belongs here, with its bounds."""
        if self.low == self.high:
            return f"{self.low:g}"
        return f"a {'whole ' if self.whole else ''}number from {self.low:g} to {self.high:g}"

    def check(self, node: Node, path: Path, report: Report) -> None:
        """Reports what is no number or out of bounds."""
        value = number_in(node)
        if value is None or not self.low <= value <= self.high or (self.whole and value != int(value)):
            report.add(node.place, path, shown(node), self.expected)


@dataclass(frozen=True, slots=True)
class Flag:
    """True or false."""

    @property
    def expected(self) -> str:
        """What belongs here."""
        return "true or false"

    def check(self, node: Node, path: Path, report: Report) -> None:
        """Reports what is neither."""
        if not isinstance(node, Scalar) or not isinstance(node.value, bool):
            report.add(node.place, path, shown(node), self.expected)


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of a set of words."""

    what: str
    known: Collection[str]

    @property
    def expected(self) -> str:
        """What belongs here; a short set is listed."""
        listed = sorted(self.known) if isinstance(self.known, frozenset | set) else list(self.known)
        return f"{self.what}: {', '.join(listed)}" if 0 < len(listed) <= _FEW else self.what

    def check(self, node: Node, path: Path, report: Report) -> None:
        """Reports any other word, with the closest one known."""
        value = node.value if isinstance(node, Scalar) else None
        if not isinstance(value, str) or value not in self.known:
            meant = closest(value, self.known) if isinstance(value, str) else None
            report.add(node.place, path, shown(node), self.expected, meant)


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list."""

    item: Shape
    at_least: int = 0

    @property
    def expected(self) -> str:
        """What belongs here."""
        return f"a list of: {self.item.expected}"

    def check(self, node: Node, path: Path, report: Report) -> None:
        """Reports what is not a list, too short a list, and the mistakes of its items."""
        if not isinstance(node, Sequence):
            report.add(node.place, path, shown(node), self.expected)
            return
        if len(node.items) < self.at_least:
            report.add(node.place, path, shown(node), self.expected)
        for index, item in enumerate(node.items):
            self.item.check(item, (*path, index), report)


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a block: what it holds, and what it means."""

    shape: Shape
    meaning: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A mapping with known keys."""

    what: str
    keys: Mapping[str, Key]

    @property
    def expected(self) -> str:
        """What belongs here."""
        return self.what

    def check(self, node: Node, path: Path, report: Report) -> None:
        """Reports unknown keys, missing keys, and the mistakes of the values."""
        if not isinstance(node, Table):
            report.add(node.place, path, shown(node), self.expected)
            return
        for name, value in node.entries:
            key = self.keys.get(str(name.value))
            if key is None:
                self._unknown(name, value, path, report)
            else:
                key.shape.check(value, (*path, str(name.value)), report)
        misspelt = self.misspelt(node)
        for required, key in self.keys.items():
            if key.required and required not in misspelt and node.get(required) is None:
                expected = f"{required} ({key.shape.expected})"
                report.add(node.place, (*path, required), "nothing", expected)

    def misspelt(self, node: Table) -> set[str]:
        """The keys that unknown ones were probably meant to be: misspelt, they are one mistake, not two."""
        unknown = [shown(name) for name, _ in node.entries if str(name.value) not in self.keys]
        return {meant for word in unknown if (meant := closest(word, self.keys))}

    def _unknown(self, name: Scalar, value: Node, path: Path, report: Report) -> None:
        word = shown(name)
        torn = " " in word and isinstance(value, Scalar) and value.value is None
        if torn:
            report.add(name.place, path, word, "quotes around words that contain a comma")
            return
        expected = f"a key of {self.what}: {', '.join(self.keys)}"
        report.add(name.place, (*path, word), f"the key {word}", expected, closest(word, self.keys))


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Anything: another room looks at it."""

    what: str

    @property
    def expected(self) -> str:
        """What belongs here."""
        return self.what

    def check(self, node: Node, path: Path, report: Report) -> None:
        """Nothing to say here."""


@dataclass(frozen=True, slots=True)
class TableOf:
    """A mapping whose keys are names of one kind and whose values have one shape."""

    what: str
    name: OneOf
    value: Shape

    @property
    def expected(self) -> str:
        """What belongs here."""
        return self.what

    def check(self, node: Node, path: Path, report: Report) -> None:
        """Reports unknown names, and the mistakes of the values."""
        if not isinstance(node, Table):
            report.add(node.place, path, shown(node), self.expected)
            return
        for name, value in node.entries:
            self.name.check(name, path, report)
            self.value.check(value, (*path, shown(name)), report)


@dataclass(frozen=True, slots=True)
class WordOr:
    """One fixed word, or another shape."""

    word: str
    other: Shape

    @property
    def expected(self) -> str:
        """What belongs here."""
        return f"{self.word}, or {self.other.expected}"

    def check(self, node: Node, path: Path, report: Report) -> None:
        """Reports another word, or the mistakes of the other shape."""
        if isinstance(node, Scalar):
            if node.value != self.word:
                meant = closest(str(node.value), [self.word])
                report.add(node.place, path, shown(node), self.expected, meant)
            return
        self.other.check(node, path, report)


def is_id(value: object) -> TypeGuard[str]:
    """Whether ``value`` may be the name of something."""
    return isinstance(value, str) and _ID.fullmatch(value) is not None


def number_in(node: Node | None) -> float | None:
    """The number that ``node`` is, or None; true and false are no numbers."""
    value = node.value if isinstance(node, Scalar) else None
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def word_in(node: Node | None) -> str | None:
    """The text that ``node`` is, or None."""
    value = node.value if isinstance(node, Scalar) else None
    return value if isinstance(value, str) else None
