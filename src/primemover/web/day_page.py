"""A test day as its page shows it: steps with where each stands, and at the end the holds as they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from primemover.app.test_day import DayState
from primemover.app.test_stage import Stage
from primemover.app.tests_told import PROTOCOL
from primemover.coach.field_test import SIDES, Moment
from primemover.coach.trial import Arm
from primemover.session import Part, Status
from primemover.session.state import Tested
from primemover.terms import Side
from primemover.texts import text
from primemover.web.naming import exercise_name


@dataclass(frozen=True, slots=True)
class StepView:
    """One step of the day: its words, and whether it is done, the one to do now, or still to come."""

    words: str
    state: str
    """``done``, ``now``, ``ahead`` or ``missing``."""


@dataclass(frozen=True, slots=True)
class SideView:
    """What one side held before and after; None where it was not held."""

    side: Side
    before: Tested | None
    after: Tested | None


@dataclass(frozen=True, slots=True)
class TestView:
    """The holds of one test; ``twice`` where it was held, or was to be held, before and after."""

    __test__ = False  # not a test of pytest

    name: str
    sides: tuple[SideView, ...]
    twice: bool


@dataclass(frozen=True, slots=True)
class DayView:
    """The page of a test day. ``tests`` and ``remarks`` are empty until the day is over."""

    day: DayState
    steps: tuple[StepView, ...]
    tests: tuple[TestView, ...]
    remarks: tuple[str, ...]
    ended: str | None
    closing: str | None
    """The session whose closing questions are still open, or None."""

    @property
    def is_over(self) -> bool:
        """True where nothing of the day is left to do."""
        return self.day.stage is Stage.OVER


def day_view(day: DayState) -> DayView:
    """The page of ``day``."""
    over = day.stage is Stage.OVER
    return DayView(
        day=day,
        steps=tuple(_steps(day)),
        tests=tuple(_tests(day.held)) if over else (),
        remarks=tuple(reason.words for reason in day.reading.remarks) if day.reading else (),
        ended=day.ended.words if day.ended else None,
        closing=_closing(day) if over else None,
    )


def _steps(day: DayState) -> list[StepView]:
    order = [Stage.BEFORE, *([Stage.DRAW] if day.by_lot else []), Stage.BETWEEN, Stage.AFTER]
    return [StepView(_words(day, stage), _state(day, stage, order)) for stage in order]


def _words(day: DayState, stage: Stage) -> str:
    if stage is Stage.BETWEEN:
        if day.arm is None:
            return text("tests.step.between")
        return text("tests.step.walking" if day.arm is Arm.WALKING else "tests.step.routine")
    return text(f"tests.step.{stage}")


def _state(day: DayState, stage: Stage, order: Sequence[Stage]) -> str:
    if day.stage is not Stage.OVER:
        behind = order.index(stage) - order.index(day.stage)
        return "done" if behind < 0 else "now" if behind == 0 else "ahead"
    return "done" if _was_done(day, stage) else "missing"


def _was_done(day: DayState, stage: Stage) -> bool:
    if stage is Stage.DRAW:
        return day.arm is not None
    if stage is Stage.BETWEEN:
        between = day.part(Part.BETWEEN)
        return between is not None and between.status is Status.DONE
    moment = Moment.BEFORE if stage is Stage.BEFORE else Moment.AFTER
    return all(day.has_held(moment, side) for side in SIDES)


def _tests(held: Sequence[Tested]) -> Iterator[TestView]:
    """The test that verdicts rest on first."""
    for protocol in sorted({test.protocol for test in held}, key=lambda name: name != PROTOCOL):
        of_this = [test for test in held if test.protocol == protocol]
        twice = protocol == PROTOCOL or any(test.moment is Moment.AFTER for test in of_this)
        yield TestView(exercise_name(protocol), tuple(_side(of_this, side) for side in SIDES), twice)


def _side(held: Sequence[Tested], side: Side) -> SideView:
    def first(moment: Moment) -> Tested | None:
        return next((test for test in held if test.side is side and test.moment is moment), None)

    return SideView(side, first(Moment.BEFORE), first(Moment.AFTER))


def _closing(day: DayState) -> str | None:
    between = day.part(Part.BETWEEN)
    if between is None or between.closing is not None or day.arm is Arm.WALKING:
        return None
    return between.id
