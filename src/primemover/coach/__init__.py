"""What it means: safety, pain rules and the plan for today, each with its reason."""

from primemover.coach.pain import Kind as PainKind
from primemover.coach.pain import PainResponse, Response, pain_table, respond
from primemover.coach.safety import NONE_LABEL, NONE_OF_THESE, FollowUp, List, Row, checklist
from primemover.coach.screening import Finding, Screening, UnmetNeed, Verdict, screen

__all__ = [
    "NONE_LABEL",
    "NONE_OF_THESE",
    "Finding",
    "FollowUp",
    "List",
    "PainKind",
    "PainResponse",
    "Response",
    "Row",
    "Screening",
    "UnmetNeed",
    "Verdict",
    "checklist",
    "pain_table",
    "respond",
    "screen",
]
