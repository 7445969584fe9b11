"""What the player needs to ask why a hold of a test ended, without a network."""

from __future__ import annotations

from typing import Any, Final

from primemover.coach.field_test import EndReason
from primemover.routine import Prescription, library
from primemover.session import Part, SessionState
from primemover.terms import Muscle
from primemover.texts import text

FELT: Final = (
    Muscle.GLUTEUS_MAXIMUS,
    Muscle.GLUTEUS_MEDIUS,
    Muscle.HAMSTRINGS,
    Muscle.ERECTOR_SPINAE,
    Muscle.RECTUS_FEMORIS,
    Muscle.PSOAS,
)
"""Muscles that one may feel working, the most likely first."""


def test_part(state: SessionState, prescription: Prescription) -> dict[str, Any] | None:
    """The holds' day and moment, with the answers to offer; None for a session without holds of a test."""
    test = state.plan.test if state.plan else None
    if test is None or test.part is Part.BETWEEN:
        return None
    return {
        "day": test.day,
        "moment": test.part.value,
        "ends": {step.exercise: ends_of(step.exercise) for step in prescription.steps},
        "felt": [{"id": muscle.value, "label": text(f"web.muscle.{muscle}")} for muscle in FELT],
    }


def ends_of(exercise_id: str) -> list[dict[str, str]]:
    """The answers to "why did it end?" that a test takes; all of them where its file is gone."""
    exercise = library().exercises.get(exercise_id)
    protocol = exercise.test if exercise else None
    ends = protocol.ends if protocol else [end.value for end in EndReason]
    return [{"id": end, "label": text(EndReason(end).label)} for end in ends]
