"""``primemover routine``: look at exercises and routines, check files, lay them out and draw them."""

# A command imports what it runs when it runs, so that ``primemover --help`` answers at once.
# ruff: noqa: PLC0415

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    no_args_is_help=True,
    help="Exercises and routines: look at them, check your own, lay them out, draw them.",
)

WHAT = Annotated[
    str, typer.Argument(metavar="ID|FILE", help="An exercise or routine, or a file of your own.")
]
TOOL = Annotated[
    list[str] | None,
    typer.Option("--tool", metavar="TOOL", help="A tool at hand: roller, ball, hand-held. May be repeated."),
]
AS_JSON = Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")]


@app.command("list")
def list_all() -> None:
    """Show every routine and exercise that comes along."""
    from primemover.cli import routine_show

    routine_show.everything()


@app.command()
def show(what: WHAT) -> None:
    """Show one exercise or routine: what is said, how long it takes, what it asks of the body."""
    from primemover.cli import routine_show

    routine_show.one(what)


@app.command()
def check(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="An exercise or routine file.")],
    as_json: AS_JSON = False,
    simulate: Annotated[
        bool, typer.Option("--simulate", help="Let a simulated person do it, and show what the camera sees.")
    ] = False,
) -> None:
    """Check a file: every mistake at once. Exit status 0: none; 2: there are some; with --simulate 1: the
    camera does not count it well enough."""
    from primemover.cli import routine_check

    # Where the simulation follows, the one document is its.
    if not routine_check.check(file, as_json=as_json, says_if_good=not simulate):
        raise typer.Exit(2)
    if simulate:
        from primemover.cli import routine_simulate

        if not routine_simulate.simulate(file, as_json=as_json):
            raise typer.Exit(1)


@app.command()
def timeline(
    what: WHAT,
    minutes: Annotated[
        int | None, typer.Option(metavar="N", help="Fit it into so many minutes (5 to 30); else usual doses.")
    ] = None,
    tool: TOOL = None,
    first_side: Annotated[str, typer.Option(metavar="SIDE", help="left or right.")] = "left",
    as_json: AS_JSON = False,
) -> None:
    """Lay a routine out in time: every second, what is said, and when."""
    from primemover.cli import routine_timeline

    routine_timeline.lay_out(what, minutes, tool, first_side, as_json=as_json)


@app.command()
def figure(
    what: WHAT,
    out: Annotated[
        Path,
        typer.Option("--out", metavar="F.svg", help="The new picture; see also --force."),
    ],
    phase: Annotated[
        str | None, typer.Option(metavar="PHASE", help="Which phase; else the first that is held.")
    ] = None,
    tool: Annotated[str | None, typer.Option(metavar="TOOL", help="roller, ball or hand-held.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
) -> None:
    """Draw one phase of an exercise as SVG."""
    from primemover.cli import routine_figure

    routine_figure.draw(what, phase, tool, out, overwrite=force)
