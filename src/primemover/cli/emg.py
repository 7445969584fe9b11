"""``primemover emg``: what the muscles did, as a table or as JSON."""

# ruff: noqa: PLC0415 - signal processing is loaded only when a recording is analysed

from __future__ import annotations

import json
import sys
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

    from primemover.app.analyse import Progress

emg = typer.Typer(name="emg", no_args_is_help=True)


@emg.callback()
def group() -> None:
    """Surface EMG: when each muscle came on, and how sure that is."""


@emg.command()
def analyse(
    *,
    file: Annotated[Path, typer.Argument(help="CSV, TSV, OpenSignals, EDF, BDF, C3D, MAT, Parquet or XDF.")],
    muscles: Annotated[
        Path | None, typer.Option("--muscles", metavar="FILE", help="Which channel is which muscle (YAML).")
    ] = None,
    rate: Annotated[
        float | None,
        typer.Option("--rate", metavar="HZ", min=1, help="Samples a second, if the file does not say."),
    ] = None,
    report: Annotated[
        Path | None, typer.Option("--report", metavar="OUT", help="Also a page (.html) or a PDF (.pdf).")
    ] = None,
    phases: Annotated[
        str | None,
        typer.Option("--phases", metavar="SOURCE", help="What was done when: a document of 'watch --json'."),
    ] = None,
    shift: Annotated[
        float, typer.Option("--shift", metavar="S", help="When --phases begins, in seconds of the recording.")
    ] = 0.0,
    cued: Annotated[
        list[str] | None,
        typer.Option("--cued", metavar="FROM-TO", help="Seconds with the spoken cue; may be given again."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")] = False,
) -> None:
    """Onsets and offsets with 95 % intervals, the order of the muscles, and what cannot be told."""
    from primemover.app.analyse import analyse_emg
    from primemover.app.analyse import as_json as document

    if report is not None:
        from primemover.app.report import check_target

        check_target(report)
    from primemover.app.marks import marks_of_camera, marks_of_cue

    marks = marks_of_cue(cued or ()) + (marks_of_camera(Path(phases), shift) if phases else ())
    with _progress(file) as bar:
        told = analyse_emg(file, muscles=muscles, rate_hz=rate, progress=_advance(bar))
    found = None
    if report is not None or marks or told.marked:
        from primemover.app.effort import effort
        from primemover.app.report import outlined, report_of, told_marks, write_report

        marks += told_marks(told)
        outlines = outlined(file, told, rate)
        found = effort(told.analysis, outlines, marks) if marks else None
        if report is not None:
            write_report(report_of(file, told, outlines, marks), report)
    if as_json:
        whole = document(told, found)
        sys.stdout.write(json.dumps(whole, ensure_ascii=False, allow_nan=False, indent=2) + "\n")
        return
    from rich.console import Console

    from primemover.cli.emg_report import show

    show(told, Console(highlight=False), guessed=muscles is None, found=found)


@emg.command()
def live(
    *,
    source: Annotated[
        str,
        typer.Option("--source", metavar="SOURCE", help="replay:FILE, brainflow:BOARD or lsl:NAME."),
    ],
    muscles: Annotated[
        Path | None, typer.Option("--muscles", metavar="FILE", help="Which channel is which muscle (YAML).")
    ] = None,
    record: Annotated[
        Path | None, typer.Option("--record", metavar="OUT.csv", help="Write every sample to a new file.")
    ] = None,
    seconds: Annotated[float | None, typer.Option(min=0.1, help="End after so much of the stream.")] = None,
    speed: Annotated[float, typer.Option(help="How many times faster a file is replayed.")] = 1.0,
    rate: Annotated[
        float | None,
        typer.Option("--rate", metavar="HZ", min=1, help="Samples a second, if a file does not say."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")] = False,
) -> None:
    """Activity of each muscle now, when it came on, and whether an electrode is loose."""
    from primemover.app.listen import Listening
    from primemover.cli import emg_live

    with Listening(source, muscles=muscles, record=record, speed=speed, rate_hz=rate) as listening:
        if as_json:
            emg_live.document(listening, seconds)
        else:
            emg_live.show(listening, seconds)


def _progress(file: Path) -> AbstractContextManager[Bar | None]:
    """A bar on standard error, where somebody looks."""
    if not sys.stderr.isatty():
        return nullcontext()
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    from primemover.texts import text

    read = TextColumn("{task.completed:.0f} s")
    columns = (TextColumn("{task.description}"), BarColumn(), read, TimeRemainingColumn())
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    bar.add_task(f"{text('emg.table.reading')} {file.name}", total=None)
    return bar


def _advance(bar: Bar | None) -> Progress | None:
    if bar is None:
        return None

    def advance(read_s: float, of_s: float | None) -> None:
        bar.update(bar.task_ids[0], completed=read_s, total=of_s)

    return advance
