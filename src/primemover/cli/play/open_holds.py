"""What a hold that the person ends asks of a sitting: keys, reasons, and the test day told."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from rich.console import Console

from primemover.cli.play.course import Held
from primemover.cli.play.diary import Diary
from primemover.cli.play.stage import can_be_stage
from primemover.coach.field_test import EndReason
from primemover.errors import InvalidInput
from primemover.routine import library
from primemover.routine.routine_file import Routine
from primemover.session.fields import time_text
from primemover.session.kinds import Part
from primemover.session.state import PlannedTest
from primemover.texts import text


def must_have_keys(routine: Routine, *, rehearsal: bool) -> None:
    """Raises ``InvalidInput`` where a hold is to be let go and there is no key to do it with.

    A rehearsal may do without: its holds end by themselves.
    """
    exercises = [library().exercise(item.exercise) for item in routine.items]
    has_open = any(phase.hold and phase.hold.open for one in exercises for phase in one.phases)
    with_keys = sys.stdin.isatty() and can_be_stage(Console(highlight=False))
    if has_open and not with_keys and not rehearsal:
        raise InvalidInput(text("cli.test.no_keys"), remedy=text("cli.test.no_keys.do"))


def ends_of(exercise: str) -> tuple[str, ...]:
    """The answers to why a hold of that test ended."""
    protocol = library().exercise(exercise).test
    return protocol.ends if protocol else ()


def tell(
    diary: Diary,
    test: PlannedTest | None,
    held: Held,
    end: EndReason,
    *,
    now_s: float,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> None:
    """Tell a hold of a test day; outside of one it only stands among the holds of its session.

    ``now_s`` is the present second of the session's clock, from which follows when the hold began.
    """
    if test is None or test.part is Part.BETWEEN:
        return
    data = {
        "day": test.day,
        "moment": str(test.part),
        "protocol": held.segment.exercise,
        "side": str(held.segment.side),
        "began_at": time_text(now() - timedelta(seconds=now_s - held.began_s)),
        "held_s": held.held_s,
        "end_reason": str(end),
    }
    diary.tell("test", data, now_s)
