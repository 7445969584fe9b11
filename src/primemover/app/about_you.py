"""The longer screening: what was told so far, and keeping what is told now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from primemover.app.known import Known
from primemover.coach import List
from primemover.coach.about import ABOUT, Answer, Question, question, questions, read_answer, stored
from primemover.coach.about_effects import contradictions
from primemover.errors import InvalidInput
from primemover.journal import Journal
from primemover.routine.exercise import Tool
from primemover.routine.prescription import Reason


@dataclass(frozen=True, slots=True)
class About:
    """The longer screening of one person as it stands."""

    answers: Mapping[str, Answer]
    """Question id → the newest answer."""
    contradictions: tuple[Reason, ...]
    """What does not go together; it is kept as told."""
    stop_list_first: bool
    """True where an answer asks for the stop list again, and it was not answered since."""

    @property
    def answered(self) -> int:
        """How many questions are answered."""
        return len(self.answers)


@dataclass(frozen=True, slots=True)
class Refused:
    """An answer that makes no sense, and what to do."""

    question: str
    why: InvalidInput


def about(journal: Journal, person_id: str, now: datetime) -> About:
    """What a person told of themselves so far. Raises ``NotFound``."""
    journal.person(person_id)
    known = Known.of(journal, person_id, now)
    told = known.standing.about
    answers = {name: entry.answer for name, entry in told.items()}
    answers |= _from_settings(journal.settings(person_id))
    in_order = {asked.id: answers[asked.id] for asked in questions() if asked.id in answers}
    asked_before = known.standing.asked_before
    return About(in_order, contradictions(told), asked_before and List.STOP not in known.standing.given)


def tell_about(
    journal: Journal, person_id: str, given: Mapping[str, object], now: datetime
) -> tuple[Refused, ...]:
    """Keep the answers ``given``, question by question; null takes one back.

    What makes no sense is refused and returned with what to do; the rest is kept. What is told again
    unchanged is not kept a second time. Raises ``NotFound`` for the person.
    """
    before = about(journal, person_id, now).answers
    changed: dict[str, Answer | None] = {}
    refused: list[Refused] = []
    for name, said in given.items():
        try:
            answer = read_answer(question(name), said)
        except InvalidInput as problem:
            refused.append(Refused(name, problem))
            continue
        if answer != before.get(name):
            changed[name] = answer
    kept = {name: stored(answer) for name, answer in changed.items() if question(name).setting is None}
    settings = {name: answer for name, answer in changed.items() if question(name).setting is not None}
    if kept:
        journal.save_answers(person_id, {ABOUT: kept}, now)
    if settings:
        journal.save_settings(person_id, _to_settings(journal.settings(person_id), settings))
    return tuple(refused)


def _from_settings(settings: Mapping[str, Any]) -> dict[str, Answer]:
    found: dict[str, Answer] = {}
    for asked in questions():
        value = settings.get(asked.setting) if asked.setting else None
        answer = _as_answer(asked, value)
        if answer is not None:
            found[asked.id] = answer
    return found


def _as_answer(asked: Question, value: object) -> Answer | None:
    if isinstance(value, list):
        tools = tuple(choice for choice in asked.choices if choice in value)
        return tools or ((asked.none,) if asked.none else None)
    return str(value) if value is not None and str(value) in asked.choices else None


def _to_settings(settings: Mapping[str, Any], told: Mapping[str, Answer | None]) -> dict[str, Any]:
    now = dict(settings)
    for name, answer in told.items():
        key = question(name).setting or name
        if answer is None:
            now.pop(key, None)
        elif isinstance(answer, tuple):
            now[key] = sorted(tool for tool in answer if tool in set(Tool))
        else:
            now[key] = int(str(answer))
    return now
