"""A prescription: what of a routine is done today, how much of it, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from primemover.errors import InvalidInput
from primemover.routine.exercise import Exercise, Tool
from primemover.terms import Side
from primemover.texts import ENGLISH
from primemover.texts.reasons import reason_in_words

Value = str | int | float


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something differs from the usual: a message id of ``texts`` and the values it names."""

    message: str
    values: Mapping[str, Value] = field(default_factory=dict, hash=False)

    @property
    def words(self) -> str:
        """The reason as a sentence; ``NotFound`` for an id that the texts have no more."""
        return reason_in_words(self.message, self.values)


@dataclass(frozen=True, slots=True)
class Doses:
    """How much of one exercise: repetitions (None where it has none), sets, and each hold in its own unit."""

    reps: int | None
    sets: int
    holds: Mapping[str, float] = field(hash=False)
    """Phase id → seconds or breaths, whichever the file counts the hold in."""

    def held_per_side_s(self, exercise: Exercise) -> float:
        """Seconds held in all on one side."""
        once_s = sum(
            phase.hold.seconds(self.holds[phase.id]) for phase in exercise.phases if phase.hold is not None
        )
        return once_s * (self.reps or 1) * self.sets


@dataclass(frozen=True, slots=True)
class EasierStep:
    """What replaces a step when it must be easier."""

    exercise: str
    tool: Tool | None
    doses: Doses


@dataclass(frozen=True, slots=True)
class PrescribedStep:
    """One place of the routine as it is filled today."""

    place: str
    """The exercise that the routine names for this place."""
    number: int
    """Number of the source's step."""
    exercise: str
    tool: Tool | None
    doses: Doses
    easier: EasierStep | None
    reasons: tuple[Reason, ...] = ()
    """Why it is not the usual exercise or not the usual dose."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One place of the routine that stays empty today."""

    place: str
    number: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Prescription:
    """A routine as it will be done today. Empty ``steps`` mean that nothing of it is allowed."""

    routine: str
    minutes: int | None
    """What was asked for, or None for the usual doses."""
    first_side: Side
    steps: tuple[PrescribedStep, ...]
    left_out: tuple[LeftOut, ...] = ()
    reasons: tuple[Reason, ...] = ()
    """What holds for the whole, as that the minutes are more than a full dose takes."""
    language: str = ENGLISH
    """The language it was planned in and is spoken in to its end: words take their time, and the seconds of a
    session may not change on the way (decisions/0125)."""


def prescription_json(prescription: Prescription) -> dict[str, Any]:
    """``prescription`` as plain values; ``prescription_from`` reads them back."""
    return {
        "routine": prescription.routine,
        "minutes": prescription.minutes,
        "first_side": prescription.first_side.value,
        "steps": [_step_json(step) for step in prescription.steps],
        "left_out": [
            {"place": out.place, "number": out.number, "reasons": _reasons_json(out.reasons)}
            for out in prescription.left_out
        ],
        "reasons": _reasons_json(prescription.reasons),
        "language": prescription.language,
    }


def prescription_from(content: Mapping[str, Any]) -> Prescription:
    """The prescription that ``prescription_json`` wrote.

    Raises:
        InvalidInput: the content is not a prescription.
    """
    try:
        return Prescription(
            routine=content["routine"],
            minutes=content["minutes"],
            first_side=Side(content["first_side"]),
            steps=tuple(_step(step) for step in content["steps"]),
            left_out=tuple(
                LeftOut(out["place"], out["number"], _reasons(out["reasons"])) for out in content["left_out"]
            ),
            reasons=_reasons(content["reasons"]),
            language=str(content.get("language", ENGLISH)),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InvalidInput(
            "This is not a prescription.", where="prescription", remedy="Plan the session again."
        ) from error


def _step_json(step: PrescribedStep) -> dict[str, Any]:
    return {
        "place": step.place,
        "number": step.number,
        **_dosed_json(step),
        "easier": _dosed_json(step.easier) if step.easier else None,
        "reasons": _reasons_json(step.reasons),
    }


def _dosed_json(step: PrescribedStep | EasierStep) -> dict[str, Any]:
    doses = {"reps": step.doses.reps, "sets": step.doses.sets, "holds": dict(step.doses.holds)}
    return {"exercise": step.exercise, "tool": step.tool, "doses": doses}


def _reasons_json(reasons: tuple[Reason, ...]) -> list[dict[str, Any]]:
    return [{"message": reason.message, "values": dict(reason.values)} for reason in reasons]


def _step(content: Mapping[str, Any]) -> PrescribedStep:
    easier = content["easier"]
    return PrescribedStep(
        place=content["place"],
        number=content["number"],
        exercise=content["exercise"],
        tool=_tool(content["tool"]),
        doses=_doses(content["doses"]),
        easier=EasierStep(easier["exercise"], _tool(easier["tool"]), _doses(easier["doses"]))
        if easier
        else None,
        reasons=_reasons(content["reasons"]),
    )


def _tool(content: str | None) -> Tool | None:
    return None if content is None else Tool(content)


def _doses(content: Mapping[str, Any]) -> Doses:
    return Doses(content["reps"], content["sets"], dict(content["holds"]))


def _reasons(content: list[Mapping[str, Any]]) -> tuple[Reason, ...]:
    return tuple(Reason(reason["message"], dict(reason["values"])) for reason in content)
