"""One exercise laid out in time: get ready, move, hold, rest, change sides.

Lengths are whole tenths of a second, so that sums are exact in every language that adds them.
"""

from __future__ import annotations

import math
from dataclasses import replace

from primemover.routine.cueing import hold_cues, wait_cues
from primemover.routine.exercise import Exercise, Phase, Sides
from primemover.routine.prescription import Doses
from primemover.routine.speech import speech_s
from primemover.routine.timeline import Cue, Kind, Segment, Sound
from primemover.terms import Side
from primemover.texts import text
from primemover.texts.writing import with_a_capital

START = "start"
"""The posture that an exercise starts from, as a figure set names it."""

_BRIEFS = {
    Kind.READY: "session.get_ready",
    Kind.REST: "session.rest_brief",
    Kind.SWITCH: "session.switch_brief",
}
_SOUNDS = {Kind.READY: Sound.READY, Kind.REST: Sound.READY, Kind.SWITCH: Sound.SWITCH}


def lay_out(
    exercise: Exercise,
    doses: Doses,
    first_side: Side,
    *,
    step: int = 0,
    start_s: float = 0.0,
    block: int = 0,
    easier: bool = False,
) -> tuple[Segment, ...]:
    """The segments of one exercise, from ``start_s`` and ``block`` on.

    ``first_side`` begins where the exercise has sides. ``easier`` says so when it is announced.
    """
    page = _Page(exercise, doses, step, start_s, block)
    sides = (first_side, first_side.other) if exercise.has_sides else (Side.BOTH,)
    page.ready(sides[0], "session.ready_easier" if easier else "session.ready")
    if exercise.sides is Sides.ALTERNATING:
        _alternating(page, sides)
    else:
        _one_after_the_other(page, sides)
    return tuple(page.segments)


def _one_after_the_other(page: _Page, sides: tuple[Side, ...]) -> None:
    for side in sides:
        if side is not sides[0]:
            page.switch(side)
        for number in range(1, page.doses.sets + 1):
            page.begin_set(number)
            for rep in range(1, (page.doses.reps or 1) + 1):
                page.repetition(side, rep)


def _alternating(page: _Page, sides: tuple[Side, ...]) -> None:
    for number in range(1, page.doses.sets + 1):
        page.begin_set(number)
        for rep in range(1, (page.doses.reps or 1) + 1):
            for side in sides:
                page.repetition(side, rep, name_side=True)


class _Page:
    """The segments written so far, and where the writing stands."""

    def __init__(self, exercise: Exercise, doses: Doses, step: int, start_s: float, block: int) -> None:
        self.exercise = exercise
        self.doses = doses
        self.segments: list[Segment] = []
        self._step = step
        self._now_s = start_s
        self._side = Side.BOTH
        self._set = 1
        self._rep = 1
        self._block = block
        self._block_has_hold = False
        self._posture = START
        self._said: set[str] = set()
        self._starting = True

    def ready(self, side: Side, message: str) -> None:
        """How to get into the first posture."""
        self._side = side
        own = self.exercise.get_ready
        words = text(message, name=self.exercise.name, say=own.say)
        if side is not Side.BOTH:
            words = f"{words} {self._side_words('session.first_side')}"
        self._wait(Kind.READY, own.seconds, words, tip=own.say)

    def switch(self, side: Side) -> None:
        """The change to the other side."""
        self._side = side
        own = self.exercise.switch
        say = own.say if own else text("session.switch")
        self._new_block()
        self._wait(Kind.SWITCH, own.seconds if own else 0.0, f"{say} {self._side_words('session.now_side')}")

    def begin_set(self, number: int) -> None:
        """From the second set on a rest, which still belongs to the set before."""
        if number > 1:
            if self.exercise.rest_s > 0:
                words = text("session.rest", set=number, sets=self.doses.sets)
                self._wait(Kind.REST, self.exercise.rest_s, words)
            self._new_block()
        self._set = number

    def repetition(self, side: Side, rep: int, *, name_side: bool = False) -> None:
        """Every phase once."""
        self._side = side
        self._rep = rep
        phases = self.exercise.phases
        for index, phase in enumerate(phases):
            more_holds = any(later.hold for later in phases[index:])
            if self.doses.reps is None and self._block_has_hold and more_holds:
                self._new_block()
            self._move(phase, name_side=name_side and index == 0)
            if phase.hold is not None:
                self._hold(phase, phase.hold.seconds(self.doses.holds[phase.id]))

    def _move(self, phase: Phase, *, name_side: bool) -> None:
        first_time = phase.id not in self._said
        self._said.add(phase.id)
        words = phase.say if first_time else phase.brief
        if name_side:
            words = text("session.side_then", side=with_a_capital(_side_word(self._side)), say=words)
        move_s = max(phase.move_s, speech_s(words)) if first_time else phase.move_s
        cue = Cue(0.0, words, Sound.START if self._starting else None)
        self._starting = False
        self._add(Kind.MOVE, move_s, (cue,), (self._posture, phase.id), phase=phase)
        self._posture = phase.id

    def _hold(self, phase: Phase, hold_s: float) -> None:
        counted = phase.hold is not None and (phase.hold.counts or self.doses.reps is None)
        far_end = "+" if phase.settles_after_s is not None else "~" if phase.pass_s is not None else ""
        postures = (phase.id, f"{phase.id}{far_end}")
        self._add(
            Kind.HOLD,
            hold_s,
            hold_cues(phase, hold_s),
            postures,
            phase=phase,
            counted=counted,
            is_open=phase.hold is not None and phase.hold.open,
        )
        self._posture = f"{phase.id}+" if far_end == "+" else phase.id
        self._block_has_hold = True

    def _wait(self, kind: Kind, least_s: float, words: str, tip: str | None = None) -> None:
        length_s = _tenths(max(least_s, speech_s(words)))
        self._add(kind, length_s, wait_cues(length_s, words, _SOUNDS[kind]), (self._posture, START), tip=tip)
        self._posture = START
        self._starting = True

    def _add(
        self,
        kind: Kind,
        length_s: float,
        cues: tuple[Cue, ...],
        postures: tuple[str, str],
        *,
        phase: Phase | None = None,
        counted: bool = False,
        is_open: bool = False,
        tip: str | None = None,
    ) -> None:
        start_s = self._now_s
        self._now_s = _exact(start_s + _tenths(length_s))
        held = phase if kind is Kind.HOLD else None
        self.segments.append(
            Segment(
                start_s=start_s,
                end_s=self._now_s,
                kind=kind,
                step=self._step,
                block=self._block,
                exercise=self.exercise.id,
                phase=phase.id if phase else None,
                side=self._side,
                set=self._set,
                rep=self._rep if phase and self.doses.reps is not None else None,
                reps=self.doses.reps if phase else None,
                say=cues[0].say,
                brief=phase.brief if phase else text(_BRIEFS[kind]),
                tip=phase.tip if phase else tip,
                cues=tuple(replace(cue, at_s=_exact(start_s + cue.at_s)) for cue in cues),
                posture_from=postures[0],
                posture_to=postures[1],
                works=_on_figure(phase.works) if phase else (),
                lengthens=_on_figure(phase.lengthens) if phase else (),
                counted=counted,
                after_s=held.settles_after_s if held else None,
                pass_s=held.pass_s if held else None,
                open=is_open,
            )
        )

    def _new_block(self) -> None:
        self._block += 1
        self._block_has_hold = False

    def _side_words(self, message: str) -> str:
        words = text(message, side=_side_word(self._side), working_side=self.exercise.working_side)
        return with_a_capital(words)


def _on_figure(muscles: tuple[str, ...]) -> tuple[str, ...]:
    """Muscles of a file as the figure names them: near is the working side."""
    limbs = {"working": ("near",), "other": ("far",), "both": ("near", "far")}
    marked: list[str] = []
    for entry in muscles:
        which, _, muscle = entry.partition(" ")
        marked.extend(f"{limb} {muscle}" for limb in limbs[which])
    return tuple(marked)


def _side_word(side: Side) -> str:
    return text(f"session.side.{side.value}")


def _tenths(seconds: float) -> float:
    """``seconds`` rounded up to whole tenths, so that words always fit."""
    return math.ceil(round(seconds * 10, 6)) / 10


def _exact(seconds: float) -> float:
    """Whole milliseconds: the nearest number that every language reads alike."""
    return round(seconds, 3)
