"""What the tests of the routine room share: the library, a small good file, and strategies."""

from __future__ import annotations

from pathlib import Path

from hypothesis import strategies as st

from primemover.routine import Prescription, Tool, library, plan
from primemover.routine.prescription import EasierStep, PrescribedStep
from primemover.routine.words import language_named
from primemover.terms import Need, Side

LIBRARY = library()
ROUTINE = LIBRARY.routine("glute-activation")
PACKAGE = Path(__file__).parents[2] / "src" / "primemover" / "routine"
EXERCISE_FILES = sorted(
    path for path in (PACKAGE / "exercises").glob("*.yaml") if language_named(path) is None
)
ROUTINE_FILES = sorted(path for path in (PACKAGE / "routines").glob("*.yaml") if language_named(path) is None)
WORD_FILES = sorted(path for path in PACKAGE.glob("*/*.yaml") if language_named(path))

GOOD = """\
format: 1
id: my-lift
name: My lift
label: Lift
kind: activate
purpose: Lifts one straight leg.
working_side: the leg that lifts
sides: one after the other
needs: [lying-on-belly]
instead: [glute-bridge]
regions: [low-back]
get_ready: {say: Lie on your belly., seconds: 10}
switch: {say: Other leg., seconds: 5}
reps: {usual: 6, min: 4, max: 12}
start:
  touches: [belly, thighs, forearms]
  hands: beside head
  pose: {pelvis: 0, hips: 5, knees: 8, ankles: -70}
phases:
  - id: lift
    say: Lift the leg.
    brief: Lift
    move_s: 1
    pose: {working hip: -10, working knee: 0}
    hold: {seconds: 3, min: 2, max: 6, counts: rep}
    works: [working gluteus-maximus]
    cues:
      - {at_s: 2, say: Higher.}
    camera: {working knee: 10}
  - id: lower
    say: Down.
    brief: Down
    pose: start
faults:
  - {id: bent, in: lift, working knee: over 15, say: Keep it straight.}
easier: [prone-squeeze]
sources:
  - Nobody in particular
"""
"""A good exercise file; tests break it in one place."""

prescriptions = st.builds(
    lambda minutes, unmet, tools, side, professional: plan(
        ROUTINE,
        LIBRARY,
        minutes=minutes,
        unmet_needs=unmet,
        tools=tools,
        first_side=side,
        done_by_professional=professional,
    ),
    minutes=st.none() | st.integers(5, 30),
    unmet=st.frozensets(st.sampled_from(list(Need)), max_size=8),
    tools=st.none() | st.frozensets(st.sampled_from(list(Tool))),
    side=st.sampled_from([Side.LEFT, Side.RIGHT]),
    professional=st.booleans(),
)
"""Any prescription of glute activation."""


def broken(old: str, new: str) -> str:
    """The good file with one thing changed."""
    assert GOOD.count(old) == 1, old
    return GOOD.replace(old, new)


def dosed(prescription: Prescription) -> list[PrescribedStep | EasierStep]:
    """Every step, and every easier form of one."""
    easier = [step.easier for step in prescription.steps if step.easier]
    return [*prescription.steps, *easier]


def all_needs(prescription: Prescription) -> set[Need]:
    """Everything that a prescription asks of the body."""
    return {
        need
        for step in prescription.steps
        for need in LIBRARY.exercise(step.exercise).variant(step.tool).needs
    }
