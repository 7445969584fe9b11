"""One picture of the session, composed for the size of the window.

From three metres one reads, in this order: the instruction, the count, the side. Everything else is for
arm's length.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from rich.text import Text

from primemover.cli.play.figure import Figure
from primemover.cli.play.lettering import lettering
from primemover.cli.play.looks import COOL, INK, LENGTHENS_CELL, QUIET, STRONG, WARM, WORKS_CELL
from primemover.cli.play.numerals import numerals
from primemover.routine.position import Position
from primemover.routine.timeline import Kind, Segment, Timeline
from primemover.terms import Side
from primemover.texts import text

NARROWEST, LOWEST = 60, 18
"""Below this the figure and the large letters are left out."""
_PANEL = 28
_GAP = 2
_TALLEST_NUMERALS = 12
_FIXED_LINES = 12


@dataclass(frozen=True, slots=True)
class Surface:
    """What the window can show."""

    columns: int
    rows: int
    blocks: bool
    """Block and braille characters can be written (UTF-8)."""
    coloured: bool

    @property
    def roomy(self) -> bool:
        """True where figure and large letters have room."""
        return self.blocks and self.columns >= NARROWEST and self.rows >= LOWEST


@dataclass(frozen=True, slots=True)
class View:
    """What is to be shown: where the session stands, and what is to be said beside it."""

    timeline: Timeline
    position: Position
    segment: Segment
    coming: Segment | None
    """The next segment with another instruction, or None before the end."""
    figure: Figure | None
    message: str = ""
    speed: float = 1.0
    dialog: Sequence[str] = ()
    """Lines that take the place of the figure while something is asked."""


def compose(view: View, surface: Surface) -> list[Text]:
    """Exactly ``surface.rows`` lines, none wider than ``surface.columns``."""
    lines = _roomy(view, surface) if surface.roomy else _small(view, surface)
    for line in lines:
        line.truncate(surface.columns)
    empty = [Text() for _ in range(surface.rows - len(lines))]
    return [*lines[: surface.rows - 1], *empty, lines[-1]][: surface.rows]


def _roomy(view: View, surface: Surface) -> list[Text]:
    letters = _instruction(view, surface)
    middle_rows = surface.rows - _FIXED_LINES - len(letters)
    return [
        _whole_session(view, surface),
        _place(view, surface),
        Text(),
        *_middle(view, surface, middle_rows),
        _legend(view, surface),
        Text(),
        *letters,
        Text(),
        Text(view.segment.tip or "", QUIET),
        _hold_bar(view, surface),
        Text(),
        _next(view),
        Text(view.message, STRONG),
        Text(),
        Text(text("cli.play.keys" if surface.columns >= 80 else "cli.play.keys_short"), QUIET),
    ]


def _small(view: View, surface: Surface) -> list[Text]:
    """For a small or a plain window: the same facts, one to a line."""
    here = view.segment
    facts = [
        _place(view, surface),
        Text(),
        Text(here.brief, STRONG),
        Text(f"{_side_mark(here.side, surface)}  {_count(view)}", STRONG),
        Text(here.tip or "", QUIET),
        _next(view),
    ]
    asked = [Text(line) for line in view.dialog]
    return [*(asked or facts), Text(view.message, STRONG), Text(text("cli.play.keys_short"), QUIET)]


def _whole_session(view: View, surface: Surface) -> Text:
    """Every step as a stretch as long as it takes; what is behind is heavy, what is to come is light."""
    steps = view.timeline.steps
    room = surface.columns - (len(steps) - 1)
    line = Text()
    for step in steps:
        cells = max(1, round(room * (step.end_s - step.start_s) / view.timeline.total_s))
        done = _share(view, step.index, step.start_s, step.end_s)
        heavy = round(cells * done)
        here = step.index == view.segment.step
        line.append("━" * heavy, WARM if here else STRONG)
        line.append("─" * (cells - heavy), WARM if here else QUIET)
        line.append(" ")
    return line


def _share(view: View, step: int, start_s: float, end_s: float) -> float:
    """How much of a step is behind, 0 to 1; on an easier track of its own length, by that track."""
    here = view.segment.step
    if step != here or view.position.finished:
        return 1.0 if step < here or view.position.finished else 0.0
    track = next(track for track in view.timeline.tracks if track.name == view.position.track)
    if track is not view.timeline.main:
        start_s, end_s = 0.0, track.end_s
    return min(1.0, max(0.0, (view.position.at_s - start_s) / (end_s - start_s)))


def _place(view: View, surface: Surface) -> Text:
    steps = view.timeline.steps
    name = text("cli.play.step", number=view.segment.step + 1, count=len(steps), name=_name(view))
    left = text("cli.play.left", time=clock_time(view.position.left_s))
    extras = [text("cli.play.rehearsal", speed=f"{view.speed:g}")] if view.speed != 1 else []
    extras += [text("cli.play.slow")] if view.position.pace < 1 else []
    right = "   ".join([*extras, left])
    line = Text(name, STRONG)
    line.append(" " * max(2, surface.columns - line.cell_len - len(right)))
    return line.append(right, QUIET)


def _name(view: View) -> str:
    return view.timeline.steps[view.segment.step].name


def _middle(view: View, surface: Surface, rows: int) -> list[Text]:
    """The figure on the left, side and count on the right."""
    width = surface.columns - _PANEL - _GAP
    if view.dialog:
        left = [Text(line) for line in view.dialog]
    elif view.figure is not None:
        left = _figure(view, surface, width, rows)
    else:
        left = []
    right = _panel(view, surface, rows)
    lines = []
    for row in range(rows):
        line = left[row] if row < len(left) else Text()
        line.truncate(width)
        line.append(" " * (width + _GAP - line.cell_len))
        lines.append(line.append_text(right[row]) if row < len(right) else line)
    return lines


def _figure(view: View, surface: Surface, columns: int, rows: int) -> list[Text]:
    here = view.segment
    if view.figure is None:
        return []
    frame = view.figure.at(here, view.position.elapsed_in_segment_s)
    mirrored = here.side is Side.LEFT
    return view.figure.draw(
        frame, marks_of(here), columns, rows, mirrored=mirrored, coloured=surface.coloured
    )


def marks_of(segment: Segment) -> dict[str, str]:
    """Which muscles are marked, and how; a muscle that both works and lengthens counts as working."""
    return {**dict.fromkeys(segment.lengthens, "lengthens"), **dict.fromkeys(segment.works, "works")}


def _panel(view: View, surface: Surface, rows: int) -> list[Text]:
    here = view.segment
    style = INK if here.kind is Kind.HOLD else QUIET
    count = _count(view)
    tall = min(rows - 3, _TALLEST_NUMERALS)
    while len((drawn := numerals(count, tall))[0]) > _PANEL and tall > 3:
        tall -= 1
    side = Text(_side_mark(here.side, surface), STRONG)
    return [side, Text(), *(Text(line, style) for line in drawn), Text(_repetition(here), QUIET)]


def _count(view: View) -> str:
    """Whole seconds that are left of this, in minutes from 100 s on."""
    left_s = max(0, math.ceil(view.position.left_in_segment_s - 1e-6))
    return str(left_s) if left_s < 100 else clock_time(left_s)


def _side_mark(side: Side, surface: Surface) -> str:
    """The side in a word and a shape: a circle for the left, a square for the right."""
    shape = {Side.LEFT: "● ", Side.RIGHT: "■ ", Side.BOTH: ""}[side] if surface.blocks else ""
    return shape + text(f"cli.side.{side}")


def _repetition(segment: Segment) -> str:
    parts = []
    if segment.rep is not None and segment.reps is not None:
        parts.append(text("cli.play.rep", rep=segment.rep, reps=segment.reps))
    if segment.set > 1:
        parts.append(text("cli.play.set", set=segment.set))
    return "   ".join(parts)


def _instruction(view: View, surface: Surface) -> list[Text]:
    rows = max(3, surface.rows // 7)
    drawn = lettering(view.segment.brief, surface.columns, rows)
    return [Text(line, INK) for line in drawn] or [Text(view.segment.brief.upper(), STRONG)]


def _hold_bar(view: View, surface: Surface) -> Text:
    """How much of a hold is behind; empty where nothing is held."""
    if view.segment.kind is not Kind.HOLD:
        return Text("─" * surface.columns, QUIET)
    whole_s = view.segment.end_s - view.segment.start_s
    full = round(surface.columns * min(1.0, view.position.elapsed_in_segment_s / whole_s))
    return Text("━" * full, WARM).append("─" * (surface.columns - full), QUIET)


def _legend(view: View, surface: Surface) -> Text:
    """What the marked muscles are and do, in words beside the colour."""
    line = Text()
    marked = (
        (view.segment.works, "works", WARM, WORKS_CELL),
        (view.segment.lengthens, "lengthens", COOL, LENGTHENS_CELL),
    )
    for muscles, message, style, cell in marked:
        if muscles:
            names = list(dict.fromkeys(text(f"cli.muscle.{muscle.split()[-1]}") for muscle in muscles))
            line.append(f"{cell if surface.blocks else '*'} ", style)
            line.append(text(f"cli.play.{message}", muscles=", ".join(names)) + "   ", QUIET)
    return line


def _next(view: View) -> Text:
    if view.coming is None:
        return Text(text("cli.play.then_done"), QUIET)
    what = view.coming.brief
    if view.coming.side not in (Side.BOTH, view.segment.side):
        what = f"{what}, {text(f'cli.side.{view.coming.side}').lower()}"
    return Text(text("cli.play.next", what=what))


def next_instruction(segments: Sequence[Segment], index: int) -> Segment | None:
    """The first segment after ``index`` that asks for something else than it does."""
    here = segments[index]
    groups = groupby(
        segments[index:], key=lambda one: (one.exercise, one.phase, one.side, one.kind is Kind.READY)
    )
    later = (next(group) for _, group in groups)
    return next((one for one in later if one.brief != here.brief or one.side != here.side), None)


def clock_time(seconds: float) -> str:
    """Seconds as ``m:ss``, rounded up."""
    whole = max(0, math.ceil(seconds - 1e-6))
    return f"{whole // 60}:{whole % 60:02d}"
