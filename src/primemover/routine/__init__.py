"""What to do: exercise and routine files, their checker, compile() and position()."""

from primemover.routine.compiling import compile  # noqa: A004 (the room's word for it)
from primemover.routine.exercise import Exercise, Phase, Tool
from primemover.routine.library import Library, library
from primemover.routine.planning import plan, usual_prescription
from primemover.routine.position import Control, ControlKind, Position, position
from primemover.routine.prescription import Prescription, Reason, prescription_from, prescription_json
from primemover.routine.routine_file import Routine
from primemover.routine.timeline import Timeline
from primemover.routine.timeline_json import timeline_json

__all__ = [
    "Control",
    "ControlKind",
    "Exercise",
    "Library",
    "Phase",
    "Position",
    "Prescription",
    "Reason",
    "Routine",
    "Timeline",
    "Tool",
    "compile",
    "library",
    "plan",
    "position",
    "prescription_from",
    "prescription_json",
    "timeline_json",
    "usual_prescription",
]
