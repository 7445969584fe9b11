"""How a person stands, as one JSON document. Fractions are parts of a hold: 0.4 is 40 % longer."""

from __future__ import annotations

from typing import Any

from primemover.app.progress import Progress
from primemover.coach.estimates import Capacity, Gain, SideDifference
from primemover.coach.field_test import SIDES
from primemover.coach.gate import Condition, Gate
from primemover.coach.response import SideResponse
from primemover.coach.thresholds import INTERVAL_LEVEL
from primemover.session.fields import time_text
from primemover.terms import CannotTell
from primemover.texts import text


def document(name: str, progress: Progress) -> dict[str, Any]:
    """The document of ``primemover status --json``."""
    responses = progress.responses
    return {
        "person": name,
        "at": time_text(progress.now),
        "interval_level": INTERVAL_LEVEL,
        "sides": {side.value: _side(responses.of(side)) for side in SIDES},
        "difference": _difference(responses.difference),
        "gate": _gate(progress.gate),
        "next": _next(progress),
        "practised_days": progress.practised_days,
        "test_days": len(progress.days),
        "remarks": [
            {"at": time_text(remark.at), "text": remark.reason.words} for remark in responses.remarks
        ],
    }


def _side(side: SideResponse) -> dict[str, Any]:
    return {
        "verdict": side.verdict.value,
        "verdict_text": text(side.verdict.label),
        "reason": side.reason.words,
        "gain": _gain(side.gain),
        "capacity": _capacity(side.capacity),
        "more_tests": side.more_tests,
        "more": side.more.words if side.more else None,
        "could_also_be": [text(also) for also in side.also],
    }


def _gain(gain: Gain | CannotTell) -> dict[str, Any] | None:
    if isinstance(gain, CannotTell):
        return None
    return {
        "fraction": gain.fraction,
        "low_fraction": gain.interval.low,
        "high_fraction": gain.interval.high,
        "probability_over_10_percent": gain.probability,
        "routine_days": gain.routine_days,
        "walking_days": gain.walking_days,
    }


def _capacity(capacity: Capacity | CannotTell) -> dict[str, Any] | None:
    if isinstance(capacity, CannotTell):
        return None
    return {
        "hold_s": capacity.seconds,
        "low_s": capacity.interval_s.low,
        "high_s": capacity.interval_s.high,
        "tests": capacity.tests,
    }


def _difference(difference: SideDifference | CannotTell) -> dict[str, Any] | None:
    if isinstance(difference, CannotTell):
        return None
    return {
        "left_over_right_fraction": difference.fraction,
        "low_fraction": difference.interval.low,
        "high_fraction": difference.interval.high,
        "evenness": difference.evenness.value,
        "days": difference.days,
    }


def _gate(gate: Gate) -> dict[str, Any]:
    passed = gate.override
    return {
        "standing": gate.standing.value,
        "may_pass": gate.may_pass,
        "conditions": [_condition(condition) for condition in gate.conditions],
        "passed_by": None if passed is None else {"reason": passed.reason, "at": time_text(passed.at)},
    }


def _condition(condition: Condition) -> dict[str, Any]:
    return {
        "id": condition.id.value,
        "standing": condition.standing.value,
        "present": condition.present.words,
        "opens": condition.opens.words,
        "why": text(condition.why),
    }


def _next(progress: Progress) -> dict[str, Any]:
    test = progress.next.test
    return {
        "test": {
            "due": test.due,
            "may": test.may,
            "earliest_at": time_text(test.earliest) if test.earliest else None,
            "reason": test.reason.words,
        },
        "session": {"routine": progress.next.routine, "minutes": progress.next.minutes},
    }
