"""Every mistake of an exercise or routine file at once, each with line and column."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path as FilePath

from primemover.errors import InvalidInput, NotFound
from primemover.routine.document import Document, Node, Scalar, Sequence, Table, content_of, read, shown
from primemover.routine.exercise_checks import check_body, check_dose_order
from primemover.routine.keys import EXERCISE, ROUTINE
from primemover.routine.library import Library
from primemover.routine.mistake import Mistake, Path, Place, Report, closest
from primemover.routine.shape import is_id, word_in
from primemover.routine.words import language_named, left_in_english
from primemover.routine.words_shape import shape_of_words

_OWN_ID = re.compile(rb"^id:[ ]*[\"']?([a-z0-9-]+)", re.MULTILINE)
_NEIGHBOUR_BYTES = 4096


def check_file(path: FilePath, library: Library) -> list[Mistake]:
    """Every mistake in the exercise or routine file at ``path``, in order; none for a good file.

    A file of words (``ID.de.yaml``) is checked against the English file beside it. Exercises that the file
    names may stand in ``library`` or in a file beside it. What is not well-formed YAML cannot be read any
    further: then only that is reported.

    Raises:
        NotFound: there is no such file.
        InvalidInput: it is a folder, or may not be read.
    """
    try:
        document = read(path)
        if language := language_named(path):
            return _check_words(path, language, document)
        exercises = {*library.exercises, *neighbours(path)}
    except FileNotFoundError as error:
        raise NotFound("There is no such file.", where=str(path)) from error
    except OSError as error:
        raise InvalidInput(f"This cannot be read: {error.strerror}.", where=str(path)) from error
    return check_document(document, exercises)


def check_document(document: Document, exercises: Collection[str]) -> list[Mistake]:
    """Every mistake in a file that has been read; ``exercises`` are the ids that it may name."""
    report = _reported(document)
    root = document.root
    if isinstance(root, Table):
        check = _check_routine if is_routine(root) else _check_exercise
        check(root, exercises, report)
    elif root is not None:
        report.add(root.place, (), shown(root), "the keys of an exercise or a routine")
    return report.mistakes()


def words_left(path: FilePath) -> list[str]:
    """The keys of the English file for which the good file of words at ``path`` has nothing.

    Empty for every other file.
    """
    if language_named(path) is None:
        return []
    words, english = read(path).root, read(_english_of(path)).root
    if not isinstance(words, Table) or not isinstance(english, Table):
        return []
    return left_in_english(content_of(english), content_of(words))


def is_routine(root: Table) -> bool:
    """Whether a file is a routine: it has steps where an exercise has phases."""
    return root.get("steps") is not None and root.get("phases") is None


def neighbours(path: FilePath) -> dict[str, FilePath]:
    """The files beside ``path``, by the id that each of them gives itself."""
    found: dict[str, FilePath] = {}
    for other in sorted(path.parent.glob("*.yaml")):
        if other.is_file() and other.name != path.name and language_named(other) is None:
            with other.open("rb") as file:
                named = _OWN_ID.search(file.read(_NEIGHBOUR_BYTES))
            if named:
                found[named[1].decode()] = other
    return found


def _reported(document: Document) -> Report:
    report = Report()
    for trouble in document.troubles:
        report.add(trouble.place, (), trouble.found, trouble.expected)
    return report


def _english_of(path: FilePath) -> FilePath:
    return path.with_name(f"{path.name.split('.')[0]}.yaml")


def _check_words(path: FilePath, language: str, document: Document) -> list[Mistake]:
    report = _reported(document)
    root = document.root
    if root is None:
        return report.mistakes()
    english = _english_of(path)
    known = read(english).root if english.is_file() else None
    if not isinstance(known, Table):
        report.add(root.place, (), f"no {english.name} beside it", "the English file whose words these are")
        return report.mistakes()
    content = content_of(known)
    try:
        shape = shape_of_words(content, language)
    except (KeyError, TypeError, AttributeError):
        report.add(root.place, (), f"mistakes in {english.name}", "a good English file to translate")
        return report.mistakes()
    shape.check(root, (), report)
    own = root.get("id") if isinstance(root, Table) else None
    if own is not None and is_id(named := word_in(own)) and named != content["id"]:
        report.add(own.place, ("id",), str(named), f"{content['id']}, as in {english.name}")
    return report.mistakes()


def _check_routine(root: Table, exercises: Collection[str], report: Report) -> None:
    ROUTINE.check(root, (), report)
    steps = root.get("steps")
    items = [item for item in steps.items if isinstance(item, Table)] if isinstance(steps, Sequence) else []
    seen: dict[str, Place] = {}
    for index, item in enumerate(items):
        node = item.get("exercise")
        named = word_in(node)
        if node is None or named is None:
            continue
        path: Path = ("steps", index, "exercise")
        _check_reference(node, named, path, exercises, report)
        if named in seen:
            expected = f"each exercise once (first on line {seen[named].line})"
            report.add(node.place, path, f"{named} a second time", expected)
        seen.setdefault(named, node.place)
    if items and not any(_is_true(item.get("always")) for item in items):
        place = root.key_place("steps")
        report.add(place, ("steps",), "no step that always stays", "always: true on at least one step")


def _check_exercise(root: Table, exercises: Collection[str], report: Report) -> None:
    EXERCISE.check(root, (), report)
    for key in ("reps", "sets"):
        check_dose_order(root.get(key), (key,), "usual", report)
    own = word_in(root.get("id"))
    for key in ("instead", "easier", "harder"):
        node = root.get(key)
        for index, item in enumerate(node.items if isinstance(node, Sequence) else ()):
            named = word_in(item)
            if named is not None and named == own:
                report.add(item.place, (key, index), f"{named} itself", "another exercise")
            elif named is not None:
                _check_reference(item, named, (key, index), exercises, report)
    variants = root.get("variants")
    if not isinstance(variants, Table):
        check_body(root, (), root, report)
        return
    if not variants.entries:
        report.add(variants.place, ("variants",), "an empty block", "at least one tool")
    for name, way in variants.entries:
        if isinstance(way, Table):
            check_body(way, ("variants", shown(name)), root, report)


def _check_reference(node: Node, named: str, path: Path, exercises: Collection[str], report: Report) -> None:
    if is_id(named) and named not in exercises:
        expected = "an exercise that is here or in a file beside this one"
        report.add(node.place, path, named, expected, closest(named, exercises))


def _is_true(node: Node | None) -> bool:
    return isinstance(node, Scalar) and node.value is True
