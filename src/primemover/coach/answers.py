"""A person's answers to the checklists, read strictly: what is unclear is refused, never guessed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from types import MappingProxyType
from typing import Final

from primemover.coach.safety import NONE_OF_THESE, FollowUp, List, Row, checklist, rows
from primemover.errors import InvalidInput
from primemover.texts import text

FOLLOW_UPS: Final = "follow_ups"
WHERE_FOLLOW_UPS: Final = f"answers, {FOLLOW_UPS}"


@dataclass(frozen=True, slots=True)
class Answers:
    """Checked answers: the ticked rows of every answered list, and the answers to follow-up questions."""

    lists: Mapping[List, frozenset[str]]
    """An answered list with its ticked row ids; empty for "none of these". Unanswered lists are missing."""
    follow_ups: Mapping[str, str]

    def ticked(self, row: Row) -> bool:
        """True where the person reports this row."""
        return row.id in self.lists.get(row.list, frozenset())

    def answer_to(self, question: FollowUp) -> str | None:
        """The answer to a follow-up question, or None while it is open.

        A question that carries the name of a row is answered by that row's list, once it has been asked.
        """
        return self.follow_ups.get(question.id) or _answer_by_row(question.id, self.lists)


def read_answers(data: Mapping[str, object]) -> Answers:
    """Check answers in their stored form (see ``coach.screening``).

    Raises:
        InvalidInput: with the field in ``where`` and what to do in ``remedy``.
    """
    known = {*List, FOLLOW_UPS}
    for name in data:
        if name not in known:
            raise InvalidInput(
                f"there is no list '{name}'.", where="answers", remedy=_did_you_mean(name, known)
            )
    lists = {name: _ticked(name, data[name]) for name in List if name in data}
    follow_ups = _follow_ups(data.get(FOLLOW_UPS, {}), lists)
    return Answers(MappingProxyType(lists), MappingProxyType(follow_ups))


def _ticked(which: List, given: object) -> frozenset[str]:
    where = f"answers, {which}"
    if not isinstance(given, list | tuple) or not all(isinstance(entry, str) for entry in given):
        raise InvalidInput(
            "a list of row ids is expected.", where=where, remedy=f"For none, send ['{NONE_OF_THESE}']."
        )
    if not given:
        raise InvalidInput(text("problem.nothing_ticked"), where=where, remedy=text("problem.tick_do"))
    known = {row.id for row in checklist(which)}
    for entry in given:
        if entry not in known | {NONE_OF_THESE}:
            raise InvalidInput(
                text("problem.no_row", name=f"'{entry}'"), where=where, remedy=_did_you_mean(entry, known)
            )
    if NONE_OF_THESE in given and set(given) != {NONE_OF_THESE}:
        raise InvalidInput(
            text("problem.none_and_more"), where=where, remedy=text("problem.none_and_more_do")
        )
    return frozenset(given) - {NONE_OF_THESE}


def _follow_ups(given: object, lists: Mapping[List, frozenset[str]]) -> dict[str, str]:
    if not isinstance(given, Mapping):
        raise InvalidInput("answers by question are expected.", where=WHERE_FOLLOW_UPS)
    questions = {question.id: question for row in rows() for question in row.follow_ups}
    for name in given:
        if name not in questions:
            remedy = _did_you_mean(name, questions)
            raise InvalidInput(f"there is no question '{name}'.", where=WHERE_FOLLOW_UPS, remedy=remedy)
    return {name: _answer(questions[name], answer, lists) for name, answer in given.items()}


def _answer(question: FollowUp, answer: object, lists: Mapping[List, frozenset[str]]) -> str:
    if not isinstance(answer, str) or answer not in question.answers:
        choices = ", ".join(question.answers)
        raise InvalidInput(
            f"{answer!r} is no answer to '{question.id}'.",
            where=WHERE_FOLLOW_UPS,
            remedy=f"Choose one of: {choices}.",
        )
    if not any(question.row in ticked for ticked in lists.values()):
        raise InvalidInput(
            f"'{question.id}' is answered, but '{question.row}' is not ticked.",
            where=WHERE_FOLLOW_UPS,
            remedy="Tick it, or leave the question out.",
        )
    if _answer_by_row(question.id, lists) not in (None, answer):
        raise InvalidInput(
            f"'{question.id}' and the row of the same name are answered differently.",
            where=WHERE_FOLLOW_UPS,
            remedy="Answer both alike.",
        )
    return answer


def _answer_by_row(question: str, lists: Mapping[List, frozenset[str]]) -> str | None:
    for row in rows():
        if row.id == question and row.list in lists:
            return "yes" if question in lists[row.list] else "no"
    return None


def _did_you_mean(name: object, known: Mapping[str, object] | set[str]) -> str:
    close = get_close_matches(str(name), [str(entry) for entry in known], n=1)
    if close:
        return text("problem.meant", name=f"'{close[0]}'")
    return text("problem.there_are", names=", ".join(sorted(known)))
