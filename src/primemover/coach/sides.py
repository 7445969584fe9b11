"""Which side goes first: they take turns from session to session, so that neither gets the fresher half."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from primemover.terms import Side

USUAL_FIRST: Final = Side.RIGHT


def first_side(history: Sequence[Side]) -> Side:
    """The side that begins the next session; ``history`` holds the first sides so far, oldest first."""
    return history[-1].other if history else USUAL_FIRST
