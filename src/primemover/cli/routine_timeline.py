"""A routine laid out in time, for people as a table, for programs as JSON."""

from __future__ import annotations

import json
import sys

from rich.console import Console
from rich.table import Table
from rich.text import Text

from primemover.cli.routine_named import named
from primemover.cli.routine_words import COOL, QUIET, STRONG, WARM, clock
from primemover.errors import InvalidInput
from primemover.routine import Prescription, Timeline, plan, timeline_json
from primemover.routine.compiling import compile as lay_out_in_time
from primemover.routine.exercise import Tool
from primemover.routine.timeline import Kind, Segment
from primemover.terms import Side
from primemover.texts import text

_STYLES = {Kind.HOLD: WARM, Kind.SWITCH: COOL, Kind.REST: QUIET, Kind.READY: COOL}


def lay_out(
    what: str, minutes: int | None, tools: list[str] | None, first_side: str, *, as_json: bool
) -> None:
    """Writes the timeline of a routine, of one exercise or of a file.

    Raises:
        NotFound: no such id or file.
        InvalidInput: mistakes in the file, minutes out of range, an unknown tool or side.
    """
    found = named(what)
    prescription = plan(
        found.routine,
        found.library,
        minutes=minutes,
        tools=None if tools is None else [_tool(tool) for tool in tools],
        first_side=_side(first_side),
    )
    timeline = lay_out_in_time(found.routine, prescription, found.library)
    if as_json:
        sys.stdout.write(json.dumps(timeline_json(timeline), indent=1, ensure_ascii=False) + "\n")
        return
    console = Console(highlight=False)
    _show(console, timeline, prescription)


def _show(console: Console, timeline: Timeline, prescription: Prescription) -> None:
    for step, prescribed in zip(timeline.steps, prescription.steps, strict=True):
        console.print(
            Text.assemble(
                (f"{clock(step.start_s):>6}  ", QUIET),
                (step.name, STRONG),
                (f"  {clock(step.end_s - step.start_s)}", QUIET),
                *((f"  {reason.words}", QUIET) for reason in prescribed.reasons),
            )
        )
        console.print(_table([segment for segment in timeline.main.segments if segment.step == step.index]))
    for out in prescription.left_out:
        console.print(Text(f"{out.place}  {' '.join(reason.words for reason in out.reasons)}", style=QUIET))
    for reason in prescription.reasons:
        console.print(Text(reason.words, style=QUIET))
    holds = sum(segment.kind is Kind.HOLD for segment in timeline.main.segments)
    total = text("cli.routine.total", total=clock(timeline.total_s), holds=holds)
    console.print(Text(total, style=STRONG))


def _table(segments: list[Segment]) -> Table:
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    for column in ("right", "right", "left", "left", "left", "left"):
        table.add_column(justify="right" if column == "right" else "left", no_wrap=True)
    table.columns[-1].no_wrap = False
    for segment in segments:
        style = _STYLES.get(segment.kind, "")
        table.add_row(
            Text(clock(segment.start_s).rjust(6), style=QUIET),
            Text(f"{segment.end_s - segment.start_s:.1f} s", style=style),
            Text(text(f"cli.routine.segment.{segment.kind}"), style=style),
            Text("" if segment.side is Side.BOTH else text(f"session.side.{segment.side}"), style=QUIET),
            Text("" if segment.rep is None else f"{segment.rep}/{segment.reps}", style=QUIET),
            Text(segment.say or segment.brief, style="" if segment.say else style),
        )
    return table


def _tool(name: str) -> Tool:
    if name not in list(Tool):
        raise InvalidInput(f"There is no tool {name}.", where="--tool", remedy=f"Tools: {', '.join(Tool)}.")
    return Tool(name)


def _side(name: str) -> Side:
    if name not in (Side.LEFT, Side.RIGHT):
        raise InvalidInput(f"There is no side {name}.", where="--first-side", remedy="Sides: left, right.")
    return Side(name)
