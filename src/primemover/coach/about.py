"""The longer screening as data: what is asked after the first session, and what was told.

``about.toml`` holds the questions; their words are message ids of ``texts``. Answers are kept as they were
told, under the key ``about`` beside the safety lists, question by question; the newest of each counts. What
they change stands in ``coach.about_effects``.

The stored form of an answer: a number; ``{"value": 40, "unit": "km"}``; a word; a list of words; or null for
an answer that was taken back.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any, Final, TypeAlias

from primemover.errors import InvalidInput
from primemover.terms import Region
from primemover.texts import text

ABOUT: Final = "about"
"""The key under which these answers stand beside the safety lists."""
REGIONS: Final = "regions"
"""What a question says whose choices are the regions of ``terms``."""
MENDED_WITHIN: Final = timedelta(days=1)
"""An answer that is changed within a day was mended: it is no change of what it is about."""


class QuestionKind(StrEnum):
    """How a question is answered."""

    NUMBER = "number"
    AMOUNT = "amount"
    ONE = "one"
    SEVERAL = "several"


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure with the unit in which it was told."""

    value: float
    unit: str


Answer: TypeAlias = float | Amount | str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the longer screening."""

    id: str
    section: str
    kind: QuestionKind
    choices: tuple[str, ...] = ()
    """With ``none`` last, where there is one."""
    none: str | None = None
    """The choice that excludes the others."""
    bounds: Mapping[str, tuple[float, float]] = field(default_factory=dict, hash=False)
    """Unit → the least and the most that makes sense, both included."""
    holds: timedelta | None = None
    setting: str | None = None
    """The setting that holds the answer, where it is not kept among these."""

    @property
    def question(self) -> str:
        """Message id of the question."""
        return f"about.{self.id}.question"

    @property
    def why(self) -> str:
        """Message id of why it is asked."""
        return f"about.{self.id}.why"

    @property
    def changes(self) -> str:
        """Message id of what it changes."""
        return f"about.{self.id}.changes"

    @property
    def heading(self) -> str:
        """Message id of the heading of its section."""
        return f"about.section.{self.section}"

    def label(self, choice: str) -> str:
        """Message id of a choice."""
        if choice in set(Region) <= set(self.choices):
            return f"pain.region.{choice}"
        return f"about.{self.id}.choice.{choice}"


@dataclass(frozen=True, slots=True)
class Told:
    """The newest answer to a question, and the one before it."""

    answer: Answer
    at: datetime
    before: tuple[Answer, datetime] | None = None


AboutYou: TypeAlias = Mapping[str, Told]
"""Question id → what was told. What was never answered, or taken back, is missing."""


@cache
def questions() -> tuple[Question, ...]:
    """Every question, in the order in which they are asked."""
    source = (files(__package__) / "about.toml").read_text(encoding="utf-8")
    return tuple(_question(entry) for entry in tomllib.loads(source)["question"])


def question(question_id: str) -> Question:
    """The question of that id.

    Raises:
        InvalidInput: there is none.
    """
    for one in questions():
        if one.id == question_id:
            return one
    raise InvalidInput(f"there is no question '{question_id}'.", where=ABOUT)


def read_answer(asked: Question, given: object) -> Answer | None:
    """An answer in its stored form, checked; None where it was taken back or left open.

    Raises:
        InvalidInput: it makes no sense, with the question in ``where`` and what to do in ``remedy``.
    """
    if given is None or given in ([], ()):
        return None
    if asked.kind is QuestionKind.NUMBER:
        (unit,) = asked.bounds
        return _figure(asked, given, unit)
    if asked.kind is QuestionKind.AMOUNT:
        if not isinstance(given, Mapping) or given.get("unit") not in asked.bounds:
            raise InvalidInput(
                text("problem.figure"),
                where=asked.id,
                remedy=text("problem.figure_do", names=", ".join(asked.bounds)),
            )
        unit = str(given["unit"])
        return Amount(_figure(asked, given.get("value"), unit), unit)
    words = [given] if asked.kind is QuestionKind.ONE else given
    if not isinstance(words, list | tuple) or not all(word in asked.choices for word in words):
        raise InvalidInput(
            text("problem.no_answer", given=repr(given)),
            where=asked.id,
            remedy=text("problem.no_answer_do", names=", ".join(asked.choices)),
        )
    return str(given) if asked.kind is QuestionKind.ONE else tuple(dict.fromkeys(map(str, words)))


def stored(answer: Answer | None) -> object:
    """An answer in its stored form; ``read_answer`` reads it back."""
    if isinstance(answer, Amount):
        return {"value": answer.value, "unit": answer.unit}
    return list(answer) if isinstance(answer, tuple) else answer


def about_you(told: Iterable[tuple[datetime, Mapping[str, Any]]]) -> AboutYou:
    """The newest answer to each question, from all parts that were ``told``, oldest first.

    What an older or newer version stored and this one does not know is as if it had not been told.
    """
    found: dict[str, Told] = {}
    for at, part in told:  # without any, the questions are never read: the first page needs them not
        answers = part.get(ABOUT)
        if not isinstance(answers, Mapping):
            continue
        for asked in questions():
            if asked.id in answers:
                _put(found, asked, answers[asked.id], at)
    return found


def _put(found: dict[str, Told], asked: Question, given: object, at: datetime) -> None:
    try:
        answer = read_answer(asked, given)
    except InvalidInput:
        return
    last = found.pop(asked.id, None)
    if answer is None:
        return
    before = (last.answer, last.at) if last else None
    if last and at - last.at < MENDED_WITHIN:
        before = last.before
    found[asked.id] = Told(answer, at, before)


def in_force(about: AboutYou, now: datetime) -> Mapping[str, Answer]:
    """The answers that still hold at ``now``, by question."""
    return {
        asked.id: about[asked.id].answer
        for asked in (questions() if about else ())
        if asked.id in about and (asked.holds is None or now - about[asked.id].at <= asked.holds)
    }


def _figure(asked: Question, given: object, unit: str) -> float:
    low, high = asked.bounds[unit]
    if isinstance(given, bool) or not isinstance(given, int | float) or not math.isfinite(given):
        raise InvalidInput(text("problem.number"), where=asked.id, remedy=_from_to(low, high, unit))
    if not low <= given <= high:
        what = text("problem.cannot_be", given=given, unit=_unit_word(unit))
        raise InvalidInput(what, where=asked.id, remedy=_from_to(low, high, unit))
    return float(given)


def _from_to(low: float, high: float, unit: str) -> str:
    return text("problem.range_do", low=low, high=high, unit=_unit_word(unit))


def _unit_word(unit: str) -> str:
    return text(f"web.about_you.units.{unit}")


def _question(entry: Mapping[str, Any]) -> Question:
    named = entry.get("choices", [])
    choices: list[str] = list(Region) if named == REGIONS else named
    none = entry.get("none")
    bounds = {unit: (0.0, float(most)) for unit, most in entry.get("units", {}).items()}
    if "unit" in entry:
        bounds = {entry["unit"]: (float(entry["min"]), float(entry["max"]))}
    return Question(
        id=entry["id"],
        section=entry["section"],
        kind=QuestionKind(entry["kind"]),
        choices=(*map(str, choices), *([none] if none else [])),
        none=none,
        bounds=bounds,
        holds=timedelta(days=entry["holds_days"]) if "holds_days" in entry else None,
        setting=entry.get("setting"),
    )
