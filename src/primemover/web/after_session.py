"""Where a session leads when it is over."""

from __future__ import annotations

from primemover.session import SessionState
from primemover.texts import text


def next_page(state: SessionState) -> str:
    """The address after a session: its test day where it is part of one, else the closing questions."""
    if state.plan and state.plan.test:
        return f"/tests/{state.plan.test.day}"
    return f"/session/{state.id}/close"


def next_label(state: SessionState) -> str:
    """What the link to ``next_page`` says."""
    part_of_day = state.plan is not None and state.plan.test is not None
    return text("tests.go_on" if part_of_day else "web.player.over_go")
