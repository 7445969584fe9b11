"""Exercises and routines to look at in a terminal."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from primemover.cli.routine_named import named
from primemover.cli.routine_words import COOL, QUIET, STRONG, WARM, clock, dose_words, hold_words, usual_words
from primemover.routine import Exercise, Library, Phase, Routine, library, usual_prescription
from primemover.routine.compiling import compile as lay_out_in_time
from primemover.routine.exercise import ExerciseKind
from primemover.texts import text

_INDENT = (0, 0, 0, 2)


def everything() -> None:
    """Writes every routine and every exercise that comes along."""
    known = library()
    console = Console(highlight=False)
    console.print(_headline(text("cli.routine.routines")))
    console.print(Padding(_routines(known), _INDENT))
    for kind in ExerciseKind:
        exercises = [exercise for exercise in known.exercises.values() if exercise.kind is kind]
        if exercises:
            console.print()
            console.print(_headline(text(f"cli.routine.kind.{kind}")))
            console.print(Padding(_exercises(exercises), _INDENT))
    console.print()
    console.print(Text(text("cli.routine.list_hint"), style=QUIET))


def one(what: str) -> None:
    """Writes one exercise or routine, by id or from a file."""
    found = named(what)
    page = _exercise(found.exercise) if found.exercise else _routine(found.routine, found.library)
    Console(highlight=False).print(page)


def _routines(known: Library) -> Table:
    table = _grid(3)
    for routine in known.routines.values():
        lengths = " · ".join(str(minutes) for minutes in sorted(routine.minutes))
        table.add_row(
            Text(routine.id, style=STRONG),
            Text(text("cli.routine.minutes", minutes=lengths), style=QUIET),
            Text.assemble(routine.purpose, (_aside(routine), QUIET)),
        )
    return table


def _aside(routine: Routine) -> str:
    """When a routine is offered, where that is not always."""
    if not routine.offered:
        return f" {text('cli.routine.not_offered')}"
    return f" {text(f'cli.routine.behind.{routine.behind}')}" if routine.behind else ""


def _exercises(exercises: list[Exercise]) -> Table:
    table = _grid(3)
    for exercise in exercises:
        table.add_row(
            Text(exercise.id, style=STRONG), Text(usual_words(exercise), style=QUIET), exercise.purpose
        )
    return table


def _exercise(exercise: Exercise) -> RenderableType:
    ways: tuple[Exercise, ...] = exercise.variants or (exercise,)
    facts = _grid(2)
    for name, words in _facts(exercise):
        if words:
            facts.add_row(Text(text(f"cli.routine.{name}"), style=QUIET), words)
    parts: list[RenderableType] = [
        Text.assemble((exercise.name, STRONG), f"   {exercise.id}", style=QUIET),
        Text(exercise.purpose),
        Text(),
        Padding(facts, _INDENT),
    ]
    for way in ways:
        tool = Text(f"{way.tool}  ", style=STRONG) if way.tool else Text()
        parts += [Text(), tool + Text(way.get_ready.say), Padding(_phases(way.phases), _INDENT)]
    sources = [Text(f"· {source}", style=QUIET) for source in exercise.sources]
    return Group(*parts, Text(), *sources)


def _facts(exercise: Exercise) -> Iterable[tuple[str, str]]:
    yield "dose", dose_words(exercise)
    yield "sides", exercise.sides
    yield "working_side", exercise.working_side
    yield "needs", _listed(need.replace("-", " ") for need in sorted(exercise.needs))
    yield "regions", _listed(region.replace("-", " ") for region in exercise.regions)
    yield "tools", _listed(way.tool or "" for way in exercise.variants)
    yield "instead", _listed(exercise.instead)
    yield "easier", _listed(exercise.easier)
    yield "harder", _listed(exercise.harder)
    if exercise.test:
        yield "fixed", exercise.test.fixed
        yield "ends", _listed(end.replace("-", " ") for end in exercise.test.ends)
    yield "faults", " · ".join(fault.say for fault in exercise.faults)


def _phases(phases: tuple[Phase, ...]) -> Table:
    table = _grid(4)
    for phase in phases:
        marks = Text()
        for muscles, style, word in ((phase.works, WARM, "works"), (phase.lengthens, COOL, "lengthens")):
            if muscles:
                lead = "\n" if marks else ""
                marks.append(f"{lead}{_listed(muscles)} {text(f'cli.routine.{word}')}", style=style)
        held = Text(hold_words(phase.hold) if phase.hold else "", style=QUIET)
        table.add_row(Text(phase.id, style=STRONG), phase.say, held, marks)
    return table


def _routine(routine: Routine, known: Library) -> RenderableType:
    timeline = lay_out_in_time(routine, usual_prescription(routine, known), known)
    table = _grid(5)
    for item, step in zip(routine.items, timeline.steps, strict=True):
        share = round(24 * (step.end_s - step.start_s) / timeline.total_s)
        stays = text("cli.routine.always") if item.always else ""
        table.add_row(
            str(item.step),
            Text(item.exercise, style=STRONG),
            Text("━" * max(1, share), style=WARM if item.always else COOL),
            Text(clock(step.end_s - step.start_s), style=QUIET),
            Text(stays, style=QUIET),
        )
    return Group(
        Text.assemble((routine.name, STRONG), f"   {routine.id}", style=QUIET),
        Text(routine.purpose),
        Text(),
        Padding(table, _INDENT),
        Text(),
        Text(text("cli.routine.usual_total", total=clock(timeline.total_s)), style=QUIET),
    )


def _grid(columns: int) -> Table:
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    for column in range(columns):
        table.add_column(no_wrap=column == 0)
    return table


def _headline(words: str) -> Text:
    return Text(words, style=STRONG)


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words)
