"""What a person's answers come to over time: the newest to each list, as long as they hold.

Answers are told in parts (one list, both, a follow-up) and kept as told. A list told anew replaces the
list before and puts its follow-up questions again, for a trimester passes. After ``RENEW_AFTER`` a list
counts as not answered, so nothing starts on old answers (docs/decisions/0031).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any, Final

from primemover.coach.about import AboutYou
from primemover.coach.answers import FOLLOW_UPS, read_answers
from primemover.coach.safety import List, rows
from primemover.errors import InvalidInput

RENEW_AFTER: Final = timedelta(weeks=4)


@dataclass(frozen=True, slots=True)
class Standing:
    """The answers that hold: ``answers`` in the form that ``screen`` takes, and when each list was told."""

    answers: Mapping[str, Any]
    given: Mapping[List, datetime]
    asked_before: bool = False
    """True once any list was ever answered."""
    doubted: bool = False
    """True where a list was taken back because of something that was told since."""
    about: AboutYou = field(default_factory=dict)
    """What the longer screening was told (``coach.about``); it takes no part in the lists."""

    def without(self, name: List) -> Standing:
        """The same, as if the list ``name`` had not been answered."""
        given = {one: at for one, at in self.given.items() if one is not name}
        answers = MappingProxyType(_without(self.answers, name))
        return replace(self, answers=answers, given=MappingProxyType(given), doubted=True)


def standing(told: Iterable[tuple[datetime, Mapping[str, Any]]], now: datetime) -> Standing:
    """The answers that hold at ``now``, from all that were ``told``, oldest first.

    What an older version stored and this one does not know counts as not answered.
    """
    answers: dict[str, Any] = {FOLLOW_UPS: {}}
    given: dict[List, datetime] = {}
    for at, part in told:
        answers = merged(answers, part)
        given |= {name: at for name in List if name in part}
    asked_before = bool(given)
    for name in [name for name in List if name in given]:
        if now - given[name] > RENEW_AFTER or not _is_read({name.value: answers[name]}):
            answers = _without(answers, name)
            del given[name]
    lists = {name.value: answers[name] for name in given}
    follow_ups = {
        question: said
        for question, said in answers[FOLLOW_UPS].items()
        if _is_read({**lists, FOLLOW_UPS: {question: said}})
    }
    holding = MappingProxyType({**lists, FOLLOW_UPS: follow_ups})
    return Standing(holding, MappingProxyType(given), asked_before)


def merged(before: Mapping[str, Any], part: Mapping[str, Any]) -> dict[str, Any]:
    """``before`` with the lists and follow-up answers of ``part`` put in place of the older ones."""
    answers = dict(before)
    for name in List:
        if name in part:
            answers = _without(answers, name) | {name.value: part[name]}
    follow_ups = part.get(FOLLOW_UPS, {})
    if not isinstance(follow_ups, Mapping):
        raise InvalidInput("answers by question are expected.", where=f"answers, {FOLLOW_UPS}")
    unknown = {name: value for name, value in part.items() if name not in {*List, FOLLOW_UPS}}
    return answers | unknown | {FOLLOW_UPS: {**answers.get(FOLLOW_UPS, {}), **follow_ups}}


def _without(answers: Mapping[str, Any], name: List) -> dict[str, Any]:
    """``answers`` without a list and all that was asked because of it, or is answered by it."""
    asked_there = {question.id for row in rows() if row.list is name for question in row.follow_ups}
    asked_there |= {row.id for row in rows() if row.list is name}
    follow_ups = {
        question: said for question, said in answers[FOLLOW_UPS].items() if question not in asked_there
    }
    return {key: value for key, value in answers.items() if key != name} | {FOLLOW_UPS: follow_ups}


def _is_read(answers: Mapping[str, Any]) -> bool:
    try:
        read_answers(answers)
    except InvalidInput:
        return False
    return True
