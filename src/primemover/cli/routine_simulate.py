"""What the simulated person and the camera made of an exercise file, as a table and as JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from dataclasses import asdict
from itertools import groupby
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from primemover.app.try_out import try_out_file
from primemover.body.vocabulary import START
from primemover.cli.routine_words import COOL, QUIET, STRONG, WARM
from primemover.motion.simulation.fitting import Fit, Misfit
from primemover.motion.simulation.trial import SLANT_DEG, TIMES
from primemover.motion.simulation.tried import FaultTried, PhaseTried, SetTried, Trial
from primemover.routine import library
from primemover.texts import text


def simulate(file: Path, *, as_json: bool) -> bool:
    """Writes what came of the exercise in ``file``, which has no mistakes; whether it passed.

    Raises:
        InvalidInput: it is a routine.
    """
    trial = try_out_file(file, library(), _show_progress if sys.stderr.isatty() else None)
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")
    passed = trial.passed or not trial.is_seen
    if as_json:
        sys.stdout.write(json.dumps(_document(file, trial, passed=passed), indent=2) + "\n")
    else:
        _print(trial, passed=passed)
    return passed


def _show_progress(done: int, total: int) -> None:
    sys.stderr.write(f"\r{text('cli.simulate.progress', done=done, total=total)}")
    sys.stderr.flush()


def _document(file: Path, trial: Trial, *, passed: bool) -> dict[str, object]:
    told = asdict(trial)
    return {"file": str(file), "mistakes": [], "simulation": {"passed": passed, **told}}


def _print(trial: Trial, *, passed: bool) -> None:
    console = Console(highlight=False, soft_wrap=True)
    if not trial.is_seen:
        console.print(Text(text("cli.simulate.unseen", name=trial.exercise)))
        return
    console.print(_phases(trial.phases))
    console.print(_sets(trial.sets))
    if trial.faults:
        console.print(_faults(trial.faults))
    for line in (*_said_of_faults(trial), *map(_misfit, trial.misfits)):
        console.print(Text(line))
    verdict = "cli.simulate.passed" if passed else "cli.simulate.failed"
    console.print(Text(f"\n{text(verdict, name=trial.exercise)}", style=STRONG if passed else WARM))


def _grid(title: str, columns: Iterable[str]) -> Table:
    table = Table(
        title=f"\n{title}",
        title_justify="left",
        title_style=STRONG,
        box=None,
        pad_edge=False,
        padding=(0, 3, 0, 0),
        header_style=QUIET,
    )
    for index, column in enumerate(columns):
        table.add_column(column, justify="right" if index else "left")
    return table


def _phases(phases: tuple[PhaseTried, ...]) -> Table:
    heads = [text(f"cli.simulate.{head}") for head in ("phase", "seen", "noticed", "error")]
    table = _grid(text("cli.simulate.phases"), [heads[0], "", *heads[2:]])
    for tried in phases:
        seen = Text(heads[1], COOL)
        if not tried.seen:
            seen = Text(text("cli.simulate.not_seen"), QUIET)
        elif tried.like is not None:
            seen = Text(text("cli.simulate.like", other=tried.like), WARM)
        noticed = _of(tried.noticed, tried.done) if tried.done else ""
        error = f"{tried.error_s:.2f} s" if tried.error_s is not None else ""
        table.add_row(tried.phase, seen, noticed, error)
    return table


def _sets(sets: tuple[SetTried, ...]) -> Table:
    heads = [text(f"cli.simulate.{head}") for head in ("exactly", "counted")]
    table = _grid(text("cli.simulate.sets", count=sets[0].done), ["", *heads])
    for condition, group in groupby(sets, key=lambda tried: tried.condition):
        tried = list(group)
        exact = sum(one.counted == one.done for one in tried)
        counts = ", ".join(
            text("cli.simulate.no_count") if one.counted is None else str(one.counted) for one in tried
        )
        name = text(f"cli.simulate.condition.{condition}", degrees=f"{SLANT_DEG:g}")
        table.add_row(name, Text(_of(exact, len(tried)), COOL if exact == len(tried) else WARM), counts)
    return table


def _faults(faults: tuple[FaultTried, ...]) -> Table:
    heads = [
        head
        for times in TIMES
        for head in (text("cli.simulate.named_at", times=f"{times:g}"), text("cli.simulate.counted_at"))
    ]
    table = _grid(text("cli.simulate.faults"), [text("cli.simulate.fault"), *heads])
    for fault, group in groupby(faults, key=lambda tried: tried.id):
        cells = [_of(part, tried.shown) for tried in group for part in (tried.named, tried.counted)]
        table.add_row(fault, *cells)
    return table


def _said_of_faults(trial: Trial) -> list[str]:
    if not trial.faults:
        return []
    said = [text("cli.simulate.clean", clean=trial.clean)]
    if trial.alarms:
        names = ", ".join(sorted(set(trial.alarms)))
        said = [text("cli.simulate.alarms", count=len(trial.alarms), clean=trial.clean, faults=names)]
    for fault, group in groupby(trial.faults, key=lambda tried: tried.id):
        tried = list(group)
        if not any(one.counted for one in tried):
            said.append(text("cli.simulate.not_counted", fault=fault))
        elif tried[-1].is_missed:
            said.append(text("cli.simulate.missed", fault=fault))
    return said


def _misfit(found: Misfit) -> str:
    values = {
        name: _whole(value) if isinstance(value, float) else value for name, value in asdict(found).items()
    }
    values |= {"tolerance": _whole(found.tolerance_deg), "share": _whole(100 * (found.share or 0.0))}
    values |= {"fits": values["fits_deg"], "way": values["way_deg"]}
    if found.fit is Fit.TIGHT:
        return text("cli.simulate.tight", **values)
    if found.fits_deg is not None:
        return text("cli.simulate.loose", **values)
    return text("cli.simulate.as_start" if found.other == START else "cli.simulate.alike", **values)


def _whole(value: float) -> str:
    return f"{value:.0f}"


def _of(part: int, whole: int) -> str:
    return text("cli.simulate.of", part=part, whole=whole)
