"""Effort in words, for the tables of a report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from primemover.app.effort import Effort, Found, Phase
from primemover.errors import NotFound
from primemover.routine import library
from primemover.sharing.emg_report import Figures
from primemover.terms import CannotTell
from primemover.texts import text

MARKED: Final = "marked"
"""The phase of a stretch that a marker channel marks."""


def figures(found: Effort, named: Mapping[str, str]) -> tuple[Figures, ...]:
    """The tables that have something in them; ``named`` says each channel's muscle in words."""
    tables = (
        _table("phases", [row for phase in found.phases for row in _share_rows(phase, named)]),
        _table("ratios", [row for phase in found.phases for row in _ratio_rows(phase, named)]),
        _table("cue", [(_pair(pair, named), *_figure(e, 1000)) for pair, e in found.cue.items()]),
        _table(
            "lengths",
            [
                (named[name], *_figure(e))
                for name, e in found.lengths.items()
                if not isinstance(e, CannotTell)
            ],
        ),
    )
    return tuple(table for table in tables if table.rows)


def _table(kind: str, rows: list[tuple[str, ...]]) -> Figures:
    head = [text(f"emg.report.figures.{kind}.{key}") for key in ("first", "value")]
    if kind in {"phases", "ratios"}:
        head.insert(0, text("emg.report.figures.where"))
    return Figures(
        text(f"emg.report.figures.{kind}.title"),
        text(f"emg.report.figures.{kind}.note"),
        (*head, text("emg.table.within")),
        tuple(rows),
    )


def _share_rows(phase: Phase, named: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    for name, share in phase.shares.items():
        yield stretch_words(phase), named[name], *_figure(share, 100, " %")


def _ratio_rows(phase: Phase, named: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    for pair, ratio in phase.ratios.items():
        yield stretch_words(phase), _pair(pair, named), *_figure(ratio)


def _pair(pair: tuple[str, str], named: Mapping[str, str]) -> str:
    return text("emg.report.pair", first=named[pair[0]], second=named[pair[1]])


def _figure(found: Found, times: float = 1.0, unit: str = "") -> tuple[str, str]:
    """The value, and the interval that holds it."""
    if isinstance(found, CannotTell):
        return text("emg.report.cannot_tell"), text(found.reason)
    shape = ".0f" if times > 1 else ".2f"
    value, low, high = (times * x for x in (found.value, found.interval.low, found.interval.high))
    return f"{value:{shape}}{unit}", f"{low:{shape}} – {high:{shape}}{unit}"


def stretch_words(phase: Phase) -> str:
    """Exercise, phase and side in words, and how often."""
    parts = [*_names(phase), text(f"session.side.{phase.side}") if phase.side else ""]
    where = ", ".join(part for part in parts if part)
    return text("emg.report.figures.stretch", where=where, count=phase.count)


def _names(phase: Phase) -> tuple[str, str]:
    if phase.phase == MARKED:
        return "", text("emg.report.figures.marked")
    if phase.exercise is None:
        return "", phase.phase or ""
    try:
        exercise = library().exercise(phase.exercise)
    except NotFound:
        return phase.exercise, phase.phase or ""
    brief = next((one.brief for one in exercise.variant(None).phases if one.id == phase.phase), None)
    return exercise.name, brief or phase.phase or ""
