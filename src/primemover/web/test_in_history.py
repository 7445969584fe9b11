"""What a session of a test day shows in the history, and what of it stays hidden while the day goes on."""

from __future__ import annotations

from dataclasses import dataclass

from primemover.app.test_day import day
from primemover.app.test_stage import Stage
from primemover.errors import NotFound
from primemover.session import Part, SessionState
from primemover.web.test_part import ends_of
from primemover.web.visitor import Visitor


@dataclass(frozen=True, slots=True)
class TestInHistory:
    """A session's place in its test day. ``hidden``: what was held is not shown yet; ``day`` is None where
    the day's first session was taken out."""

    __test__ = False  # not a test of pytest

    part: Part
    day: str | None
    hidden: bool
    ends: dict[str, list[dict[str, str]]]
    """By exercise, the answers to "why did it end?"."""


def test_in_history(asking: Visitor, state: SessionState) -> TestInHistory | None:
    """The place of a session in its test day, or None where it is part of none."""
    test = state.plan.test if state.plan else None
    if test is None:
        return None
    try:
        stage = day(asking.journal, asking.person.id, test.day, asking.now).stage
    except NotFound:
        stage = None
    return TestInHistory(
        part=test.part,
        day=test.day if stage else None,
        hidden=test.part is not Part.BETWEEN and stage not in {None, Stage.OVER},
        ends={told.protocol: ends_of(told.protocol) for told in state.tests},
    )
