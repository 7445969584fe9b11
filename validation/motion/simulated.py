"""Simulated people against the recogniser: sets counted exactly, holds, faults. Tables in Markdown.

``python -m validation.motion.simulated [step4|library|faults|unrelated] [--people N] [--first SEED]``;
``--only ID …`` keeps the tables of the library and of faults to some exercises.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from primemover.motion import Expectation, Watched, expectation, watch_for
from primemover.motion.simulation import Simulation, simulate, wrong_for
from primemover.motion.simulation.people import CONDITIONS, careful, filmed, somebody
from primemover.motion.teaching import teach
from primemover.routine import Exercise, library
from primemover.routine.exercise import Fault
from primemover.terms import CannotTell, Side

REPETITIONS = 7
"""One that teaches, and a set of six."""
LONG_HOLD_S = 60.0
FIRST = 0
"""The first of the people: with ``--first 1000`` they are others than those that anything was tried on."""

ONLY: list[str] = []
"""The exercises of the tables library and faults; empty for all."""


@dataclass
class Tally:
    """What a row of a table is made from."""

    sets: int = 0
    exact: int = 0
    declined: int = 0
    hold_errors_s: list[float] = field(default_factory=list)
    repetitions: int = 0
    alarms: int = 0

    def add(self, simulation: Simulation, watched: Watched) -> None:
        """One more set."""
        self.sets += 1
        if isinstance(watched.count, CannotTell):
            self.declined += 1
            return
        self.exact += watched.count == len(simulation.done)
        for repetition in watched.repetitions:
            self.repetitions += 1
            self.alarms += bool(repetition.faults)
            done = min(simulation.done, key=lambda d: abs(d.start_s - repetition.start_s))
            for phase, held_s in repetition.holds.items():
                if phase in done.spans_s:
                    start_s, end_s = done.spans_s[phase]
                    self.hold_errors_s.append(abs(held_s - (end_s - start_s)))

    @property
    def exact_cell(self) -> str:
        """Exact, of the sets that were answered."""
        answered = self.sets - self.declined
        return f"{self.exact / answered:.2f}" if answered else "–"

    def row(self) -> str:
        """Exact, declined, hold errors, as cells."""
        exact = self.exact_cell
        declined = f"{self.declined / self.sets:.0%}"
        if not self.hold_errors_s:
            return f"{self.sets} | {exact} | {declined} | – | –"
        median, most = np.percentile(self.hold_errors_s, [50, 95])
        return f"{self.sets} | {exact} | {declined} | {median:.2f} s | {most:.2f} s"


def step4(people: int) -> Iterator[str]:
    """The prone lift of step 4, taught and untaught, under three conditions."""
    exercise = library().exercise("prone-recruitment")
    yield "| condition | targets | sets | exact | declined | hold error, median | 95 % |"
    yield "|---|---|---|---|---|---|---|"
    for condition in CONDITIONS:
        for taught in (True, False):
            tally = _sets(exercise, people, condition, taught=taught)
            yield f"| {condition} | {'taught' if taught else 'as drawn'} | {tally.row()} |"


def every_file(people: int) -> Iterator[str]:
    """All exercise files that a side camera can see."""
    yield "| exercise | sets | exact | declined | hold error, median | 95 % | faults named of none | taught |"
    yield "|---|---|---|---|---|---|---|---|"
    for exercise in library().exercises.values():
        if ONLY and exercise.id not in ONLY:
            continue
        tally = _sets(exercise.variant(None), people, "25 fps", taught=False)
        if tally.sets:
            own = (
                _sets(exercise.variant(None), people, "25 fps", taught=True).exact_cell
                if exercise.reps
                else "–"
            )
            yield f"| {exercise.id} | {tally.row()} | {tally.alarms} of {tally.repetitions} | {own} |"


def _sets(exercise: Exercise, people: int, condition: str, *, taught: bool) -> Tally:
    drawn = expectation(exercise)
    tally = Tally()
    if isinstance(drawn, CannotTell):
        return tally
    longest_s = max(phase.hold.seconds(phase.hold.dose.usual) for phase in exercise.phases if phase.hold)
    if longest_s > LONG_HOLD_S:
        people = 1
    for seed in range(FIRST, FIRST + people):
        simulation = simulate(
            exercise,
            repetitions=REPETITIONS if exercise.reps else 1,
            doer=somebody(seed),
            camera=filmed(seed, condition),
            seed=seed,
        )
        expected = _taught(drawn, simulation) if taught else drawn
        if isinstance(expected, CannotTell):
            tally.sets += 1
            tally.declined += 1
        else:
            tally.add(simulation, watch_for(simulation.landmarks, expected))
    return tally


def _taught(expected: Expectation, simulation: Simulation) -> Expectation | CannotTell:
    led_s = {**simulation.done[0].spans_s, "start": simulation.rest_s}
    return teach(expected, simulation.landmarks, led_s, Side.RIGHT)


def faults(people: int) -> Iterator[str]:
    """Every fault of every file, shown in every second repetition."""
    yield "| exercise | fault | named at 1.2 | at 3 | counted at 1.2 | at 3 | alarms in clean repetitions |"
    yield "|---|---|---|---|---|---|---|"
    for exercise in library().exercises.values():
        expected = expectation(exercise.variant(None))
        if isinstance(expected, CannotTell) or (ONLY and exercise.id not in ONLY):
            continue
        for fault in exercise.faults:
            slight, gross = (_shown(exercise, expected, fault, times, people) for times in (1.2, 3.0))
            clean = slight.clean + gross.clean
            alarms = f"{slight.alarms + gross.alarms} of {clean}" if clean else "–"
            shares = (slight.recall, gross.recall, slight.counted_share, gross.counted_share)
            possible = [wrong_for(exercise, fault, times).possible for times in (1.2, 3.0)] * 2
            cells = " | ".join(_cell(share, can) for share, can in zip(shares, possible, strict=True))
            yield f"| {exercise.id} | {fault.id} | {cells} | {alarms} |"


def _cell(share: float, possible: bool) -> str:
    """A share; a dash where no body does that, or where it is another posture of the exercise by then."""
    return f"{share:.2f}" if share or possible else "–"


@dataclass
class Shown:
    """Repetitions with a fault, how many of them were counted and named; clean ones, and alarms in them."""

    shown: int = 0
    counted: int = 0
    named: int = 0
    clean: int = 0
    alarms: int = 0

    @property
    def recall(self) -> float:
        """Share of the faults that were named."""
        return self.named / self.shown

    @property
    def counted_share(self) -> float:
        """Share of the repetitions with a fault that were counted."""
        return self.counted / self.shown


def _shown(exercise: Exercise, expected: Expectation, fault: Fault, times: float, people: int) -> Shown:
    found = Shown()
    wrong = wrong_for(exercise, fault, times)
    for seed in range(FIRST, FIRST + people):
        simulation = simulate(
            exercise,
            repetitions=4 if exercise.reps else 1,
            doer=careful(seed),
            camera=filmed(seed),
            wrong=wrong,
            wrong_in=(2, 4) if exercise.reps else (1,),
            seed=seed,
        )
        watched = watch_for(simulation.landmarks, expected)
        for done in simulation.done:
            there = [r for r in watched.repetitions if r.start_s < done.end_s and r.end_s > done.start_s]
            if done.wrong:
                found.shown += 1
                found.counted += bool(there)
                found.named += any(fault.id in repetition.faults for repetition in there)
            else:
                found.clean += 1
                found.alarms += any(repetition.faults for repetition in there)
    return found


def unrelated(people: int) -> Iterator[str]:
    """Every exercise watched for every other one: repetitions that nobody did."""
    yield "| done | minutes | counted as |"
    yield "|---|---|---|"
    ways = [exercise.variant(None) for exercise in library().exercises.values()]
    looked_for = [found for way in ways if isinstance(found := expectation(way), Expectation)]
    for exercise in (found.exercise for found in looked_for if found.repeats):
        seconds, wrongly = 0.0, dict[str, int]()
        for seed in range(FIRST, FIRST + people):
            filmed_set = simulate(exercise, doer=somebody(seed), camera=filmed(seed), seed=seed).landmarks
            for other in looked_for:
                if other.exercise.id != exercise.id:
                    seconds += float(filmed_set.time_s[-1])
                    counted = len(watch_for(filmed_set, other).repetitions)
                    if counted:
                        wrongly[other.exercise.id] = wrongly.get(other.exercise.id, 0) + counted
        told = ", ".join(f"{name} {counted}" for name, counted in wrongly.items()) or "nothing"
        yield f"| {exercise.id} | {seconds / 60:.0f} | {told} |"


TABLES = {"unrelated": unrelated, "step4": step4, "library": every_file, "faults": faults}


def main() -> None:
    """Print one table, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tables", nargs="*", metavar="TABLE", help=", ".join(TABLES))
    parser.add_argument("--people", type=int, default=40)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument(
        "--only", nargs="*", default=[], metavar="EXERCISE", help="in the tables library and faults"
    )
    asked = parser.parse_args()
    ONLY.extend(asked.only)
    global FIRST  # noqa: PLW0603 - a script's own setting
    FIRST = asked.first
    for name in asked.tables or TABLES:
        for line in TABLES[name](asked.people):
            print(line, flush=True)
        print(flush=True)


if __name__ == "__main__":
    main()
