"""What is asked and shown once a session is over."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from primemover.app.finish import finish
from primemover.app.steps_done import steps_done
from primemover.cli.play.before import ask_list
from primemover.cli.play.questions import Questions
from primemover.cli.play.scene import clock_time
from primemover.coach.pain import WORST
from primemover.journal import Journal
from primemover.routine import Library
from primemover.session import fold
from primemover.session.kinds import Even
from primemover.session.state import Hold
from primemover.terms import Muscle, Side
from primemover.texts import text

_FELT = (Muscle.GLUTEUS_MAXIMUS, Muscle.HAMSTRINGS, Muscle.ERECTOR_SPINAE, Muscle.RECTUS_FEMORIS)


def ask_closing(
    journal: Journal, library: Library, person_id: str, session_id: str, questions: Questions
) -> None:
    """How it was, each question skipped with Enter, and what is to be expected tomorrow."""
    skip = text("cli.ask.skip")
    muscles = [text(f"cli.muscle.{muscle}") for muscle in _FELT]
    felt = {
        str(side): [
            str(_FELT[index]) for index in questions.tick(text(f"cli.after.felt.{side}"), muscles, skip)
        ]
        for side in (Side.LEFT, Side.RIGHT)
    }
    even = questions.one_of(text("cli.after.even"), [text(f"cli.after.even.{one}") for one in Even], skip)
    closing: dict[str, Any] = {
        "effort": questions.number(text("cli.after.effort"), 0, 10, skip),
        "felt": felt if any(felt.values()) else None,
        "pain": questions.number(text("cli.after.pain"), 0, WORST, skip),
        "even": None if even is None else str(list(Even)[even]),
        "note": questions.line(text("cli.after.note"), skip) or None,
    }
    finished = finish(journal, library, session_id, closing, datetime.now(UTC))
    for message in finished.advice:
        questions.console.print(Text(text(message)))
    if finished.ask is not None:
        ask_list(journal, person_id, finished.ask, questions)


def show_summary(journal: Journal, library: Library, session_id: str, console: Console) -> None:
    """Every exercise and side with its holds, as the journal has them."""
    state = fold(journal.events(session_id))
    done = [hold for hold in state.holds if not hold.skipped]
    if not done:
        console.print(Text(f"\n{text('cli.after.nothing')}"))
        return
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    for column in ("exercise", "side", "holds", "held"):
        table.add_column(
            text(f"cli.after.{column}"), justify="left" if column in ("exercise", "side") else "right"
        )
    for (exercise, side), holds in _by_exercise_and_side(done):
        name = library.exercises[exercise].name if exercise in library.exercises else exercise
        table.add_row(
            name, text(f"cli.side.{side}"), str(len(holds)), clock_time(sum(hold.held_s for hold in holds))
        )
    console.print(Text(f"\n{text('cli.after.done')}", "bold"))
    console.print(table)
    not_done = [step.name for step in steps_done(state, library) if not step.done]
    if not_done:
        console.print(Text(text("cli.after.not_done", names=", ".join(not_done)), "dim"))


def _by_exercise_and_side(holds: Iterable[Hold]) -> list[tuple[tuple[str, Side], list[Hold]]]:
    """In the order in which each was first done."""
    groups: dict[tuple[str, Side], list[Hold]] = {}
    for key, group in groupby(holds, key=lambda hold: (hold.exercise, hold.side)):
        groups.setdefault(key, []).extend(group)
    return list(groups.items())
