"""A person's own exercise or routine file, with the files beside it that it names."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from primemover.errors import InvalidInput
from primemover.routine.checker import check_file, is_routine, neighbours
from primemover.routine.document import Table, content_of, read
from primemover.routine.exercise import Exercise
from primemover.routine.library import Library
from primemover.routine.loader import exercise_from, routine_from
from primemover.routine.routine_file import Item, Routine
from primemover.routine.words import Content, with_words


@dataclass(frozen=True, slots=True)
class OwnFile:
    """What a file defines, and a library that knows it and everything it names."""

    library: Library
    routine: Routine
    """The routine of the file, or one of a single step where the file is an exercise."""
    exercise: Exercise | None
    """The exercise of the file, or None where it is a routine."""


def load_own(path: Path, library: Library) -> OwnFile:
    """The exercise or routine at ``path``, in the language of ``library`` where it has words in it.

    Raises:
        NotFound: there is no such file.
        InvalidInput: it, a file beside it that it names, or a file of its words has mistakes.
    """

    def defined(language: str) -> tuple[list[Exercise], list[Routine]]:
        content = _checked(path, library, language)
        if isinstance(content, Routine):
            return _beside(path, [item.exercise for item in content.items], library, language), [content]
        return [content, *_beside(path, [*content.instead, *content.easier], library, language)], []

    exercises, routines = defined(library.language)
    known = library.with_own(exercises, routines, defined)
    if routines:
        return OwnFile(known, routines[0], None)
    return OwnFile(known, routine_of(exercises[0]), exercises[0])


def routine_of(exercise: Exercise) -> Routine:
    """A routine of that exercise alone."""
    item = Item(exercise.id, step=1, keep=1, always=True)
    return Routine(exercise.id, exercise.name, exercise.purpose, (), (item,), exercise.sources)


def _beside(path: Path, named: list[str], library: Library, language: str) -> list[Exercise]:
    """The exercises beside ``path`` that are named, and those that these name in turn."""
    files = neighbours(path)
    found: dict[str, Exercise] = {}
    while named:
        exercise_id = named.pop()
        if exercise_id in files and exercise_id not in found:
            content = _checked(files[exercise_id], library, language)
            if isinstance(content, Exercise):
                found[exercise_id] = content
                named += [*content.instead, *content.easier]
    return list(found.values())


def _checked(path: Path, library: Library, language: str) -> Exercise | Routine:
    root = _read(path, library)
    content: Content = content_of(root)
    words = path.with_suffix(f".{language}.yaml")
    if words.is_file():
        content = with_words(content, content_of(_read(words, library)))
    return routine_from(content) if is_routine(root) else exercise_from(content)


def _read(path: Path, library: Library) -> Table:
    mistakes = check_file(path, library)
    root = read(path).root
    if mistakes or not isinstance(root, Table):
        first = mistakes[0]
        count = "a mistake" if len(mistakes) == 1 else f"{len(mistakes)} mistakes"
        raise InvalidInput(
            f"This file has {count}; the first on line {first.line}: {first.sentence()}",
            where=str(path),
            remedy=f"To see all of them: primemover routine check {path}",
        )
    return root
