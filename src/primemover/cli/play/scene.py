"""One picture of the session, composed for the size of the window.

From three metres one reads, in this order: the instruction, the count, the side. Everything else is for
arm's length.
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rich.text import Text

from primemover.cli.play.figure import Figure
from primemover.cli.play.lettering import lettering
from primemover.cli.play.looks import COOL, INK, LENGTHENS_CELL, QUIET, STRONG, WARM, WORKS_CELL
from primemover.cli.play.numerals import numerals
from primemover.routine.position import Position
from primemover.routine.timeline import Kind, Segment, Timeline
from primemover.terms import Side
from primemover.texts import text
from primemover.texts.writing import inside_a_sentence, number

NARROWEST, LOWEST = 60, 18
"""Below this the figure and the large letters are left out."""
_MARGIN = 1
_MOST_PIPS = 12
_PANEL = 28
_GAP = 2
_TALLEST_NUMERALS = 12
_FIXED_LINES = 10
_TALL = 36
"""Rows from which the instruction may take twice the size."""


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
    """Lines that take the place of the picture while something is asked."""


def compose(view: View, surface: Surface) -> list[Text]:
    """Exactly ``surface.rows`` lines, none wider than ``surface.columns``."""
    if not surface.roomy:
        return _filled(_asked(view, surface) if view.dialog else _small(view, surface), surface)
    inner = replace(surface, columns=surface.columns - 2 * _MARGIN)
    lines = _filled(_asked(view, inner) if view.dialog else _roomy(view, inner), inner)
    return [Text(" " * _MARGIN).append_text(line) for line in lines]


def _filled(lines: list[Text], surface: Surface) -> list[Text]:
    """As many lines as the window has, the last one at its foot."""
    for line in lines:
        line.truncate(surface.columns)
    *body, last = lines
    body = body[: surface.rows - 1]
    return [*body, *(Text() for _ in range(surface.rows - 1 - len(body))), last]


def _asked(view: View, surface: Surface) -> list[Text]:
    """A question in place of the picture, in the middle of a window that has room."""
    margin = " " * max(0, min(8, (surface.columns - NARROWEST) // 2))
    wrapped = [
        Text(margin + part, STRONG if line is view.dialog[0] else INK)
        for line in view.dialog
        for part in _wrapped(line, surface.columns - 2 * len(margin))
    ]
    spare = surface.rows - len(wrapped) - 3
    above = [Text()] * max(1, spare // 3) if spare > 0 else []
    return [_place(view, surface), *above, *wrapped, Text(view.message, QUIET)]


def _wrapped(line: str, width: int) -> list[str]:
    """The line in parts of at most ``width``, those after the first set in under its words."""
    indent = " " * (6 if line.startswith(" ") else 0)
    return textwrap.wrap(line, width, drop_whitespace=False, subsequent_indent=indent) or [""]


def _roomy(view: View, surface: Surface) -> list[Text]:
    letters = _instruction(view, surface)
    middle_rows = surface.rows - _FIXED_LINES - len(letters)
    return [
        _whole_session(view, surface),
        _place(view, surface),
        Text(),
        *_middle(view, surface, middle_rows),
        _legend(view, surface),
        *letters,
        *_tip(view, surface),
        _hold_bar(view, surface),
        _next(view),
        Text(view.message, STRONG),
        _keys(view, surface),
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
    return [*facts, Text(view.message, STRONG), _keys(view, surface)]


def _keys(view: View, surface: Surface) -> Text:
    if view.segment.open:
        return Text(text("cli.play.keys_open"), QUIET)
    whole = text("cli.play.keys")
    return Text(whole if len(whole) <= surface.columns else text("cli.play.keys_short"), QUIET)


def _tip(view: View, surface: Surface) -> list[Text]:
    """Always two lines, so that nothing jumps when a tip is long."""
    wrapped = textwrap.wrap(view.segment.tip or "", surface.columns)
    return [Text(line, QUIET) for line in [*wrapped, "", ""][:2]]


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
    # In an open hold the bar would be a clock: it stands until the hold is over.
    at_s = view.segment.start_s if view.segment.open else view.position.at_s
    return min(1.0, max(0.0, (at_s - start_s) / (end_s - start_s)))


def _place(view: View, surface: Surface) -> Text:
    steps = view.timeline.steps
    name = text("cli.play.step", number=view.segment.step + 1, count=len(steps), name=_name(view))
    left = text("cli.play.left", time=clock_time(view.position.left_s))
    extras = [text("cli.play.rehearsal", speed=number(view.speed))] if view.speed != 1 else []
    extras += [text("cli.play.slow")] if view.position.pace < 1 else []
    right = "   ".join([*extras, *([] if view.segment.open else [left])])
    line = Text(name, STRONG)
    line.append(" " * max(2, surface.columns - line.cell_len - len(right)))
    return line.append(right, QUIET)


def _name(view: View) -> str:
    return view.timeline.steps[view.segment.step].name


def _middle(view: View, surface: Surface, rows: int) -> list[Text]:
    """The figure on the left, side and count on the right."""
    width = surface.columns - _PANEL - _GAP
    left = _figure(view, surface, width, rows)
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
    """The side in large letters, the count as large as there is room, and which repetition it is."""
    here = view.segment
    side = _side_letters(here.side, surface)
    tall = min(rows - len(side) - 2, _TALLEST_NUMERALS)
    drawn = numerals(_count(view), tall) if _count(view) else [""]
    while len(drawn[0]) > _PANEL and tall > 3:
        tall -= 1
        drawn = numerals(_count(view), tall)
    style = INK if here.kind is Kind.HOLD else QUIET
    return [*side, Text(), *(Text(line, style) for line in drawn), Text(_repetition(here))]


def _side_letters(side: Side, surface: Surface) -> list[Text]:
    if side is Side.BOTH:
        return [Text(_side_mark(side, surface), STRONG)]
    return [Text(line, INK) for line in lettering(text(f"cli.side.{side}"), _PANEL, 3)]


def _count(view: View) -> str:
    """Whole seconds that are left of this, in minutes from 100 s on; nothing in an open hold."""
    if view.segment.open:
        return ""
    left_s = max(0, math.ceil(view.position.left_in_segment_s - 1e-6))
    return str(left_s) if left_s < 100 else clock_time(left_s)


def _side_mark(side: Side, surface: Surface) -> str:
    """The side in a word and a shape: a circle for the left, a square for the right."""
    shape = {Side.LEFT: "● ", Side.RIGHT: "■ ", Side.BOTH: ""}[side] if surface.blocks else ""
    return shape + text(f"cli.side.{side}")


def _repetition(segment: Segment) -> str:
    parts = []
    if segment.rep is not None and segment.reps is not None:
        pips = "●" * segment.rep + "○" * (segment.reps - segment.rep) if segment.reps <= _MOST_PIPS else ""
        parts.append(f"{pips} {text('cli.play.rep', rep=segment.rep, reps=segment.reps)}".strip())
    if segment.set > 1:
        parts.append(text("cli.play.set", set=segment.set))
    return "   ".join(parts)


def _instruction(view: View, surface: Surface) -> list[Text]:
    """Always as many lines, so that nothing jumps when a longer instruction takes smaller letters."""
    rows = 6 if surface.rows >= _TALL else 3
    drawn = lettering(view.segment.brief, surface.columns, rows)
    lines = [Text(line, INK) for line in drawn] or [Text(view.segment.brief.upper(), STRONG)]
    return [*(Text() for _ in range(rows - len(lines))), *lines]


def _hold_bar(view: View, surface: Surface) -> Text:
    """How much of a hold is behind; empty where nothing is held, or nobody may know for how long."""
    if view.segment.kind is not Kind.HOLD or view.segment.open:
        return Text()
    whole_s = view.segment.end_s - view.segment.start_s
    full = round(surface.columns * min(1.0, view.position.elapsed_in_segment_s / whole_s))
    return Text("━" * full, WARM).append("─" * (surface.columns - full), QUIET)


def _legend(view: View, surface: Surface) -> Text:
    """What the marked muscles are and do, in words beside the colour."""
    line = Text()
    here = view.segment
    marked = (
        (here.works, "works", WARM, WORKS_CELL),
        (here.lengthens, "lengthens", COOL, WORKS_CELL if surface.coloured else LENGTHENS_CELL),
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
    if view.coming.step != view.segment.step:
        what = view.timeline.steps[view.coming.step].name
    if view.coming.side not in (Side.BOTH, view.segment.side):
        what = f"{what}, {inside_a_sentence(text(f'cli.side.{view.coming.side}'))}"
    return Text(text("cli.play.next", what=what))


def clock_time(seconds: float) -> str:
    """Seconds as ``m:ss``, rounded up."""
    whole = max(0, math.ceil(seconds - 1e-6))
    return f"{whole // 60}:{whole % 60:02d}"
