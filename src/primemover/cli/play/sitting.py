"""``primemover play``: from the questions through the session to the summary."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from rich.console import Console

from primemover.app.begin import begin
from primemover.app.readiness import must_be_open
from primemover.app.resume import left_at, unfinished
from primemover.app.today import usual_wishes
from primemover.app.usual import USUAL_ROUTINE
from primemover.cli.persons import person_named
from primemover.cli.play import afterwards, before, open_holds
from primemover.cli.play.clock import SessionClock, Times
from primemover.cli.play.conductor import Conductor, Left
from primemover.cli.play.course import Course
from primemover.cli.play.diary import Diary
from primemover.cli.play.ending import ended_by_signals
from primemover.cli.play.figure import Figure
from primemover.cli.play.keys import pressed_keys
from primemover.cli.play.lines import play_lines
from primemover.cli.play.questions import Questions
from primemover.cli.play.sound import Ears
from primemover.cli.play.stage import can_be_stage, on_stage
from primemover.cli.play.voice import Espeak, installed_voice
from primemover.cli.words import note
from primemover.errors import PrimeMoverError
from primemover.journal import Journal, Person
from primemover.routine import (
    Library,
    Prescription,
    Timeline,
    compile,  # noqa: A004
    library,
    prescription_from,
)
from primemover.routine.figures import figure_set
from primemover.routine.position import Control, ControlKind
from primemover.routine.timeline import MAIN
from primemover.session import SessionState
from primemover.session.controls import controls_of
from primemover.session.kinds import Part
from primemover.session.state import PlannedTest
from primemover.texts import speaking, spoken_language, text
from primemover.texts.writing import number

Figures = dict[tuple[str, str], Figure]
"""By exercise and track."""

FASTEST_WITH_WORDS = 1.5
"""At a higher speed words would run into each other."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for on the command line."""

    database_url: str | None = None
    person: str | None = None
    routine: str = USUAL_ROUTINE
    minutes: int | None = None
    tools: str | None = None
    speed: float = 1.0
    yes: bool = False
    voice: bool = True

    @property
    def rehearsal(self) -> bool:
        """At another speed than its own nobody does a session: it is looked at."""
        return self.speed != 1.0


@dataclass(frozen=True, slots=True)
class Planned:
    """A session that is about to be played, from the start or from where it was left."""

    session_id: str
    prescription: Prescription
    timeline: Timeline
    controls: tuple[Control, ...] = ()
    reached_s: float = 0.0
    away_s: float = 0.0
    test: PlannedTest | None = None
    """Which part of a test day it is; None for any other session."""


def play(asked: Asked, times: Times | None = None) -> None:
    """Play a session in this terminal; errors as for ``app.begin``."""
    questions = None if asked.yes else Questions(Console(stderr=True, highlight=False))
    # Before anything is asked: nobody answers two lists to be told of a slip of the pen.
    open_holds.must_have_keys(library().routine(asked.routine), rehearsal=asked.rehearsal)
    before.named_tools(asked.tools or "")
    with ended_by_signals(), Journal.open(asked.database_url) as journal:
        person = person_named(journal, asked.person)
        planned = _planned(journal, library(), person, asked, questions)
        diary = Diary(journal, planned.session_id, person.id)
        # A session keeps the language it was planned in, also where it is taken up in another.
        with speaking(planned.prescription.language):
            left = _played(planned, diary, asked, times or Times(), questions)
        diary.must_be_stored()
        if left is Left.FOR_LATER:
            note("cli.play.kept")
        else:
            _afterwards(journal, person, planned, asked, questions)


def _planned(
    journal: Journal, known: Library, person: Person, asked: Asked, questions: Questions | None
) -> Planned:
    if questions is not None and not asked.rehearsal:
        state = unfinished(journal, person.id, datetime.now(UTC))
        if state is not None and state.plan is not None and _is_taken_up(state, known, questions):
            return _resumed(state, known)
    return _new(journal, known, person, asked, questions)


def _is_taken_up(state: SessionState, known: Library, questions: Questions) -> bool:
    routine = known.routines.get(state.routine or "")
    heading = text(
        "cli.before.unfinished",
        name=routine.name if routine else state.routine,
        time=f"{state.last_at.astimezone():%H:%M}",
    )
    if where := left_at(state, known):
        heading += " " + text(
            "cli.before.unfinished.where", number=where.number, count=where.count, name=where.name
        )
    answers = [text("cli.before.unfinished.go_on"), text("cli.before.unfinished.new")]
    return questions.must_choose(heading, answers) == 0


def _resumed(state: SessionState, known: Library) -> Planned:
    assert state.plan is not None  # noqa: S101 - the caller has looked
    prescription = prescription_from(state.plan.prescription)
    away_s = (datetime.now(UTC) - state.last_at).total_seconds()
    timeline = compile(known.routine(state.plan.routine), prescription, known)
    return Planned(
        state.id,
        prescription,
        timeline,
        controls_of(state),
        state.last_t_s,
        max(0.0, away_s),
        state.plan.test,
    )


def _new(
    journal: Journal, known: Library, person: Person, asked: Asked, questions: Questions | None
) -> Planned:
    console = Console(stderr=True, highlight=False)
    wishes = usual_wishes(journal, person.id, asked.routine)
    if asked.minutes is not None:
        wishes = replace(wishes, minutes=asked.minutes)
    # Before anything is asked: nobody answers two lists to be told that a gate is closed.
    must_be_open(journal, known, person.id, known.routine(asked.routine), datetime.now(UTC))
    if questions is not None:
        before.hear_the_morning_after(journal, person.id, questions)
        before.answer_checklists(journal, person.id, questions)
        wishes = replace(wishes, sore=before.what_is_sore(journal, person.id, questions))
    else:
        before.say_what_nobody_asked(journal, person.id, console)
    wishes = before.tools_at_hand(wishes, asked.tools, questions)
    begun = begin(journal, known, person.id, wishes, datetime.now(UTC), questions=questions is not None)
    before.show_plan(begun, known, console)
    return Planned(begun.session_id, begun.prescription, begun.timeline)


def _played(planned: Planned, diary: Diary, asked: Asked, times: Times, questions: Questions | None) -> Left:
    ears = _ears(asked)
    if asked.rehearsal:
        # Nobody has done what is only looked at: it stays out of the history from its first moment on.
        diary.tell("deleted", {}, None)
        note("cli.play.is_rehearsal", speed=number(asked.speed))
    if questions is not None:
        ears.say(text("cli.before.sound_check"))
        questions.line(text("cli.before.ready"), text("cli.before.enter_starts"))
    console = Console(highlight=False)
    # Drawn before the clock starts: it takes a moment, and the first cue must not wait for it.
    figures = _figures(planned.prescription) if can_be_stage(console) else {}
    course = Course(planned.timeline, diary.tell, planned.controls, planned.reached_s)
    clock = SessionClock(times, planned.reached_s, asked.speed)
    diary.tell("window", {}, None)
    if course.started:
        diary.tell("away", {"seconds": round(planned.away_s, 3)}, course.t)
        course.go_on()
    else:
        course.act(ControlKind.START)
    try:
        if can_be_stage(console):
            return _on_stage(
                course,
                clock,
                ears,
                figures,
                diary=diary,
                console=console,
                speed=asked.speed,
                test=planned.test,
            )
        play_lines(course, clock, times.sleep, ears, speed=asked.speed)
        return Left.OVER
    except PrimeMoverError:
        raise
    except BaseException:
        # Ctrl-C, a signal, a fault of ours: what was done is kept, and it can be taken up again.
        if course.position.running:
            course.act(ControlKind.PAUSE)
            if not asked.rehearsal:
                note("cli.play.kept")
        raise


def _on_stage(
    course: Course,
    clock: SessionClock,
    ears: Ears,
    figures: Figures,
    *,
    diary: Diary,
    console: Console,
    speed: float,
    test: PlannedTest | None,
) -> Left:
    with on_stage(console) as stage, pressed_keys() as keys:
        return Conductor(
            course,
            clock,
            stage,
            keys.next if keys is not None else _no_key,
            ears,
            tell=lambda kind, data: diary.tell(kind, data, course.t),
            # Of what is only looked at nothing is kept, neither a pain nor the answer about it.
            screen=diary.screened if speed == 1.0 else lambda _: None,
            tested=lambda held, end: open_holds.tell(diary, test, held, end, now_s=course.t),
            ends=open_holds.ends_of,
            trouble=lambda: diary.trouble.line() if diary.trouble else "",
            figures=figures,
            speed=speed,
        ).run()


def _figures(prescription: Prescription) -> Figures:
    """The figure of every exercise that may come."""
    known = library()
    figures: Figures = {}
    for index, step in enumerate(prescription.steps):
        for done, track in ((step, MAIN), (step.easier, f"easier:{index}")):
            if done is not None:
                exercise = known.exercise(done.exercise)
                figures[done.exercise, track] = Figure(figure_set(exercise, done.tool))
    return figures


def _no_key(within_s: float) -> None:
    """Where standard input is no terminal the session only waits."""
    time.sleep(within_s)


def _ears(asked: Asked) -> Ears:
    if not asked.voice or asked.speed > FASTEST_WITH_WORDS:
        return Ears(None)
    program = installed_voice()
    if program is None:
        note("cli.play.no_voice")
        return Ears(None)
    return Ears(Espeak(program, spoken_language()))


def _afterwards(
    journal: Journal, person: Person, planned: Planned, asked: Asked, questions: Questions | None
) -> None:
    known = library()
    if planned.test is not None and planned.test.part is not Part.BETWEEN:
        # What was held stays hidden until the last hold of the day.
        note("cli.test.kept")
        return
    if questions is not None and not asked.rehearsal:
        afterwards.ask_closing(journal, known, person.id, planned.session_id, questions)
    # Where the session's lines are piped, nothing else goes with them.
    console = Console(stderr=not sys.stdout.isatty(), highlight=False)
    afterwards.show_summary(journal, known, planned.session_id, console)
