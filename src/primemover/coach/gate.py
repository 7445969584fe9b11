"""The gate for core work: glutes and psoas first, core work after.

The source's last word is that the two must work together *before* core work. Four conditions, each with its
present value, what opens it and why; each is open, not yet, or cannot tell. The order in which muscles fire
is never among them: the gluteus maximus firing last is normal (Lewis and Sahrmann 2009; Bruno 2014).

A person may pass the gate by with a reason; that is recorded and changes no condition.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from primemover.coach.estimates import Evenness, SideDifference
from primemover.coach.field_test import SIDES
from primemover.coach.pain import GO_ON_UP_TO, WORST
from primemover.coach.thresholds import (
    CERTAIN,
    EXTENSION_ERROR_SD_DEG,
    EXTENSION_LIMIT_DEG,
    EXTENSION_VALID_DAYS,
    PAIN_FREE_SESSIONS,
    PRACTISED_DAYS,
    PRACTISED_WITHIN_DAYS,
    UNEVEN,
)
from primemover.errors import InvalidInput
from primemover.routine.prescription import Reason
from primemover.terms import CannotTell, Side
from primemover.texts import text
from primemover.texts.writing import number

STEEPEST_DEG: Final = 60.0
"""A thigh beyond ±60° is a reading error, not a range."""


class Standing(StrEnum):
    """How a condition, or the whole gate, stands."""

    OPEN = "open"
    NOT_YET = "not-yet"
    CANNOT_TELL = "cannot-tell"

    @property
    def label(self) -> str:
        """Message id of its words."""
        return f"gate.standing.{self}"


class ConditionId(StrEnum):
    """The four conditions, in the order in which they are shown."""

    PRACTISED = "practised"
    NO_PAIN = "no-pain"
    EVEN = "even"
    EXTENSION = "extension"


class Method(StrEnum):
    """How hip extension was measured."""

    HELPER = "helper"
    TIMED_PHOTO = "timed-photo"
    ALONE = "alone"
    """With a tape and nobody to look: not to be trusted, so nothing is told from it."""


@dataclass(frozen=True, slots=True)
class ExtensionTest:
    """The trigonometric modified Thomas test of one side.

    ``hip_flexion_deg`` is the angle of the hanging thigh: below the horizontal negative, above it positive.

    Raises:
        InvalidInput: an angle beyond ±60°, or a negative age.
    """

    hip_flexion_deg: float
    method: Method
    days_ago: int = 0

    def __post_init__(self) -> None:
        if not math.isfinite(self.hip_flexion_deg) or abs(self.hip_flexion_deg) > STEEPEST_DEG:
            raise InvalidInput(
                text("problem.thigh_angle", deg=number(self.hip_flexion_deg)),
                where="extension test",
                remedy=text("problem.degrees_do"),
            )
        if self.days_ago < 0:
            raise InvalidInput(
                text("problem.extension_to_come"),
                where="extension test",
                remedy=text("problem.extension_to_come_do"),
            )


@dataclass(frozen=True, slots=True)
class SessionPain:
    """The worst pain of one session: ``level`` 0–10; ``alarming`` as ``pain.is_alarming`` says, of any pain
    in it. Expected soreness of the buttock muscles is not pain here.

    Raises:
        InvalidInput: a level outside 0–10.
    """

    level: int
    alarming: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.level <= WORST:
            raise InvalidInput(
                text("problem.pain_level", level=self.level),
                where="pain",
                remedy=text("problem.pain_level_do"),
            )

    @property
    def passes(self) -> bool:
        """True where one simply goes on (EVIDENCE's 0–3, nothing alarming)."""
        return self.level <= GO_ON_UP_TO and not self.alarming


@dataclass(frozen=True, slots=True)
class Override:
    """The person passes the gate by.

    Raises:
        InvalidInput: no reason given.
    """

    reason: str
    at: datetime

    def __post_init__(self) -> None:
        if not self.reason.strip():
            raise InvalidInput(text("problem.no_reason"), where="gate", remedy=text("problem.no_reason_do"))


@dataclass(frozen=True, slots=True)
class GateState:
    """What the gate looks at.

    ``practised_days``: different days, of the last 28, on which the routine was finished.
    ``pain``: one entry per finished session, the latest last.
    ``difference``: the side difference of ``coach.response``. ``extension``: the latest test per side.
    """

    practised_days: int
    pain: Sequence[SessionPain]
    difference: SideDifference | CannotTell
    extension: Mapping[Side, ExtensionTest] = field(default_factory=dict)
    override: Override | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition: how it stands, its present value, what opens it, and why it is asked."""

    id: ConditionId
    standing: Standing
    present: Reason
    opens: Reason
    why: str
    """Message id."""


@dataclass(frozen=True, slots=True)
class Gate:
    """The conditions and what they come to."""

    conditions: tuple[Condition, ...]
    override: Override | None

    @property
    def standing(self) -> Standing:
        """Not yet where any condition says so; open where all are; else cannot tell."""
        standings = {condition.standing for condition in self.conditions}
        if Standing.NOT_YET in standings:
            return Standing.NOT_YET
        return Standing.OPEN if standings == {Standing.OPEN} else Standing.CANNOT_TELL

    @property
    def passed_by(self) -> Reason | None:
        """How the override is shown in the history, or None."""
        return None if self.override is None else Reason("gate.passed-by", {"reason": self.override.reason})

    @property
    def may_pass(self) -> bool:
        """True where core work is offered: the gate is open, or the person passed it by."""
        return self.standing is Standing.OPEN or self.override is not None


def gate(state: GateState) -> Gate:
    """How the gate for core work stands.

    Raises:
        InvalidInput: more practised days than the window has, or fewer than none.
    """
    conditions = (_practised(state), _no_pain(state), _even(state), _extension(state))
    return Gate(conditions, state.override)


def _practised(state: GateState) -> Condition:
    days = state.practised_days
    if not 0 <= days <= PRACTISED_WITHIN_DAYS:
        raise InvalidInput(
            f"{days} practised days in {PRACTISED_WITHIN_DAYS}.", where="gate", remedy="Count each day once."
        )
    standing = Standing.OPEN if days >= PRACTISED_DAYS else Standing.NOT_YET
    window = {"within": PRACTISED_WITHIN_DAYS}
    return _condition(
        ConditionId.PRACTISED,
        standing,
        Reason("gate.practised.present", {"count": days, **window}),
        {"needed": PRACTISED_DAYS, **window},
    )


def _no_pain(state: GateState) -> Condition:
    last = state.pain[-PAIN_FREE_SESSIONS:]
    if not all(session.passes for session in last):
        standing = Standing.NOT_YET
    elif len(last) < PAIN_FREE_SESSIONS:
        standing = Standing.CANNOT_TELL
    else:
        standing = Standing.OPEN
    needed = {"needed": PAIN_FREE_SESSIONS, "level": GO_ON_UP_TO}
    return _condition(ConditionId.NO_PAIN, standing, _pain_present(last), needed)


def _pain_present(last: Sequence[SessionPain]) -> Reason:
    if not last:
        return Reason("gate.no-pain.none-yet")
    if any(session.alarming for session in last):
        return Reason("gate.no-pain.alarming", {"count": len(last)})
    return Reason("gate.no-pain.present", {"count": len(last), "level": max(pain.level for pain in last)})


def _even(state: GateState) -> Condition:
    difference = state.difference
    needed = {"margin": math.expm1(UNEVEN)}
    if isinstance(difference, CannotTell):
        return _condition(ConditionId.EVEN, Standing.CANNOT_TELL, Reason(difference.reason), needed)
    standing = {
        Evenness.EVEN: Standing.OPEN,
        Evenness.UNEVEN: Standing.NOT_YET,
        Evenness.CANNOT_TELL: Standing.CANNOT_TELL,
    }[difference.evenness]
    longer = Side.LEFT if difference.posterior.location >= 0 else Side.RIGHT
    # Told of the longer side, so that the sentence never needs a minus sign.
    log, sign = difference.posterior.interval(CERTAIN), 1 if longer is Side.LEFT else -1
    low, high = sorted((math.expm1(sign * log.low), math.expm1(sign * log.high)))
    figures = {"difference": math.expm1(abs(difference.posterior.location)), "low": low, "high": high}
    values = {"longer": longer.value, "shorter": longer.other.value, **figures}
    return _condition(ConditionId.EVEN, standing, Reason("gate.even.present", values), needed)


def _extension(state: GateState) -> Condition:
    needed = {"limit_deg": EXTENSION_LIMIT_DEG}
    usable = [state.extension[side] for side in SIDES if side in state.extension]
    if len(usable) < len(SIDES):
        return _condition(
            ConditionId.EXTENSION, Standing.CANNOT_TELL, Reason("gate.extension.not-measured"), needed
        )
    if any(test.method is Method.ALONE for test in usable):
        return _condition(ConditionId.EXTENSION, Standing.CANNOT_TELL, Reason("gate.extension.alone"), needed)
    if any(test.days_ago > EXTENSION_VALID_DAYS for test in usable):
        old = Reason("gate.extension.old", {"count": EXTENSION_VALID_DAYS})
        return _condition(ConditionId.EXTENSION, Standing.CANNOT_TELL, old, needed)
    left, right = (test.hip_flexion_deg for test in usable)
    present = Reason("gate.extension.present", {"left_deg": left, "right_deg": right})
    return _condition(ConditionId.EXTENSION, _limited(max(left, right)), present, needed)


def _limited(hip_flexion_deg: float) -> Standing:
    """How the stiffer side stands, given the error of the test."""
    above = (hip_flexion_deg - EXTENSION_LIMIT_DEG) / EXTENSION_ERROR_SD_DEG
    probability = 0.5 * math.erfc(-above / math.sqrt(2))
    if probability >= CERTAIN:
        return Standing.NOT_YET
    return Standing.OPEN if probability <= 1 - CERTAIN else Standing.CANNOT_TELL


def _condition(
    condition: ConditionId, standing: Standing, present: Reason, needed: Mapping[str, float]
) -> Condition:
    return Condition(
        condition, standing, present, Reason(f"gate.{condition}.opens", needed), f"gate.{condition}.why"
    )
