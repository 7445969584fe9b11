"""The exercises and routines that can be done: those that come along, and those of a folder.

The files that come along are read once per process, those of another language only when it is spoken.
Parsing them takes about 0.1 s, a sixth of the whole start, so their plain content is kept where Python
keeps its compiled modules (``__pycache__``), each entry under the SHA-256 of the file it came from: a
changed file is read anew, and without a writable folder every start parses.
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
from primemover.routine.words import Content, is_language, with_words
from primemover.texts import ENGLISH, spoken_language, text

_T = TypeVar("_T")

_HERE = Path(__file__).parent
_COMPILED = Path(importlib.util.cache_from_source(__file__)).with_suffix(".json")

Own = tuple[Iterable[Exercise], Iterable[Routine]]


@dataclass(frozen=True)
class Library:
    """Exercises and routines by id, in one language."""

    exercises: Mapping[str, Exercise]
    routines: Mapping[str, Routine]
    language: str = ENGLISH
    others: Callable[[str], Library] | None = None
    """The same in another language; None where there is no other."""

    def in_language(self, language: str) -> Library:
        """The same exercises and routines in the words of ``language``, in English where it has none."""
        if language == self.language or self.others is None:
            return self
        return self.others(language)

    def exercise(self, exercise_id: str) -> Exercise:
        """The exercise of that id.

        Raises:
            NotFound: there is none; ``remedy`` names the closest id.
        """
        return _found(exercise_id, self.exercises, "problem.no_exercise")

    def routine(self, routine_id: str) -> Routine:
        """The routine of that id.

        Raises:
            NotFound: there is none; ``remedy`` names the closest id.
        """
        return _found(routine_id, self.routines, "problem.no_routine")

    def with_own(
        self,
        exercises: Iterable[Exercise],
        routines: Iterable[Routine] = (),
        elsewhere: Callable[[str], Own] | None = None,
    ) -> Library:
        """This library and a person's own files; an own file takes the place of one of the same id.

        ``elsewhere`` gives the same files in another language; without it they stay as they are.
        """
        own = (tuple(exercises), tuple(routines))

        def in_other(language: str) -> Library:
            return self.in_language(language).with_own(
                *(elsewhere(language) if elsewhere else own), elsewhere
            )

        return Library(
            {**self.exercises, **{exercise.id: exercise for exercise in own[0]}},
            {**self.routines, **{routine.id: routine for routine in own[1]}},
            self.language,
            in_other,
        )


def library(language: str | None = None) -> Library:
    """Everything that comes along with the package, in ``language``, by default the one of the moment.

    In a language that is not there it is English.
    """
    wanted = language or spoken_language()
    return _library(wanted if is_language(wanted) else ENGLISH)


@cache
def _library(language: str) -> Library:
    exercises, routines = (_files(folder, language) for folder in ("exercises", "routines"))
    content = _contents([*exercises, *routines], _COMPILED)
    spoken = [words for words in (*exercises.values(), *routines.values()) if words]
    said = _contents(spoken, _COMPILED.with_suffix(f".{language}.json")) if spoken else {}
    return Library(
        {
            path.stem: _value(path, exercise_from, content[path], words, said)
            for path, words in exercises.items()
        },
        {
            path.stem: _value(path, routine_from, content[path], words, said)
            for path, words in routines.items()
        },
        language,
        library,
    )


def _files(folder: str, language: str) -> dict[Path, Path | None]:
    """Every English file of a folder, and the file of its words in ``language`` where there is one."""
    found = sorted((_HERE / folder).glob("*.yaml"))
    words = {path: path.with_suffix(f".{language}.yaml") for path in found if "." not in path.stem}
    return {path: own if own in found else None for path, own in words.items()}


def _value(
    path: Path,
    build: Callable[[Any], _T],
    content: Content,
    words: Path | None,
    said: Mapping[Path, Content],
) -> _T:
    # a file that comes along is checked by the tests; whoever is just editing one gets here
    if words is not None:
        own = said[words]
        return _value(words, lambda english: build(with_words(english, own)), content, None, {})
    try:
        return build(content)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        remedy = f"To see every mistake: primemover routine check {path}"
        raise InvalidInput("This file has a mistake in it.", where=path.name, remedy=remedy) from error


def _found(wanted: str, known: Mapping[str, _T], message: str) -> _T:
    if wanted in known:
        return known[wanted]
    meant = closest(wanted, known)
    remedy = text("problem.meant", name=meant) if meant else None
    there_are = text("problem.there_are", names=", ".join(sorted(known)))
    raise NotFound(text(message, name=wanted), remedy=remedy or there_are)


def _contents(paths: Iterable[Path], kept: Path) -> dict[Path, Any]:
    compiled = _compiled(kept)
    keys = {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}
    if any(key not in compiled for key in keys.values()):
        compiled = {key: compiled.get(key) or _parsed(path) for path, key in keys.items()}
        _keep(compiled, kept)
    return {path: compiled[key] for path, key in keys.items()}


def _parsed(path: Path) -> object:
    # imported here because the YAML library costs 40 ms, which only a changed file has to pay
    from primemover.routine.document import plain, read  # noqa: PLC0415

    document = read(path)
    return plain(document.root) if document.root else {}


def _compiled(kept: Path) -> dict[str, Any]:
    try:
        content = json.loads(kept.read_bytes())
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def _keep(compiled: Mapping[str, object], kept: Path) -> None:
    # written aside and moved, so that two processes starting at once never read half a file
    aside = kept.with_suffix(f".{os.getpid()}.tmp")
    with contextlib.suppress(OSError):
        kept.parent.mkdir(exist_ok=True)
        aside.write_text(json.dumps(compiled, separators=(",", ":")), encoding="utf-8")
        aside.replace(kept)
