"""What goes over a live wire: frames as numbers and wishes as JSON in, facts as JSON out.

How a frame is written stands in ``frame_bytes``. A message carries one frame or several.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from typing import Any, Final

from primemover.app.live import Hidden, Live, Told, Visible, Watching
from primemover.errors import InvalidInput, PrimeMoverError
from primemover.motion import Ended, FaultSeen, Left, NotMeasured, Reached, Repetition
from primemover.routine import library
from primemover.terms import CannotTell, Side
from primemover.texts import text
from primemover.web.frame_bytes import frame_at, starts_of, time_at

MOST_FRAMES: Final = 32
"""A second of frames; nobody has a reason to send more at once."""
MOST_TEXT: Final = 2000
_BEAT_S: Final = 0.5
_KINDS: Mapping[type, str] = {
    Reached: "reached",
    Left: "left",
    FaultSeen: "fault",
    Ended: "ended",
    Repetition: "repetition",
    NotMeasured: "missed",
    Hidden: "hidden",
    Visible: "visible",
}


class Wire:
    """One conversation. Whatever comes in, an answer goes out and the conversation goes on."""

    def __init__(self) -> None:
        self._eyes = Live()
        self._exercise: str | None = None
        self._beat_s = 0.0
        self._problem_told = False
        self._wishes: Mapping[str, Callable[[Mapping[str, Any]], list[dict[str, Any]]]] = {
            "watch": self._watch,
            "stop": self._stop,
            "led": self._led,
            "learn": self._learn,
        }

    def frames(self, data: bytes, *, hurried: bool = False) -> list[str]:
        """The answers to one message of frames; often none. ``hurried``: others wait for their turn."""
        try:
            starts = starts_of(data, MOST_FRAMES)
        except InvalidInput as problem:
            return self._problem(problem)
        answers = []
        for start in starts:
            answers += self._frame(data, start, hurried)
        return answers

    def wish(self, message: str) -> list[str]:
        """The answers to one wish; may take a tenth of a second."""
        try:
            asked = _asked(message)
            kind = asked.get("kind")
            fulfil = self._wishes.get(kind) if isinstance(kind, str) else None
            if fulfil is None:
                raise InvalidInput(f"The wishes are {', '.join(self._wishes)}.", where="kind")
            return [json.dumps(answer) for answer in fulfil(asked)]
        except PrimeMoverError as problem:
            self._problem_told = False
            return self._problem(problem)

    def _frame(self, data: bytes, start: int, hurried: bool) -> list[str]:
        if not self._eyes.wants(time_at(data, start), hurried=hurried):
            return []
        try:
            frame = frame_at(data, start)
            told = self._eyes.take(frame)
        except InvalidInput as problem:
            return self._problem(problem)
        self._problem_told = False
        time_s = frame.time_s
        if not told and 0 <= time_s - self._beat_s < _BEAT_S:
            return []
        self._beat_s = time_s
        return [json.dumps({"kind": "facts", "at_s": time_s, "facts": self._facts(told)})]

    def _problem(self, problem: PrimeMoverError) -> list[str]:
        """The first of a run of problems: nobody is told the same thirty times a second."""
        if self._problem_told:
            return []
        self._problem_told = True
        told = {"kind": "problem", "what": problem.what, "where": problem.where, "remedy": problem.remedy}
        return [json.dumps({key: value for key, value in told.items() if value is not None})]

    def _watch(self, asked: Mapping[str, Any]) -> list[dict[str, Any]]:
        exercise, side = asked.get("exercise"), asked.get("side")
        if not isinstance(exercise, str):
            raise InvalidInput("An exercise is named by its id.", where="exercise")
        if side not in tuple(Side):
            raise InvalidInput(f"A side is one of {', '.join(Side)}.", where="side")
        before = self._stop({})
        self._exercise = exercise
        return [*before[:-1], self._told_watching(self._eyes.watch(exercise, Side(side)), exercise)]

    def _stop(self, _: Mapping[str, Any]) -> list[dict[str, Any]]:
        open_still = self._facts(self._eyes.stop())
        told = {"kind": "facts", "at_s": self._beat_s, "facts": open_still}
        return [told, {"kind": "stopped"}] if open_still else [{"kind": "stopped"}]

    def _led(self, asked: Mapping[str, Any]) -> list[dict[str, Any]]:
        phase, start_s, end_s = asked.get("phase"), _seconds(asked, "start_s"), _seconds(asked, "end_s")
        if not isinstance(phase, str) or not start_s <= end_s:
            raise InvalidInput("A phase is led from a moment to a later one.", where="led")
        self._eyes.led(phase, start_s, end_s)
        return []

    def _learn(self, _: Mapping[str, Any]) -> list[dict[str, Any]]:
        found, told = self._eyes.learn()
        if isinstance(found, CannotTell):
            return [{"kind": "not-taught", "reason": found.reason, "say": text(found.reason)}]
        answer = self._told_watching(found, found.exercise)
        return [answer, {"kind": "facts", "at_s": self._beat_s, "facts": self._facts(told)}]

    def _told_watching(self, found: Watching | CannotTell, exercise: str) -> dict[str, Any]:
        if isinstance(found, CannotTell):
            return {
                "kind": "unseen", "exercise": exercise, "reason": found.reason, "say": text(found.reason),
            }  # fmt: skip
        return {"kind": "watching", **asdict(found)}

    def _facts(self, told: Iterable[Told]) -> list[dict[str, Any]]:
        return [self._fact(fact) for fact in told if not isinstance(fact, NotMeasured)]

    def _fact(self, fact: Told) -> dict[str, Any]:
        words = {}
        if isinstance(fact, FaultSeen) and self._exercise is not None:
            faults = library().exercise(self._exercise).variant(None).faults
            words = {"say": next(fault.say for fault in faults if fault.id == fact.id)}
        elif isinstance(fact, Hidden):
            words = {"say": text(fact.reason)}
        return {"kind": _KINDS[type(fact)], **asdict(fact), **words}


_LONGEST_S: Final = 366 * 86_400


def _asked(message: str) -> dict[str, Any]:
    if len(message) > MOST_TEXT:
        raise InvalidInput(f"A wish has at most {MOST_TEXT} characters.")
    try:
        asked = json.loads(message)
    except (ValueError, RecursionError) as error:
        raise InvalidInput("This is no JSON.") from error
    if not isinstance(asked, dict):
        raise InvalidInput("A wish is a JSON object.")
    return asked


def _seconds(asked: Mapping[str, Any], key: str) -> float:
    value = asked.get(key)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < _LONGEST_S:
        raise InvalidInput("A moment is in seconds.", where=key)
    return float(value)
