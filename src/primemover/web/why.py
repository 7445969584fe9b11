"""What the pages under /why say, and where each statement comes from: the structure of ``why.toml``.

The words are messages (``texts/why.en.toml``); a statement without a label, or with a study that is not on
the list of ``studies.toml``, is a mistake of ours and is refused when the file is read.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from primemover.errors import InvalidInput, NotFound
from primemover.texts import text

FIRST_STEP = "step-"
"""Sections of this beginning stand for the source's steps, by number."""


class Label(StrEnum):
    """Where a statement comes from."""

    SOURCE = "source"
    STUDY = "study"
    COMPUTED = "computed"
    TEXTBOOK = "textbook"
    OURS = "ours"
    NOT_ESTABLISHED = "not-established"


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement: its message id, its label, and the studies it rests on, as they are cited."""

    message: str
    label: Label
    cited: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """What is drawn beside a section: a phase of an exercise, a figure of our own, or a chart."""

    exercise: str | None = None
    phase: str | None = None
    own: str | None = None
    chart: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """Some statements under one heading."""

    id: str
    heading: str
    claims: tuple[Claim, ...]
    picture: Picture | None
    see: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """One page."""

    id: str
    title: str
    lead: str
    sections: tuple[Section, ...]


@cache
def topics() -> tuple[Topic, ...]:
    """Every topic, in the order of reading.

    Raises:
        InvalidInput: a statement has no known label, or cites what is not on the list.
    """
    return tuple(map(_topic, _read("why.toml")["topic"]))


def topic(topic_id: str) -> Topic:
    """The topic of that id.

    Raises:
        NotFound: there is none.
    """
    for one in topics():
        if one.id == topic_id:
            return one
    raise NotFound(text("web.problem.not_found"), remedy=text("web.problem.not_found_do"))


@cache
def studies() -> Mapping[str, str]:
    """Every work that may be cited, by our key, as it is cited."""
    return MappingProxyType({key: str(study["cited"]) for key, study in _read("studies.toml").items()})


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((files(__package__) / name).read_text(encoding="utf-8"))


def _topic(raw: Mapping[str, Any]) -> Topic:
    start = f"why.{raw['id']}"
    sections = tuple(_section(start, one) for one in raw["section"])
    return Topic(raw["id"], f"{start}.title", f"{start}.lead", sections)


def _section(start: str, raw: Mapping[str, Any]) -> Section:
    here = f"{start}.{raw['id']}"
    return Section(
        id=raw["id"],
        heading=f"{here}.heading",
        claims=tuple(claim(here, *one) for one in raw["claims"]),
        picture=Picture(**raw["figure"]) if "figure" in raw else None,
        see=tuple(raw.get("see", ())),
    )


def claim(start: str, name: str, label: str, *keys: str) -> Claim:
    """The statement ``name`` of the section whose messages begin with ``start``.

    Raises:
        InvalidInput: the label is not one of ``Label``, a study is not on the list, or a study is not named.
    """
    message = f"{start}.{name}"
    unknown = [key for key in keys if key not in studies()]
    if label not in set(Label) or unknown or (label == Label.STUDY and not keys):
        raise InvalidInput(
            f"the statement '{message}' does not say where it comes from.",
            where="why.toml",
            remedy="Give it a label, and studies that are in studies.toml.",
        )
    return Claim(message, Label(label), tuple(studies()[key] for key in keys))
