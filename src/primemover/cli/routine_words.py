"""Doses, times and colours as the routine commands write them."""

from __future__ import annotations

from primemover.routine.dose import Dose, Hold, Unit
from primemover.routine.exercise import Exercise
from primemover.texts import text
from primemover.texts.writing import number

STRONG = "bold"
QUIET = "dim"
WARM = "dark_orange"
COOL = "cyan"


def clock(seconds: float) -> str:
    """Minutes and seconds, as 13:34."""
    whole = round(seconds)
    return f"{whole // 60}:{whole % 60:02d}"


def dose_words(exercise: Exercise) -> str:
    """The usual dose in a few words, as ``6 × (4–12), 30 s``."""
    held = [hold_words(phase.hold) for phase in (exercise.variant(None)).phases if phase.hold]
    parts = [" + ".join(held)]
    if exercise.reps is not None:
        parts.insert(0, text("cli.routine.reps", amount=amount_words(exercise.reps)))
    if exercise.sets.max > 1:
        parts.append(text("cli.routine.sets", amount=amount_words(exercise.sets)))
    return ", ".join(parts)


def usual_words(exercise: Exercise) -> str:
    """The usual dose alone, as ``6 × (1 s + 3 s)`` or ``15 min``."""
    way = exercise.variant(None)
    held = " + ".join(_usual_hold(phase.hold) for phase in way.phases if phase.hold)
    return held if way.reps is None else f"{number(way.reps.usual)} × ({held})"


def _usual_hold(hold: Hold) -> str:
    if hold.open:
        return text("cli.routine.until_let_go")
    if hold.dose.unit is Unit.BREATHS:
        return text("cli.routine.breaths", amount=number(hold.dose.usual))
    long = hold.dose.usual >= 120 and hold.dose.usual % 60 == 0
    if long:
        return text("cli.routine.minutes", minutes=number(hold.dose.usual / 60))
    return text("cli.routine.seconds", amount=number(hold.dose.usual))


def hold_words(hold: Hold) -> str:
    """A hold as ``3 s (2–6)``, ``4 breaths (3–6)`` or ``until you let go``."""
    if hold.open:
        return text("cli.routine.until_let_go")
    unit = "seconds" if hold.dose.unit is Unit.SECONDS else "breaths"
    return text(f"cli.routine.{unit}", amount=amount_words(hold.dose))


def amount_words(dose: Dose) -> str:
    """The usual amount with its bounds."""
    usual = number(dose.usual)
    return usual if dose.min == dose.max else f"{usual} ({number(dose.min)}–{number(dose.max)})"
