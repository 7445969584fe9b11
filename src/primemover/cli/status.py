"""How a person stands: the verdict of each side, the gate, what is next. A table, or one JSON document."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import datetime

from rich.console import Console
from rich.table import Table

from primemover.app.progress import Progress, progress
from primemover.cli.persons import person_named
from primemover.cli.status_document import document
from primemover.coach.estimates import Capacity, Gain
from primemover.coach.field_test import SIDES
from primemover.coach.response import SideResponse
from primemover.journal import Journal
from primemover.routine import library
from primemover.terms import CannotTell
from primemover.texts import text
from primemover.texts.writing import number, short_day, short_weekday


def show(database_url: str | None, name: str | None, *, as_json: bool) -> None:
    """Write how a person stands to standard output."""
    with Journal.open(database_url) as journal:
        person = person_named(journal, name)
        found = progress(journal, library(), person.id, datetime.now().astimezone())
    if as_json:
        sys.stdout.write(json.dumps(document(person.name, found), indent=2) + "\n")
        return
    console = Console()
    console.print(_sides(found))
    for side in SIDES:
        _why(console, found.responses.of(side))
    console.print()
    console.print(_gate(found))
    if found.gate.passed_by:
        console.print(found.gate.passed_by.words, markup=False)
    console.print()
    for line in _next(found):
        console.print(line, markup=False)


def _sides(found: Progress) -> Table:
    table = _table(("side", "verdict", "gain", "hold"))
    for side in SIDES:
        one = found.responses.of(side)
        table.add_row(
            text(f"progress.side.{side}"),
            text(one.verdict.label),
            gain_words(one.gain),
            hold_words(one.capacity),
        )
    return table


def _why(console: Console, side: SideResponse) -> None:
    more = f" {side.more.words}" if side.more else ""
    named = text(f"progress.side.{side.side}") + text("language.form.colon")
    console.print(f"{named} {side.reason.words}{more}", markup=False, highlight=False)


def _gate(found: Progress) -> Table:
    table = _table(("gate", "standing", "present"))
    for condition in found.gate.conditions:
        table.add_row(
            text(f"progress.gate.{condition.id}"), text(condition.standing.label), condition.present.words
        )
    table.add_section()
    table.add_row(text("status.whole"), text(found.gate.standing.label), "")
    return table


def _next(found: Progress) -> list[str]:
    test = found.next.test
    if test.due:
        first = text("progress.next.test_due")
    elif test.may or test.earliest is None:
        first = text("progress.next.test_may")
    else:
        first = text("progress.next.test_wait", day=_day(test.earliest.astimezone()))
    routine = library().routine(found.next.routine).name
    return [
        f"{first} {test.reason.words}",
        text("progress.next.session", routine=routine, minutes=found.next.minutes),
    ]


def gain_words(gain: Gain | CannotTell) -> str:
    """The gain with its interval, in per cent."""
    if isinstance(gain, CannotTell):
        return text("progress.no_figure")
    low, high = (f"{round(100 * end):+d}" for end in (gain.interval.low, gain.interval.high))
    return _between(f"{round(100 * gain.fraction):+d}", low, high, "language.form.percent")


def hold_words(capacity: Capacity | CannotTell) -> str:
    """The hold with its interval, in seconds."""
    if isinstance(capacity, CannotTell):
        return text("progress.no_figure")
    low, high = (number(end, 0) for end in (capacity.interval_s.low, capacity.interval_s.high))
    return f"{number(capacity.seconds, 0)} s ({text('progress.between', low=low, high=high)})"


def _between(figure: str, low: str, high: str, form: str) -> str:
    return (
        f"{text(form, number=figure)} "
        f"({text('progress.between', low=text(form, number=low), high=text(form, number=high))})"
    )


def _day(day: datetime) -> str:
    return f"{short_weekday(day)} {short_day(day)}"


def _table(columns: Sequence[str]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    for column in columns:
        table.add_column(text(f"status.{column}"))
    return table
