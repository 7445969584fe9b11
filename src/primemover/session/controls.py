"""From the events of a session to the controls that ``routine.position`` reads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from primemover.routine.position import USUAL_PACE, Control, ControlKind
from primemover.routine.timeline import MAIN
from primemover.session.state import SessionState


def control_of(kind: str, t: float, data: Mapping[str, Any]) -> Control:
    """The control that an event of this kind with this data stands for."""
    return Control(
        ControlKind(kind),
        t,
        factor=data.get("factor", USUAL_PACE),
        regions=tuple(data.get("regions") or ()),
        steps=tuple(data.get("steps") or ()),
        track=data.get("track", MAIN),
        at_s=data.get("at_s", 0.0),
    )


def controls_of(state: SessionState) -> tuple[Control, ...]:
    """Every control of a session, in order of ``t``."""
    return tuple(control_of(event.kind, event.t_s or 0.0, event.data) for event in state.controls)
