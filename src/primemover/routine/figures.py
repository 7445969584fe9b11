"""The figure set of an exercise: every posture and every move as frames that a face only has to draw."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any, Final

from primemover.body import ADULT, Drawing, Mark, Person, Posture, blend, postures, view_box
from primemover.body.vocabulary import BOTH, START
from primemover.routine.exercise import Exercise, Phase
from primemover.terms import Muscle

FigureSet = dict[str, Any]

_SIDES: Final = {"working": ("near",), "other": ("far",), BOTH: ("near", "far")}
_STEP_M: Final = 0.11
"""How far the fastest joint may go between two frames, before easing."""
_FEWEST, _MOST = 3, 8


def figure_set(exercise: Exercise, variant: str | None = None, *, person: Person = ADULT) -> FigureSet:
    """Shapes, postures, moves and marks of an exercise, ready for JSON; see docs/architecture.md.

    ``variant``: the tool, where an exercise is done with one (else its preferred way).

    Raises:
        NotFound: the exercise has no such variant.
        InvalidInput: a posture of the file cannot be solved.
    """
    done = exercise.variant(variant)
    solved = postures(done.start, [(phase.id, phase.posture) for phase in done.phases], person=person)
    marks = {phase.id: _marks(phase) for phase in done.phases}
    used = {mark for lit in marks.values() for mark in lit}
    props = [prop.name for posture in solved.values() for prop in posture.props]
    drawing = Drawing(solved[START].person, used, props)
    frames = {key: drawing.frame(posture) for key, posture in solved.items()}
    moves = {
        f"{a}>{b}": [frames[a], *_between(solved[a], solved[b], drawing), frames[b]]
        for a, b in _moves(done)
        if frames[a] != frames[b]
    }
    return {
        "exercise": done.id,
        "view": list(view_box(frame for move in (*moves.values(), list(frames.values())) for frame in move)),
        "shapes": [{"name": s.name, "class": s.kind, "points": s.points} for s in drawing.shapes],
        "postures": frames,
        "moves": moves,
        "marks": {
            phase: {str(mark): meaning for mark, meaning in lit.items()} for phase, lit in marks.items()
        },
        "describe": _described(done),
    }


def marks_of(words: tuple[str, ...]) -> list[Mark]:
    """Muscles as a file names them (``both gluteus-maximus``) → muscles of the near and the far side."""
    found = []
    for word in words:
        side, _, muscle = word.partition(" ")
        found += [Mark(near_or_far, Muscle(muscle)) for near_or_far in _SIDES[side]]
    return found


def _marks(phase: Phase) -> dict[Mark, str]:
    """What works wins where a muscle is named twice: it is what the person has to do."""
    return dict.fromkeys(marks_of(phase.lengthens), "lengthens") | dict.fromkeys(
        marks_of(phase.works), "works"
    )


def _moves(exercise: Exercise) -> Iterator[tuple[str, str]]:
    """The moves of a session: phase to phase, within a phase, to the next repetition, and back."""
    at = START
    for phase in exercise.phases:
        yield at, phase.id
        at = phase.id
        if phase.settles_after_s is not None:
            at = f"{phase.id}+"
            yield phase.id, at
        elif phase.pass_s is not None:
            yield phase.id, f"{phase.id}~"
    if exercise.reps is not None:
        yield at, exercise.phases[0].id
    yield at, START


def _between(a: Posture, b: Posture, drawing: Drawing) -> list[list[int]]:
    """The frames inside a move: even in time, so close at both ends, where a move starts and stops softly."""
    count = min(max(math.ceil(_farthest_m(a, b) / _STEP_M), _FEWEST), _MOST)
    return [drawing.frame(blend(a, b, _eased(step / count))) for step in range(1, count)]


def _eased(share: float) -> float:
    return share * share * (3 - 2 * share)


def _farthest_m(a: Posture, b: Posture) -> float:
    return max(abs(x - y) for x, y in zip(a.frames.origins, b.frames.origins, strict=True))


def _described(exercise: Exercise) -> Mapping[str, str]:
    """The figure in words, for those who do not see it: the file's own."""
    said = {START: exercise.get_ready.say} | {phase.id: phase.say for phase in exercise.phases}
    return {key: f"{exercise.name}: {say}" for key, say in said.items()}
