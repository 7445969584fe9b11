"""What ``ID|FILE`` on the command line means."""

from __future__ import annotations

from pathlib import Path

from primemover.errors import NotFound
from primemover.routine import Library, library
from primemover.routine.mistake import closest
from primemover.routine.own_files import OwnFile, load_own, routine_of


def named(what: str) -> OwnFile:
    """The routine or exercise of that id, or of the file at that path.

    Raises:
        NotFound: neither an id nor a file.
        InvalidInput: the file has mistakes.
    """
    known = library()
    if what in known.routines and what not in known.exercises:
        return OwnFile(known, known.routine(what), None)
    if what in known.exercises:
        exercise = known.exercise(what)
        return OwnFile(known, known.routines.get(what) or routine_of(exercise), exercise)
    path = Path(what)
    if path.exists() or path.suffix in (".yaml", ".yml"):
        return load_own(path, known)
    raise _unknown(what, known)


def _unknown(what: str, known: Library) -> NotFound:
    meant = closest(what, {*known.routines, *known.exercises})
    remedy = f"Did you mean {meant}?" if meant else "To see what there is: primemover routine list"
    return NotFound(f"There is no exercise or routine {what}.", remedy=remedy)
