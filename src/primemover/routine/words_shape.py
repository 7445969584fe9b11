"""What a file of words in another language may hold, for the checker."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from primemover.routine.document import Node, Sequence, shown
from primemover.routine.keys import BRIEF_CHARACTERS, FORMAT, LABEL_CHARACTERS
from primemover.routine.mistake import Path, Report
from primemover.routine.shape import Block, Id, Key, Number, OneOf, Shape, Words
from primemover.routine.words import Content, words_of

LONGEST_TIP: Final = 80
"""English tips have 60 characters; the others may be a third longer and still fit beside the figure."""

_AT_MOST: Final = {
    "name": 60,
    "label": LABEL_CHARACTERS,
    "working_side": 60,
    "brief": BRIEF_CHARACTERS,
    "tip": LONGEST_TIP,
}


@dataclass(frozen=True, slots=True)
class InOrder:
    """One entry for each entry of the English list, in its order."""

    count: int

    @property
    def expected(self) -> str:
        """What belongs here."""
        return f"a list of {self.count} as in the English file, in its order"

    def check(self, node: Node, path: Path, report: Report) -> None:
        """Reports another length, and the mistakes of the entries."""
        if not isinstance(node, Sequence) or len(node.items) != self.count:
            report.add(node.place, path, shown(node), self.expected)
            return
        for index, item in enumerate(node.items):
            Words().check(item, (*path, index), report)


def shape_of_words(content: Content, language: str) -> Block:
    """What a file of words for the English ``content`` in ``language`` may hold."""
    name = str(content["id"])
    head = {
        "format": Key(Number(FORMAT, FORMAT, whole=True), "always 1", required=True),
        "id": Key(Id(), "the id of the English file", required=True),
        "language": Key(OneOf("the language in the file's name", (language,)), "the language", required=True),
    }
    return Block(f"the words of {name}", {**head, **_keys(words_of(content))})


def _keys(words: Content) -> dict[str, Key]:
    return {key: Key(_shape(key, value), "its words") for key, value in words.items()}


def _shape(key: str, value: object) -> Shape:
    if isinstance(value, Mapping):
        return Block(f"the words of {key}", _keys(value))
    if isinstance(value, list):
        return InOrder(len(value))
    return Words(_AT_MOST[key]) if key in _AT_MOST else Words()
