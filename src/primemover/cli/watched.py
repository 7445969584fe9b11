"""What a recording shows, for people as a table, for programs as JSON."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from primemover.app.annotate import annotate as draw_over
from primemover.app.annotate import must_be_writable
from primemover.app.watch import watch
from primemover.cli.routine_named import named
from primemover.cli.routine_words import COOL, QUIET, STRONG, WARM
from primemover.cli.words import note
from primemover.errors import InvalidInput
from primemover.intake.landmarks import Given
from primemover.intake.video import Followed
from primemover.intake.video.film import Progress
from primemover.motion import Repetition, Watched
from primemover.routine import Exercise
from primemover.terms import CannotTell, Side
from primemover.texts import text


def show(
    file: Path,
    what: str,
    fps: float | None,
    size: str | None,
    *,
    annotate: Path | None = None,
    as_json: bool,
) -> None:
    """Writes what ``file`` shows of the exercise ``what``, and a copy of it to ``annotate``.

    Raises:
        NotFound: no such exercise or file.
        InvalidInput: a routine instead of an exercise, mistakes in a file, a size that is none.
        MissingPart: ``file`` is a video, and what videos need is not installed.
        Conflict: ``annotate`` is there already.
    """
    exercise = named(what).exercise
    if exercise is None:
        raise InvalidInput(f"{what} is a routine.", where="--exercise", remedy="Name one of its exercises.")
    if annotate is not None:
        must_be_writable(file, annotate)
    recording = watch(file, exercise, Given(fps, _size(size)), _progress("motion.watch.progress"))
    _end_progress()
    if recording.film is not None:
        _tell_who(recording.film.followed)
    if annotate is not None:
        draw_over(file, annotate, exercise, recording, _progress("motion.watch.drawing"))
        _end_progress()
        note("motion.watch.annotated", file=annotate)
    seen = recording.watched
    if as_json:
        sys.stdout.write(json.dumps(as_document(seen), indent=1) + "\n")
    else:
        _print(exercise, seen)


def _tell_who(followed: tuple[Followed, ...]) -> None:
    """Who of the people in the picture it is about, on standard error: the document has its fixed keys."""
    for one in followed:
        place = text(f"motion.watch.place.{one.place}")
        told = text("motion.watch.followed", time=f"{one.from_s:.1f}", place=place)
        if one.others:
            told += " " + text("motion.watch.others", count=one.others)
        sys.stderr.write(told + "\n")


def _progress(message: str) -> Progress | None:
    if not sys.stderr.isatty():
        return None

    def tell(done_s: float, total_s: float | None) -> None:
        done = f"{done_s:.0f}"
        total = f"{total_s:.0f}" if total_s else ""
        words = text(f"{message}_of" if total else message, done=done, total=total)
        sys.stderr.write(f"\r{words}")
        sys.stderr.flush()

    return tell


def _end_progress() -> None:
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")


def as_document(seen: Watched) -> dict[str, object]:
    """The JSON document: ``count`` is null where there is no telling, with ``reason``."""
    count = seen.count
    told: dict[str, object] = (
        {"count": None, "reason": count.reason} if isinstance(count, CannotTell) else {"count": count}
    )
    return told | {
        "repetitions": [_repetition(repetition) for repetition in seen.repetitions],
        "not_measured": [
            {"start_s": round(gap.start_s, 3), "end_s": round(gap.end_s, 3), "reason": gap.reason}
            for gap in seen.not_measured
        ],
    }


def _repetition(repetition: Repetition) -> dict[str, object]:
    return {
        "start_s": round(repetition.start_s, 3),
        "end_s": round(repetition.end_s, 3),
        "side": repetition.side.value,
        "holds": {phase: round(held_s, 3) for phase, held_s in repetition.holds.items()},
        "faults": list(repetition.faults),
    }


def _size(size: str | None) -> tuple[float, float] | None:
    if size is None:
        return None
    parts = re.fullmatch(r"(\d+)[x×](\d+)", size.strip())
    if parts is None:
        raise InvalidInput(
            f"{size} is no size.", where="--size", remedy="Write width and height, as 1280x720."
        )
    return float(parts[1]), float(parts[2])


def _print(exercise: Exercise, seen: Watched) -> None:
    console = Console(highlight=False)
    if seen.repetitions:
        console.print(_table(exercise, seen))
    for gap in seen.not_measured:
        times = f"{gap.start_s:7.2f} – {gap.end_s:.2f} s"
        console.print(Text.assemble((times, COOL), (f"  {text(gap.reason)}", QUIET)))
    named = exercise.name + text("language.form.colon")
    if isinstance(seen.count, CannotTell):
        console.print(Text(f"{named} {text(seen.count.reason)}", style=WARM))
    else:
        counted = text("motion.watch.count", count=seen.count)
        console.print(Text(f"{named} {counted}", style=STRONG))


def _table(exercise: Exercise, seen: Watched) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style=QUIET)
    phases = list(dict.fromkeys(phase for repetition in seen.repetitions for phase in repetition.holds))
    briefs = {phase.id: phase.brief for phase in exercise.phases}
    said = {fault.id: fault.say for fault in exercise.faults}
    table.add_column("", justify="right")
    for name in ("start", "end"):
        table.add_column(text(f"motion.watch.{name}"), justify="right")
    table.add_column(text("motion.watch.side"))
    for phase in phases:
        table.add_column(briefs[phase], justify="right")
    table.add_column(text("motion.watch.faults"))
    for number, repetition in enumerate(seen.repetitions, start=1):
        side = "" if repetition.side is Side.BOTH else text(f"session.side.{repetition.side}")
        table.add_row(
            Text(str(number), style=STRONG),
            f"{repetition.start_s:.2f} s",
            f"{repetition.end_s:.2f} s",
            side,
            *(
                Text(f"{repetition.holds[phase]:.1f} s" if phase in repetition.holds else "", style=WARM)
                for phase in phases
            ),
            " ".join(said[fault] for fault in repetition.faults),
        )
    return table
