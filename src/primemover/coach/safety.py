"""The safety rows as data: what a person may report, and what each report does to the plan.

``safety.toml`` holds the rows in the order in which they are asked. This module reads them into frozen
values; ``coach.screening`` applies them. All words are message ids of ``texts``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final

from primemover.terms import Need

NONE_OF_THESE: Final = "none"
"""What a person ticks to answer a whole list with no; a list that was left alone is not answered."""
NONE_LABEL: Final = "safety.list.none"
"""Message id of the words beside that box."""


class List(StrEnum):
    """The checklists. ``STOP`` and ``ADAPT`` come before the first session, ``LATER`` after it."""

    STOP = "stop"
    ADAPT = "adapt"
    LATER = "later"

    @property
    def heading(self) -> str:
        """Message id of the question above the list."""
        return f"safety.list.{self}.heading"


GATING: Final = (List.STOP, List.ADAPT)
"""The lists without whose answers nothing starts."""


class Action(StrEnum):
    """What a ticked row does, the gravest first."""

    BLOCK_EMERGENCY = "block-emergency"
    BLOCK_URGENT = "block-urgent"
    REFER_BLOCK = "refer-block"
    REFER_UNTIL_CLEARED = "refer-until-cleared"
    ADAPT = "adapt"
    ADVISE = "advise"

    @property
    def blocks(self) -> bool:
        """True where no session may start."""
        return self not in (Action.ADAPT, Action.ADVISE)


class Urgency(StrEnum):
    """How soon to be seen, the soonest first."""

    NOW = "now"
    TODAY = "today"
    TOMORROW = "tomorrow"
    DAYS = "days"
    BEFORE_STARTING = "before-starting"

    @property
    def words(self) -> str:
        """Message id of the urgency in words."""
        return f"safety.urgency.{self}"


@dataclass(frozen=True, slots=True)
class Effect:
    """What one answer to a follow-up question changes; None and empty leave the row as it is."""

    action: Action | None = None
    urgency: Urgency | None = None
    unmet: frozenset[Need] = frozenset()
    advice: str | None = None
    """Message id of further advice."""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A question that is asked once its row is ticked.

    ``answers`` maps each permitted answer to its effect.
    """

    id: str
    row: str
    answers: Mapping[str, Effect] = field(hash=False)

    @property
    def question(self) -> str:
        """Message id of the question."""
        return f"safety.ask.{self.id}.question"

    def label(self, answer: str) -> str:
        """Message id of one of the answers."""
        return f"safety.ask.{self.id}.{answer}"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a checklist."""

    id: str
    list: List
    action: Action
    urgency: Urgency | None
    unmet: frozenset[Need]
    follow_ups: tuple[FollowUp, ...]
    source: str

    @property
    def label(self) -> str:
        """Message id of the terse wording beside the box."""
        return f"safety.{self.id}.label"

    @property
    def detail(self) -> str:
        """Message id of the full wording, shown when the row is ticked or on request."""
        return f"safety.{self.id}.detail"

    @property
    def advice(self) -> str:
        """Message id of what to do now, or of what is changed."""
        return f"safety.{self.id}.advice"

    @property
    def reason(self) -> str:
        """Message id of why."""
        return f"safety.{self.id}.reason"


@cache
def rows() -> tuple[Row, ...]:
    """Every row, in the order in which they are asked."""
    source = (files(__package__) / "safety.toml").read_text(encoding="utf-8")
    return tuple(_row(entry) for entry in tomllib.loads(source)["row"])


def checklist(which: List) -> tuple[Row, ...]:
    """The rows of one list, in the order in which they are asked."""
    return tuple(row for row in rows() if row.list == which)


def _row(entry: Mapping[str, Any]) -> Row:
    urgency = entry.get("urgency")
    return Row(
        id=entry["id"],
        list=List(entry["list"]),
        action=Action(entry["action"]),
        urgency=Urgency(urgency) if urgency else None,
        unmet=_needs(entry),
        follow_ups=tuple(_follow_up(entry["id"], asked) for asked in entry.get("ask", ())),
        source=entry["source"],
    )


def _follow_up(row: str, entry: Mapping[str, Any]) -> FollowUp:
    answers = {answer: _effect(entry["id"], answer, change) for answer, change in entry["answers"].items()}
    return FollowUp(entry["id"], row, MappingProxyType(answers))


def _effect(question: str, answer: str, change: Mapping[str, Any]) -> Effect:
    return Effect(
        action=Action(change["action"]) if "action" in change else None,
        urgency=Urgency(change["urgency"]) if "urgency" in change else None,
        unmet=_needs(change),
        advice=f"safety.ask.{question}.advice-{answer}" if change.get("advice") else None,
    )


def _needs(entry: Mapping[str, Any]) -> frozenset[Need]:
    return frozenset(Need(need) for need in entry.get("unmet", ()))
