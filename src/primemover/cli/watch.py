"""``primemover watch``: count what a video, or a recording of landmarks, shows of an exercise."""

# A command imports what it runs when it runs, so that ``primemover --help`` answers at once.
# ruff: noqa: PLC0415

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def watch(
    *,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="RECORDING",
            help="A video, .npz, MediaPipe .csv, OpenPose .json (or a folder of them) or .trc.",
        ),
    ],
    exercise: Annotated[
        str, typer.Option("--exercise", metavar="ID|FILE", help="An exercise, or a file of your own.")
    ],
    fps: Annotated[
        float | None, typer.Option(metavar="HZ", help="Frames a second, where the file has no times.")
    ] = None,
    size: Annotated[
        str | None, typer.Option(metavar="WxH", help="The picture's size in pixels, where the file has none.")
    ] = None,
    annotate: Annotated[
        Path | None,
        typer.Option(metavar="OUT.mp4", help="Of a video: a copy with skeleton, phase, count and faults."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")] = False,
) -> None:
    """Count the repetitions in a recording: holds, faults, and what could not be seen."""
    from primemover.cli import watched

    watched.show(file, exercise, fps, size, annotate=annotate, as_json=as_json)
