"""Screening: from a person's answers to what may happen today.

Answers, as they are stored and sent::

    {"stop": ["none"], "adapt": ["pregnancy"], "later": ["none"],
     "follow_ups": {"pregnancy-cleared": "yes", "trimester": "first"}}

A list holds the ids of the ticked rows, or ``none`` for "none of these". A list that is missing has not
been answered, and nothing starts while ``stop`` or ``adapt`` is missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from primemover.coach.answers import Answers, read_answers
from primemover.coach.safety import GATING, Action, Effect, FollowUp, List, Row, Urgency, rows
from primemover.terms import Need


class Verdict(StrEnum):
    """What the answers come to."""

    INCOMPLETE = "incomplete"
    """A list or a follow-up question is still to be answered; nothing starts."""
    BLOCKED = "blocked"
    GO = "go"

    @property
    def words(self) -> str:
        """Message id of the outcome in words."""
        return f"safety.outcome.{self}"


@dataclass(frozen=True, slots=True)
class Finding:
    """One ticked row and what it does, after its follow-up questions."""

    row: str
    action: Action
    urgency: Urgency | None
    unmet: frozenset[Need]
    label: str
    advice: tuple[str, ...]
    """Message ids: what to do, or what is changed, the row's own advice first."""
    reason: str


@dataclass(frozen=True, slots=True)
class UnmetNeed:
    """Something that is not asked of this body, and the row's message id that says why."""

    need: Need
    row: str
    reason: str


@dataclass(frozen=True, slots=True)
class Screening:
    """What the answers come to: may a session start, with what left out, and what is to be said.

    ``blocks`` are the findings that stop everything, the most urgent first; ``notices`` the others, in the
    order of the lists. ``follow_ups`` are the questions still open; ``unanswered`` the missing lists that
    nothing starts without.
    """

    verdict: Verdict
    blocks: tuple[Finding, ...]
    notices: tuple[Finding, ...]
    unmet: tuple[UnmetNeed, ...]
    follow_ups: tuple[FollowUp, ...]
    unanswered: tuple[List, ...]

    @property
    def may_start(self) -> bool:
        """True when everything is answered and nothing blocks."""
        return self.verdict is Verdict.GO

    @property
    def urgency(self) -> Urgency | None:
        """How soon to be seen, or None where nothing blocks."""
        return self.blocks[0].urgency if self.blocks else None

    @property
    def unmet_needs(self) -> frozenset[Need]:
        """What no exercise of today's plan may need."""
        return frozenset(unmet.need for unmet in self.unmet)

    def unasked(self) -> Screening:
        """The same for a session that asks nothing, as a script runs it: open questions don't hold it up.

        What blocks still blocks, and what an open question might take away stays away.
        """
        return replace(self, verdict=Verdict.BLOCKED if self.blocks else Verdict.GO)


def screen(answers: Mapping[str, object] | Answers) -> Screening:
    """What ``answers`` come to.

    Raises:
        InvalidInput: an unknown list, row, question or answer, "none of these" beside a ticked row, an
            empty list, or a follow-up to a row that is not ticked.
    """
    given = answers if isinstance(answers, Answers) else read_answers(answers)
    ticked = [row for row in rows() if given.ticked(row)]
    findings = {row.id: _finding(row, given) for row in ticked}
    blocks = [finding for finding in findings.values() if finding.action.blocks]
    follow_ups = tuple(
        question for row in ticked for question in row.follow_ups if given.answer_to(question) is None
    )
    unanswered = tuple(name for name in GATING if name not in given.lists)
    return Screening(
        verdict=_verdict([row for row in ticked if findings[row.id].action.blocks], follow_ups, unanswered),
        blocks=tuple(sorted(blocks, key=_gravity)),
        notices=tuple(finding for finding in findings.values() if not finding.action.blocks),
        unmet=tuple(_unmet(findings.values())),
        follow_ups=follow_ups,
        unanswered=unanswered,
    )


def _verdict(
    blocking: list[Row], open_questions: tuple[FollowUp, ...], unanswered: tuple[List, ...]
) -> Verdict:
    if any(not _may_yet_clear(row, open_questions) for row in blocking):
        return Verdict.BLOCKED
    return Verdict.INCOMPLETE if open_questions or unanswered else Verdict.GO


def _may_yet_clear(row: Row, open_questions: tuple[FollowUp, ...]) -> bool:
    """True where an open question has an answer that lifts the block."""
    return any(
        effect.action is not None and not effect.action.blocks
        for question in open_questions
        if question.row == row.id
        for effect in question.answers.values()
    )


def _finding(row: Row, given: Answers) -> Finding:
    action, urgency, advice = row.action, row.urgency, [row.advice]
    unmet = set(row.unmet)
    for question in row.follow_ups:
        answer = given.answer_to(question)
        if answer is None:
            unmet |= _strictest_needs(question)
            continue
        effect = question.answers[answer]
        unmet |= effect.unmet
        urgency = _sooner(urgency, effect)
        if effect.advice:
            advice = [effect.advice] if effect.action else [*advice, effect.advice]
        action = effect.action or action
    return Finding(
        row.id,
        action,
        urgency if action.blocks else None,
        frozenset(unmet),
        row.label,
        tuple(advice),
        row.reason,
    )


def _strictest_needs(question: FollowUp) -> frozenset[Need]:
    # Until it is answered, every answer might be the true one.
    return frozenset().union(*(effect.unmet for effect in question.answers.values()))


def _sooner(urgency: Urgency | None, effect: Effect) -> Urgency | None:
    order = list(Urgency)
    named = [value for value in (urgency, effect.urgency) if value is not None]
    return min(named, key=order.index, default=None)


def _gravity(finding: Finding) -> tuple[int, int]:
    urgency = finding.urgency or Urgency.BEFORE_STARTING
    return list(Urgency).index(urgency), list(Action).index(finding.action)


def _unmet(findings: Iterable[Finding]) -> Iterator[UnmetNeed]:
    for finding in findings:
        for need in Need:
            if need in finding.unmet:
                yield UnmetNeed(need, finding.row, finding.reason)
