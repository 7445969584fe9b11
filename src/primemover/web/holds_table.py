"""The holds of a session as a table: a row for each side, set and repetition, a column for each phase."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from primemover.session.state import Hold
from primemover.terms import Side
from primemover.web.naming import exercise_name, phase_name


@dataclass(frozen=True, slots=True)
class HoldRow:
    """One repetition (or one round, where there are none) of one side. ``holds`` has a place for each
    column; a phase that was not held there is empty."""

    side: Side
    set: int
    rep: int | None
    holds: tuple[tuple[Hold, ...], ...]


@dataclass(frozen=True, slots=True)
class HoldTable:
    """What was held of one exercise, in the order in which it was done."""

    exercise: str
    name: str
    phases: tuple[str, ...]
    """Heads of the columns."""
    rows: tuple[HoldRow, ...]
    several_sets: bool
    done: int
    """Holds that were held to their end."""


def hold_tables(holds: Iterable[Hold]) -> tuple[HoldTable, ...]:
    """One table for each exercise."""
    by_exercise: dict[str, list[Hold]] = {}
    for hold in holds:
        by_exercise.setdefault(hold.exercise, []).append(hold)
    return tuple(_table(exercise, held) for exercise, held in by_exercise.items())


def _table(exercise: str, holds: list[Hold]) -> HoldTable:
    phases = list(dict.fromkeys(hold.phase for hold in holds))
    rows: dict[tuple[Side, int, int | None], list[Hold]] = {}
    for hold in holds:
        rows.setdefault((hold.side, hold.set, hold.rep), []).append(hold)
    return HoldTable(
        exercise=exercise,
        name=exercise_name(exercise),
        phases=tuple(phase_name(exercise, phase) for phase in phases),
        rows=tuple(
            HoldRow(side, number, rep, tuple(tuple(h for h in held if h.phase == phase) for phase in phases))
            for (side, number, rep), held in rows.items()
        ),
        several_sets=any(hold.set > 1 for hold in holds),
        done=sum(not hold.skipped for hold in holds),
    )
