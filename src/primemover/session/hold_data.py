"""What a hold event says: the segment of the plan that was held, and for how long."""

from __future__ import annotations

from typing import Any

from primemover.routine.timeline import Segment


def hold_data(
    index: int, segment: Segment, held_s: float | None = None, *, track: str = "main", skipped: bool = False
) -> dict[str, Any]:
    """The data of a ``hold`` event: segment ``index`` of ``track``, held ``held_s`` or as long as planned.

    Seconds; none below zero.
    """
    planned_s = round(segment.end_s - segment.start_s, 3)
    return {
        "track": track,
        "segment": index,
        "exercise": segment.exercise,
        "phase": segment.phase,
        "side": segment.side.value,
        "set": segment.set,
        "rep": segment.rep,
        "planned_s": planned_s,
        "held_s": planned_s if held_s is None else max(0.0, round(held_s, 3)),
        "skipped": skipped,
    }
