"""The exercises and routines that can be done: those that come along, and those of a folder.

The files that come along are read once per process. Parsing them takes about 0.1 s, a sixth of the
whole start, so their plain content is kept where Python keeps its compiled modules
(``__pycache__``), each entry under the SHA-256 of the file it came from: a changed file is read anew,
and without a writable folder every start parses.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import json
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from primemover.errors import InvalidInput, NotFound
from primemover.routine.exercise import Exercise
from primemover.routine.loader import exercise_from, routine_from
from primemover.routine.mistake import closest
from primemover.routine.routine_file import Routine

_T = TypeVar("_T")

_HERE = Path(__file__).parent
_COMPILED = Path(importlib.util.cache_from_source(__file__)).with_suffix(".json")


@dataclass(frozen=True)
class Library:
    """Exercises and routines by id."""

    exercises: Mapping[str, Exercise]
    routines: Mapping[str, Routine]

    def exercise(self, exercise_id: str) -> Exercise:
        """The exercise of that id.

        Raises:
            NotFound: there is none; ``remedy`` names the closest id.
        """
        return _found(exercise_id, self.exercises, "exercise")

    def routine(self, routine_id: str) -> Routine:
        """The routine of that id.

        Raises:
            NotFound: there is none; ``remedy`` names the closest id.
        """
        return _found(routine_id, self.routines, "routine")

    def with_own(self, exercises: Iterable[Exercise], routines: Iterable[Routine] = ()) -> Library:
        """This library and a person's own files; an own file takes the place of one of the same id."""
        return Library(
            {**self.exercises, **{exercise.id: exercise for exercise in exercises}},
            {**self.routines, **{routine.id: routine for routine in routines}},
        )


@cache
def library() -> Library:
    """Everything that comes along with the package."""
    exercises = sorted((_HERE / "exercises").glob("*.yaml"))
    routines = sorted((_HERE / "routines").glob("*.yaml"))
    content = _contents([*exercises, *routines])
    return Library(
        {path.stem: _value(path, exercise_from, content[path]) for path in exercises},
        {path.stem: _value(path, routine_from, content[path]) for path in routines},
    )


def _value(path: Path, build: Callable[[Any], _T], content: object) -> _T:
    # a file that comes along is checked by the tests; whoever is just editing one gets here
    try:
        return build(content)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        remedy = f"To see every mistake: primemover routine check {path}"
        raise InvalidInput("This file has a mistake in it.", where=path.name, remedy=remedy) from error


def _found(wanted: str, known: Mapping[str, _T], noun: str) -> _T:
    if wanted in known:
        return known[wanted]
    meant = closest(wanted, known)
    remedy = f"Did you mean {meant}?" if meant else f"There are: {', '.join(sorted(known))}."
    raise NotFound(f"There is no {noun} {wanted}.", remedy=remedy)


def _contents(paths: Iterable[Path]) -> dict[Path, Any]:
    compiled = _compiled()
    keys = {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}
    if any(key not in compiled for key in keys.values()):
        compiled = {key: compiled.get(key) or _parsed(path) for path, key in keys.items()}
        _keep(compiled)
    return {path: compiled[key] for path, key in keys.items()}


def _parsed(path: Path) -> object:
    # imported here because the YAML library costs 40 ms, which only a changed file has to pay
    from primemover.routine.document import plain, read  # noqa: PLC0415

    document = read(path)
    return plain(document.root) if document.root else {}


def _compiled() -> dict[str, Any]:
    try:
        content = json.loads(_COMPILED.read_bytes())
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def _keep(compiled: Mapping[str, object]) -> None:
    # written aside and moved, so that two processes starting at once never read half a file
    aside = _COMPILED.with_suffix(f".{os.getpid()}.tmp")
    with contextlib.suppress(OSError):
        _COMPILED.parent.mkdir(exist_ok=True)
        aside.write_text(json.dumps(compiled, separators=(",", ":")), encoding="utf-8")
        aside.replace(_COMPILED)
